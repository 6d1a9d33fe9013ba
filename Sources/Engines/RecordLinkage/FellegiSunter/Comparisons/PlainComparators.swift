/// Sex: a wrong or changed one weighs against, and never forbids.
final class SexComparator: Comparator {
    let levels: [ComparisonLevel] = [
        .missing, ComparisonLevel("same sex", m: 0.995), ComparisonLevel("other sex", m: 0.005),
    ]
    private let sexes: [UInt32]

    init(table: RecordTable, column: String) { sexes = table.codes(column) }

    func level(_ a: Int, _ b: Int, _ scratch: ComparisonScratch) -> Int {
        if sexes[a] == 0 || sexes[b] == 0 { return 0 }
        return sexes[a] == sexes[b] ? 1 : 2
    }
}

/// Given names beyond the usual one: twins have others.
final class OtherGivenNamesComparator: Comparator {
    let levels: [ComparisonLevel] = [
        .missing, ComparisonLevel("all shared", m: 0.9), ComparisonLevel("one shared", m: 0.07),
        ComparisonLevel("none shared", m: 0.03),
    ]
    private let lists: (starts: [UInt32], words: [UInt32])

    init(table: RecordTable, column: String) { lists = table.list(column) }

    func level(_ a: Int, _ b: Int, _ scratch: ComparisonScratch) -> Int {
        guard lists.starts.count > 1 else { return 0 }
        let left = Int(lists.starts[a]) + 1..<max(Int(lists.starts[a + 1]), Int(lists.starts[a]) + 1)
        let right = Int(lists.starts[b]) + 1..<max(Int(lists.starts[b + 1]), Int(lists.starts[b]) + 1)
        if left.isEmpty || right.isEmpty { return 0 }
        var shared = 0
        for place in left {
            for other in right where lists.words[place] == lists.words[other] {
                shared += 1
                break
            }
        }
        return shared == 0 ? 3 : shared >= min(left.count, right.count) ? 1 : 2
    }
}

/// Residence: the postal code and, when there is one, the name of the town, which say the same thing.
final class ResidenceComparator: Comparator {
    let levels: [ComparisonLevel] = [
        .missing, ComparisonLevel("same postal code", m: 0.8), ComparisonLevel("same town, other code", m: 0.01),
        ComparisonLevel("one character differs", m: 0.01), ComparisonLevel("same department", m: 0.04),
        ComparisonLevel("different", m: 0.14),
    ]
    private let codes: [UInt32]
    private let values: ValueDictionary
    private let towns: [UInt32]
    private let names: NameBook
    private let frequencies: TermFrequencies

    init(table: RecordTable, postalCode: String, town: String?, frequencyFloor: Double) {
        codes = table.codes(postalCode)
        values = table.dictionary(postalCode)
        towns = table.names(town)
        names = table.names
        frequencies = TermFrequencies(
            counts: TermFrequencies.codeCounts(codes, values), floor: frequencyFloor)
    }

    func level(_ a: Int, _ b: Int, _ scratch: ComparisonScratch) -> Int {
        let (left, right) = (codes[a], codes[b])
        let isSameTown = !towns.isEmpty && towns[a] != 0 && names.value(towns[a]) == names.value(towns[b])
        if left == 0 || right == 0 { return isSameTown ? 2 : 0 }
        if left == right { return 1 }
        if isSameTown { return 2 }
        let (rangeA, rangeB) = (values.range(left), values.range(right))
        if TextSimilarity.isOneEdit(values.bytes, rangeA, values.bytes, rangeB) { return 3 }
        guard rangeA.count > 2, rangeB.count > 2 else { return 5 }
        let isSameDepartment =
            values.bytes[rangeA.lowerBound] == values.bytes[rangeB.lowerBound]
            && values.bytes[rangeA.lowerBound + 1] == values.bytes[rangeB.lowerBound + 1]
        return isSameDepartment ? 4 : 5
    }

