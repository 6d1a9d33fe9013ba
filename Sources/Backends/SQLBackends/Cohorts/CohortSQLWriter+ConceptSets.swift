import CohortEngine

extension CohortSQLWriter {
    /// Rows of one INSERT; DuckDB plans longer lists slowly.
    private static let itemsPerStatement = 2_000

    /// Resolves the used concept sets: (included, below, mapped) minus (excluded, below, mapped).
    func writeConceptSets() {
        let items = writeConceptSetItems()
        let mapped = items.contains(where: \.includesMapped) ? mappedConcepts : ""
        emitTable(
            "concepts", "cohort concept sets",
            """
            WITH direct AS (
              SELECT i.set_id, i.is_excluded, i.is_mapped, c.concept_id
              FROM \(temporary("items")) i
              JOIN \(data("concept")) c ON c.concept_id = i.concept_id
              UNION
              SELECT i.set_id, i.is_excluded, i.is_mapped, c.concept_id
              FROM \(temporary("items")) i
              JOIN \(data("concept_ancestor")) a ON a.ancestor_concept_id = i.concept_id
              JOIN \(data("concept")) c ON c.concept_id = a.descendant_concept_id AND c.invalid_reason IS NULL
              WHERE i.has_descendants
            ), every AS (
              SELECT set_id, is_excluded, concept_id FROM direct\(mapped)
            )
            SELECT set_id, concept_id FROM every WHERE NOT is_excluded
            EXCEPT
            SELECT set_id, concept_id FROM every WHERE is_excluded
            """)
    }

    /// Mapping adds the source concepts that map to what the item brings.
    private var mappedConcepts: String {
        """

              UNION
              SELECT d.set_id, d.is_excluded, r.concept_id_1
              FROM direct d
              JOIN \(data("concept_relationship")) r
                ON r.concept_id_2 = d.concept_id AND r.relationship_id = 'Maps to' AND r.invalid_reason IS NULL
              WHERE d.is_mapped
        """
    }

    private func writeConceptSetItems() -> [ConceptSet.Item] {
        emitTable(
            "items", "cohort concept set items",
            columns:
                "set_id INTEGER, concept_id BIGINT, is_excluded BOOLEAN, has_descendants BOOLEAN, is_mapped BOOLEAN")
        let sets = definition.usedConceptSetIDs.compactMap { definition.conceptSet($0) }
        let rows = sets.flatMap { set in
            set.items.map { item in
                "(\(set.identifier), \(item.concept.identifier), \(item.isExcluded), \(item.includesDescendants), "
                    + "\(item.includesMapped))"
            }
        }
        for start in stride(from: 0, to: rows.count, by: CohortSQLWriter.itemsPerStatement) {
            let part = rows[start..<min(start + CohortSQLWriter.itemsPerStatement, rows.count)]
            emit(
                "cohort concept set items",
                "INSERT INTO \(temporary("items")) VALUES\n\(part.joined(separator: ",\n"))")
        }
        return sets.flatMap(\.items)
    }

    /// Whether a column is in a concept set; a set that does not exist holds nothing.
    func isIn(_ column: String, set: Int, isNegated: Bool = false) -> String {
        "\(column) \(isNegated ? "NOT IN" : "IN") "
            + "(SELECT concept_id FROM \(temporary("concepts")) WHERE set_id = \(set))"
    }
}
