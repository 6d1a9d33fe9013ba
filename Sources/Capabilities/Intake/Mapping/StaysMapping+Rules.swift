import HealthModel

/// The quirks of the stays that break counting, each declared once.
extension StaysMapping {
    struct StayFilter {
        let name: String
        let explanation: Phrase
        /// Over the columns of B, the return codes of C, `start_date`, `end_date`, `key_count`, `is_twin`; never null.
        let keep: String
    }

    static let duplicates = DuplicateEstablishments.numbers.map { "'\($0)'" }.joined(separator: ", ")

    static let returnCodes = HospitalStays.returnCodes.map(\.name)

    /// Since 2013 only; before, they are absent, which is no error.
    private static let recentReturnCodes: Set<String> = ["COH_NAI_RET", "COH_SEX_RET"]

    /// In the order in which a stay that several would remove is counted.
    static let stayFilters: [StayFilter] = [
        StayFilter(
            name: "stay-key-repeated",
            explanation: Phrase(
                fr: "Un couple (ETA_NUM, RSA_NUM) présent deux fois dans une livraison ne désigne pas un séjour.",
                en: "A pair (ETA_NUM, RSA_NUM) that stands twice in a delivery names no stay."),
            keep: "key_count = 1"),
        StayFilter(
            name: "chaining-error",
            explanation: Phrase(
                fr: """
                    Un code retour du chaînage différent de '0' : la personne du séjour n'est pas sûre. Le séjour reste \
                    valable pour compter des séjours, pas pour suivre des personnes.
                    """,
                en: """
                    A chaining return code other than '0': the person of the stay is not sure. The stay may count as a \
                    stay, but not as a person's.
                    """),
            keep:
                returnCodes.map { code in
                    let missing = recentReturnCodes.contains(code) ? "0" : "?"
                    return "coalesce(nullif(trim(CAST(\(code) AS VARCHAR)), ''), '\(missing)') = '0'"
                }
                .joined(separator: " AND ")),
        StayFilter(
            name: "duplicate-finess",
            explanation: Phrase(
                fr: """
                    L'AP-HP, l'AP-HM et les HCL ont transmis sous deux numéros FINESS jusqu'en 2017 ; ensuite, un séjour \
                    n'est un doublon que si la même personne l'a aussi sous l'autre numéro.
                    """,
                en: """
                    The hospitals of Paris, Marseille and Lyon sent under two FINESS numbers until 2017; after that a \
                    stay is a duplicate only if the same person has it under the other number too.
                    """),
            keep: """
                NOT is_twin AND NOT (ETA_NUM IN (\(duplicates)) \
                AND coalesce(SOR_ANN, year(end_date), 0) <= \(DuplicateEstablishments.lastYear))
                """),
        StayFilter(
            name: "error-ghm-90",
            explanation: Phrase(
                fr: "Les GHM commençant par 90 sont des erreurs de groupage.",
                en: "Groups that start with 90 are grouping errors."),
            keep: "NOT starts_with(coalesce(GRG_GHM, ''), '90')"),
        StayFilter(
            name: "service-between-hospitals",
            explanation: Phrase(
                fr: """
                    Type de séjour B : prestation entre établissements, déjà dans le séjour du demandeur, sauf dialyse, \
                    chimiothérapie et radiothérapie en séances (28Z14Z, 28Z15Z, 28Z16Z).
                    """,
                en: """
                    Stay type B: a service between hospitals, already in the stay of the one that asked, but for some \
                    sessions (28Z14Z, 28Z15Z, 28Z16Z).
                    """),
            keep: "coalesce(SEJ_TYP, '') <> 'B' OR coalesce(GRG_GHM, '') IN ('28Z14Z', '28Z15Z', '28Z16Z')"),
        StayFilter(
            name: "stay-without-dates",
            explanation: Phrase(
                fr: "Un séjour sans date d'entrée ou dont la sortie précède l'entrée ne peut pas être situé.",
                en: "A stay without a day of entry, or that ends before it starts, cannot be placed."),
            keep: "coalesce(start_date > \(ClaimsMapping.sentinelDay) AND end_date >= start_date, false)"),
    ]

    static let isFirstActivity = "coalesce(nullif(trim(ACV_ACT), ''), '1') = '1'"

    /// CIM-10 codes that mean unknown, not applicable, not specified.
    static let unknownCodes = "'III', 'XXX', 'ZZZ'"

    static var rules: [MappingRule] {
        stayFilters.map { filter in
            MappingRule(
                name: filter.name, explanation: filter.explanation,
                removedCountQuery: counted(filter.name))
        } + [withoutPerson, firstActivity, sentinels]
    }

    private static func counted(_ rule: String) -> String {
        "SELECT CAST(coalesce(sum(row_count), 0) AS BIGINT) FROM stays_rule_count WHERE rule = '\(rule)'"
    }

    /// What the rules remove, counted while the staged tables are at hand.
    static var ruleCounts: String {
        let unknown = "IN (\(unknownCodes))"
        return """
            CREATE OR REPLACE TEMP TABLE stays_rule_count AS
            SELECT rule, count(*) AS row_count FROM stays_checked WHERE rule IS NOT NULL GROUP BY rule
            UNION ALL SELECT 'stay-without-person', (SELECT count(*) FROM staged.T_MCOaaB)
                - (SELECT count(DISTINCT ordinal) FROM stays_checked)
            UNION ALL SELECT 'ccam-activity-1', count(*) FROM staged.T_MCOaaA WHERE NOT (\(isFirstActivity))
            UNION ALL SELECT 'cim-sentinels', (SELECT count(*) FROM staged.T_MCOaaB WHERE upper(trim(DGN_PAL)) \(unknown))
                + (SELECT count(*) FROM staged.T_MCOaaB WHERE upper(trim(DGN_REL)) \(unknown))
                + (SELECT count(*) FROM staged.T_MCOaaD WHERE upper(trim(ASS_DGN)) \(unknown))
            """
    }

    private static let withoutPerson = MappingRule(
        name: "stay-without-person",
        explanation: Phrase(
            fr: """
                Un séjour dont la ligne de chaînage manque, ou dont la personne est ambiguë ou exclue, ne rejoint \
                personne.
                """,
            en: "A stay whose chaining line is missing, or whose person is ambiguous or excluded, reaches nobody."),
        removedCountQuery: counted("stay-without-person"))

    private static let firstActivity = MappingRule(
        name: "ccam-activity-1",
        explanation: Phrase(
            fr: "Un acte CCAM a une ligne par activité (geste, anesthésie…) : l'activité 1 seule le compte une fois.",
            en: "A CCAM act has one line for each activity (gesture, anaesthesia…): activity 1 alone counts it once."),
        removedCountQuery: counted("ccam-activity-1"))

    private static let sentinels = MappingRule(
        name: "cim-sentinels",
        explanation: Phrase(
            fr:
                "Les codes III, XXX et ZZZ veulent dire inconnu, sans objet, non précisé : ce ne sont pas des diagnostics.",
            en: "The codes III, XXX and ZZZ mean unknown, not applicable, not specified: they are no diagnoses."),
        removedCountQuery: counted("cim-sentinels"))
}