    func frequencyShift(_ a: Int, _ b: Int, level: Int) -> Float { level == 1 ? frequencies.shift(codes[a]) : 0 }
}

/// Any name or text: exact, then Jaro-Winkler above each threshold.
final class TextComparator: Comparator {
    let levels: [ComparisonLevel]
    private let forms: [UInt32]
    private let others: [UInt32]
    private let names: NameBook
    private let cuts: [UInt8]
    private let frequencies: TermFrequencies?

    /// `other` is a column that the text may have been written in by mistake.
    init(table: RecordTable, column: String, other: String?, thresholds: [Double], frequencyFloor: Double?) {
        names = table.names
        forms = table.names(column)
        others = table.names(other)
        cuts = thresholds.sorted(by: >).map(hundredths)
        frequencies = frequencyFloor.map {
            TermFrequencies(counts: TermFrequencies.nameCounts([table.names(column)], table.names), floor: $0)
        }
        let rest = 0.08 / Double(cuts.count + 1)
        levels =
            [.missing, ComparisonLevel("same", m: 0.85), ComparisonLevel("written in the other column", m: 0.02)]
            + thresholds.sorted(by: >).map { ComparisonLevel("Jaro-Winkler at least \($0)", m: rest) }
            + [ComparisonLevel("different", m: 0.05)]
    }

    func level(_ a: Int, _ b: Int, _ scratch: ComparisonScratch) -> Int {
        let (left, right) = (names.value(forms[a]), names.value(forms[b]))
        if left == 0 || right == 0 { return 0 }
        if left == right { return 1 }
        if !others.isEmpty, left == names.value(others[b]) || right == names.value(others[a]) { return 2 }
        let similarity = scratch.similarity(left, right, names.values)
        for (place, cut) in cuts.enumerated() where similarity >= cut { return 3 + place }
        return 3 + cuts.count
    }

    func frequencyShift(_ a: Int, _ b: Int, level: Int) -> Float {
        level == 1 ? frequencies?.shift(names.value(forms[a])) ?? 0 : 0
    }
}

/// Any code: exact, one edit, same beginning.
final class CodeComparator: Comparator {
    let levels: [ComparisonLevel]
    private let codes: [UInt32]
    private let values: ValueDictionary
    private let prefix: Int
    private let frequencies: TermFrequencies?

    /// `prefix` is how many first characters make a level of their own; 0 for none.
    init(table: RecordTable, column: String, prefix: Int, frequencyFloor: Double?) {
        codes = table.codes(column)
        values = table.dictionary(column)
        self.prefix = prefix
        frequencies = frequencyFloor.map {
            TermFrequencies(
                counts: TermFrequencies.codeCounts(table.codes(column), table.dictionary(column)), floor: $0)
        }
        levels = [
            .missing, ComparisonLevel("same", m: 0.85), ComparisonLevel("one character differs", m: 0.06),
            ComparisonLevel("same beginning", m: 0.04), ComparisonLevel("different", m: 0.05),
        ]
    }

    func level(_ a: Int, _ b: Int, _ scratch: ComparisonScratch) -> Int {
        let (left, right) = (codes[a], codes[b])
        if left == 0 || right == 0 { return 0 }
        if left == right { return 1 }
        let (rangeA, rangeB) = (values.range(left), values.range(right))
        if TextSimilarity.isOneEdit(values.bytes, rangeA, values.bytes, rangeB) { return 2 }
        guard prefix > 0, rangeA.count >= prefix, rangeB.count >= prefix else { return 4 }
        for place in 0..<prefix
        where values.bytes[rangeA.lowerBound + place] != values.bytes[rangeB.lowerBound + place] {
            return 4
        }
        return 3
    }

    func frequencyShift(_ a: Int, _ b: Int, level: Int) -> Float { level == 1 ? frequencies?.shift(codes[a]) ?? 0 : 0 }
}
