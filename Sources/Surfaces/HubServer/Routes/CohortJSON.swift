import CohortEngine
import DisclosureControl
import Feasibility
import Foundation
import HTTPTypes
import HealthModel
import Hummingbird
import Portal

/// Words in both languages, as JSON.
struct Words: Encodable, Sendable {
    let fr: String
    let en: String

    init(_ phrase: Phrase) {
        fr = phrase.fr
        en = phrase.en
    }
}

/// What every failed request under `/api/` answers.
struct ErrorBody: Encodable, Sendable {
    struct Facts: Encodable, Sendable {
        let code: String
        /// The place in the definition, such as `$.InclusionRules[0].name`.
        let path: String?
        let message: Words
    }

    let error: Facts
}

/// A number of persons, rounded, or why it is withheld.
struct PersonsBody: Encodable, Sendable {
    let rounded: Int?
    let withheld: Words?

    init(_ count: ReleasableCount) {
        rounded = count.number
        if case .withheld(let reason) = count { withheld = Words(reason) } else { withheld = nil }
    }
}

/// What `POST /api/cohorts/count` answers.
struct CountBody: Encodable, Sendable {
    struct Step: Encodable, Sendable {
        let label: Words
        let persons: PersonsBody
        let note: Words?
    }

    struct KeptOut: Encodable, Sendable {
        let rule: String
        let persons: PersonsBody
    }

    let release: String
    /// SHA-256 of the definition's canonical JSON.
    let definition: String
    let reading: String
    let persons: PersonsBody
    let steps: [Step]
    let keptOutByOneRule: [KeptOut]
    let warnings: [WarningBody]
    let words: [PartBody]

    init(_ answer: EligibilityAnswer, _ definition: CohortDefinition) {
        release = answer.release
        self.definition = answer.definitionDigest
        reading = answer.reading.rawValue
        persons = PersonsBody(answer.persons.value)
        steps = answer.steps.value.map {
            Step(label: Words($0.label), persons: PersonsBody($0.persons), note: $0.note.map(Words.init))
        }
        keptOutByOneRule = zip(definition.rules, answer.keptOutByOneRule)
            .map { KeptOut(rule: $0.name, persons: PersonsBody($1.value)) }
        warnings = WarningBody.list(definition)
        words = PartBody.list(definition)
    }
}

/// What is allowed in a definition and probably not meant.
struct WarningBody: Encodable, Sendable {
    let code: String
    let severity: String
    let place: String?
    let message: Words

    static func list(_ definition: CohortDefinition) -> [WarningBody] {
        definition.check().sorted
            .map {
                WarningBody(
                    code: $0.code, severity: $0.severity.rawValue, place: $0.field, message: Words($0.message))
            }
    }
}

/// A part of a definition in words.
struct PartBody: Encodable, Sendable {
    let heading: Words
    let lines: [Words]

    static func list(_ definition: CohortDefinition) -> [PartBody] {
        DefinitionWords.parts(definition).map { PartBody(heading: Words($0.heading), lines: $0.lines.map(Words.init)) }
    }
}

/// What `POST /api/cohorts/check` and `/describe` answer.
struct DefinitionBody: Encodable, Sendable {
    var warnings: [WarningBody]?
    var words: [PartBody]?
}

/// What `GET /api/concepts` answers.
struct ConceptsBody: Encodable, Sendable {
    struct Row: Encodable, Sendable {
        let identifier: Int
        let name: String
        let code: String
        let domain: String
        let vocabulary: String
        let conceptClass: String
        let standard: String?
        let persons: PersonsBody?
    }

    let concepts: [Row]

    init(_ rows: [ConceptRow]) {
        concepts = rows.map {
            Row(
                identifier: $0.identifier, name: $0.name, code: $0.code, domain: $0.domain, vocabulary: $0.vocabulary,
                conceptClass: $0.conceptClass, standard: $0.standard, persons: $0.persons.map { PersonsBody($0.value) })
        }
    }
}

extension Response {
    /// A value as JSON with its keys in order: the same value gives the same bytes.
    init(json value: some Encodable, status: HTTPResponse.Status = .ok) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Values are texts and whole numbers: encoding them cannot fail.
        let bytes = (try? encoder.encode(value)) ?? Data("{}".utf8)
        self.init(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
