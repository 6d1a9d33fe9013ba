import CohortEngine

/// The figures of attrition in one shard, and their sum over shards.
struct AttritionTally: Sendable {
    private(set) var eventMasks: [Int: Int] = [:]
    private(set) var personMasks: [Int: Int] = [:]
    /// Persons by the number of rules, from the first on, that their best run satisfies without a gap.
    private(set) var prefixCounts: [Int]
    private let ruleCount: Int
    /// Up to so many rules, masks are counted in an array.
    private static let denseRuleCountMax = 10

    init(ruleCount: Int) {
        self.ruleCount = ruleCount
        prefixCounts = Array(repeating: 0, count: ruleCount + 1)
    }

    mutating func add(_ other: AttritionTally) {
        eventMasks.merge(other.eventMasks, uniquingKeysWith: +)
        personMasks.merge(other.personMasks, uniquingKeysWith: +)
        for prefix in prefixCounts.indices { prefixCounts[prefix] += other.prefixCounts[prefix] }
    }

    var attrition: Attrition {
        var remaining = 0
        var persons: [Int] = []
        for count in prefixCounts.reversed() {
            remaining += count
            persons.append(remaining)
        }
        return Attrition(
            ruleCount: ruleCount, eventMasks: eventMasks, personMasks: personMasks,
            personsAfterRules: persons.reversed())
    }

    /// Counts the events of a shard, and the best of each person: most rules, then earliest rule, then first.
    mutating func count(_ index: IndexEvents, _ rules: [EventBits]) {
        guard index.entryCount > 0 else { return }
        if ruleCount <= AttritionTally.denseRuleCountMax {
            countDense(index, rules)
        } else {
            countSparse(index, rules)
        }
    }

    private mutating func countDense(_ index: IndexEvents, _ rules: [EventBits]) {
        let maskCount = 1 << ruleCount
        let tables = NumberBuffer<Int>(capacity: 3 * maskCount)
        tables.elements.initialize(repeating: 0, count: 3 * maskCount)
        let ranks = tables.elements
        let events = ranks + maskCount
        let persons = events + maskCount
        for mask in 0..<maskCount {
            // The length of the prefix stands below the rank: one table, one load.
            ranks[mask] =
                AttritionTally.rank(UInt64(mask)) << 8 | min(ruleCount, (~UInt64(mask)).trailingZeroBitCount)
        }
        let words = rules.map { UnsafePointer($0.words) }
        words.withUnsafeBufferPointer { words in
            for word in 0..<(index.entryCount + 63) >> 6 {
                let rest = index.entryCount - word << 6
                countEvents(rest < 64 ? (1 << UInt64(rest)) - 1 : .max, word, words, rule: 0, mask: 0, into: events)
            }
            prefixCounts.withUnsafeMutableBufferPointer { prefixes in
                guard let prefixes = prefixes.baseAddress else { return }
                countPersons(
                    index.keys.elements, index.entryCount, words, ranks, persons: persons, prefixes: prefixes)
            }
        }
        for mask in 0..<maskCount {
            if events[mask] > 0 { eventMasks[mask] = events[mask] }
            if persons[mask] > 0 { personMasks[mask] = persons[mask] }
        }
    }

    private mutating func countSparse(_ index: IndexEvents, _ rules: [EventBits]) {
        var person = UInt64.max
        var bestMask: UInt64 = 0
        var bestKey: UInt64 = 0
        var prefix = 0
        for event in 0..<index.entryCount {
            var mask: UInt64 = 0
            for rule in 0..<ruleCount where rules[rule].contains(event) { mask |= 1 << UInt64(rule) }
            eventMasks[Int(mask), default: 0] += 1
            let key = index.keys.elements[event]
            let length = min(ruleCount, (~mask).trailingZeroBitCount)
            if key >> 32 != person {
                if person != .max { finishPerson(bestMask, prefix) }
                person = key >> 32
                (bestMask, bestKey, prefix) = (mask, key, length)
                continue
            }
            prefix = max(prefix, length)
            let (rank, best) = (AttritionTally.rank(mask), AttritionTally.rank(bestMask))
            if rank > best || rank == best && key < bestKey { (bestMask, bestKey) = (mask, key) }
        }
        finishPerson(bestMask, prefix)
    }

    private mutating func finishPerson(_ mask: UInt64, _ prefix: Int) {
        personMasks[Int(mask), default: 0] += 1
        prefixCounts[prefix] += 1
    }

    /// More rules rank higher, then a lower first rule.
    private static func rank(_ mask: UInt64) -> Int {
        mask == 0 ? 0 : mask.nonzeroBitCount << 6 | (63 - mask.trailingZeroBitCount)
    }
}

/// Counts the events of a word by mask, rule by rule: bits are counted together, not one by one.
private func countEvents(
    _ events: UInt64, _ word: Int, _ rules: UnsafeBufferPointer<UnsafePointer<UInt64>>, rule: Int, mask: Int,
    into counts: UnsafeMutablePointer<Int>
) {
    guard rule < rules.count else {
        counts[mask] &+= events.nonzeroBitCount
        return
    }
    let passed = events & rules[rule][word]
    let failed = events & ~passed
    if passed != 0 { countEvents(passed, word, rules, rule: rule + 1, mask: mask | 1 << rule, into: counts) }
    if failed != 0 { countEvents(failed, word, rules, rule: rule + 1, mask: mask, into: counts) }
}

/// Counts persons by the mask of their best event and by their longest prefix.
private func countPersons(
    _ keys: UnsafePointer<UInt64>, _ count: Int, _ rules: UnsafeBufferPointer<UnsafePointer<UInt64>>,
    _ ranks: UnsafePointer<Int>, persons: UnsafeMutablePointer<Int>, prefixes: UnsafeMutablePointer<Int>
) {
    let ruleCount = rules.count
    var person = keys[0] >> 32
    var bestMask = 0
    var bestRank = -1
    var bestKey: UInt64 = 0
    var prefix = 0
    for event in 0..<count {
        let word = event >> 6
        let bit = UInt64(truncatingIfNeeded: event & 63)
        var mask = 0
        for rule in 0..<ruleCount {
            mask |= Int(truncatingIfNeeded: rules[rule][word] >> bit & 1) << rule
        }
        let key = keys[event]
        if key >> 32 != person {
            persons[bestMask] &+= 1
            prefixes[prefix] &+= 1
            person = key >> 32
            bestRank = -1
            prefix = 0
        }
        let ranked = ranks[mask]
        let rank = ranked >> 8
        prefix = max(prefix, ranked & 255)
        if rank > bestRank || rank == bestRank && key < bestKey {
            bestRank = rank
            bestMask = mask
            bestKey = key
        }
    }
    persons[bestMask] &+= 1
    prefixes[prefix] &+= 1
}
