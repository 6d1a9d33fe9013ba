internal import Foundation

/// The beginning of a sealed file as it was read, checked for shape only.
struct SealedBeginning {
    let prologue: SealedPrologue
    let encapsulatedKey: Data

    init(reading input: DigestingInput, file: String) throws(SealedExchangeError) {
        let bytes = Array(try input.read(upTo: SealedPrologue.fixedByteCount))
        guard bytes.starts(with: SealedPrologue.magic) else { throw .notSealed(file: file) }
        guard bytes.count == SealedPrologue.fixedByteCount else { throw .truncated(file: file, frame: 0) }
        guard bytes[7] == SealedPrologue.version, bytes[8] == SealedPrologue.suiteNumber else {
            throw .versionUnknown(file: file, version: Int(bytes[7]) << 8 | Int(bytes[8]))
        }
        guard let purpose = SealedPurpose(rawValue: bytes[9]), bytes[11] == 0 else {
            throw .tampered(file: file, frame: 0)
        }
        let sender: ExchangePublicKey?
        switch bytes[10] {
        case 0 where bytes[20..<52].allSatisfy { $0 == 0 }: sender = nil
        case 2:
            sender = ExchangePublicKey(bytes: bytes[20..<52])
            guard sender != nil else { throw .tampered(file: file, frame: 0) }
        default: throw .tampered(file: file, frame: 0)
        }
        let headerCount = Int(BigEndian.number(bytes[84..<88]))
        guard headerCount <= SealedHeader.byteCountMax else { throw .headerTooLong(byteCount: headerCount) }
        let header = Array(try input.read(upTo: headerCount))
        guard header.count == headerCount else { throw .truncated(file: file, frame: 0) }
        encapsulatedKey = Data(bytes[52..<84])
        prologue = SealedPrologue(
            purpose: purpose, addresseeDigest: Array(bytes[12..<20]), sender: sender, headerJSON: header)
    }
}
