import PatientIndex

extension IndexSource {
    /// What concept sets need, for these concepts of the data.
    func vocabulary(of occurring: Set<Int64>) throws -> BuiltVocabulary {
        var mappings: [(source: Int64, target: Int64)] = []
        try pairs(
            "concept_relationship", "concept_id_1", "concept_id_2",
            "concept_id_1 IN (\(IndexSource.listed)) AND relationship_id = 'Maps to' AND invalid_reason IS NULL",
            occurring
        ) { mappings.append(($0, $1)) }
        var vocabulary = BuiltVocabulary(occurring: occurring, targets: Set(mappings.map(\.target)))
        for mapping in mappings { vocabulary.add(source: mapping.source, target: mapping.target) }
        let all = Set(vocabulary.concepts)
        try pairs(
            "concept", "concept_id", "CASE WHEN invalid_reason IS NULL THEN 1 ELSE 0 END",
            "concept_id IN (\(IndexSource.listed))", all
        ) { vocabulary.list($0, isValid: $1 == 1) }
        try pairs(
            "concept_ancestor", "ancestor_concept_id", "descendant_concept_id",
            "descendant_concept_id IN (\(IndexSource.listed))", all
        ) { vocabulary.add(ancestor: $0, descendant: $1) }
        if has("concept") {
            vocabulary.listed = try identifiers("concept_id FROM \(table("concept"))")
            if has("concept_ancestor") {
                vocabulary.parents = try identifiers(
                    """
                    ancestor_concept_id FROM \(table("concept_ancestor")) JOIN \(table("concept"))
                    ON concept_id = descendant_concept_id AND invalid_reason IS NULL
                    """)
            }
        }
        return vocabulary
    }

    /// One bound text holds all identifiers: a list of literals would be planned one by one.
    private static let listed = "SELECT CAST(unnest(string_split(?, ',')) AS BIGINT)"

    /// The different known values of a column.
    private func identifiers(_ columnAndSource: String) throws -> [Int64] {
        var identifiers: [Int64] = []
        try connection.stream(
            "SELECT CAST(identifier AS BIGINT) FROM (SELECT DISTINCT \(columnAndSource)) AS found(identifier) "
                + "WHERE identifier IS NOT NULL", label: "vocabulary"
        ) { chunk in
            let column = try chunk.int64s(0)
            for row in 0..<chunk.rowCount { identifiers.append(column.values[row]) }
        }
        return identifiers
    }

    /// Gives two columns of a table, row by row; none when the table is absent.
    private func pairs(
        _ table: String, _ first: String, _ second: String, _ condition: String, _ concepts: Set<Int64>,
        _ body: (Int64, Int64) -> Void
    ) throws {
        guard !concepts.isEmpty, has(table) else { return }
        let list = concepts.sorted().map(String.init).joined(separator: ",")
        try connection.stream(
            """
            SELECT CAST(\(first) AS BIGINT), CAST(\(second) AS BIGINT) FROM \(self.table(table))
            WHERE \(condition) AND \(first) IS NOT NULL
            """, [.text(list)], label: "vocabulary \(table)"
        ) { chunk in
            let firsts = try chunk.int64s(0)
            let seconds = try chunk.int64s(1)
            for row in 0..<chunk.rowCount {
                if let first = firsts[row], let second = seconds[row] { body(first, second) }
            }
        }
    }
}
