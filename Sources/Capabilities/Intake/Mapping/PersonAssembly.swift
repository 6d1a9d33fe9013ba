import HealthModel

/// One person row, one period and at most one death for each person of a release, from what each source knows.
///
/// Where sources disagree the one that knows best is believed, and the disagreements are counted. In order: for each
/// source `collect`, then `rules`, then `tables`; every select of events goes through `events`, so that no event is
/// without its person.
package enum PersonAssembly {
    /// The tables of OMOP that are assembled; a source's selects of them are collected, never published as they are.
    package static let tableNames = ["person", "observation_period", "death"]

    /// Sources from the best to the least known about a person; a source that is not named comes last. Claims hold the
    /// civil register's birth and death, a warehouse what the hospital's desk read, stays an age only.
    package static let precedence = ["national-claims", "hospital-warehouse", "hospital-stays"]

    /// Sources that see a person's care wherever it is given: their periods say when a person is observed. A hospital's
    /// own data only do so for persons that no such source knows.
    package static let nationalSources: Set<String> = ["national-claims", "hospital-stays"]

    /// A birth year before this is a sentinel or a slip.
    package static let birthYearMin = 1880

    /// Makes the empty tables of the schema `assembly`, over older ones.
    package static let preparation: [String] = {
        ["CREATE SCHEMA IF NOT EXISTS assembly"]
            + tableNames.map { name in
                "CREATE OR REPLACE TABLE assembly.\(name) (source VARCHAR, source_rank INTEGER, is_national BOOLEAN, "
                    + "\(columns(name)))"
            }
    }()

    /// Adds what one source knows; after the preparation of its mapping, on the same connection.
    package static func collect(_ source: SourceDescription) -> [String] {
        let rank = precedence.firstIndex(of: source.name) ?? precedence.count
        return source.mapping.tables.filter { tableNames.contains($0.table) }
            .map {
                """
                INSERT INTO assembly.\($0.table) BY NAME
                SELECT '\(source.name)' AS source, \(rank) AS source_rank, \(nationalSources.contains(source.name)) AS is_national, s.*
                FROM (\($0.select)) s
                """
            }
    }

    /// After all sources: the tables of the release. `person` must be made first, as `assembly.published_person`, by
    /// `publishedPerson`; the others read it.
    package static let tables: [MappedTable] = [
        MappedTable(table: "person", select: "SELECT * FROM assembly.published_person"), observationPeriod, death,
    ]

    /// The statement that decides who is published, before `tables`, `rules` and `events`.
    package static let publishedPerson = "CREATE OR REPLACE TABLE assembly.published_person AS \(person)"

    /// The select of an event table, for published persons only.
    package static func events(_ mapped: MappedTable) -> String {
        "SELECT e.* FROM (\(mapped.select)) e SEMI JOIN assembly.published_person p ON p.person_id = e.person_id"
    }

    /// Columns of an assembled table: OMOP's, but any may be unknown to a source.
    private static func columns(_ name: String) -> String {
        let fields = OMOPVersion54.table(name)?.fields ?? []
        return (fields.map { "\($0.name) \($0.duckDBType)" } + ["delivery VARCHAR"]).joined(separator: ", ")
    }
}

// MARK: - Selects

extension PersonAssembly {
    private static let isPlausibleYear = "year_of_birth >= \(birthYearMin)"

    private static var person: String {
        let month = "arg_min(month_of_birth, source_rank) FILTER (\(isPlausibleYear) AND month_of_birth IS NOT NULL)"
        // An age gives no month: the month must come with the year that is believed, so from no worse a source.
        return
            OMOPSelect.mapped(
                "person",
                [
                    "person_id": "person_id",
                    "gender_concept_id":
                        "coalesce(arg_min(gender_concept_id, source_rank) FILTER (gender_concept_id <> 0), 0)",
                    "year_of_birth": "arg_min(year_of_birth, source_rank) FILTER (\(isPlausibleYear))",
                    "month_of_birth": """
                    CASE WHEN min(source_rank) FILTER (\(isPlausibleYear) AND month_of_birth IS NOT NULL)
                    = min(source_rank) FILTER (\(isPlausibleYear)) THEN \(month) END
                    """,
                    "race_concept_id": "0", "ethnicity_concept_id": "0",
                    "gender_source_value": "arg_min(gender_source_value, source_rank) FILTER (gender_concept_id <> 0)",
                    "gender_source_concept_id": "0", "race_source_concept_id": "0", "ethnicity_source_concept_id": "0",
                ],
                delivery: "arg_min(delivery, source_rank)",
                from: "assembly.person GROUP BY person_id HAVING count(*) FILTER (\(isPlausibleYear)) > 0"
            )
            .select
    }

