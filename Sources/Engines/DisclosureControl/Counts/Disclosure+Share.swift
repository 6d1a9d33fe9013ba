extension Disclosure {
    /// What share of the rows of a table are filled, in steps of five percent; nil when it could tell of a few persons.
    ///
    /// It needs ten times the threshold of persons in the table, and as many rows on both sides unless a side is empty.
    package func filledPercent(rows: Int, of allRows: Int, persons: Int?) -> Releasable<Int?> {
        let floor = policy.thresholdPersons * 10
        let rest = allRows - rows
        let isSafe = (persons ?? allRows) >= floor && (rows == 0 || rows >= floor) && (rest == 0 || rest >= floor)
        guard isSafe, allRows > 0 else { return Releasable(checked: nil) }
        return Releasable(checked: (rows * 20 + allRows / 2) / allRows * 5)
    }
}
