import HealthModel

/// The quirks of the warehouse that break counting.
extension WarehouseMapping {
    private struct Quirk: Sendable {
        let name: String
        let explanation: Phrase
        var isNote = false
        /// Over the newest version of a resource of this type; never null.
        let condition: @Sendable (_ resource: String) -> String
    }

    private static let codeColumns = [
        "Condition": "cim10", "Observation": "loinc", "MedicationRequest": "coalesce(nullif(cip, ''), atc)",
        "Procedure": "ccam",
    ]

    private static func precisionColumn(_ resource: String) -> String {
        resource == "Observation" ? "effective_precision" : "start_precision"
    }

    /// A row counts for the first that it meets.
    private static let quirks: [Quirk] = [
        Quirk(
            name: "entered-in-error",
            explanation: Phrase(
                fr: "Une ressource déclarée saisie par erreur n'a jamais été vraie.",
                en: "A resource declared entered in error was never true."),
            condition: { "coalesce(\(statusColumn($0)), '') = 'entered-in-error'" }),
        Quirk(
            name: "not-done",
            explanation: Phrase(
                fr: "Ce qui est prévu, annulé, réfuté ou à l'état de brouillon n'a pas eu lieu.",
                en: "What is planned, cancelled, refuted or a draft did not happen."),
            condition: { "coalesce(\(statusColumn($0)), '') IN (\(quoted(voidStatuses[$0] ?? [])))" }),
        Quirk(
            name: "no-code",
            explanation: Phrase(
                fr: "Une ressource sans code d'une terminologie connue ne peut pas être retrouvée.",
                en: "A resource without a code of a known terminology cannot be found again."),
            condition: { codeColumns[$0].map { "coalesce(\($0), '') = ''" } ?? "false" }),
        Quirk(
            name: "partial-dates",
            explanation: Phrase(
                fr: "Une date connue au mois ou à l'année est placée à son premier jour.",
                en: "A date known to the month or the year is placed on its first day."),
            isNote: true,
            condition: { "coalesce(\(precisionColumn($0)), '') IN ('year', 'month')" }),
    ]

    /// How many rows meet each quirk, counted while the rows are at hand.
    static var ruleCounts: String {
        let counts = resources.map { resource in
            let cases = quirks.map { "WHEN \($0.condition(resource)) THEN '\($0.name)'" }.joined(separator: " ")
            return "SELECT CASE \(cases) END AS rule, count(*) AS row_count FROM \(current(resource)) GROUP BY 1"
        }
        let repeated = resources.map {
            """
            SELECT 'duplicate-resource', (SELECT count(*) FROM warehouse_row_\($0))
                - (SELECT count(*) FROM warehouse_newest_\($0))
            """
        }
        return "CREATE OR REPLACE TEMP TABLE warehouse_rule_count AS "
            + (counts + repeated).joined(separator: "\nUNION ALL ")
    }

    static var rules: [MappingRule] {
        [
            MappingRule(
                name: "duplicate-resource",
                explanation: Phrase(
                    fr: "Une ressource livrée plusieurs fois ne compte qu'une fois, dans sa version la plus récente.",
                    en: "A resource delivered several times counts once, in its newest version."),
                removedCountQuery: counted("duplicate-resource"))
        ]
            + quirks.map {
                MappingRule(
                    name: $0.name, explanation: $0.explanation, removedCountQuery: counted($0.name), isNote: $0.isNote)
            }
    }

    private static func counted(_ rule: String) -> String {
        "SELECT CAST(coalesce(sum(row_count), 0) AS BIGINT) FROM warehouse_rule_count WHERE rule = '\(rule)'"
    }
}
