import Foundation
import HubTestSupport
import Synchronization

@testable import PopulationSimulator

/// A simulated country, made once for all tests that read it; its tables are parsed once.
final class SmallCountry: Sendable {
    private let folder: TemporaryFolder
    let summary: SimulationSummary
    private let tables = Mutex<[String: CSVTable]>([:])

    /// Small enough to read every row of.
    static let read: Result<SmallCountry, any Error> = Result { try SmallCountry(persons: 1_000, seed: 7) }
    /// Large enough for shares and rare defects.
    static let large: Result<SmallCountry, any Error> = Result { try SmallCountry(persons: 12_000, seed: 11) }

    init(persons: Int, seed: UInt64) throws {
        folder = try TemporaryFolder()
        let plan = SimulationPlan(persons: persons, seed: seed)
        summary = try PopulationSimulator(plan: plan).run(into: folder.url, progress: { _ in })
    }

    func bytes(_ path: String) throws -> Data { try Data(contentsOf: folder.url.appending(path: path)) }

    func table(_ path: String) throws -> CSVTable {
        try tables.withLock { tables in
            if let known = tables[path] { return known }
            let table = CSVTable(String(decoding: try bytes(path), as: UTF8.self))
            tables[path] = table
            return table
        }
    }

    /// The tables of all years, `B` or `UM`.
    func stays(_ letter: String) throws -> [CSVTable] {
        try (22...25).map { try table("hospital-stays/T_MCO\($0)\(letter).csv") }
    }

    func resources(_ type: String) throws -> [[String: Any]] {
        let text = String(decoding: try bytes("hospital-warehouse/\(type).ndjson"), as: UTF8.self)
        return try text.components(separatedBy: "\n").filter { !$0.isEmpty }
            .map { line in
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            }
    }
}

/// A CSV file with `;` and no quotes.
struct CSVTable: Sendable {
    let header: [String]
    let rows: [[String]]
    private let places: [String: Int]

    /// Foundation's splitting is compiled with optimisation; the standard library's would not be in a test.
    init(_ text: String) {
        var lines = text.replacingOccurrences(of: "\r", with: "").components(separatedBy: "\n")
        lines.removeLast()
        header = lines[0].components(separatedBy: ";")
        rows = lines.dropFirst().map { $0.components(separatedBy: ";") }
        places = Dictionary(uniqueKeysWithValues: zip(header, header.indices))
    }

    func values(_ column: String) -> [String] {
        guard let place = places[column] else { return [] }
        return rows.map { $0[place] }
    }

    /// Columns of each row, one after the other.
    func keys(_ columns: [String]) -> [String] {
        let used = columns.compactMap { places[$0] }
        return rows.map { row in used.map { row[$0] }.joined(separator: "|") }
    }
}
