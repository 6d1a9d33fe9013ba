import ArgumentParser
import CohortEngine
import Console
import Dispatch
import Foundation
import HealthModel
import PatientIndex
import SQLBackends
import Synchronization

/// Figures of a measurement as JSON, for the script that puts them beside the peers'.
private func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    print(String(decoding: try encoder.encode(value), as: UTF8.self))
}

/// The value below which a share of the sorted ones lie.
private func quantile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    guard let last = sorted.indices.last else { return 0 }
    return sorted[min(last, Int((Double(sorted.count) * share).rounded(.down)))]
}

/// Builds a patient index from the OMOP tables of a DuckDB database.
struct MeasureIndexBuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "cohort-index")

    @Option var database: String
    @Option var index: String

    private struct Figures: Encodable {
        let events: Int
        let wall: Double
        let cpu: Double
        let bytes: Int
        let peakMb: Int
    }

    func run() async throws {
        Terminal.run {
            let connection = try DuckDBDatabase(path: nil).connect()
            try connection.execute("ATTACH \(SQLLiteral.text(database)) AS source (READ_ONLY)")
            let clock = Stopwatch()
            let report = try PatientIndexBuilder(connection: connection, schema: "source.main")
                .build(to: URL(filePath: index), release: "measured")
            let (wall, cpu) = clock.read()
            try printJSON(
                Figures(
                    events: report.header.rowCount, wall: wall, cpu: cpu, bytes: report.byteCount,
                    peakMb: Memory.peakMegabytes))
        }
    }
}

/// One question in a process of its own: what a cold start costs.
struct MeasureCohortOnce: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "cohort-once")

    @Option var index: String
    @Option var question: String

    func run() async throws {
        Terminal.run {
            let evaluator = IndexEvaluator(
                index: try PatientIndex.open(URL(filePath: index)), workerCount: 2, cacheByteCountMax: 0)
            let definition = try CirceJSON.read(Data(contentsOf: URL(filePath: question)))
            print(try evaluator.figures(definition, reading: .strict).personCount)
        }
    }
}

