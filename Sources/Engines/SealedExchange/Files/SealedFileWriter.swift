internal import Crypto
package import Foundation
internal import HealthModel

/// Writes a file that only its addressee can open; memory does not grow with the file. Format: `SealedPrologue`.
///
/// Nothing stands under the file's name before `finish`. One writer, one thread.
package final class SealedFileWriter {
    /// Text of one frame, at most.
    package static let frameByteCountMax = 1 << 20

    private let file: URL
    private let output: DurableFile
    private var sender: HPKE.Sender
    private var digest = SHA256()
    private var frame: [UInt8] = []
    private var isFinished = false

    /// Give `sender` to let the addressee know for certain who sealed the file.
    package init(
        url: URL,
        to addressee: ExchangePublicKey,
        purpose: SealedPurpose,
        header: SealedHeader,
        from sender: ExchangeKeyPair? = nil
    ) throws(SealedExchangeError) {
        file = url
        let prologue = SealedPrologue(
            purpose: purpose, addresseeDigest: addressee.shortDigest, sender: sender?.publicKey,
            headerJSON: try SealedFileWriter.json(header))
        self.sender = try SealedFileWriter.start(prologue, to: addressee, from: sender)
        output = try DurableFile(replacing: url)
        frame.reserveCapacity(SealedFileWriter.frameByteCountMax)
        try append(prologue.bytes(encapsulatedKey: self.sender.encapsulatedKey))
    }

    /// Adds bytes to the sealed text.
    package func write(_ bytes: some Collection<UInt8>) throws(SealedExchangeError) {
        precondition(!isFinished, "A finished sealed file takes no more bytes.")
        var rest = bytes[...]
        while !rest.isEmpty {
            if frame.count == SealedFileWriter.frameByteCountMax { try sealFrame(isLast: false) }
            let part = rest.prefix(SealedFileWriter.frameByteCountMax - frame.count)
            frame.append(contentsOf: part)
            rest = rest[part.endIndex...]
        }
    }

    /// Seals the last frame, makes the file durable under its name, and gives the SHA-256 of its bytes in hexadecimal.
    @discardableResult
    package func finish() throws(SealedExchangeError) -> String {
        precondition(!isFinished, "A sealed file is finished once.")
        isFinished = true
        try sealFrame(isLast: true)
        try output.commit()
        return hexadecimal(digest.finalize())
    }

    // MARK: - Private

    private func sealFrame(isLast: Bool) throws(SealedExchangeError) {
        let sealedCount = UInt32(frame.count + SealedPrologue.tagByteCount)
        let word = BigEndian.bytes(sealedCount | (isLast ? SealedPrologue.lastFrameMark : 0))
        do {
            let sealed = try sender.seal(frame, authenticating: word)
            try append(Data(word))
            try append(sealed)
        } catch let error as SealedExchangeError {
            throw error
        } catch {
            throw .cryptography(reason: "\(error)")
        }
        frame.removeAll(keepingCapacity: true)
    }

    private func append(_ bytes: Data) throws(SealedExchangeError) {
        digest.update(data: bytes)
        try output.append(bytes)
    }

    private static func start(
        _ prologue: SealedPrologue, to addressee: ExchangePublicKey, from sender: ExchangeKeyPair?
    ) throws(SealedExchangeError) -> HPKE.Sender {
        let recipient = try addressee.agreementKey
        do {
            guard let sender else {
                return try HPKE.Sender(
                    recipientKey: recipient, ciphersuite: SealedPrologue.suite, info: prologue.info)
            }
            return try HPKE.Sender(
                recipientKey: recipient, ciphersuite: SealedPrologue.suite, info: prologue.info,
                authenticatedBy: sender.agreementKey)
        } catch {
            throw .cryptography(reason: "\(error)")
        }
    }

    private static func json(_ header: SealedHeader) throws(SealedExchangeError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(header) else { throw .headerUnreadable(file: "") }
        guard bytes.count <= SealedHeader.byteCountMax else { throw .headerTooLong(byteCount: bytes.count) }
        return Array(bytes)
    }
}
