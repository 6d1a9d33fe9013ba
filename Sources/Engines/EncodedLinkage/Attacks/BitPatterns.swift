internal import Foundation

/// Sets of bits that come and go together: the trace of a frequent token (Christen et al. 2018, by correlation).
struct BitPatterns {
    struct Pattern {
        let columns: [Int]
        /// True for the rows that seem to hold the token.
        let isPresent: [Bool]
        let share: Double
    }

    static let columnCountMin = 5
    static let patternCountMax = 100
    /// Correlations from which bits are friends, the clearest first.
    static let levels: [Float] = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.12, 0.1, 0.08, 0.06]

    private(set) var patterns: [Pattern] = []

    init(_ columns: BitColumns) {
        let correlations = columns.correlations()
        var free = Array(0..<BitColumns.columnCount)
        for level in BitPatterns.levels {
            // A friendship of chance: four deviations of a correlation of independent bits.
            guard Double(level) > 4 / Double(max(1, columns.rowCount)).squareRoot() else { break }
            for found in BitPatterns.groups(correlations, level: level, free: free)
            where patterns.count < BitPatterns.patternCountMax {
                free.removeAll { found.contains($0) }
                if let pattern = BitPatterns.pattern(found, columns) { patterns.append(pattern) }
            }
        }
    }

    /// Groups of free columns most of which are friends, the largest neighbourhoods first.
    private static func groups(_ correlations: [Float], level: Float, free: [Int]) -> [[Int]] {
        let size = BitColumns.columnCount
        func areFriends(_ one: Int, _ two: Int) -> Bool { correlations[one * size + two] >= level }
        let friends = free.map { one in free.filter { areFriends(one, $0) } }
        let order = free.indices.sorted { (friends[$1].count, free[$0]) < (friends[$0].count, free[$1]) }
        var isFree = [Bool](repeating: false, count: size)
        for column in free { isFree[column] = true }
        var groups: [[Int]] = []
        for place in order where isFree[free[place]] {
            var group = [free[place]] + friends[place].filter { isFree[$0] }
            for _ in 0..<4 where group.count >= columnCountMin {
                let least = (group.count - 1) * 7 / 10
                group = group.filter { one in group.count { areFriends(one, $0) } >= least }
            }
            guard group.count >= columnCountMin else { continue }
            for column in group { isFree[column] = false }
            groups.append(group)
        }
        return groups
    }

    /// Splits the rows in two by how many of the columns are set: a mixture of two binomials.
    private static func pattern(_ found: [Int], _ columns: BitColumns) -> Pattern? {
        var counts = [Int](repeating: 0, count: columns.rowCount)
        for column in found {
            for row in 0..<columns.rowCount where columns.has(column, row: row) { counts[row] += 1 }
        }
        var histogram = [Double](repeating: 0, count: found.count + 1)
        for count in counts { histogram[count] += 1 }
        let posterior = mixture(histogram)
        let isPresent = counts.map { posterior[$0] > 0.5 }
        let present = isPresent.count { $0 }
        guard present > 0, present < columns.rowCount else { return nil }
        return Pattern(columns: found, isPresent: isPresent, share: Double(present) / Double(columns.rowCount))
    }

    /// Chance of each count that its row has the token, by expectation and maximisation.
    private static func mixture(_ histogram: [Double]) -> [Double] {
        let size = Double(histogram.count - 1)
        let total = histogram.reduce(0, +)
        let mean = histogram.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element } / total / size
        var (share, low, high) = (0.15, mean * 0.8, min(0.98, mean + (1 - mean) * 0.8))
        var posterior = [Double](repeating: 0, count: histogram.count)
        for _ in 0..<60 {
            var (weight, inside, outside) = (0.0, 0.0, 0.0)
            for (count, rows) in histogram.enumerated() {
                let set = Double(count)
                let odds = log(share / (1 - share)) + set * log(high / low) + (size - set) * log((1 - high) / (1 - low))
                posterior[count] = 1 / (1 + exp(-odds))
                weight += posterior[count] * rows
                inside += posterior[count] * rows * set
                outside += (1 - posterior[count]) * rows * set
            }
            share = min(0.98, max(0.001, weight / total))
            high = min(0.999, max(0.02, inside / max(1e-9, weight) / size))
            low = min(0.98, max(0.001, outside / max(1e-9, total - weight) / size))
            if high <= low { high = min(0.999, low + 0.01) }
        }
        return posterior
    }
}
