import CohortEngine

/// A demographic condition in one shard.
enum DemographicTest {
    case never
    case personCodes(PackedColumn, CodeBits)
    case listedPersons(ListedPersons)
    case age(AgeDays)
    case start(NumberInterval)
    case end(NumberInterval)

    /// The tests of one demographic criterion; persons who are not in the person table satisfy none.
    static func bind(
        _ predicates: [EventPredicate], shard: IndexShard, _ resolver: ConceptResolver
    ) -> [DemographicTest] {
        var tests: [DemographicTest] = [.listedPersons(ListedPersons(shard))]
        for predicate in predicates {
            guard let comparison = predicate.alternatives.first, case .value(let test) = comparison.test else {
                continue
            }
            switch (comparison.operand, test) {
            case (.ageAtStart, .whole(let range)):
                tests.append(AgeDays(range, shard: shard).map(DemographicTest.age) ?? .never)
            case (.startDay, .days(let range)): tests.append(.start(.days(range)))
            case (.endDay, .days(let range)): tests.append(.end(.days(range)))
            case (.person(let name), _):
                switch RowTestBinder.person(name, test, shard, resolver) {
                case .personCodes(let column, let bits), .listedPersonCodes(let column, let bits, _):
                    tests.append(.personCodes(column, bits))
                case .listedPersons: break
                default: tests.append(.never)
                }
            default: tests.append(.never)
            }
        }
        return tests
    }

    /// Clears the bits of the events that fail; any entry of an event may pass for it.
    func keep(_ bits: EventBits, _ index: IndexMemory) {
        switch self {
        case .never: bits.clear(eventCount: bits.eventCount)
        case .personCodes(let column, let codes):
            codes.words.withUnsafeBufferPointer { words in
                guard let words = words.baseAddress else { return }
                keepEventsByPerson(bits.words, bits.wordCount, index.keys, index.entryOffsets, column, words)
            }
        case .listedPersons(let persons):
            keepEach(bits, index) { persons.contains(EventKey.person(index.keys[$0])) }
        case .age(let ages):
            ages.firsts.withUnsafeBufferPointer { firsts in
                ages.lasts.withUnsafeBufferPointer { lasts in
                    guard let firsts = firsts.baseAddress, let lasts = lasts.baseAddress else { return }
                    keepEventsByAge(
                        bits.words, bits.wordCount, index.keys, index.entryOffsets, ages.birthYears, firsts, lasts,
                        ages.isNegated)
                }
            }
        case .start(let interval):
            keepEach(bits, index) { interval.contains(Double(EventKey.day(index.keys[$0]))) }
        case .end(let interval):
            keepEach(bits, index) { entry in
                guard let end = index.ends?[entry], end != unknownDay else { return false }
                return interval.contains(Double(end))
            }
        }
    }

    /// The days of an event are the same in all its entries.
    private func keepEach(_ bits: EventBits, _ index: IndexMemory, _ holds: (Int) -> Bool) {
        for event in 0..<bits.eventCount where bits.contains(event) {
            let entry = index.entryOffsets.map { Int($0[event]) } ?? event
            if !holds(entry) { bits.words[event >> 6] &= ~(1 << UInt64(event & 63)) }
        }
    }
}

private func keepEventsByPerson(
    _ bits: UnsafeMutablePointer<UInt64>, _ wordCount: Int, _ keys: UnsafePointer<UInt64>,
    _ entryOffsets: UnsafePointer<UInt32>?, _ column: PackedColumn, _ codes: UnsafePointer<UInt64>
) {
    for word in 0..<wordCount {
        var rest = bits[word]
        var passed: UInt64 = 0
        while rest != 0 {
            let bit = UInt64(truncatingIfNeeded: rest.trailingZeroBitCount)
            rest &= rest &- 1
            let event = word << 6 | Int(bit)
            let entry = entryOffsets.map { Int($0[event]) } ?? event
            let code = column[EventKey.person(keys[entry])]
            passed |= (codes[code >> 6] >> UInt64(truncatingIfNeeded: code & 63) & 1) << bit
        }
        bits[word] = passed
    }
}

private func keepEventsByAge(
    _ bits: UnsafeMutablePointer<UInt64>, _ wordCount: Int, _ keys: UnsafePointer<UInt64>,
    _ entryOffsets: UnsafePointer<UInt32>?, _ birthYears: PackedColumn, _ firsts: UnsafePointer<Int32>,
    _ lasts: UnsafePointer<Int32>, _ isNegated: Bool
) {
    let negation = isNegated ? 1 : 0
    for word in 0..<wordCount {
        var rest = bits[word]
        var passed: UInt64 = 0
        while rest != 0 {
            let bit = UInt64(truncatingIfNeeded: rest.trailingZeroBitCount)
            rest &= rest &- 1
            let event = word << 6 | Int(bit)
            let entry = entryOffsets.map { Int($0[event]) } ?? event
            let key = keys[entry]
            let code = birthYears[EventKey.person(key)]
            let day = EventKey.day(key)
            let isInside = oneIfWithin(day &- Int(firsts[code]), Int(lasts[code]) &- Int(firsts[code]))
            passed |= UInt64(truncatingIfNeeded: (isInside ^ negation) & oneIfDifferent(code, 0)) << bit
        }
        bits[word] = passed
    }
}
