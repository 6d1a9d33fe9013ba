/// Rows that bear one kind of finding, with a few values to show, masked at once.
struct Tally {
    static let exampleCountMax = 3

    private(set) var rows = 0
    private(set) var values = 0
    private(set) var examples: [String] = []

    mutating func add(_ bytes: Span<UInt8>, kind: NominativeKind, count: Int) {
        rows += count
        values += 1
        guard examples.count < Tally.exampleCountMax else { return }
        var text: [UInt8] = []
        for place in 0..<min(bytes.count, 256) { text.append(bytes[place]) }
        let masked = Mask.mask(String(decoding: text, as: UTF8.self), kind)
        if !examples.contains(masked) { examples.append(masked) }
    }
}

/// How many different values were seen, exactly up to a bound.
struct DistinctCount {
    static let countMax = 4096

    private var seen: Set<UInt64> = []

    var count: Int { seen.count }

    mutating func add(_ hash: UInt64) {
        if seen.count < DistinctCount.countMax { seen.insert(hash) }
    }
}
