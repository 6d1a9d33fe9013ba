import Foundation
import HealthModel
import PatientIndex
import SQLBackends
import Testing

/// Compares the rows of an index with those of the tables it was built from, for persons whose identifier is a
/// multiple of `personModulus`.
func compare(_ index: PatientIndex, _ connection: DuckDBConnection, personModulus: Int) throws {
    let ranks = try RawRanks(connection)
    for table in IndexSchema.current.tables {
        let expected = try expectedRows(table, ranks, connection, personModulus)
        let found = indexRows(table, index, personModulus)
        #expect(found.count == expected.count, "\(table.name)")
        #expect(found.sorted() == expected.sorted(), "\(table.name)")
    }
}

/// Each row as words: person, concept, start, order, visit, then every other column.
private func indexRows(_ table: IndexSchema.Table, _ index: PatientIndex, _ modulus: Int) -> [String] {
    var lines: [String] = []
    for shard in index.shards {
        guard let rows = shard.tables[table.name] else { continue }
        for concept in 0..<rows.concepts.count {
            for row in Int(rows.offsets[concept])..<Int(rows.offsets[concept + 1]) {
                let person = shard.personIDs[rows.person[row]]
                guard Int(person) % modulus == 0 else { continue }
                let identifier = rows.concepts[concept]
                let visit = rows.visit?[row] ?? 0
                let visitConcept =
                    visit == 0
                    ? nil : shard.visitConcepts.words(Int(shard.visitOffsets[rows.person[row]]) + visit - 1)
                var words = [
                    String(person), identifier == IndexTable.noConcept ? "-" : String(identifier),
                    String(rows.firstDay + rows.start[row]), String(rows.order[row]), String(visit),
                    visitConcept ?? "-",
                ]
                for name in table.days + table.values { words.append(rows.columns[name]?.words(row) ?? "-") }
                lines.append(words.joined(separator: "|"))
            }
        }
    }
    return lines
}

private func expectedRows(
    _ table: IndexSchema.Table, _ ranks: RawRanks, _ connection: DuckDBConnection, _ modulus: Int
) throws -> [String] {
    let columns =
        ["person_id", table.concept ?? "NULL::BIGINT", "\(table.start)::DATE", table.identifier, table.visit ?? "NULL"]
        + table.days.map { "\($0)::DATE - \(table.start)::DATE" }
        + table.values.map { OMOPVersion54.table(table.name)?.field(named: $0) == nil ? "NULL" : $0 }
    var lines: [String] = []
    try connection.stream(
        """
        SELECT \(columns.joined(separator: ", ")) FROM cdm.\(table.name)
        WHERE \(table.start) IS NOT NULL AND person_id % \(modulus) = 0
          AND (person_id IN (FROM cdm.person SELECT person_id)
            OR person_id IN (FROM cdm.observation_period SELECT person_id))
        """
    ) { chunk in
        for row in 0..<chunk.rowCount {
            let values = try columns.indices.map { try chunk.value($0, row) }
            let person = try #require(values[0].int64)
            let visit = values[4].int64
            var words = [
                String(person), text(values[1]), String(try #require(values[2].day).daysSince1970),
                String(try #require(ranks.orders[person]?.firstIndex(of: values[3].int64 ?? .max))),
                String(visit.flatMap { ranks.visits[person]?.firstIndex(of: $0) }.map { $0 + 1 } ?? 0),
                visit.flatMap { ranks.visitConcepts[RawRanks.Visit(person: person, visit: $0)] } ?? "-",
            ]
            words += values[5...].map(text)
            lines.append(words.joined(separator: "|"))
        }
    }
    return lines
}

private func text(_ value: DuckDBValue) -> String {
    switch value {
    case .null: "-"
    case .int64(let number): String(number)
    case .double(let number): numberWords(number)
    case .text(let text): text
    default: "?"
    }
}

/// The different identifiers and visits of each person over all tables, as DuckDB gives them.
private struct RawRanks {
    struct Visit: Hashable {
        let person: Int64
        let visit: Int64
    }

    private(set) var orders: [Int64: [Int64]] = [:]
    private(set) var visits: [Int64: [Int64]] = [:]
    private(set) var visitConcepts: [Visit: String] = [:]

    init(_ connection: DuckDBConnection) throws {
        let tables = IndexSchema.current.tables
        func union(_ column: (IndexSchema.Table) -> String?) -> String {
            tables.compactMap { table in
                column(table).map { "SELECT person_id, \($0) FROM cdm.\(table.name) WHERE \(table.start) IS NOT NULL" }
            }
            .joined(separator: " UNION ")
        }
        orders = try RawRanks.lists(union { $0.identifier }, connection)
        visits = try RawRanks.lists("FROM (\(union { $0.visit })) t(p, v) WHERE v IS NOT NULL", connection)
        for row
            in try connection.query(
                "SELECT person_id, visit_occurrence_id, visit_concept_id FROM cdm.visit_occurrence"
            )
            .rows()
        {
            guard let person = row[0].int64, let visit = row[1].int64, let concept = row[2].int64 else { continue }
            visitConcepts[Visit(person: person, visit: visit)] = String(concept)
        }
    }

    private static func lists(_ select: String, _ connection: DuckDBConnection) throws -> [Int64: [Int64]] {
        var lists: [Int64: [Int64]] = [:]
        try connection.stream(select) { chunk in
            let persons = try chunk.int64s(0)
            let identifiers = try chunk.int64s(1)
            for row in 0..<chunk.rowCount {
                if let person = persons[row] { lists[person, default: []].append(identifiers[row] ?? .max) }
            }
        }
        return lists.mapValues { $0.sorted() }
    }
}
