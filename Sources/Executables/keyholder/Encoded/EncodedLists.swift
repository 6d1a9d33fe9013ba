import EncodedLinkage
import Foundation
import HealthModel
import TabularFiles

/// The small lists around encodings; each is durable, readable by its owner only, and there as a whole or not at all.
enum EncodedLists {
    /// `token,id`: what the holder alone keeps.
    static func writeIdentifiers(_ rows: IdentityFile.Rows, to place: URL) throws {
        let writer = try CSVRecordWriter(place)
        try writer.write(["token", "id"])
        for (row, identifier) in zip(rows.rows, rows.identifiers) { try writer.write([row.token.text, identifier]) }
        try writer.finish()
    }

    /// One token a line, in the order of the tokens.
    static func writeDecoys(_ tokens: [RowToken], to place: URL) throws {
        let file = try OutputFile(place)
        for token in tokens.map(\.text).sorted() { try file.append(token + "\n") }
        try file.finish()
    }

    /// `token_a,token_b,score`, best first.
    static func writePairs(
        _ links: ArraySlice<EncodedLink>, _ left: EncodedRecords, _ right: EncodedRecords, to place: URL
    ) throws {
        let file = try OutputFile(place)
        try file.append("token_a,token_b,score\n")
        for link in links {
            let (one, two) = (left.token(at: Int(link.left)).text, right.token(at: Int(link.right)).text)
            try file.append("\(one),\(two),\(decimal(link.score.value))\n")
        }
        try file.finish()
    }

    static func readDecoys(_ place: URL) throws -> Set<RowToken> {
        guard let text = try? String(contentsOf: place, encoding: .utf8) else {
            throw EncodedCommandError.listUnusable(file: place.lastPathComponent, columns: "token")
        }
        var tokens: Set<RowToken> = []
        for line in text.split(whereSeparator: \.isNewline) {
            guard let token = RowToken(line) else {
                throw EncodedCommandError.listUnusable(file: place.lastPathComponent, columns: "token")
            }
            tokens.insert(token)
        }
        return tokens
    }

    /// The rows of a list whose header is known, in the order of `columns`.
    static func read(_ place: URL, columns: [String]) throws -> [[String]] {
        let unusable = EncodedCommandError.listUnusable(
            file: place.lastPathComponent, columns: columns.joined(separator: ","))
        let reader = try CSVRecordReader(file: place, expectedNames: columns)
        guard try reader.readHeader() else { throw unusable }
        let places = columns.compactMap { reader.columnIndexes(named: $0).first }
        guard places.count == columns.count, let last = places.max() else { throw unusable }
        var rows: [[String]] = []
        while try reader.next() {
            guard !reader.isRecordBroken, last < reader.fieldCount else { throw unusable }
            rows.append(places.map { reader.string($0) })
        }
        return rows
    }

    static func decimal(_ value: Double) -> String { String(format: "%.6f", value) }
}

/// Overwrites and removes a file. On disks that write elsewhere what is overwritten (SSD, snapshots), only an encrypted
/// disk makes sure.
enum FileDestruction {
    private static let pieceByteCount = 1 << 20

    static func destroy(_ place: URL) throws {
        do {
            let file = try FileHandle(forUpdating: place)
            defer { try? file.close() }
            var left = try file.seekToEnd()
            try file.seek(toOffset: 0)
            let zeros = Data(count: pieceByteCount)
            while left > 0 {
                let count = min(left, UInt64(pieceByteCount))
                try file.write(contentsOf: zeros.prefix(Int(count)))
                left -= count
            }
            try file.synchronize()
            try FileManager.default.removeItem(at: place)
        } catch { throw EncodedCommandError.notDestroyed(file: place.lastPathComponent) }
    }
}
