import CohortEngine
import Foundation
import HealthModel
import HubTestSupport
import SQLBackends
import Testing

@testable import PatientIndex

/// Concept sets from the index are those of SQL, cut to the concepts of the data.
struct FileVocabularyTests {
    /// Concepts 1...40 occur, 41...60 do not; some are invalid, some not in CONCEPT; ancestors have cycles.
    private func makeModel(seed: UInt64) throws -> FileModel {
        let model = try FileModel()
        try model.run(
            """
            INSERT INTO cdm.person BY NAME SELECT 1 AS person_id, 40 AS gender_concept_id;
            INSERT INTO cdm.condition_occurrence BY NAME SELECT i AS condition_occurrence_id, 1 AS person_id,
              i AS condition_concept_id, i + 20 AS condition_source_concept_id, DATE '2020-01-01' AS condition_start_date
            FROM range(1, 20) t(i);
            INSERT INTO cdm.concept BY NAME SELECT i AS concept_id,
              CASE WHEN hash(i + \(seed)) % 5 = 0 THEN 'D' END AS invalid_reason
            FROM range(1, 61) t(i) WHERE hash(i * 7 + \(seed)) % 9 <> 0;
            INSERT INTO cdm.concept_ancestor BY NAME SELECT a AS ancestor_concept_id, d AS descendant_concept_id
            FROM range(1, 66) t(a), range(1, 61) s(d) WHERE hash(a * 100 + d + \(seed)) % 11 = 0 OR a = d;
            INSERT INTO cdm.concept_relationship BY NAME SELECT a AS concept_id_1, b AS concept_id_2,
              CASE WHEN hash(a + b) % 4 = 0 THEN 'Mapped from' ELSE 'Maps to' END AS relationship_id,
              CASE WHEN hash(a * b) % 6 = 0 THEN 'D' END AS invalid_reason
            FROM range(1, 61) t(a), range(1, 61) s(b) WHERE hash(a * 977 + b + \(seed)) % 17 = 0;
            """)
        return model
    }

    @Test(arguments: 0..<6)
    func resolvesAsSQLDoes(seed: UInt64) throws {
        let model = try makeModel(seed: seed)
        let index = try model.index()
        var generator = SeededGenerator(seed: seed)
        let occurring = Set((1..<20).flatMap { [$0, $0 + 20] } + [40])
        for identifier in 0..<25 {
            let items = (0..<Int.random(in: 1...5, using: &generator))
                .map { _ in
                    ConceptSet.Item(
                        concept: Concept(identifier: .random(in: 1...66, using: &generator)),
                        isExcluded: .random(using: &generator), includesDescendants: .random(using: &generator),
                        includesMapped: .random(using: &generator))
                }
            let set = ConceptSet(identifier: identifier, name: "", items: items)
            let expected = try resolve(items, model.connection).filter { occurring.contains(Int($0)) }
            #expect(index.concepts(of: set) == expected, "\(items)")
            #expect(index.concepts(of: set) == expected)
        }
    }

    /// The definition of a set, item by item, on the whole vocabulary.
    private func resolve(_ items: [ConceptSet.Item], _ connection: DuckDBConnection) throws -> [Int64] {
        var included: Set<Int64> = []
        var excluded: Set<Int64> = []
        for item in items {
            let identifier = item.concept.identifier
            var direct = Set(
                try connection.query("SELECT concept_id FROM cdm.concept WHERE concept_id = \(identifier)").rows()
                    .compactMap { $0[0].int64 })
            if item.includesDescendants {
                let below = try connection.query(
                    """
                    SELECT c.concept_id FROM cdm.concept_ancestor a JOIN cdm.concept c ON c.concept_id = a.descendant_concept_id
                    WHERE a.ancestor_concept_id = \(identifier) AND c.invalid_reason IS NULL
                    """)
                direct.formUnion(try below.rows().compactMap { $0[0].int64 })
            }
            if item.includesMapped, !direct.isEmpty {
                let list = direct.map(String.init).joined(separator: ", ")
                let sources = try connection.query(
                    """
                    SELECT concept_id_1 FROM cdm.concept_relationship
                    WHERE relationship_id = 'Maps to' AND invalid_reason IS NULL AND concept_id_2 IN (\(list))
                    """)
                direct.formUnion(try sources.rows().compactMap { $0[0].int64 })
            }
            if item.isExcluded { excluded.formUnion(direct) } else { included.formUnion(direct) }
        }
        return included.subtracting(excluded).sorted()
    }

    @Test func remembersABoundedNumberOfSets() throws {
        let array = UnsafeBufferPointer<Int64>(start: nil, count: 0)
        let places = UnsafeBufferPointer<UInt32>(start: nil, count: 0)
        let vocabulary = IndexVocabulary(
            concepts: MappedArray(array), states: MappedArray(UnsafeBufferPointer(start: nil, count: 0)),
            ancestors: MappedArray(array), ancestorOffsets: MappedArray(places), descendants: MappedArray(places),
            targets: MappedArray(places), targetOffsets: MappedArray(places), sources: MappedArray(places),
            listed: MappedArray(array), parents: MappedArray(array))
        for identifier in 0..<IndexVocabulary.resolvedCountMax {
            _ = vocabulary.concepts(
                of: ConceptSet(
                    identifier: 1, name: "", items: [ConceptSet.Item(concept: Concept(identifier: identifier))]))
        }
        #expect(vocabulary.resolvedCount == IndexVocabulary.resolvedCountMax)
        _ = vocabulary.concepts(
            of: ConceptSet(identifier: 1, name: "", items: [ConceptSet.Item(concept: Concept(identifier: -1))]))
        #expect(vocabulary.resolvedCount == 1)
    }

    @Test func takesTheColumnsThatCriteriaLookAt() throws {
        let tables = Dictionary(uniqueKeysWithValues: IndexSchema.current.tables.map { ($0.name, $0) })
        #expect(Set(tables.keys) == Set(CriterionType.all.map(\.source.table)))
        for table in tables.values {
            let known = try #require(OMOPVersion54.table(table.name))
            for column in [table.identifier, table.start] + table.days + table.values {
                // Circe asks for a dose unit that OMOP no longer has.
                #expect(known.field(named: column) != nil || column == "dose_unit_concept_id", "\(column)")
            }
        }
        let drug = try #require(tables["drug_exposure"])
        #expect(drug.days == ["drug_exposure_end_date"])
        #expect(
            drug.values == [
                "days_supply", "dose_unit_concept_id", "drug_source_concept_id", "drug_type_concept_id", "lot_number",
                "quantity", "refills", "route_concept_id", "stop_reason",
            ])
        #expect(drug.provider == ["specialty_concept_id"])
        let measurement = try #require(tables["measurement"])
        #expect(measurement.values.contains("range_high") && measurement.values.contains("value_as_concept_id"))
        #expect(tables["visit_occurrence"]?.careSite == ["place_of_service_concept_id"])
        #expect(
            IndexSchema.current.personColumns == [
                "ethnicity_concept_id", "gender_concept_id", "race_concept_id", "year_of_birth",
            ])
    }
}