/// The questions of a folder on a patient index, attrition included: each alone, then kept results, then many clients.
struct MeasureCohorts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "cohorts")

    @Option var index: String
    @Option var questions: String
    @Option var repetitions = 7
    @Option var clientsSeconds = 0

    private static let clientCount = 16

    private struct Question: Encodable {
        let name: String
        let persons: Int
        let cpuMs: Double
        let wallP50Ms: Double
        let wallP95Ms: Double
        let firstMs: Double
    }

    private struct Toggle: Encodable {
        let anewMs: Double
        let againMs: Double
        let changedMs: Double
    }

    private struct Clients: Encodable {
        let seconds: Double
        let rate: Double
        let p50Ms: Double
        let p99Ms: Double
        let errors: Int
        let peakMb: Int
    }

    private struct Figures: Encodable {
        let questions: [Question]
        let toggle: Toggle?
        let clients: Clients?
        let peakMb: Int
    }

    func run() async throws {
        Terminal.run {
            let opened = try PatientIndex.open(URL(filePath: index))
            let files = try FileManager.default.contentsOfDirectory(atPath: questions).filter { $0.hasSuffix(".json") }
            let definitions = try files.sorted()
                .map { file in
                    (
                        name: String(file.dropLast(5)),
                        definition: try CirceJSON.read(Data(contentsOf: URL(filePath: questions).appending(path: file)))
                    )
                }
            // Nothing is kept: each repetition computes everything.
            let evaluator = IndexEvaluator(index: opened, workerCount: 2, cacheByteCountMax: 0)
            let measured = try definitions.map { try measure($0.name, $0.definition, evaluator) }
            let peak = Memory.peakMegabytes
            try printJSON(
                Figures(
                    questions: measured, toggle: try definitions.first.map { try toggle($0.definition, opened) },
                    clients: clientsSeconds > 0 ? try clients(definitions.map(\.definition), opened) : nil, peakMb: peak
                ))
        }
    }

    private func measure(
        _ name: String, _ definition: CohortDefinition, _ evaluator: IndexEvaluator
    ) throws -> Question {
        var walls: [Double] = []
        var cpus: [Double] = []
        var persons = 0
        for _ in 0...max(1, repetitions) {
            let clock = Stopwatch()
            persons = try evaluator.figures(definition, reading: .strict).personCount
            let (wall, cpu) = clock.read()
            walls.append(wall * 1_000)
            cpus.append(cpu * 1_000)
        }
        let warm = Array(walls.dropFirst())
        return Question(
            name: name, persons: persons, cpuMs: quantile(Array(cpus.dropFirst()), 0.5), wallP50Ms: quantile(warm, 0.5),
            wallP95Ms: quantile(warm, 0.95), firstMs: walls[0])
    }

    /// A question anew, the same again, and with another rule beside those that are kept.
    private func toggle(_ definition: CohortDefinition, _ opened: PatientIndex) throws -> Toggle {
        let evaluator = IndexEvaluator(index: opened, workerCount: 2, cacheByteCountMax: 256 << 20)
        func milliseconds(_ definition: CohortDefinition) throws -> Double {
            let clock = Stopwatch()
            _ = try evaluator.figures(definition, reading: .strict)
            return clock.read().wall * 1_000
        }
        return Toggle(
            anewMs: try milliseconds(definition), againMs: try milliseconds(definition),
            changedMs: try milliseconds(definition.withoutRule(definition.rules.count - 1)))
    }

    /// Clients that each ask one question after the other, all different: every one asks for another age.
    private func clients(_ definitions: [CohortDefinition], _ opened: PatientIndex) throws -> Clients {
        let evaluator = IndexEvaluator(index: opened, workerCount: 2, cacheByteCountMax: 256 << 20)
        let log = Mutex((walls: [Double](), errors: 0))
        let clock = Stopwatch()
        let limit = Double(clientsSeconds)
        let group = DispatchGroup()
        for client in 0..<Self.clientCount {
            group.enter()
            Thread.detachNewThread {
                var asked = client
                while clock.read().wall < limit {
                    let base = definitions[asked % definitions.count]
                    let definition = base.addingAge(atLeast: 18 + asked % 60, number: asked)
                    let begun = clock.read().wall
                    let isAnswered = (try? evaluator.figures(definition, reading: .strict)) != nil
                    let wall = (clock.read().wall - begun) * 1_000
                    log.withLock { log in
                        log.walls.append(wall)
                        if !isAnswered { log.errors += 1 }
                    }
                    asked += 7
                }
                group.leave()
            }
        }
        group.wait()
        let seconds = clock.read().wall
        return log.withLock { log in
            Clients(
                seconds: seconds, rate: Double(log.walls.count) / seconds, p50Ms: quantile(log.walls, 0.5),
                p99Ms: quantile(log.walls, 0.99), errors: log.errors, peakMb: Memory.peakMegabytes)
        }
    }
}

extension CohortDefinition {
    /// The definition without one of its rules.
    fileprivate func withoutRule(_ position: Int) throws -> CohortDefinition {
        try edited { object in
            guard var rules = object["InclusionRules"] as? [Any], rules.indices.contains(position) else { return }
            rules.remove(at: position)
            object["InclusionRules"] = rules
        }
    }

    /// The definition with one more rule: of an age and a name of its own.
    fileprivate func addingAge(atLeast age: Int, number: Int) -> CohortDefinition {
        let edited = try? edited { object in
            let age: [String: Any] = ["Value": age, "Op": "gte"]
            let group: [String: Any] = [
                "Type": "ALL", "CriteriaList": [Any](), "DemographicCriteriaList": [["Age": age]], "Groups": [Any](),
            ]
            let rules = object["InclusionRules"] as? [Any] ?? []
            object["InclusionRules"] = rules + [["name": "age \(number)", "expression": group] as [String: Any]]
        }
        return edited ?? self
    }

    private func edited(_ change: (inout [String: Any]) -> Void) throws -> CohortDefinition {
        guard var object = try JSONSerialization.jsonObject(with: CirceJSON.write(self)) as? [String: Any] else {
            return self
        }
        change(&object)
        return try CirceJSON.read(JSONSerialization.data(withJSONObject: object))
    }
}
