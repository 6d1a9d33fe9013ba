import HealthModel

/// The quirks of the claims that break counting, each declared once.
extension ClaimsMapping {
    /// 1600-01-01 stands for "no date", 1600 for "no year".
    static let sentinelDay = "DATE '1600-12-31'"

    /// Numbers that name no person: abortions, contraception and illnesses of minors kept secret, teletransmission aids,
    /// professionals' maternity… Provisional and transit numbers (03, 04) name real persons.
    static let fictiveNumbers = ["01", "05", "06", "08", "09", "11", "12", "13", "14", "15"]

    struct ActFilter {
        let name: String
        let explanation: Phrase
        /// Never null: a missing value keeps the act.
        let keep: String
    }

    /// In the order in which an act that several would remove is counted.
    static let actFilters: [ActFilter] = [
        ActFilter(
            name: "fictive-number",
            explanation: Phrase(
                fr: "Les numéros fictifs (code d'identification du NIR, régime 888) ne désignent personne.",
                en: "Fictive numbers (identification code of the NIR, scheme 888) name nobody."),
            keep: """
                coalesce(BEN_CDI_NIR, '00') NOT IN (\(fictiveNumbers.map { "'\($0)'" }.joined(separator: ", "))) \
                AND RGM_COD IS DISTINCT FROM 888
                """),
        ActFilter(
            name: "act-complement",
            explanation: Phrase(
                fr: "Les compléments et majorations (CPL_MAJ_TOP ≥ 2) ne sont pas des actes.",
                en: "Supplements (CPL_MAJ_TOP ≥ 2) are not acts."),
            keep: "coalesce(CPL_MAJ_TOP, 0) < 2"),
        ActFilter(
            name: "dpn-qlf-71",
            explanation: Phrase(
                fr: """
                    Qualificatif de dépense 71 : soins externes de l'hôpital public transmis pour information, déjà \
                    facturés ailleurs. Une valeur absente garde l'acte.
                    """,
                en: """
                    Expense qualifier 71: outpatient care of public hospitals sent for information, billed elsewhere. \
                    A missing value keeps the act.
                    """),
            keep: "DPN_QLF IS DISTINCT FROM 71 AND PRS_DPN_QLP IS DISTINCT FROM 71"),
        ActFilter(
            name: "no-base-act",
            explanation: Phrase(
                fr: "Une ligne dont la nature d'acte de base vaut 0 ne porte aucun acte.",
                en: "A line whose base act is 0 holds no act."),
            keep: "BSE_PRS_NAT IS DISTINCT FROM 0"),
    ]

    static let isFirstActivity = "coalesce(nullif(trim(CAM_ACT_COD), ''), '1') = '1'"
    static let hasIllness = "coalesce(trim(MED_MTF_COD), '') <> '' AND coalesce(IMB_ALD_DTD > \(sentinelDay), false)"

    /// What the rules remove, counted while the staged tables are at hand: the rules only read `claims_rule_count`.
    static var ruleCounts: [String] {
        let others = [
            ("ccam-activity-1", "SELECT count(*) FROM staged.ER_CAM_F WHERE NOT (\(isFirstActivity))"),
            ("illness-from-motive", "SELECT count(*) FROM staged.IR_IMB_R WHERE NOT (\(hasIllness))"),
            ("sentinel-dates", sentinelCount), ("regularisation", regularisedCount),
        ]
        return others.map { "INSERT INTO claims_rule_count SELECT '\($0)', NULL, (\($1))" }
    }

    private static let sentinelCount = """
        SELECT (SELECT count(*) FROM staged.IR_BEN_R WHERE BEN_DCD_DTE <= \(sentinelDay))
            + (SELECT count(*) FROM staged.IR_BEN_R WHERE BEN_NAI_ANN <= 1600)
            + (SELECT count(*) FROM staged.IR_IMB_R WHERE IMB_ALD_DTF <= \(sentinelDay))
        """

    private static let regularisedCount = """
        SELECT (SELECT coalesce(sum(row_count) FILTER (quantity <= 0), 0) FROM claims_drug)
            + (SELECT coalesce(sum(removed_count), 0) FROM claims_visit)
        """

