internal import Foundation

/// How frequent the values of a column are, for the term-frequency adjustment of agreements.
struct TermFrequencies: Sendable {
    /// For each value, log2(frequency / mean chance to agree); rare values are negative.
    private let shifts: [Float]

    /// Counts of values 0...; value 0 (missing) is left out. Frequencies below `floor` are taken as `floor`.
    init(counts: [UInt32], floor: Double) {
        var total = 0.0
        for count in counts.dropFirst() { total += Double(count) }
        guard total > 0 else {
            shifts = [Float](repeating: 0, count: counts.count)
            return
        }
        var mean = 0.0
        for count in counts.dropFirst() { mean += Double(count) / total * Double(count) / total }
        let average = max(mean, floor)
        shifts = counts.map { Float(log2(max(Double($0) / total, floor) / average)) }
    }

    func shift(_ value: UInt32) -> Float { Int(value) < shifts.count ? shifts[Int(value)] : 0 }

    /// Counts of the values of names, of one or two columns together.
    static func nameCounts(_ columns: [[UInt32]], _ names: NameBook) -> [UInt32] {
        var counts = [UInt32](repeating: 0, count: names.values.count + 1)
        for forms in columns { for form in forms { counts[Int(names.value(form))] += 1 } }
        return counts
    }

    static func codeCounts(_ codes: [UInt32], _ values: ValueDictionary) -> [UInt32] {
        var counts = [UInt32](repeating: 0, count: values.count + 1)
        for code in codes { counts[Int(code)] += 1 }
        return counts
    }
}
