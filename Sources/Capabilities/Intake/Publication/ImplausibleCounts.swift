import HealthModel
import QualitySheets
import SQLBackends

/// Counts the persons of a release whose linked records contradict each other, for each pair of sources.
///
/// It compares what sources said before they were assembled (`assembly.person`, `assembly.death`) and the events that
/// were written from each; the key holder could not: it sees no health data.
struct ImplausibleCounts {
    private static let countMin = SheetCount.countMinDefault
    private static let countStep = SheetCount.countStepDefault

    let sources: [String]
    let builder: ReleaseBuilder

    func count(on connection: DuckDBConnection) throws -> ImplausibleLinks {
        try connection.execute(
            "CREATE OR REPLACE TEMP TABLE linked_person AS \(persons)", label: "what each source says")
        let rules = ImplausibleRule.allCases
        let columns = rules.flatMap { rule in
            ["count(*) FILTER (\(rule.isComparable))", "count(*) FILTER (\(rule.isBroken))"]
        }
        let rows =
            try connection.query(
                """
                SELECT a.source, b.source, count(*), \(columns.joined(separator: ", "))
                FROM linked_person a JOIN linked_person b ON b.person_id = a.person_id AND a.source < b.source
                GROUP BY a.source, b.source ORDER BY a.source, b.source
                """, label: "implausible links"
            )
            .rows()
        let pairs = rows.map { row -> ImplausibleLinks.Pair in
            let findings = rules.enumerated()
                .compactMap { place, rule -> (rule: ImplausibleRule, personCount: Int)? in
                    guard let comparable = row[3 + 2 * place].int64, comparable > 0 else { return nil }
                    return (rule, Int(row[4 + 2 * place].int64 ?? 0))
                }
            return ImplausibleLinks.Pair(
                a: row[0].text ?? "", b: row[1].text ?? "", personCount: Int(row[2].int64 ?? 0), findings: findings,
                countMin: ImplausibleCounts.countMin, countStep: ImplausibleCounts.countStep)
        }
        return ImplausibleLinks(
            countMin: ImplausibleCounts.countMin, countStep: ImplausibleCounts.countStep, pairs: pairs)
    }

    /// One row for each published person of each source; a source that contradicts itself on a fact does not tell it.
    private var persons: String {
        """
        SELECT p.*, d.death_date, c.first_care, c.last_care, b.person_id IS NOT NULL AS has_given_birth
        FROM (
            SELECT source, person_id,
                CASE WHEN count(DISTINCT gender_concept_id) FILTER (gender_concept_id IN (8507, 8532)) = 1
                    THEN max(gender_concept_id) FILTER (gender_concept_id IN (8507, 8532)) END AS sex,
                min(year_of_birth) FILTER (year_of_birth >= \(PersonAssembly.birthYearMin)) AS birth_year_min,
                max(year_of_birth) FILTER (year_of_birth >= \(PersonAssembly.birthYearMin)) AS birth_year_max,
                CASE WHEN count(DISTINCT month_of_birth) = 1 THEN max(month_of_birth) END AS birth_month
            FROM assembly.person SEMI JOIN assembly.published_person USING (person_id)
            GROUP BY source, person_id
        ) p
        LEFT JOIN (SELECT source, person_id, min(death_date) AS death_date FROM assembly.death GROUP BY ALL) d
            USING (source, person_id)
        LEFT JOIN (
            SELECT source, person_id, min(day) AS first_care, max(day) AS last_care FROM (\(care)) GROUP BY ALL
        ) c USING (source, person_id)
        LEFT JOIN (SELECT DISTINCT source, person_id FROM (\(childbirths))) b USING (source, person_id)
        """
    }

    private var care: String {
        select("visit_occurrence", "visit_start_date AS day", "true") + " UNION ALL "
            + select("procedure_occurrence", "procedure_date AS day", "true")
    }

    private var childbirths: String {
        select("condition_occurrence", "true AS found", "regexp_matches(condition_source_value, '^O8[0-4]')")
    }

    private func select(_ name: String, _ column: String, _ condition: String) -> String {
        guard let table = OMOPVersion54.table(name) else { preconditionFailure("Events are in tables of OMOP.") }
        return
            sources.map { source in
                """
                SELECT \(SQLLiteral.text(source)) AS source, person_id, \(column)
                FROM (\(builder.select(from: table, source: source))) WHERE \(condition)
                """
            }
            .joined(separator: " UNION ALL ")
    }
}

extension ImplausibleRule {
    /// Whether two rows `a` and `b` of `linked_person` know enough for the rule.
    fileprivate var isComparable: String {
        switch self {
        case .otherSex: "a.sex IS NOT NULL AND b.sex IS NOT NULL"
        case .otherBirthYear: "a.birth_year_min IS NOT NULL AND b.birth_year_min IS NOT NULL"
        case .otherBirthMonth: "a.birth_month IS NOT NULL AND b.birth_month IS NOT NULL"
        case .otherDeath: "a.death_date IS NOT NULL AND b.death_date IS NOT NULL"
        case .careAfterDeath:
            "(a.death_date IS NOT NULL AND b.last_care IS NOT NULL) OR (b.death_date IS NOT NULL AND a.last_care IS NOT NULL)"
        case .careBeforeBirth:
            "(a.birth_year_min IS NOT NULL AND b.first_care IS NOT NULL) "
                + "OR (b.birth_year_min IS NOT NULL AND a.first_care IS NOT NULL)"
        case .childbirthOfMan: "(a.has_given_birth AND b.sex IS NOT NULL) OR (b.has_given_birth AND a.sex IS NOT NULL)"
        }
    }

    /// Whether they contradict each other.
    fileprivate var isBroken: String {
        let (days, years) = (ImplausibleRule.daysMax, ImplausibleRule.yearsMax)
        return switch self {
        case .otherSex: "a.sex <> b.sex"
        case .otherBirthYear:
            "greatest(a.birth_year_max - b.birth_year_min, b.birth_year_max - a.birth_year_min) > \(years)"
        case .otherBirthMonth:
            "a.birth_month <> b.birth_month AND a.birth_year_min = b.birth_year_min AND a.birth_year_max = b.birth_year_max"
        case .otherDeath: "abs(a.death_date - b.death_date) > \(days)"
        case .careAfterDeath: "b.last_care > a.death_date + \(days) OR a.last_care > b.death_date + \(days)"
        case .careBeforeBirth:
            "year(b.first_care) < a.birth_year_min - \(years) OR year(a.first_care) < b.birth_year_min - \(years)"
        case .childbirthOfMan: "(a.has_given_birth AND b.sex = 8507) OR (b.has_given_birth AND a.sex = 8507)"
        }
    }
}
