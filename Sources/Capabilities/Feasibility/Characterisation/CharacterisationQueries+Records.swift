import DisclosureControl
import HealthModel
import SQLBackends

extension CharacterisationQueries {
    private static let seenName = "hub_characterised_seen"
    /// OMOP's concept of the French language, under which names in French are synonyms.
    private static let frenchConceptID = 4_180_190
    /// A window's number as in `CharacterisedWindow`.
    private static let windowOfRecord = "CASE WHEN r.day < e.entry THEN 0 WHEN r.day = e.entry THEN 1 ELSE 2 END"

    /// Persons by concept and window; one count a person, however many records.
    func readItems(of domain: CharacterisedDomain, into exact: inout ExactCharacterisation) throws {
        let source = domain.source
        let label = "characterise, \(source.table)"
        try connection.execute("DROP TABLE IF EXISTS \(Self.seenName)", label: label)
        defer { _ = try? connection.query("DROP TABLE IF EXISTS \(Self.seenName)", label: label) }
        try connection.execute(
            """
            CREATE TEMPORARY TABLE \(Self.seenName) AS
            SELECT DISTINCT e.part, e.person_id, r.concept_id, \(Self.windowOfRecord) AS span
            FROM \(EntryTable.name) e
            JOIN (
              SELECT person_id, \(source.concept) AS concept_id, \(source.day) AS day FROM \(data(source.table))
              WHERE \(source.concept) <> 0
            ) r ON r.person_id = e.person_id AND r.day BETWEEN e.window_start AND e.window_end
            """, label: label, deadlineSeconds: CharacterisationSettings.deadlineSeconds)
        let listed = try rows(
            counted("SELECT span, concept_id, part FROM \(Self.seenName)"), source.table)
        try add(listed, of: domain, isGroup: false, to: &exact)
        guard settings.countsGroups else { return }
        let grouped = try rows(
            counted(
                """
                SELECT DISTINCT s.span, a.ancestor_concept_id AS concept_id, s.part, s.person_id
                FROM \(Self.seenName) s
                JOIN \(data("concept_ancestor")) a ON a.descendant_concept_id = s.concept_id
                WHERE a.ancestor_concept_id IN (
                  SELECT ancestor_concept_id FROM \(data("concept_ancestor"))
                  WHERE descendant_concept_id <> ancestor_concept_id
                )
                """), "\(source.table), groups")
        try add(grouped, of: domain, isGroup: true, to: &exact)
    }

    private func counted(_ records: String) -> String {
        """
        WITH counted AS (
          SELECT span, concept_id, count(*) FILTER (part = 0) AS cohort_count, count(*) FILTER (part = 1) AS peer_count
          FROM (\(records)) GROUP BY span, concept_id
          HAVING greatest(cohort_count, peer_count) >= \(thresholdPersons)
          ORDER BY greatest(cohort_count, peer_count) DESC, concept_id, span LIMIT \(CharacterisationSettings.conceptCountMax)
        )
        SELECT c.span, c.concept_id, c.cohort_count, c.peer_count, n.english, n.french
        FROM counted c LEFT JOIN (\(names("SELECT concept_id FROM counted"))) n ON n.concept_id = c.concept_id
        """
    }

    private func names(_ wanted: String) -> String {
        """
        SELECT k.concept_id, any_value(k.concept_name) AS english, min(s.concept_synonym_name) AS french
        FROM \(data("concept")) k
        LEFT JOIN \(data("concept_synonym")) s ON s.concept_id = k.concept_id
          AND s.language_concept_id = \(Self.frenchConceptID)
        WHERE k.concept_id IN (\(wanted)) GROUP BY k.concept_id
        """
    }

    private func add(
        _ rows: [[DuckDBValue]], of domain: CharacterisedDomain, isGroup: Bool, to exact: inout ExactCharacterisation
    ) throws {
        if rows.count >= CharacterisationSettings.conceptCountMax { exact.cutDomains.insert(domain) }
        let groupCount = exact.groups.count
        for row in rows {
            guard let window = CharacterisedWindow(rawValue: whole(row[0])) else { continue }
            exact.items.append(
                ExactCharacterisation.Item(
                    domain: domain, window: window,
                    concept: concept(row[1], english: row[4], french: row[5]), isGroup: isGroup,
                    persons: Array([whole(row[2]), whole(row[3])].prefix(groupCount))))
        }
    }

    private func concept(_ id: DuckDBValue, english: DuckDBValue, french: DuckDBValue) -> ExactCharacterisation.Concept
    {
        let number = whole(id)
        let name = english.text ?? "\(number)"
        return ExactCharacterisation.Concept(id: number, name: Phrase(fr: french.text ?? name, en: name))
    }

    /// Values of measurements by concept and unit. Each person counts once, with the value nearest to the entry: the
    /// mean of the last measured day before it, of the day itself, of the first measured day after it.
    func readValues(into exact: inout ExactCharacterisation) throws {
        let groupCount = exact.groups.count
        let found = try rows(
            """
            WITH daily AS (
              SELECT e.part, e.person_id, \(Self.windowOfRecord) AS span, r.concept_id, r.unit_id, r.day,
                avg(r.number) AS number
              FROM \(EntryTable.name) e
              JOIN (
                SELECT person_id, measurement_concept_id AS concept_id, coalesce(unit_concept_id, 0) AS unit_id,
                  measurement_date AS day, value_as_number AS number
                FROM \(data("measurement")) WHERE measurement_concept_id <> 0 AND isfinite(value_as_number)
              ) r ON r.person_id = e.person_id AND r.day BETWEEN e.window_start AND e.window_end
              GROUP BY ALL
            ),
            nearest AS (
              SELECT part, person_id, span, concept_id, unit_id,
                CASE WHEN span = 2 THEN arg_min(number, day) ELSE arg_max(number, day) END AS number
              FROM daily GROUP BY part, person_id, span, concept_id, unit_id
            ),
            summed AS (
              SELECT span, concept_id, unit_id, part, \(Self.summary(of: "number"))
              FROM nearest GROUP BY span, concept_id, unit_id, part HAVING count(*) >= \(thresholdPersons)
              ORDER BY count(*) DESC, concept_id, unit_id, span, part
              LIMIT \(CharacterisationSettings.conceptCountMax)
            ),
            named AS (\(names("SELECT concept_id FROM summed UNION SELECT unit_id FROM summed")))
            SELECT s.*, n.english, n.french, u.english, u.french FROM summed s
            LEFT JOIN named n ON n.concept_id = s.concept_id
            LEFT JOIN named u ON u.concept_id = s.unit_id AND s.unit_id <> 0
            """, "values")
        var places: [[Int]: Int] = [:]
        for row in found {
            guard let window = CharacterisedWindow(rawValue: whole(row[0])) else { continue }
            let key = [whole(row[0]), whole(row[1]), whole(row[2])]
            var summaries: [NumberSummary?] = Array(repeating: nil, count: groupCount)
            if let place = places[key] { summaries = exact.values[place].summaries }
            summaries[whole(row[3])] = Self.summary(row, from: 4)
            let english = row[15].text ?? (key[2] == 0 ? "" : "\(key[2])")
            let values = ExactCharacterisation.Values(
                window: window, concept: concept(row[1], english: row[13], french: row[14]),
                unit: Phrase(fr: row[16].text ?? english, en: english), summaries: summaries)
            if let place = places[key] {
                exact.values[place] = values
            } else {
                places[key] = exact.values.count
                exact.values.append(values)
            }
        }
    }
}
