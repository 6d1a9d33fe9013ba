import CohortEngine
import CohortTestSupport
import Foundation
import HealthModel
import HubTestSupport
import SQLBackends
import Testing

/// Mutated definitions of the library: an error with a place, or a definition that everything can work with.
@Suite(.enabled(if: SharedData.has("ohdsi/phenotype_library_dev.zip")))
struct MutationTests {
    private static let environment = ProcessInfo.processInfo.environment
    /// HUB_FUZZ_SECONDS runs as long as it says; without it a fixed number of mutations.
    private static let seconds = environment["HUB_FUZZ_SECONDS"].flatMap(Double.init)
    private static let seed = environment["HUB_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1

    @Test func mutationsAreRefusedWithAPlaceOrFullyUsable() throws {
        let library = try ZipArchive(SharedData.url("ohdsi/phenotype_library_dev.zip"))
        let names = library.names.filter { $0.hasSuffix(".json") }.sorted()
        var generator = SeededGenerator(seed: MutationTests.seed)
        // The largest documents only repeat the smaller ones.
        var documents: [Data] = []
        for name in names.shuffled(using: &generator) where documents.count < (MutationTests.seconds == nil ? 30 : 400)
        {
            let data = try library.data(name)
            if data.count < 40_000 { documents.append(data) }
        }
        documents += try EveryForm.definitions().map { CirceJSON.write($0.definition) }
        let donors = try documents.suffix(40).map { try JSONSerialization.jsonObject(with: $0) }
        var mutator = JSONMutator(seed: MutationTests.seed, donors: donors)
        let model = try TestModel()
        var codes: [String: Int] = [:]
        var slowest = Duration.zero
        let begin = ContinuousClock.now
        var count = 0
        while MutationTests.seconds.map({ ContinuousClock.now - begin < .seconds($0) }) ?? (count < 300) {
            let data = mutator.mutated(documents[count % documents.count])
            // A crash leaves its input behind.
            if MutationTests.seconds != nil {
                try data.write(to: FileManager.default.temporaryDirectory.appending(path: "hub-fuzz-last.json"))
            }
            let start = ContinuousClock.now
            codes[outcome(data, model: count % 40 == 0 ? model : nil), default: 0] += 1
            slowest = max(slowest, ContinuousClock.now - start)
            count += 1
        }
        print("Mutations: \(count), slowest \(slowest), \(codes.sorted { $0.key < $1.key })")
        #expect(codes["read"] ?? 0 > count / 20)
        #expect(codes.count > 3)
    }

    /// The code of the refusal, or "read" when reading, checking, telling, writing and translating all went well.
    private func outcome(_ data: Data, model: TestModel?) -> String {
        do {
            let definition = try CirceJSON.read(data)
            let findings = definition.check()
            #expect(findings.sorted.allSatisfy { $0.field?.hasPrefix("$") == true })
            #expect(!definition.description(.fixed).text(.french).isEmpty)
            #expect(!definition.description().text(.english).isEmpty)
            let written = CirceJSON.write(definition)
            #expect(try CirceJSON.read(written) == definition, "\(String(decoding: data.prefix(2_000), as: UTF8.self))")
            for dialect in [DuckDBDialect(), PostgreSQLDialect(), SparkDialect()] as [any SQLDialect] {
                let script = CohortSQL(definition, reading: .fixed, dialect: dialect).statements(schema: "cdm")
                #expect(!script.setup.isEmpty)
            }
            for reading in CohortReading.allCases where definition.refusals(reading).isEmpty {
                if let model { _ = try model.runner.figures(definition, reading: reading) }
            }
            return "read"
        } catch let error as CohortError {
            #expect(error.path.hasPrefix("$"))
            return error.code
        } catch {
            Issue.record("\(error): \(String(decoding: data.prefix(4_000), as: UTF8.self))")
            return "other"
        }
    }
}
