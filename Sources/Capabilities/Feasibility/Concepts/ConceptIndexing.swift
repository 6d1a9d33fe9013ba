import DisclosureControl
import HealthModel
import SQLBackends
import Terminology

/// Reads the vocabulary and the counts of a release into the bytes of an index.
struct ConceptIndexing {
    let connection: DuckDBConnection
    let schema: String
    let source: String
    let disclosure: Disclosure
    let progress: ProgressObserver

    private static let stepCount = 4

    func file() throws -> [UInt8] {
        let counting = try ConceptCounting(connection: connection, schema: schema)
        tell(0, fr: "compte des concepts", en: "counting concepts")
        let counts = try counting.counts()
        var builder = ConceptIndexBuilder(source: source, personTotal: try counting.personCount())
        tell(1, fr: "lecture du vocabulaire", en: "reading the vocabulary")
        try addConcepts(counts, counting, to: &builder)
        tell(2, fr: "synonymes et hiérarchie", en: "synonyms and hierarchy")
        try addSynonyms(counting, to: &builder)
        try addLinks(counting, to: &builder)
        tell(3, fr: "index des mots", en: "index of words")
        return try builder.file()
    }

    private func tell(_ step: Int, fr: String, en: String) {
        progress(ProgressStep(Phrase(fr: fr, en: en), done: step, total: ConceptIndexing.stepCount))
    }

    private func addConcepts(
        _ counts: [Int: ConceptCounts], _ counting: ConceptCounting, to builder: inout ConceptIndexBuilder
    ) throws {
        try connection.stream(
            """
            SELECT CAST(concept_id AS BIGINT), coalesce(concept_name, ''), coalesce(concept_code, ''),
                coalesce(domain_id, ''), coalesce(vocabulary_id, ''), coalesce(concept_class_id, ''),
                coalesce(standard_concept, ''), coalesce(invalid_reason, '')
            FROM \(counting.name("concept"))
            """, label: "concepts"
        ) { chunk in
            let ids = try chunk.int64s(0).values
            let texts = try (1...7).map { try chunk.strings($0) }
            for row in 0..<chunk.rowCount {
                func text(_ column: Int) -> String { texts[column - 1].string(row) ?? "" }
                let counts = counts[Int(ids[row])] ?? .none
                try builder.add(
                    SearchableConcept(
                        id: Int(ids[row]), name: text(1), code: text(2), domain: text(3), vocabulary: text(4),
                        conceptClass: text(5), standing: ConceptStanding(letter: text(6)), isValid: text(7).isEmpty,
                        counts: counts, useLevel: try useLevel(counts)))
            }
        }
    }

    /// The digits of the figure that may be told; 0 when none may.
    private func useLevel(_ counts: ConceptCounts) throws -> UInt8 {
        guard counts.personsWithDescendants > 0,
            let told = try disclosure.count(counts.personsWithDescendants).value.number
        else { return 0 }
        return UInt8(clamping: String(told).count)
    }

    private func addSynonyms(_ counting: ConceptCounting, to builder: inout ConceptIndexBuilder) throws {
        guard counting.has("concept_synonym", "concept_synonym_name") else { return }
        try connection.stream(
            """
            SELECT CAST(concept_id AS BIGINT), concept_synonym_name FROM \(counting.name("concept_synonym"))
            WHERE concept_synonym_name <> '' AND concept_id IS NOT NULL
            """, label: "synonyms"
        ) { chunk in
            let ids = try chunk.int64s(0).values
            let names = try chunk.strings(1)
            for row in 0..<chunk.rowCount {
                if let name = names.string(row) { builder.addSynonym(name, of: Int(ids[row])) }
            }
        }
    }

    private func addLinks(_ counting: ConceptCounting, to builder: inout ConceptIndexBuilder) throws {
        guard counting.has("concept_ancestor", "min_levels_of_separation") else { return }
        try connection.stream(
            """
            SELECT CAST(ancestor_concept_id AS BIGINT), CAST(descendant_concept_id AS BIGINT)
            FROM \(counting.name("concept_ancestor")) WHERE min_levels_of_separation = 1
            """, label: "hierarchy"
        ) { chunk in
            let parents = try chunk.int64s(0).values
            let children = try chunk.int64s(1).values
            for row in 0..<chunk.rowCount { builder.addLink(parent: Int(parents[row]), child: Int(children[row])) }
        }
    }
}
