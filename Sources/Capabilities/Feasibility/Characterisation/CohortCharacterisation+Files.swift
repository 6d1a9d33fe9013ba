package import Foundation
package import HealthModel

extension CohortCharacterisation {
    /// The released figures as CSV (RFC 4180, UTF-8): one line a figure, an empty cell for what is withheld.
    package func csv(_ language: Language) -> Data {
        let names = CharacterisationRow.CodingKeys.allCases.map(\.rawValue)
        let lines = rows(language)
            .map { row in
                [
                    row.section, row.window, row.conceptID.map(String.init) ?? "", row.label, row.unit, row.measure,
                    plain(row.cohort), plain(row.cohortPercent), plain(row.peer), plain(row.peerPercent),
                    plain(row.difference), row.isBound ? "true" : "", row.note,
                ]
                .enumerated().map { Self.cell($1, isText: [3, 4].contains($0)) }
            }
        let text = ([names] + lines).map { $0.joined(separator: ",") + "\r\n" }.joined()
        return Data(text.utf8)
    }

    /// The released figures as JSON, with what they were computed on.
    package func json(_ language: Language) throws -> Data {
        struct Plain: Encodable {
            let release: String
            let definition: String
            let against: String
            let titles: [String]
            let rows: [CharacterisationRow]
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(
            Plain(
                release: release, definition: definitionDigest, against: peerName,
                titles: groups.map { $0.title.words(language) }, rows: rows(language)))
    }

    private func plain(_ number: Double?) -> String {
        guard let number else { return "" }
        return number == number.rounded() && number.magnitude < 1e15 ? String(Int(number)) : String(number)
    }

    /// Names come from a vocabulary that somebody delivered: a spreadsheet must not take one for a formula.
    private static func cell(_ text: String, isText: Bool) -> String {
        let isFormula = isText && text.first.map { "=+-@\t\r".contains($0) } == true
        let safe = isFormula ? "'" + text : text
        guard safe.contains(where: { ",\"\n\r".contains($0) }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}