    /// Of persons without any dated event, the last day that the data know of: who is in a register is observed then.
    ///
    /// A hospital's later event extends the period, within the days that the national sources cover: they leave out
    /// some hospital care. It never starts the period earlier: the national sources would have seen nothing.
    private static let observationPeriod = OMOPSelect.mapped(
        "observation_period",
        [
            "observation_period_id": "p.person_id", "person_id": "p.person_id",
            "observation_period_start_date": "coalesce(o.national_start, o.start_date, w.last_day)",
            "observation_period_end_date": """
            CASE WHEN o.national_end IS NULL THEN coalesce(o.end_date, w.last_day)
            ELSE greatest(o.national_end, least(o.end_date, w.national_last_day)) END
            """,
            "period_type_concept_id": "coalesce(o.period_type, 32881)",
        ],
        delivery: "coalesce(o.delivery, p.delivery)",
        from: """
            assembly.published_person p
            LEFT JOIN (
                SELECT person_id, min(observation_period_start_date) AS start_date,
                    max(observation_period_end_date) AS end_date,
                    min(observation_period_start_date) FILTER (is_national) AS national_start,
                    max(observation_period_end_date) FILTER (is_national) AS national_end,
                    arg_min(period_type_concept_id, source_rank) AS period_type,
                    arg_min(delivery, source_rank) AS delivery
                FROM assembly.observation_period GROUP BY person_id
            ) o ON o.person_id = p.person_id
            CROSS JOIN (
                SELECT max(observation_period_end_date) AS last_day,
                    max(observation_period_end_date) FILTER (is_national) AS national_last_day
                FROM assembly.observation_period
            ) w
            WHERE w.last_day IS NOT NULL
            """)

    private static let death = OMOPSelect.mapped(
        "death",
        [
            "person_id": "d.person_id", "death_date": "arg_min(d.death_date, d.source_rank)",
            "death_type_concept_id": "arg_min(d.death_type_concept_id, d.source_rank)",
        ],
        delivery: "arg_min(d.delivery, d.source_rank)",
        from: """
            assembly.death d SEMI JOIN assembly.published_person p ON p.person_id = d.person_id
            GROUP BY d.person_id
            """)
}

// MARK: - Rules

extension PersonAssembly {
    /// What the sources disagree on; each query gives a number of persons.
    package static let rules: [MappingRule] = [
        MappingRule(
            name: "unknown-birth-year",
            explanation: Phrase(
                fr: """
                    Une personne dont aucune source ne connaît l'année de naissance n'est pas publiée : son âge serait \
                    faux partout.
                    """,
                en: "A person whose birth year no source knows is not published: the age would be wrong everywhere."),
            removedCountQuery: """
                SELECT count(DISTINCT person_id) - (SELECT count(*) FROM assembly.published_person)
                FROM assembly.person
                """),
        MappingRule(
            name: "conflicting-sex",
            explanation: Phrase(
                fr: "Les sources ne donnent pas le même sexe : la mieux informée est crue.",
                en: "The sources give different sexes: the best informed is believed."),
            removedCountQuery: conflict("count(DISTINCT gender_concept_id) FILTER (gender_concept_id <> 0) > 1"),
            isNote: true),
        MappingRule(
            name: "conflicting-birth-year",
            explanation: Phrase(
                fr: """
                    Les sources donnent des années de naissance éloignées de plus d'un an (l'âge à l'entrée d'un séjour \
                    ne la donne qu'à un an près) : la mieux informée est crue.
                    """,
                en: """
                    The sources give birth years more than one year apart (the age at a stay gives it within a year \
                    only): the best informed is believed.
                    """),
            removedCountQuery: conflict(
                "max(year_of_birth) FILTER (\(isPlausibleYear)) - min(year_of_birth) FILTER (\(isPlausibleYear)) > 1"),
            isNote: true),
        MappingRule(
            name: "conflicting-death",
            explanation: Phrase(
                fr: "Les sources donnent des dates de décès différentes : la mieux informée est crue.",
                en: "The sources give different days of death: the best informed is believed."),
            removedCountQuery: """
                SELECT count(*) FROM (
                    SELECT person_id FROM assembly.death GROUP BY person_id HAVING count(DISTINCT death_date) > 1
                )
                """,
            isNote: true),
    ]

    private static func conflict(_ condition: String) -> String {
        "SELECT count(*) FROM (SELECT person_id FROM assembly.person GROUP BY person_id HAVING \(condition))"
    }
}
