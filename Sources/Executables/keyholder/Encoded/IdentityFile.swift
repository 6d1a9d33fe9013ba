import EncodedLinkage
import Foundation
import HealthModel
import RecordLinkage
import TabularFiles

/// A holder's CSV of identities, whose columns are recognised as `keyholder link` recognises them.
///
/// Nominative: what it gives lives until it is encoded.
struct IdentityFile {
    /// What encoding takes from a file, in the names of `LinkageConfiguration.french`.
    private static let names = [
        "id", "nom_naissance", "nom_utilise", "prenom", "prenoms", "sexe", "date_naissance", "commune_naissance",
        "code_postal",
    ]
    private static let reportRowCount = 100_000

    /// The rows with fresh tokens, and the holder's own identifier of each.
    struct Rows {
        var rows: [EncodedFileMaker.Row] = []
        var identifiers: [String] = []
        /// Rows without a name or without a birth date: they will hardly be linked.
        var poorCount = 0
    }

    let place: URL
    let surroundings: Surroundings
    let progress: ProgressObserver?

    func read(needsIdentifier: Bool) throws -> Rows {
        let columns = LinkageConfiguration.french.columns.filter { IdentityFile.names.contains($0.name) }
        let reader = try CSVRecordReader(file: place, expectedNames: columns.flatMap { [$0.name] + $0.headers })
        guard try reader.readHeader() else { throw EncodedCommandError.noRow(file: place.lastPathComponent) }
        var found: [String: Int] = [:]
        for column in columns {
            found[column.name] =
                ([column.name] + column.headers).lazy
                .compactMap { reader.columnIndexes(named: $0).first }.first
        }
        try check(found, needsIdentifier: needsIdentifier)
        let label = Phrase(
            fr: "Lecture de \(place.lastPathComponent)", en: "Reading \(place.lastPathComponent)")
        var rows = Rows()
        while try reader.next() {
            guard !reader.isRecordBroken else {
                throw EncodedCommandError.rowBroken(file: place.lastPathComponent, line: reader.line)
            }
            func text(_ name: String) -> String {
                guard let column = found[name], column < reader.fieldCount else { return "" }
                return reader.string(column)
            }
            let traits = IdentityFile.traits(text)
            if traits.birthDate.isEmpty || traits.birthName.isEmpty && traits.usedName.isEmpty { rows.poorCount += 1 }
            let token = RowToken(bytes: surroundings.randomBytes(16))
            rows.rows.append(EncodedFileMaker.Row(token: token, traits: Nominative(traits)))
            rows.identifiers.append(text("id"))
            guard rows.rows.count <= EncodedRecords.rowCountMax else {
                throw EncodedLinkageError.tooManyRows(count: rows.rows.count, countMax: EncodedRecords.rowCountMax)
            }
            if rows.rows.count % IdentityFile.reportRowCount == 0 {
                progress?(ProgressStep(label, done: rows.rows.count))
            }
        }
        guard !rows.rows.isEmpty else { throw EncodedCommandError.noRow(file: place.lastPathComponent) }
        return rows
    }

    private func check(_ found: [String: Int], needsIdentifier: Bool) throws {
        var missing: [String] = []
        if needsIdentifier, found["id"] == nil { missing.append("id") }
        if found["nom_naissance"] == nil, found["nom_utilise"] == nil { missing.append("nom_naissance") }
        if found["prenom"] == nil, found["prenoms"] == nil { missing.append("prenom") }
        if found["date_naissance"] == nil { missing.append("date_naissance") }
        guard missing.isEmpty else {
            throw EncodedCommandError.columnsMissing(
                file: place.lastPathComponent, names: missing.joined(separator: ", "))
        }
    }

    private static func traits(_ text: (String) -> String) -> IdentityTraits {
        let usual = text("prenom")
        return IdentityTraits(
            birthName: text("nom_naissance"), usedName: text("nom_utilise"),
            givenNames: usual.isEmpty ? text("prenoms") : usual, birthDate: date(text("date_naissance")),
            sex: sex(text("sexe")), birthPlace: text("commune_naissance"), postalCode: text("code_postal"))
    }

    /// A date with its year first; `31/12/1960` is turned round.
    static func date(_ text: String) -> String {
        let parts = text.split { "/.- ".contains($0) }
        guard parts.count == 3, parts[2].utf8.count == 4, parts[0].utf8.count <= 2, parts[1].utf8.count <= 2 else {
            return text
        }
        func two(_ part: Substring) -> String { part.utf8.count == 1 ? "0" + part : String(part) }
        return "\(parts[2])-\(two(parts[1]))-\(two(parts[0]))"
    }

    static func sex(_ text: String) -> Sex {
        switch text.lowercased() {
        case "1", "m", "h", "male", "masculin", "homme": .male
        case "2", "f", "female", "féminin", "feminin", "femme": .female
        default: .unknown
        }
    }
}
