import CZlib
import EncodedLinkage
import Foundation
import HealthModel
import HubTestSupport
import Testing

/// The attacks on 20,000 synthetic French identities, hardening by hardening: the table of SECURITY.md.
///
/// `HUB_TEST_LONG=1`; about two minutes. The attacker has the exact frequencies of the names of the file, which is more
/// than any published list gives.
struct AttackTableTests {
    static let isAsked =
        ProcessInfo.processInfo.environment["HUB_TEST_LONG"] != nil
        && SharedData.has("linkage/synthetic_fr/fr20k/a.csv.gz")

    static let hardenings: [(String, EncodingProfile.Hardening)] = [
        ("nothing", .none),
        ("noise 10 %", .init(folds: false, noisePerThousand: 100, permutes: false)),
        ("fold", .init(folds: true, noisePerThousand: 0, permutes: false)),
        ("fold, noise 2 %", .init(noisePerThousand: 20)),
        ("fold, noise 10 % (default)", .init()),
        ("fold, noise 10 %, birth year", .init(saltsByBirthYear: true)),
    ]

    @Test(.enabled(if: isAsked)) func patternMiningOfNames() throws {
        let persons = try Self.identities()
        let names = Self.published(persons)
        let most = (
            Double(names.firstNames[0].bearerCount) / Double(persons.count),
            Double(names.familyNames[0].bearerCount) / Double(persons.count)
        )
        print("guessing the most frequent name: first \(percent(most.0)), family \(percent(most.1))")
        let control = try EncodingProfile(
            fields: [.init(.familyNames, bitCount: 200), .init(.firstName, bitCount: 200)], hardening: .none)
        let profiles = [("names only, nothing", control)] + Self.hardenings.map { ($0.0, EncodingProfile.french($0.1)) }
        for (label, profile) in profiles {
            let (order, records) = try Self.encode(persons, profile, first: 1)
            let truth = order.map {
                NameGuess(
                    firstName: Self.capitals(persons[$0].givenNames), familyName: Self.capitals(persons[$0].birthName))
            }
            for oracle in [nil, truth] {
                let outcome = PatternMiningAttack.attack(records, names: names, oracle: oracle)
                let total = Double(persons.count)
                let first = Double(zip(truth, outcome.guesses).count { $0.firstName == $1.firstName }) / total
                let family = Double(zip(truth, outcome.guesses).count { $0.familyName == $1.familyName }) / total
                let both = Double(zip(truth, outcome.guesses).count { $0 == $1 }) / total
                say(
                    "patterns | \(label)\(oracle == nil ? "" : ", oracle") | \(outcome.patternCount) patterns |",
                    "first \(percent(first)) | family \(percent(family)) | both \(percent(both))")
                if oracle == nil, label != "names only, nothing" { #expect(both < 0.01) }
            }
        }
    }

    @Test(.enabled(if: isAsked)) func graphMatchingOfRecords() throws {
        let all = try Self.identities()
        let size = 1500
        for (label, hardening) in Self.hardenings {
            let profile = EncodingProfile.french(hardening)
            for (overlap, decoyShare, seedCount) in [
                (100, 0, 0), (100, 25, 0), (50, 0, 0), (100, 25, 20), (100, 25, 100), (50, 25, 100), (100, 25, 300),
            ] {
                let persons = Array(all.prefix(size))
                let shared = size * overlap / 100
                let others = Array(persons.prefix(shared)) + Array(all[size..<(2 * size - shared)])
                var maker = DecoyMaker(key: try testKey(), label: "a")
                let decoys = maker.decoys(from: persons.map { Nominative($0) }, count: size * decoyShare / 100)
                let (order, encoded) = try Self.encode(persons + decoys.map(\.nominativeValue), profile, first: 1)
                let known = try [UInt8(101), 131, 161].map { try Self.encode(others, profile, first: $0, from: 50_000) }
                let place = Dictionary(uniqueKeysWithValues: known[0].order.enumerated().map { ($1, $0) })
                let seeds = order.indices.filter { order[$0] < shared }.prefix(seedCount)
                    .map {
                        GraphMatchingAttack.Seed(encoded: $0, known: place[order[$0]] ?? 0)
                    }
                let answer = GraphMatchingAttack.attack(encoded, known: known.map(\.records), seeds: Array(seeds))
                let right = zip(order, answer).count { $0 < shared && $0 == known[0].order[$1] }
                say(
                    "graph | \(label) | overlap \(overlap) %, decoys \(decoyShare) %, seeds \(seedCount) |",
                    percent(Double(right) / Double(size)))
            }
        }
    }

    /// Printed at once: the table takes minutes.
    private func say(_ words: String...) {
        FileHandle.standardError.write(Data((words.joined(separator: " ") + "\n").utf8))
    }

    private func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }

    private static func encode(
        _ persons: [IdentityTraits], _ profile: EncodingProfile, first: UInt8, from: Int = 0
    ) throws -> (order: [Int], records: EncodedRecords) {
        let rows = People.rows(persons, from: from)
        let order = rows.indices.sorted { rows[$0].token.text < rows[$1].token.text }
        return (order, try EncodedFileMaker.encode(rows, key: try testKey(first: first), profile: profile))
    }

    private static func published(_ persons: [IdentityTraits]) -> PublishedNames {
        func counted(_ values: [String]) -> [PublishedNames.Name] {
            Dictionary(grouping: values.map(capitals), by: { $0 })
                .map { .init(text: $0.key, bearerCount: $0.value.count) }
        }
        return PublishedNames(
            firstNames: counted(persons.map(\.givenNames)), familyNames: counted(persons.map(\.birthName)))
    }

    private static func capitals(_ name: String) -> String { name.filter { $0.isLetter } }

    /// The persons of file A, without their used names, in the order of the file.
    private static func identities() throws -> [IdentityTraits] {
        let lines = try unzipped(SharedData.url("linkage/synthetic_fr/fr20k/a.csv.gz")).split(separator: "\n")
        let header = lines[0].split(separator: ",")
        func column(_ name: String) -> Int { header.firstIndex { $0 == name } ?? 0 }
        let columns = ["nom_naissance", "prenom", "date_naissance", "sexe", "commune_naissance", "code_postal"]
            .map(column)
        return lines.dropFirst()
            .map { line in
                let cells = line.split(separator: ",", omittingEmptySubsequences: false)
                let values = columns.map { String(cells[$0]) }
                return IdentityTraits(
                    birthName: values[0], givenNames: values[1], birthDate: values[2],
                    sex: Sex(rawValue: values[3]) ?? .unknown, birthPlace: values[4], postalCode: values[5])
            }
    }

    private static func unzipped(_ place: URL) throws -> String {
        let file = try #require(gzopen(place.path, "rb"))
        defer { gzclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = gzread(file, &buffer, UInt32(buffer.count))
            if count <= 0 { break }
            bytes += buffer.prefix(Int(count))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
