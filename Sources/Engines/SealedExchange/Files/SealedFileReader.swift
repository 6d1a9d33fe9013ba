internal import Crypto
package import Foundation
internal import HealthModel

/// Opens a sealed file frame by frame; memory does not grow with the file. Format: `SealedPrologue`.
///
/// Every chunk it gives is authentic, and so is the header. That the file is whole is known only when `nextChunk`
/// gives nil: whoever acts on the chunks must be able to undo it until then. One reader, one thread.
package final class SealedFileReader {
    package let header: SealedHeader
    /// Who sealed the file, proven; nil when the sender did not say.
    package let sender: ExchangePublicKey?

    private let name: String
    private let input: DigestingInput
    private var recipient: HPKE.Recipient
    private var frameNumber = 0
    private var pending: [UInt8]?
    private var isAtEnd = false

    /// Give `sender` to refuse files that another, or nobody, signed.
    package init(
        url: URL,
        key: ExchangeKeyPair,
        purpose: SealedPurpose,
        sender expectedSender: ExchangePublicKey? = nil
    ) throws(SealedExchangeError) {
        name = url.lastPathComponent
        input = try DigestingInput(url)
        let beginning = try SealedBeginning(reading: input, file: name)
        let prologue = beginning.prologue
        guard prologue.purpose == purpose else { throw .wrongPurpose(file: name, expected: purpose) }
        guard prologue.addresseeDigest == key.publicKey.shortDigest else {
            throw .wrongKey(
                file: name, sealedTo: KeyFingerprint.text(prologue.addresseeDigest), ours: key.publicKey.fingerprint)
        }
        if let expectedSender, prologue.sender != expectedSender { throw .wrongSender(file: name) }
        sender = prologue.sender
        recipient = try SealedFileReader.start(beginning, key: key, file: name)
        guard let header = try? JSONDecoder().decode(SealedHeader.self, from: Data(prologue.headerJSON)) else {
            throw .headerUnreadable(file: name)
        }
        self.header = header
        // Opening the first frame proves the header.
        pending = try openFrame()
    }

    /// The next bytes of the sealed text, at most 1 MiB; nil at the end of a whole file.
    package func nextChunk() throws(SealedExchangeError) -> [UInt8]? {
        if let chunk = pending {
            pending = nil
            return chunk
        }
        return isAtEnd ? nil : try openFrame()
    }

    /// SHA-256 of the file's bytes as they were read, in hexadecimal; once `nextChunk` gave nil.
    package var digest: String {
        precondition(isAtEnd, "The digest is known at the end of the file.")
        return input.digest
    }

    /// SHA-256 of a file's bytes in hexadecimal.
    package static func digest(of url: URL) throws(SealedExchangeError) -> String {
        let input = try DigestingInput(url)
        while !(try input.read(upTo: 1 << 20)).isEmpty {}
        return input.digest
    }

    // MARK: - Private

    private func openFrame() throws(SealedExchangeError) -> [UInt8] {
        let word = try input.read(upTo: 4)
        guard word.count == 4 else { throw .truncated(file: name, frame: frameNumber) }
        let number = BigEndian.number(word)
        let isLast = number & SealedPrologue.lastFrameMark != 0
        let count = Int(number & ~SealedPrologue.lastFrameMark)
        let limit = SealedFileWriter.frameByteCountMax + SealedPrologue.tagByteCount
        guard (SealedPrologue.tagByteCount...limit).contains(count) else {
            throw .tampered(file: name, frame: frameNumber + 1)
        }
        let sealed = try input.read(upTo: count)
        guard sealed.count == count else { throw .truncated(file: name, frame: frameNumber) }
        frameNumber += 1
        guard let chunk = try? recipient.open(sealed, authenticating: word) else {
            throw .tampered(file: name, frame: frameNumber)
        }
        if isLast {
            guard try input.read(upTo: 1).isEmpty else { throw .trailingBytes(file: name) }
            isAtEnd = true
        }
        return Array(chunk)
    }

    private static func start(
        _ beginning: SealedBeginning, key: ExchangeKeyPair, file: String
    ) throws(SealedExchangeError) -> HPKE.Recipient {
        let info = beginning.prologue.info
        do {
            guard let sender = beginning.prologue.sender else {
                return try HPKE.Recipient(
                    privateKey: key.agreementKey, ciphersuite: SealedPrologue.suite, info: info,
                    encapsulatedKey: beginning.encapsulatedKey)
            }
            return try HPKE.Recipient(
                privateKey: key.agreementKey, ciphersuite: SealedPrologue.suite, info: info,
                encapsulatedKey: beginning.encapsulatedKey, authenticatedBy: sender.agreementKey)
        } catch {
            throw .tampered(file: file, frame: 0)
        }
    }
}