    /// One pass over the acts for all the filters; a note on months that are still filling.
    static var actCounts: String {
        let cases = actFilters.map { "WHEN NOT (\($0.keep)) THEN '\($0.name)'" }.joined(separator: "\n        ")
        return """
            CREATE OR REPLACE TEMP TABLE claims_rule_count AS
            SELECT CASE
                    \(cases)
                    WHEN coalesce(EXE_SOI_DTD, \(sentinelDay)) <= \(sentinelDay) THEN 'no-care-date' END AS rule,
                date_trunc('month', EXE_SOI_DTD) >= date_trunc('month', f.last_flow) - INTERVAL 6 MONTH AS is_recent,
                count(*) AS row_count
            FROM staged.ER_PRS_F, (SELECT max(FLX_DIS_DTD) AS last_flow FROM staged.ER_PRS_F) f
            GROUP BY ALL
            """
    }

    static var rules: [MappingRule] {
        actFilters.map { filter in
            MappingRule(
                name: filter.name, explanation: filter.explanation,
                removedCountQuery: counted("rule = '\(filter.name)'"))
        } + [
            MappingRule(
                name: "no-care-date",
                explanation: Phrase(
                    fr: "Un acte sans date de soins (ou daté de 1600) ne peut pas être situé.",
                    en: "An act without a date of care (or dated 1600) cannot be placed."),
                removedCountQuery: counted("rule = 'no-care-date'")),
            regularisation, firstActivity, illnessCode, sentinels, lateFlow,
        ]
    }

    private static func counted(_ condition: String) -> String {
        "SELECT CAST(coalesce(sum(row_count), 0) AS BIGINT) FROM claims_rule_count WHERE \(condition)"
    }

    private static let regularisation = MappingRule(
        name: "regularisation",
        explanation: Phrase(
            fr: """
                Une régularisation répète l'acte avec une quantité négative : les quantités d'un même acte sont \
                additionnées et celles qui s'annulent disparaissent. Compté sur les délivrances et les consultations.
                """,
            en: """
                A correction repeats an act with a negative quantity: the quantities of one act are added, and those \
                that come to nothing go. Counted on drugs and visits.
                """),
        removedCountQuery: counted("rule = 'regularisation'"))

    private static let firstActivity = MappingRule(
        name: "ccam-activity-1",
        explanation: Phrase(
            fr: "Un acte CCAM a une ligne par activité (geste, anesthésie…) : l'activité 1 seule le compte une fois.",
            en: "A CCAM act has one line for each activity (gesture, anaesthesia…): activity 1 alone counts it once."),
        removedCountQuery: counted("rule = 'ccam-activity-1'"))

    private static let illnessCode = MappingRule(
        name: "illness-from-motive",
        explanation: Phrase(
            fr: """
                Une affection de longue durée est lue dans son motif médical (CIM-10), car son numéro n'est pas \
                corrigé ; sans motif ou sans date de début, la ligne n'est pas un diagnostic.
                """,
            en: """
                A long-term illness is read from its medical motive (CIM-10), because its number is not corrected; \
                without motive or first day, the line is no diagnosis.
                """),
        removedCountQuery: counted("rule = 'illness-from-motive'"))

    private static let sentinels = MappingRule(
        name: "sentinel-dates",
        explanation: Phrase(
            fr: "1600-01-01 et 160001 veulent dire « aucune date », jamais un jour : ni décès, ni fin, ni naissance.",
            en: "1600-01-01 and 160001 mean \"no date\", never a day: no death, no end, no birth."),
        removedCountQuery: counted("rule = 'sentinel-dates'"),
        isNote: true)

    private static let lateFlow = MappingRule(
        name: "late-flow",
        explanation: Phrase(
            fr: """
                Les soins arrivent jusqu'à 27 mois plus tard, 98 à 99 % en 6 mois : les actes des 6 derniers mois \
                sont gardés, mais ces mois ne sont pas complets.
                """,
            en: """
                Care arrives up to 27 months later, 98 to 99 % within 6 months: acts of the last 6 months are kept, \
                but these months are not complete.
                """),
        removedCountQuery: counted("rule IS NULL AND is_recent"),
        isNote: true)
}
