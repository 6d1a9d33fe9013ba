/// Estimates u on pairs of records drawn at random, hardly any of which match.
struct USampling {
    /// Pairs of one piece of work; the pieces are the same whatever the number of threads.
    private static let pieceSize = 50_000

    let table: RecordTable
    let plan: ComparisonPlan
    let seed: UInt64
    let pairCountMax: Int
    let workerCount: Int
    /// Copies of a record are not drawn: they are no chance agreement.
    let copies: IdenticalRecords
    let sexColumn: String?
    let dateColumn: String?

    /// u of every level of the plan.
    func estimate() -> [Double] {
        let records = copies.copyCount > 0 ? (0..<table.count).filter { !copies.isCopy($0) } : Array(0..<table.count)
        guard records.count > 1, table.pairCount > 0 else {
            return smoothed([UInt64](repeating: 0, count: plan.levelCount))
        }
        let random = counts(pairs: pairCountMax, salt: 1) { generator in
            (records[generator.below(records.count)], records[generator.below(records.count)])
        }
        var result = smoothed(random)
        // Records of one sex and birth year rarely meet at random: a sample of their own for that stratum.
        let generations = Generations(table: table, records: records, sex: sexColumn, date: dateColumn)
        if generations.groups.count > 1 {
            let near = smoothed(
                counts(pairs: pairCountMax / 4, salt: 2) { generator in
                    generations.pair(&generator)
                })
            for (place, comparison) in plan.comparisons.enumerated() where comparison.comparator is GivenNameComparator
            {
                for (level, one) in comparison.comparator.levels.enumerated() where one.stratum == 1 {
                    result[plan.offsets[place] + level] = near[plan.offsets[place] + level]
                }
            }
        }
        for (place, level) in plan.levels.enumerated() { if let known = level.fixedU { result[place] = known } }
        return result
    }

    private func counts(
        pairs: Int, salt: UInt64, _ draw: @Sendable @escaping (inout SplitMix) -> (Int, Int)
    ) -> [UInt64] {
        let pieceCount = max(1, pairs / USampling.pieceSize)
        let pieces = inParallel(count: pieceCount, workerCount: workerCount) { piece in
            var counts = [UInt64](repeating: 0, count: plan.levelCount)
            var generator = SplitMix(seed: mixed(seed &+ salt &* 0x1_0000) &+ UInt64(piece))
            let scratch = ComparisonScratch()
            for _ in 0..<min(pairs, USampling.pieceSize) {
                let (a, b) = draw(&generator)
                if a == b { continue }
                let source = table.source(of: a)
                if table.sources[source].isClean, source == table.source(of: b) { continue }
                for (place, comparator) in plan.comparators.enumerated() {
                    counts[plan.offsets[place] + comparator.level(a, b, scratch)] += 1
                }
            }
            return counts
        }
        var total = [UInt64](repeating: 0, count: plan.levelCount)
        for piece in pieces { for place in piece.indices { total[place] += piece[place] } }
        return total
    }

    /// Shares within each stratum; half a pair is added to each level so that none is impossible.
    private func smoothed(_ counts: [UInt64]) -> [Double] {
        var result = [Double](repeating: 1, count: plan.levelCount)
        for (place, comparator) in plan.comparators.enumerated() {
            let offset = plan.offsets[place]
            for stratum in Set(comparator.levels.map(\.stratum)) where stratum >= 0 {
                let members = comparator.levels.indices.filter { comparator.levels[$0].stratum == stratum }
                let total = members.reduce(0.0) { $0 + Double(counts[offset + $1]) + 0.5 }
                for member in members { result[offset + member] = (Double(counts[offset + member]) + 0.5) / total }
            }
        }
        return result
    }
}

/// Records by sex and birth year, to draw pairs of one generation.
private struct Generations: Sendable {
    private(set) var groups: [[UInt32]] = []
    private var members: [UInt32] = []
    private var groupOf: [UInt32] = []

    init(table: RecordTable, records: [Int], sex: String?, date: String?) {
        let sexes = table.codes(sex)
        let dates = table.dates(date)
        guard !sexes.isEmpty, !dates.isEmpty else { return }
        var numbers: [Int32: UInt32] = [:]
        for record in records where sexes[record] != 0 && dates[record] != 0 {
            let key = dates[record] / 10_000 * 4 + Int32(sexes[record])
            let group = numbers[key] ?? UInt32(numbers.count)
            if Int(group) == groups.count {
                numbers[key] = group
                groups.append([])
            }
            groups[Int(group)].append(UInt32(record))
            members.append(UInt32(record))
            groupOf.append(group)
        }
    }

    func pair(_ generator: inout SplitMix) -> (Int, Int) {
        let place = generator.below(members.count)
        let group = groups[Int(groupOf[place])]
        return (Int(members[place]), Int(group[generator.below(group.count)]))
    }
}
