import ArgumentParser
import Console
import DisclosureControl
import Feasibility
import Foundation
import HealthModel
import HubServer
import SQLBackends
import Terminology

struct ConceptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "concept",
        abstract: "The vocabulary of a release: find concepts, and how many persons have them.",
        subcommands: [Search.self])

    struct Search: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Finds concepts by words in any order, beginnings of words, a code or an identifier.",
            discussion: """
                Accents, capitals and one typing error are forgiven. Persons and records count those of the concept \
                and of all below it; below 11 persons nothing is told. The first search on a release builds its index.

                EXAMPLES
                  hub concept search diabetes type 2
                  hub concept search metf 500 --domain Drug --limit 50
                  hub concept search E11.9 --release r1
                  hub concept search "insuffisance rénale" --standard --used --json
                """)

        @OptionGroup var home: HomeOption
        @Argument(help: "Words, beginnings of words, a code or a concept's identifier.") var words: [String]
        @Option(help: "Release to search (default: the newest).") var release: String?
        @Option(help: "Only this domain: Condition, Drug… May be repeated.") var domain: [String] = []
        @Option(help: "Only this vocabulary: SNOMED, CCAM… May be repeated.") var vocabulary: [String] = []
        @Flag(help: "Only standard concepts.") var standard = false
        @Flag(help: "Only concepts that enough persons have.") var used = false
        @Option(help: "How many concepts to list (1 to \(ConceptQuery.limitMax)).") var limit = 20
        @Flag(help: "Print the answer as JSON.") var json = false

        func validate() throws {
            guard (1...ConceptQuery.limitMax).contains(limit) else {
                throw ValidationError("--limit is a number from 1 to \(ConceptQuery.limitMax).")
            }
        }

        func run() async throws {
            Terminal.run {
                let hub = try home.open()
                let release = try hub.release(named: release)
                let line = ProgressLine()
                let catalogue = try ConceptCatalogue.openOrBuild(
                    release: release, folder: hub.home.indexes.appending(path: release.name), progress: line.observer
                ) {
                    try hub.opening.connection(to: release)
                }
                line.end()
                let answer = try catalogue.search(
                    ConceptQuery(
                        words.joined(separator: " "), domains: Set(domain), vocabularies: Set(vocabulary),
                        isStandardOnly: standard, isUsedOnly: used, limit: limit))
                let printer = ConceptPrinter(answer: answer, release: release.name)
                if json { try printer.printJSON() } else { printer.print() }
            }
        }
    }
}

/// Found concepts on the terminal.
struct ConceptPrinter {
    let answer: ConceptAnswer
    let release: String

    private static let nameCountMax = 70

    func print() {
        let language = Terminal.language
        Terminal.say(
            Phrase(
                fr: "\(grouped(answer.total)) concepts, version \(release)",
                en: "\(grouped(answer.total)) concepts, release \(release)"))
        if answer.isForgiven {
            Terminal.say(
                fr: "Rien d’écrit ainsi : une faute de frappe est admise.",
                en: "Nothing is written so: a typing error is allowed for.")
        }
        guard !answer.hits.isEmpty else { return }
        func title(_ fr: String, _ en: String) -> String { Phrase(fr: fr, en: en).words(language) }
        TextTable(
            titles: [
                title("identifiant", "id"), title("concept", "concept"), title("domaine", "domain"), "code",
                title("personnes", "persons"), title("enregistrements", "records"),
            ],
            rows: answer.hits.map { hit in
                [
                    "\(hit.id)", name(hit), hit.domain, "\(hit.vocabulary) \(hit.code)",
                    words(hit.withDescendants.persons.value), words(hit.withDescendants.records.value),
                ]
            }
        )
        .print()
    }

    /// The name with the synonym that was found; `*` marks what clinical tables do not hold.
    private func name(_ hit: ConceptHit) -> String {
        let name = hit.synonym.map { "\(hit.name) (\($0))" } ?? hit.name
        let short = name.count > Self.nameCountMax ? name.prefix(Self.nameCountMax - 1) + "…" : name[...]
        return hit.standing == .standard && hit.isValid ? String(short) : "\(short) *"
    }

    private func words(_ count: ReleasableCount) -> String { count.number.map { "≈ \(grouped($0))" } ?? "–" }
}

extension ConceptPrinter {
    private struct Plain: Encodable {
        struct Use: Encodable {
            let persons: Int?
            let records: Int?
            let withheld: String?

            private enum Key: CodingKey { case persons, records, withheld }

            init(_ use: ConceptUse) {
                persons = use.persons.value.number
                records = use.records.value.number
                if case .withheld(let reason) = use.persons.value { withheld = reason.en } else { withheld = nil }
            }

            /// A withheld count is there, as null.
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Key.self)
                try container.encode(persons, forKey: .persons)
                try container.encode(records, forKey: .records)
                try container.encode(withheld, forKey: .withheld)
            }
        }

        struct Hit: Encodable {
            let id: Int
            let name: String
            let synonym: String?
            let code: String
            let domain: String
            let vocabulary: String
            let conceptClass: String
            let standard: String?
            let valid: Bool
            let own: Use
            let withDescendants: Use
        }

        let release: String
        let total: Int
        let forgiven: Bool
        let hits: [Hit]
    }

    func printJSON() throws {
        let hits = answer.hits.map { hit in
            Plain.Hit(
                id: hit.id, name: hit.name, synonym: hit.synonym, code: hit.code, domain: hit.domain,
                vocabulary: hit.vocabulary, conceptClass: hit.conceptClass, standard: letter(hit.standing),
                valid: hit.isValid, own: Plain.Use(hit.own), withDescendants: Plain.Use(hit.withDescendants))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let plain = Plain(release: release, total: answer.total, forgiven: answer.isForgiven, hits: hits)
        Swift.print(String(decoding: try encoder.encode(plain), as: UTF8.self))
    }

    private func letter(_ standing: ConceptStanding) -> String? {
        switch standing {
        case .standard: "S"
        case .classification: "C"
        case .source: nil
        }
    }
}
