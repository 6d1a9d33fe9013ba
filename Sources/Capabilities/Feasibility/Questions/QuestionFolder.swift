import CohortEngine
package import Foundation
import HealthModel

/// A folder of eligibility questions: `questions.json` lists Circe files with their titles and explanations.
package struct QuestionFolder: Sendable {
    package static let questionCountMax = 1_000

    package let folder: URL

    package init(_ folder: URL) { self.folder = folder }

    private struct Listed: Decodable {
        let file: String
        let titleFR: String
        let titleEN: String
        let explanationFR: String
        let explanationEN: String
        let rulesFR: [String]?
    }

    /// The questions in the order of the list.
    package func questions() throws -> [EligibilityQuestion] {
        let place = folder.appending(path: "questions.json")
        guard let bytes = try? Data(contentsOf: place),
            let listed = try? JSONDecoder().decode([Listed].self, from: bytes)
        else { throw FeasibilityError.questionsDamaged(file: place.lastPathComponent) }
        guard listed.count <= QuestionFolder.questionCountMax else {
            throw FeasibilityError.tooManyFiles(maximum: QuestionFolder.questionCountMax)
        }
        return try listed.map { entry in
            // The list names files of its own folder only.
            guard !entry.file.contains("/"), let data = try? Data(contentsOf: folder.appending(path: entry.file)) else {
                throw FeasibilityError.unreadable(file: entry.file)
            }
            let definition = try CirceJSON.read(data)
            return EligibilityQuestion(
                name: entry.file.hasSuffix(".json") ? String(entry.file.dropLast(5)) : entry.file,
                title: Phrase(fr: entry.titleFR, en: entry.titleEN),
                explanation: Phrase(fr: entry.explanationFR, en: entry.explanationEN),
                definition: definition,
                ruleTitles: try QuestionFolder.titles(of: definition, french: entry.rulesFR, entry.file))
        }
    }

    /// French names beside the definition's own; they must be as many as the rules.
    private static func titles(
        of definition: CohortDefinition, french: [String]?, _ file: String
    ) throws -> [Phrase] {
        guard let french else { return [] }
        guard french.count == definition.rules.count else { throw FeasibilityError.questionsDamaged(file: file) }
        return zip(french, definition.rules).map { Phrase(fr: $0, en: $1.name) }
    }
}
