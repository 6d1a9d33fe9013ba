/// What a reader can conclude about withheld cells: bounds narrowed line by line until nothing changes.
struct IntervalInference {
    /// Bounds only ever narrow; a table settles in far fewer rounds.
    private static let roundCountMax = 200

    private let policy: DisclosurePolicy
    private let withheld: [TableCell]
    /// For each line: its withheld cells, and the bounds of their sum.
    private let sums: [(cells: [TableCell], bounds: ClosedRange<Int>)]
    private let floor: Int
    private let ceiling: Int

    init(_ table: CountTable, policy: DisclosurePolicy, lines: [[TableCell]], withheld: Set<TableCell>) {
        self.policy = policy
        self.withheld = withheld.sorted()
        floor = table.isZeroSensitive ? 0 : 1
        ceiling = policy.rounded(table.counts.reduce(0) { $0 + $1.reduce(0, +) }) + policy.roundingBase
        sums = lines.map { line in
            let exact = line.map { table.counts[$0.row][$0.column] }
            let total = IntervalInference.known(exact.reduce(0, +), table, policy)
            var lowest = total.lowerBound
            var highest = total.upperBound
            for (cell, count) in zip(line, exact) where !withheld.contains(cell) {
                let released = IntervalInference.known(count, table, policy)
                lowest -= released.upperBound
                highest -= released.lowerBound
            }
            return (line.filter { withheld.contains($0) }, min(lowest, highest)...max(lowest, highest))
        }
    }

    /// What is known of a count once it went through threshold and rounding.
    private static func known(_ count: Int, _ table: CountTable, _ policy: DisclosurePolicy) -> ClosedRange<Int> {
        if count == 0, !table.isZeroSensitive { return 0...0 }
        if count < policy.thresholdPersons { return 0...policy.thresholdPersons - 1 }
        return policy.possibleCounts(of: policy.rounded(count))
    }

    /// The bounds of each withheld cell.
    func bounds() -> [TableCell: ClosedRange<Int>] {
        var low = Dictionary(uniqueKeysWithValues: withheld.map { ($0, floor) })
        var high = Dictionary(uniqueKeysWithValues: withheld.map { ($0, ceiling) })
        for _ in 0..<IntervalInference.roundCountMax {
            var isSettled = true
            for (cells, sum) in sums {
                let lowest = cells.reduce(0) { $0 + (low[$1] ?? 0) }
                let highest = cells.reduce(0) { $0 + (high[$1] ?? 0) }
                for cell in cells {
                    guard let from = low[cell], let to = high[cell] else { continue }
                    let newFrom = max(from, sum.lowerBound - (highest - to))
                    let newTo = min(to, sum.upperBound - (lowest - from))
                    if newFrom != from || newTo != to {
                        low[cell] = newFrom
                        high[cell] = newTo
                        isSettled = false
                    }
                }
            }
            if isSettled { break }
        }
        return Dictionary(
            uniqueKeysWithValues: withheld.map { cell in
                let from = low[cell] ?? floor
                return (cell, from...max(from, high[cell] ?? ceiling))
            })
    }
}
