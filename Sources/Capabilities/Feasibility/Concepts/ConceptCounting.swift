import HealthModel
import SQLBackends
import Terminology

/// Counts records and persons of every concept of a release, with and without the concepts below it.
///
/// DuckDB makes the distinct (person, concept) pairs once, spilling what does not fit, and gives them by person, some
/// persons at a time; one pass over them counts each person once for each ancestor. Memory grows with the vocabulary in
/// use, not with the persons.
struct ConceptCounting {
    private let connection: DuckDBConnection
    private let schema: String
    /// Table → its columns, as the connection has them.
    private let columns: [String: Set<String>]
    private static let pairs = "concept_use_pairs"
    /// Pairs that are held at a time, 20 bytes each.
    private static let pairsPerPart = 4_000_000

    init(connection: DuckDBConnection, schema: String) throws {
        self.connection = connection
        self.schema = schema
        var columns: [String: Set<String>] = [:]
        let rows =
            try connection.query(
                "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = $1",
                [.text(schema)],
                label: "columns"
            )
            .rows()
        for row in rows {
            if let table = row[0].text, let column = row[1].text { columns[table, default: []].insert(column) }
        }
        self.columns = columns
    }

    func has(_ table: String, _ column: String) -> Bool { columns[table]?.contains(column) ?? false }

    func name(_ table: String) -> String { SQLLiteral.identifier(schema, table) }

    /// Persons of the release.
    func personCount() throws -> Int {
        Int(
            try connection.query("SELECT count(DISTINCT person_id) FROM \(name("person"))", label: "persons")
                .scalarInt64())
    }

    /// Concept → exact counts, for every concept with a record of its own or below it.
    func counts() throws -> [Int: ConceptCounts] {
        let selects = eventSelects()
        guard !selects.isEmpty else { return [:] }
        defer { try? connection.execute("DROP TABLE IF EXISTS \(ConceptCounting.pairs)", label: "drop pairs") }
        try connection.execute(
            """
            CREATE OR REPLACE TEMPORARY TABLE \(ConceptCounting.pairs) AS
            SELECT person_id, concept_id, count(*) AS record_count
            FROM (\(selects.joined(separator: " UNION ALL ")))
            WHERE concept_id > 0 AND person_id IS NOT NULL
            GROUP BY person_id, concept_id
            """, label: "concepts of persons")
        var counter = ConceptUseCounter(concepts: try usedConcepts(), ancestries: try ancestries())
        try readPairs(into: &counter)
        return counter.counts()
    }

    /// Part by part, because a sorted result that is not streamed keeps its order: one that is streamed does not, unless
    /// DuckDB keeps the order of insertion too.
    private func readPairs(into counter: inout ConceptUseCounter) throws {
        let pairs = ConceptCounting.pairs
        let count = try connection.query("SELECT count(*) FROM \(pairs)", label: "pairs").scalarInt64()
        let partCount = Int(count) / ConceptCounting.pairsPerPart + 1
        for part in 0..<partCount {
            counter.startPart()
            try connection.query(
                """
                SELECT person_id, concept_id, record_count FROM \(pairs)
                WHERE hash(person_id) % \(partCount) = \(part) ORDER BY person_id
                """, label: "concepts by person"
            )
            .forEachChunk { chunk in
                try counter.count(
                    persons: try chunk.int64s(0).values, concepts: try chunk.int32s(1).values,
                    records: try chunk.int64s(2).values)
            }
        }
    }

    /// One select for each column; a record whose source concept is its standard concept counts once.
    private func eventSelects() -> [String] {
        ConceptEventColumns.all.flatMap { event -> [String] in
            guard has(event.table, event.standard), has(event.table, "person_id") else { return [] }
            let table = name(event.table)
            let person = "CAST(person_id AS BIGINT) AS person_id"
            var selects = [
                "SELECT \(person), TRY_CAST(\(event.standard) AS INTEGER) AS concept_id FROM \(table)"
            ]
            if let source = event.source, has(event.table, source) {
                selects.append(
                    """
                    SELECT \(person), TRY_CAST(\(source) AS INTEGER) AS concept_id FROM \(table)
                    WHERE \(source) IS DISTINCT FROM \(event.standard)
                    """)
            }
            return selects
        }
    }

    private func usedConcepts() throws -> [Int32] {
        var concepts: [Int32] = []
        try connection.stream("SELECT DISTINCT concept_id FROM \(ConceptCounting.pairs)", label: "concepts in use") {
            concepts.append(contentsOf: try $0.int32s(0).values)
        }
        return concepts
    }

    /// The ancestors of the concepts in use.
    private func ancestries() throws -> [(descendant: Int32, ancestor: Int32)] {
        guard has("concept_ancestor", "ancestor_concept_id") else { return [] }
        var pairs: [(descendant: Int32, ancestor: Int32)] = []
        try connection.stream(
            """
            SELECT CAST(descendant_concept_id AS INTEGER), CAST(ancestor_concept_id AS INTEGER)
            FROM \(name("concept_ancestor"))
            WHERE descendant_concept_id IN (SELECT concept_id FROM \(ConceptCounting.pairs))
                AND ancestor_concept_id > 0
            """, label: "ancestors"
        ) { chunk in
            let descendants = try chunk.int32s(0).values
            let ancestors = try chunk.int32s(1).values
            for row in 0..<chunk.rowCount { pairs.append((descendants[row], ancestors[row])) }
        }
        return pairs
    }
}
