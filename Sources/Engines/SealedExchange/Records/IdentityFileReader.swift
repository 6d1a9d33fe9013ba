package import Foundation
package import HealthModel

/// One person record of a delivery as its holder knows it.
package struct IdentityRecord: Sendable {
    package let token: RowToken
    package let traits: Nominative<IdentityTraits>

    package init(token: RowToken, traits: Nominative<IdentityTraits>) {
        self.token = token
        self.traits = traits
    }
}

/// Reads the sealed identities of a delivery, one record at a time. Format: `IdentityFileWriter`.
package final class IdentityFileReader {
    package let header: SealedHeader
    private let lines: SealedLines

    package init(
        url: URL, key: ExchangeKeyPair, sender: ExchangePublicKey? = nil
    ) throws(SealedExchangeError) {
        let reader = try SealedFileReader(url: url, key: key, purpose: .identities, sender: sender)
        header = reader.header
        lines = SealedLines(reader, name: url.lastPathComponent)
        guard try lines.nextFields() == [IdentityFileWriter.firstLine] else { throw lines.unreadable }
    }

    /// The next record; nil at the end of a whole file.
    package func next() throws(SealedExchangeError) -> IdentityRecord? {
        guard let fields = try lines.nextFields() else { return nil }
        guard fields.count == 9, let token = RowToken(fields[0]), let sex = Sex(rawValue: fields[6]) else {
            throw lines.unreadable
        }
        let traits = IdentityTraits(
            nationalNumber: fields[1], birthName: fields[2], usedName: fields[3], givenNames: fields[4],
            birthDate: fields[5], sex: sex, birthPlace: fields[7], postalCode: fields[8])
        return IdentityRecord(token: token, traits: Nominative(traits))
    }

    /// SHA-256 of the sealed file's bytes in hexadecimal; once `next` gave nil.
    package var digest: String { lines.reader.digest }
}
