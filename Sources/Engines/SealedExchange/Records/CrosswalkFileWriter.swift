package import Foundation
package import HealthModel

/// Two pseudonyms turned out to be one person: rows of the old one belong to the new one from now on.
package struct PseudonymSupersession: Sendable, Hashable {
    package let old: PersonPseudonym
    package let new: PersonPseudonym

    package init(old: PersonPseudonym, new: PersonPseudonym) {
        self.old = old
        self.new = new
    }
}

/// A person turned out to be two: rows of the part are its own again, and no longer those of the kept pseudonym.
package struct PseudonymSeparation: Sendable, Hashable {
    package let part: PersonPseudonym
    package let kept: PersonPseudonym

    package init(part: PersonPseudonym, kept: PersonPseudonym) {
        self.part = part
        self.kept = kept
    }
}

/// Writes the sealed crosswalk of a delivery: which pseudonym each row token has, for the hub alone.
///
/// Text: a first line `hdh-crosswalk 1`; lines `separates`, part, kept pseudonym, of persons that turned out to be
/// several; lines `supersedes`, old, new pseudonym; a line `entries`; then a line per row
/// token of 4 fields: token, outcome, reason, pseudonym (empty unless certain). Lines as in `LineCodec`. The entries
/// name the new pseudonyms only.
///
/// With a quality sheet the first line is `hdh-crosswalk 2`, and lines `sheet`, piece follow it: the pieces, one after
/// another, are the JSON of the sheet. It is sealed and signed with the entries, so nobody can give them another one.
package final class CrosswalkFileWriter {
    /// Bytes of a sheet at most: it is held in memory.
    package static let sheetByteCountMax = 1 << 20
    static let sheetPieceCharacterCount = 2000

    static let firstLine = "hdh-crosswalk 1"
    static let firstLineWithSheet = "hdh-crosswalk 2"
    static let sheetPiece = "sheet"
    static let supersedes = "supersedes"
    static let separates = "separates"
    static let entries = "entries"

    private let writer: SealedFileWriter
    /// Entries written so far.
    package private(set) var entryCount = 0

    /// The header carries the source, the delivery and the digest of the identities file that this one answers.
    package init(
        url: URL,
        to hub: ExchangePublicKey,
        header: SealedHeader,
        separations: [PseudonymSeparation] = [],
        supersessions: [PseudonymSupersession] = [],
        sheet: Data? = nil,
        from keyHolder: ExchangeKeyPair? = nil
    ) throws(SealedExchangeError) {
        let name = url.lastPathComponent
        let text = try sheet.map { (bytes) throws(SealedExchangeError) in
            try CrosswalkFileWriter.text(bytes, file: name)
        }
        writer = try SealedFileWriter(url: url, to: hub, purpose: .crosswalk, header: header, from: keyHolder)
        try writer.write(
            LineCodec.line([text == nil ? CrosswalkFileWriter.firstLine : CrosswalkFileWriter.firstLineWithSheet]))
        var rest = (text ?? "")[...]
        while !rest.isEmpty {
            let piece = rest.prefix(CrosswalkFileWriter.sheetPieceCharacterCount)
            try writer.write(LineCodec.line([CrosswalkFileWriter.sheetPiece, String(piece)]))
            rest = rest[piece.endIndex...]
        }
        for pair in separations {
            try writer.write(LineCodec.line([CrosswalkFileWriter.separates, pair.part.text, pair.kept.text]))
        }
        for pair in supersessions {
            try writer.write(LineCodec.line([CrosswalkFileWriter.supersedes, pair.old.text, pair.new.text]))
        }
        try writer.write(LineCodec.line([CrosswalkFileWriter.entries]))
    }

    package func write(_ entry: CrosswalkEntry) throws(SealedExchangeError) {
        precondition(
            (entry.outcome == .certain) == (entry.pseudonym != nil), "A pseudonym goes with a certain outcome.")
        entryCount += 1
        try writer.write(
            LineCodec.line([
                entry.token.text, entry.outcome.rawValue, entry.reason.rawValue, entry.pseudonym?.text ?? "",
            ]))
    }

    /// Completes the file and gives the SHA-256 of its bytes in hexadecimal.
    @discardableResult
    package func finish() throws(SealedExchangeError) -> String { try writer.finish() }

    private static func text(_ sheet: Data, file: String) throws(SealedExchangeError) -> String {
        guard sheet.count <= sheetByteCountMax, let text = String(validating: sheet, as: UTF8.self) else {
            throw .recordTooLong(file: file, line: 2)
        }
        return text
    }
}
