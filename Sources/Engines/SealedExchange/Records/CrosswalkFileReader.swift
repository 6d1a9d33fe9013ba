package import Foundation
package import HealthModel

/// Reads the sealed crosswalk of a delivery, one entry at a time. Format: `CrosswalkFileWriter`.
package final class CrosswalkFileReader {
    /// Supersessions of one delivery, at most: they are held in memory.
    package static let supersessionCountMax = 1_000_000

    package let header: SealedHeader
    /// Persons that turned out to be several: to be applied before the supersessions.
    package let separations: [PseudonymSeparation]
    /// Rows that the hub must move before it takes the entries in.
    package let supersessions: [PseudonymSupersession]
    /// JSON of the delivery's quality sheet; nil from a key holder that made none.
    package let sheet: Data?
    private let lines: SealedLines

    /// Give the key holder's public key as `sender` to refuse a crosswalk made by anybody else.
    package init(
        url: URL, key: ExchangeKeyPair, sender: ExchangePublicKey? = nil
    ) throws(SealedExchangeError) {
        let reader = try SealedFileReader(url: url, key: key, purpose: .crosswalk, sender: sender)
        header = reader.header
        lines = SealedLines(reader, name: url.lastPathComponent)
        let first = try lines.nextFields()
        guard first == [CrosswalkFileWriter.firstLine] || first == [CrosswalkFileWriter.firstLineWithSheet] else {
            throw lines.unreadable
        }
        var fields = try lines.nextFields()
        var sheet = Data()
        while first == [CrosswalkFileWriter.firstLineWithSheet], let piece = fields, piece.count == 2,
            piece[0] == CrosswalkFileWriter.sheetPiece
        {
            sheet.append(contentsOf: piece[1].utf8)
            guard sheet.count <= CrosswalkFileWriter.sheetByteCountMax else { throw lines.unreadable }
            fields = try lines.nextFields()
        }
        self.sheet = first == [CrosswalkFileWriter.firstLine] ? nil : sheet
        (separations, supersessions) = try CrosswalkFileReader.readChanges(lines, from: fields)
    }

    /// The next entry; nil at the end of a whole file.
    package func next() throws(SealedExchangeError) -> CrosswalkEntry? {
        guard let fields = try lines.nextFields() else { return nil }
        guard fields.count == 4, let token = RowToken(fields[0]), let outcome = LinkageOutcome(rawValue: fields[1])
        else { throw lines.unreadable }
        let pseudonym = PersonPseudonym(fields[3])
        guard (outcome == .certain) == (pseudonym != nil), pseudonym != nil || fields[3].isEmpty else {
            throw lines.unreadable
        }
        return CrosswalkEntry(
            token: token, outcome: outcome, reason: LinkageReason(rawValue: fields[2]), pseudonym: pseudonym)
    }

    /// SHA-256 of the sealed file's bytes in hexadecimal; once `next` gave nil.
    package var digest: String { lines.reader.digest }

    private static func readChanges(
        _ lines: SealedLines, from first: [String]?
    ) throws(SealedExchangeError) -> ([PseudonymSeparation], [PseudonymSupersession]) {
        var separations: [PseudonymSeparation] = []
        var supersessions: [PseudonymSupersession] = []
        var next = first
        while let fields = next {
            if fields == [CrosswalkFileWriter.entries] { return (separations, supersessions) }
            guard fields.count == 3, separations.count + supersessions.count < supersessionCountMax,
                let first = PersonPseudonym(fields[1]), let second = PersonPseudonym(fields[2])
            else { throw lines.unreadable }
            switch fields[0] {
            case CrosswalkFileWriter.separates where supersessions.isEmpty:
                separations.append(PseudonymSeparation(part: first, kept: second))
            case CrosswalkFileWriter.supersedes:
                supersessions.append(PseudonymSupersession(old: first, new: second))
            default: throw lines.unreadable
            }
            next = try lines.nextFields()
        }
        throw lines.unreadable
    }
}
