import PatientIndex

/// Which persons each shard holds: ranges of identifiers, ascending.
struct PersonRanges: Sendable {
    let ranges: [ClosedRange<Int64>]
    let personCount: Int

    /// Persons of the person table and of the observation periods, as many to a shard as the options say.
    init(_ source: IndexSource, options: PatientIndexOptions) throws {
        let selects = ["person", "observation_period"].filter { source.has($0) }
            .map {
                "SELECT CAST(person_id AS BIGINT) AS person_id FROM \(source.table($0)) "
                    + "WHERE person_id IS NOT NULL"
            }
        var shards: [(range: ClosedRange<Int64>, count: Int)] = []
        if !selects.isEmpty {
            try source.connection.stream(
                """
                SELECT min(person_id), max(person_id), count(*)
                FROM (
                  SELECT person_id, (row_number() OVER (ORDER BY person_id) - 1) // \(options.shardPersonCount) AS shard
                  FROM (\(selects.joined(separator: " UNION ")))
                )
                GROUP BY shard
                """, label: "persons"
            ) { chunk in
                let firsts = try chunk.int64s(0)
                let lasts = try chunk.int64s(1)
                let counts = try chunk.int64s(2)
                for row in 0..<chunk.rowCount {
                    shards.append((firsts.values[row]...lasts.values[row], Int(counts.values[row])))
                }
            }
        }
        ranges = shards.map(\.range).sorted { $0.lowerBound < $1.lowerBound }
        personCount = shards.reduce(0) { $0 + $1.count }
    }

    /// How many shards lie between two identifiers, both included.
    func shardCount(from first: Int64, to last: Int64) -> Int {
        max(1, place(of: last) - place(of: first) + 1)
    }

    /// The first range that does not end before an identifier.
    private func place(of person: Int64) -> Int {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < person { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
