import HealthModel

/// A sample with the rows of each person found, and the rows that events name.
final class ReferenceData: Sendable {
    let sample: CDMSample
    private let rowsByPerson: [String: [Int64: [Int]]]
    private let rowByIdentifier: [String: [Int64: Int]]
    /// Everyone with an observation period, in order: nobody else can be in a cohort.
    let observedPersons: [Int64]

    init(_ sample: CDMSample) {
        self.sample = sample
        var byPerson: [String: [Int64: [Int]]] = [:]
        for name in Set(CriterionType.all.map(\.source.table)) {
            let table = sample.table(name)
            for row in 0..<table.rowCount {
                guard let person = table[row, "person_id"].whole else { continue }
                byPerson[name, default: [:]][person, default: []].append(row)
            }
        }
        rowsByPerson = byPerson
        observedPersons = byPerson["observation_period", default: [:]].keys.sorted()
        var byIdentifier: [String: [Int64: Int]] = [:]
        for (name, identifier) in [
            ("person", "person_id"), ("visit_occurrence", "visit_occurrence_id"), ("provider", "provider_id"),
            ("care_site", "care_site_id"),
        ] {
            let table = sample.table(name)
            for row in 0..<table.rowCount {
                if let key = table[row, identifier].whole { byIdentifier[name, default: [:]][key] = row }
            }
        }
        rowByIdentifier = byIdentifier
    }

    func rows(of person: Int64, in table: String) -> [Int] { rowsByPerson[table]?[person] ?? [] }

    /// A column of the row with that identifier; nil when there is no such row.
    func value(_ table: String, _ identifier: Int64?, _ column: String) -> CDMSample.Value? {
        guard let identifier, let row = rowByIdentifier[table]?[identifier] else { return nil }
        return sample.table(table)[row, column]
    }

    /// Spans in which the person's care is recorded, in order; one that ends before it starts contains nothing.
    func observationPeriods(of person: Int64) -> [Period] {
        let table = sample.table("observation_period")
        return rows(of: person, in: table.name)
            .compactMap { row in
                guard let start = table[row, "observation_period_start_date"].day,
                    let end = table[row, "observation_period_end_date"].day
                else { return nil }
                return Period(start: start, end: end)
            }
            .sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    }
}
