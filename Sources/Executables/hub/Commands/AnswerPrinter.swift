import CohortEngine
import Console
import DisclosureControl
import Feasibility
import Foundation
import HealthModel

/// An answer on the terminal.
struct AnswerPrinter {
    let answer: EligibilityAnswer
    /// Where the strict and the fixed reading of the definition differ.
    let differences: [ReadingDifference]

    private struct Plain: Encodable {
        struct Step: Encodable {
            let label: String
            let persons: Int?
            let withheld: String?

            private enum Key: CodingKey { case label, persons, withheld }

            /// A withheld count is there, as null: a reader must not take it for an old format.
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Key.self)
                try container.encode(label, forKey: .label)
                try container.encode(persons, forKey: .persons)
                try container.encode(withheld, forKey: .withheld)
            }
        }

        let release: String
        let definition: String
        let reading: String
        let readingMatters: Bool
        let persons: Int?
        let withheld: String?
        let steps: [Step]

        private enum Key: CodingKey { case release, definition, reading, readingMatters, persons, withheld, steps }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(release, forKey: .release)
            try container.encode(definition, forKey: .definition)
            try container.encode(reading, forKey: .reading)
            try container.encode(readingMatters, forKey: .readingMatters)
            try container.encode(persons, forKey: .persons)
            try container.encode(withheld, forKey: .withheld)
            try container.encode(steps, forKey: .steps)
        }
    }

    func print() {
        let language = Terminal.language
        let persons = answer.persons.value
        switch persons {
        case .exactlyRounded(let number):
            Terminal.say(
                Phrase(
                    fr: "≈ \(grouped(number)) personnes, version \(answer.release)",
                    en: "≈ \(grouped(number)) persons, release \(answer.release)"))
        case .withheld(let reason):
            Swift.print("\(reason.words(language)) (\(answer.release))")
        }
        TextTable(
            titles: [
                Phrase(fr: "après la règle", en: "after rule").words(language),
                Phrase(fr: "personnes", en: "persons").words(language),
                Phrase(fr: "écartées par elle seule", en: "kept out by it alone").words(language),
            ],
            rows: answer.steps.value.enumerated()
                .map { position, step in
                    let alone =
                        answer.keptOutByOneRule.indices.contains(position - 1)
                        && position < answer.steps.value.count - 1
                    return [
                        step.label.words(language), words(step.persons),
                        alone ? words(answer.keptOutByOneRule[position - 1].value) : "–",
                    ]
                }
        )
        .print()
        guard !differences.isEmpty else { return }
        let reading =
            answer.reading == .strict
            ? Phrase(
                fr: "Lecture stricte, comme Circe ; elle compte ici :", en: "Strict reading, as Circe; it matters here:"
            )
            : Phrase(
                fr: "Lecture selon le sens du texte ; elle compte ici :",
                en: "Read by the plain meaning; it matters here:")
        Terminal.say(reading)
        for difference in differences { Swift.print("  \(difference.path): \(difference.explanation.words(language))") }
    }

    func printJSON() throws {
        let steps = answer.steps.value.map {
            Plain.Step(label: $0.label.en, persons: $0.persons.number, withheld: reason($0.persons))
        }
        let plain = Plain(
            release: answer.release, definition: answer.definitionDigest, reading: answer.reading.rawValue,
            readingMatters: !differences.isEmpty, persons: answer.persons.value.number,
            withheld: reason(answer.persons.value), steps: steps)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        Swift.print(String(decoding: try encoder.encode(plain), as: UTF8.self))
    }

    private func words(_ count: ReleasableCount) -> String { count.number.map { "≈ \(grouped($0))" } ?? "< 11" }

    private func reason(_ count: ReleasableCount) -> String? {
        if case .withheld(let reason) = count { return reason.en }
        return nil
    }
}
