import Foundation
import HubTestSupport
import NominativeDetection
import Testing

/// The bars of the project, on the labelled data beside it.
@Suite struct SharedDataTests {
    private static let columnFile = "privacy/generated/columns_fr.csv"
    private static let textFile = "privacy/generated/clinical_fr_pii.jsonl"
    private static let englishFile = "privacy/presidio/synth_dataset_v2.json"

    private struct Document: Decodable {
        struct Entity: Decodable {
            let start: Int
            let end: Int
            let label: String
        }
        let id: String
        let text: String
        let entities: [Entity]
    }

    /// The same bar with the headers and without them.
    @Test(.enabled(if: SharedData.has(columnFile)), arguments: [true, false])
    func judgesEveryLabelledColumn(withHeaders: Bool) throws {
        let lines = try String(contentsOf: SharedData.url(Self.columnFile), encoding: .utf8)
            .split(whereSeparator: \.isNewline)
        let labels = try JSONDecoder()
            .decode(
                [String: String].self,
                from: Data(contentsOf: SharedData.url("privacy/generated/columns_fr_labels.json")))
        let headers = cells(lines[0])
        var scanners = headers.map { _ in ColumnScanner() }
        for line in lines.dropFirst() {
            for (column, value) in cells(line).enumerated() { scanners[column].add(value) }
        }
        #expect(headers.count == 43)
        for (column, header) in headers.enumerated() {
            let verdict = scanners[column].finish(header: withHeaders ? header : "c\(column)")
            #expect(verdict.kind.rawValue == labels[header], "column \(header)")
        }
    }

    @Test(.enabled(if: SharedData.has(textFile)))
    func findsPeopleInFrenchClinicalTexts() throws {
        let documents = try String(contentsOf: SharedData.url(Self.textFile), encoding: .utf8)
            .split(whereSeparator: \.isNewline)
            .map { try JSONDecoder().decode(Document.self, from: Data($0.utf8)) }
        let wanted = [
            "NOM": "NAME", "PRENOM": "NAME", "TEL": "PHONE", "MAIL": "EMAIL", "SECU": "NIR", "ADRESSE": "ADDRESS",
        ]
        var scanner = TextScanner()
        var seen: [String: (found: Int, all: Int)] = [:]
        var direct = (found: 0, all: 0)
        var names = (wrong: 0, all: 0)
        for document in documents {
            let spans = scanner.spans(in: document.text)
            let identifiers = document.entities.filter { wanted[$0.label] != nil }
            for entity in identifiers {
                let isFound = spans.contains {
                    $0.start < entity.end && $0.end > entity.start && $0.kind.rawValue == wanted[entity.label]
                }
                seen[entity.label, default: (0, 0)].all += 1
                if isFound { seen[entity.label, default: (0, 0)].found += 1 }
            }
            if !identifiers.isEmpty {
                direct.all += 1
                let isFlagged = identifiers.contains { entity in
                    spans.contains { $0.start < entity.end && $0.end > entity.start }
                }
                if isFlagged { direct.found += 1 }
            }
            for span in spans where span.kind == .name {
                names.all += 1
                if !document.entities.contains(where: { $0.start < span.end && $0.end > span.start }) {
                    names.wrong += 1
                }
            }
        }
        func recall(_ label: String) -> Double {
            let (found, all) = seen[label] ?? (0, 1)
            return Double(found) / Double(all)
        }
        #expect(Double(direct.found) >= 0.98 * Double(direct.all))
        #expect(recall("SECU") >= 0.99)
        #expect(recall("TEL") >= 0.99)
        #expect(recall("MAIL") == 1)
        #expect(recall("NOM") >= 0.95)
        #expect(recall("PRENOM") >= 0.95)
        #expect(recall("ADRESSE") >= 0.95)
        #expect(Double(names.wrong) <= 0.02 * Double(names.all))
    }

    private struct EnglishDocument: Decodable {
        struct Entity: Decodable {
            let entity_type: String
            let start_position: Int
            let end_position: Int
        }
        let full_text: String
        let spans: [Entity]
    }

    @Test(.enabled(if: SharedData.has(englishFile)))
    func findsPeopleInEnglishSentences() throws {
        let documents = try JSONDecoder()
            .decode(
                [EnglishDocument].self, from: Data(contentsOf: SharedData.url(Self.englishFile)))
        var scanner = TextScanner()
        var right = 0
        var wrong = 0
        var missed = 0
        for document in documents {
            let spans = scanner.spans(in: document.full_text).filter { $0.kind == .name }
            let persons = document.spans.filter { $0.entity_type == "PERSON" }
            for person in persons {
                let isFound = spans.contains { $0.start < person.end_position && $0.end > person.start_position }
                if isFound { right += 1 } else { missed += 1 }
            }
            wrong += spans.count { span in
                !persons.contains { $0.start_position < span.end && $0.end_position > span.start }
            }
        }
        let measure = 2 * Double(right) / Double(2 * right + wrong + missed)
        #expect(measure >= 0.85)
    }

    /// The cells of a line; this file has no line breaks inside quotes.
    private func cells(_ line: Substring) -> [String] {
        var cells: [String] = []
        var cell = ""
        var isQuoted = false
        for character in line {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                cells.append(cell)
                cell = ""
            } else {
                cell.append(character)
            }
        }
        return cells + [cell]
    }
}
