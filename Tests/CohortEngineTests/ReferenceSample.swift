import CohortEngine
import HealthModel
import Testing

/// A few persons written line by line, all observed in 2020 unless said otherwise.
struct ReferenceSample {
    private var rows: [String: [[String: CDMSample.Value]]] = [:]

    init() {
        for concept in [1, 2, 3] { add("concept", ["concept_id": .integer(Int64(concept))]) }
    }

    mutating func person(_ person: Int64, born year: Int64 = 1950) {
        add(
            "person",
            ["person_id": .integer(person), "year_of_birth": .integer(year), "gender_concept_id": .integer(8507)])
    }

    mutating func observed(_ person: Int64, _ start: String = "2020-01-01", _ end: String = "2020-12-31") throws {
        add(
            "observation_period",
            [
                "person_id": .integer(person), "observation_period_start_date": try day(start),
                "observation_period_end_date": try day(end),
            ])
    }

    mutating func condition(_ person: Int64, _ concept: Int64, _ start: String, _ end: String? = nil) throws {
        add(
            "condition_occurrence",
            [
                "person_id": .integer(person), "condition_concept_id": .integer(concept),
                "condition_start_date": try day(start),
                "condition_end_date": try end.map { try day($0) } ?? .unknown,
            ])
    }

    mutating func drug(_ person: Int64, _ concept: Int64, _ start: String, supply: Int64? = nil) throws {
        add(
            "drug_exposure",
            [
                "person_id": .integer(person), "drug_concept_id": .integer(concept),
                "drug_exposure_start_date": try day(start), "days_supply": supply.map { .integer($0) } ?? .unknown,
            ])
    }

    /// The rows as tables; events are numbered from 1 in each table.
    func evaluator() throws -> ReferenceEvaluator {
        let tables = rows.map { name, rows in
            let columns = CDMSample.usedColumns[name] ?? []
            let identifier = CriterionType.all.first { $0.source.table == name }?.source.identifier
            var table = CDMSample.Table(name, columns: columns)
            for (number, row) in rows.enumerated() {
                table.append(
                    columns.map { $0 == identifier ? .integer(Int64(number + 1)) : row[$0] ?? .unknown })
            }
            return table
        }
        return ReferenceEvaluator(try CDMSample(tables))
    }

    func rows(_ definition: CohortDefinition) throws -> [String] {
        var rows: [String] = []
        _ = try evaluator().rows(definition, reading: .strict) { rows.append("\($0) \($1) \($2)") }
        return rows
    }

    private mutating func add(_ table: String, _ row: [String: CDMSample.Value]) {
        rows[table, default: []].append(row)
    }
    private func day(_ text: String) throws -> CDMSample.Value { .day(try #require(Day(iso: text))) }
}

extension CohortDefinition {
    /// Conditions of concept 1 (set 1); set 2 and 3 hold concepts 2 and 3.
    static func sample(
        primary: Criterion = Criterion(.conditionOccurrence, conceptSetID: 1), priorDays: Int = 0,
        limit: EventLimit = .all, additional: CriteriaGroup? = nil, qualifiedLimit: EventLimit = .all,
        rules: [CriteriaGroup] = [], expressionLimit: EventLimit = .all, end: EndStrategy? = nil,
        censoring: [Criterion] = [], eraPadDays: Int = 0
    ) -> CohortDefinition {
        CohortDefinition(
            conceptSets: [1, 2, 3]
                .map {
                    ConceptSet(
                        identifier: $0, name: "set \($0)", items: [ConceptSet.Item(concept: Concept(identifier: $0))])
                },
            primary: PrimaryCriteria([primary], priorDays: priorDays, limit: limit), additional: additional,
            qualifiedLimit: qualifiedLimit,
            rules: rules.enumerated().map { InclusionRule(name: "r\($0 + 1)", group: $1) },
            expressionLimit: expressionLimit, endStrategy: end, censoring: censoring, eraPadDays: eraPadDays)
    }
}

extension CriteriaGroup {
    /// So many conditions of a set, at any time in the observation period.
    static func conditions(_ occurrence: Occurrence, of set: Int, window: Window? = nil) -> CriteriaGroup {
        CriteriaGroup(
            .all,
            criteria: [
                WindowedCriterion(
                    Criterion(.conditionOccurrence, conceptSetID: set),
                    startWindow: window ?? Window(start: .edgeBefore, end: .edgeAfter), occurrence: occurrence)
            ])
    }
}
