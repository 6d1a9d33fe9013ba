/// The oldest attack: equal encodings are equal values, and the most frequent of them is the most frequent name.
///
/// It reads encodings of one field; a filter of a whole record hardly ever occurs twice.
package enum FrequencyAttack {
    /// Guesses for the rows whose filter occurs at least twice, by rank.
    package static func guesses(_ records: EncodedRecords, names: [PublishedNames.Name]) -> [String?] {
        var rows: [[UInt64]: [Int]] = [:]
        for row in 0..<records.count { rows[records.filter(at: row), default: []].append(row) }
        let ranked = rows.values.filter { $0.count > 1 }
            .sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
        var guesses = [String?](repeating: nil, count: records.count)
        for (group, name) in zip(ranked, names) {
            for row in group { guesses[row] = name.text }
        }
        return guesses
    }
}
