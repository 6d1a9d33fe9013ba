import Terminology

/// The built-in terminology as rows of OMOP's vocabulary tables.
enum BuiltInRows {
    /// Concepts that the mappings write and the built-in terminology leaves to Athena: statuses of a diagnosis and
    /// comparison operators. `id, name, domain, vocabulary`.
    static let mappingConcepts: [(id: Int, name: String, domain: String, vocabulary: String)] = [
        (32902, "Primary diagnosis", "Condition Status", "Condition Status"),
        (32908, "Secondary diagnosis", "Condition Status", "Condition Status"),
        (4_171_756, "<", "Meas Value Operator", "SNOMED"), (4_171_754, "<=", "Meas Value Operator", "SNOMED"),
        (4_172_704, ">", "Meas Value Operator", "SNOMED"), (4_171_755, ">=", "Meas Value Operator", "SNOMED"),
        (4_180_190, "French language", "Language", "SNOMED"),
    ]

    /// Rows of one INSERT: keeps each statement short enough to parse quickly.
    static let rowsPerStatement = 500

    static func statements(besideAthena: Bool) -> [String] {
        let keep = besideAthena ? "v.concept_id NOT IN (SELECT concept_id FROM vocabulary.concept)" : "true"
        return insert(concepts, into: "concept", columns: conceptColumns, where: keep)
            + insert(synonyms, into: "concept_synonym", columns: synonymColumns, where: "true")
            + insert(mapsTo, into: "concept_relationship", columns: relationshipColumns, where: unless(besideAthena))
            + insert(ancestors(besideAthena), into: "concept_ancestor", columns: ancestorColumns, where: "true")
            + [relationships(besideAthena)] + ["vocabulary", "domain", "concept_class"].map(names)
    }

    private static let conceptColumns = """
        concept_id, concept_name, domain_id, vocabulary_id, concept_class_id, standard_concept, concept_code, \
        valid_start_date, valid_end_date, invalid_reason
        """
    private static let synonymColumns = "concept_id, concept_synonym_name, language_concept_id"
    private static let relationshipColumns =
        "concept_id_1, concept_id_2, relationship_id, valid_start_date, valid_end_date, invalid_reason"
    private static let ancestorColumns =
        "ancestor_concept_id, descendant_concept_id, min_levels_of_separation, max_levels_of_separation"
    private static let validity = "DATE '1970-01-01', DATE '2099-12-31', NULL"

    private static var concepts: [String] {
        let builtIn = BuiltInTerminology.concepts
        let known = Set(builtIn.map(\.id))
        let rows = builtIn.map {
            row(
                $0.id, $0.name, $0.domain, $0.vocabulary, $0.conceptClass,
                standard: $0.standardConcept.map(literal) ?? "NULL", code: $0.code)
        }
        return rows
            + mappingConcepts.filter { !known.contains($0.id) }
            .map {
                row($0.id, $0.name, $0.domain, $0.vocabulary, $0.domain, standard: "'S'", code: "\($0.id)")
            }
    }

    private static func row(
        _ id: Int, _ name: String, _ domain: String, _ vocabulary: String, _ conceptClass: String, standard: String,
        code: String
    ) -> String {
        let texts = [name, domain, vocabulary, conceptClass].map(literal).joined(separator: ", ")
        return "(\(id), \(texts), \(standard), \(literal(code)), \(validity))"
    }

    /// French names, as synonyms in French.
    private static var synonyms: [String] {
        BuiltInTerminology.concepts.filter { !$0.frenchName.isEmpty }
            .map {
                "(\($0.id), \(literal($0.frenchName)), 4180190)"
            }
    }

    private static var mapsTo: [String] {
        let toThemselves = BuiltInTerminology.concepts.filter(\.isStandard)
            .map {
                ConceptMapping(source: $0.id, standard: $0.id)
            }
        return (BuiltInTerminology.mapsTo + toThemselves)
            .flatMap { mapping in
                [
                    "(\(mapping.source), \(mapping.standard), 'Maps to', \(validity))",
                    "(\(mapping.standard), \(mapping.source), 'Mapped from', \(validity))",
                ]
            }
    }

    /// Beside Athena's hierarchy only what concerns concepts of ours: two hierarchies must not mix.
    private static func ancestors(_ besideAthena: Bool) -> [String] {
        let own = VocabularyTables.localConceptIDMin
        return BuiltInTerminology.ancestors
            .filter { !besideAthena || $0.ancestor >= own || $0.descendant >= own }
            .map { "(\($0.ancestor), \($0.descendant), \($0.levelsMin), \($0.levelsMax))" }
    }

    /// Links that Athena already has are not repeated.
    private static func unless(_ besideAthena: Bool) -> String {
        guard besideAthena else { return "true" }
        return """
            NOT EXISTS (SELECT 1 FROM vocabulary.concept_relationship r WHERE r.concept_id_1 = v.concept_id_1
            AND r.concept_id_2 = v.concept_id_2 AND r.relationship_id = v.relationship_id)
            """
    }

    private static func relationships(_ besideAthena: Bool) -> String {
        """
        INSERT INTO vocabulary.relationship
        SELECT * FROM (VALUES ('Maps to', 'Non-standard to Standard map (OMOP)', '0', '0', 'Mapped from', 0),
            ('Mapped from', 'Standard to Non-standard map (OMOP)', '0', '0', 'Maps to', 0))
            AS v(relationship_id, relationship_name, is_hierarchical, defines_ancestry, reverse_relationship_id,
                relationship_concept_id)
        WHERE v.relationship_id NOT IN (SELECT relationship_id FROM vocabulary.relationship)
        """
    }

    /// One row for each vocabulary, domain or class that a concept names and the table lacks.
    private static func names(_ table: String) -> String {
        let rest = table == "vocabulary" ? "NULL, NULL, 0" : "0"
        return """
            INSERT INTO vocabulary.\(table)
            SELECT n.name, n.name, \(rest) FROM (SELECT DISTINCT \(table)_id AS name FROM vocabulary.concept) n
            WHERE n.name NOT IN (SELECT \(table)_id FROM vocabulary.\(table)) ORDER BY n.name
            """
    }

    private static func insert(
        _ rows: [String], into table: String, columns: String, where condition: String
    ) -> [String] {
        stride(from: 0, to: rows.count, by: rowsPerStatement)
            .map { start in
                let values = rows[start..<min(start + rowsPerStatement, rows.count)].joined(separator: ",\n")
                return """
                    INSERT INTO vocabulary.\(table) (\(columns))
                    SELECT * FROM (VALUES \(values)) AS v(\(columns)) WHERE \(condition)
                    """
            }
    }

    private static func literal(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
}
