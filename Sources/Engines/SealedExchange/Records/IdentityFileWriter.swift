package import Foundation
package import HealthModel

/// Writes the sealed identities of a delivery: who each row token is, for the key holder alone.
///
/// Text: a first line `hdh-identities 1`, then a line per record of 9 fields (see `LineCodec`): token, national number,
/// birth name, used name, given names, birth date, sex (`1`, `2`, `0`), birth place, postal code.
package final class IdentityFileWriter {
    static let firstLine = "hdh-identities 1"

    private let writer: SealedFileWriter
    private let name: String
    /// Records written so far.
    package private(set) var recordCount = 0

    package init(
        url: URL, to keyHolder: ExchangePublicKey, header: SealedHeader, from sender: ExchangeKeyPair? = nil
    ) throws(SealedExchangeError) {
        name = url.lastPathComponent
        writer = try SealedFileWriter(url: url, to: keyHolder, purpose: .identities, header: header, from: sender)
        try writer.write(LineCodec.line([IdentityFileWriter.firstLine]))
    }

    package func write(_ token: RowToken, _ traits: Nominative<IdentityTraits>) throws(SealedExchangeError) {
        let person = traits.nominativeValue
        let line = LineCodec.line([
            token.text, person.nationalNumber, person.birthName, person.usedName, person.givenNames, person.birthDate,
            person.sex.rawValue, person.birthPlace, person.postalCode,
        ])
        recordCount += 1
        guard line.count <= LineCodec.lineByteCountMax else {
            throw .recordTooLong(file: name, line: recordCount + 1)
        }
        try writer.write(line)
    }

    /// Completes the file and gives the SHA-256 of its bytes in hexadecimal.
    @discardableResult
    package func finish() throws(SealedExchangeError) -> String { try writer.finish() }
}
