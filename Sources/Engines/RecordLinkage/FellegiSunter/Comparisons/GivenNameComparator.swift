internal import Foundation

/// Given names: the usual one, the list of the civil register, compound names, initials, and swaps with the family name.
///
/// Fashion makes given names alike in one generation, so two records of one sex and birth year are a stratum of their
/// own, with the frequency of the name in that sex and decade.
final class GivenNameComparator: Comparator {
    static let exact = 1
    let levels: [ComparisonLevel]
    private static let levelCount = 10
    private let given: [UInt32]
    private let lists: (starts: [UInt32], words: [UInt32])
    private let family: [UInt32]
    private let sexes: [UInt32]
    private let dates: [Int32]
    private let names: NameBook
    private let frequencies: TermFrequencies
    private let generations: GenerationFrequencies

    init(
        table: RecordTable, given: String, list: String?, family: String?, sex: String?, date: String?,
        frequencyFloor: Double
    ) {
        names = table.names
        self.given = table.names(given)
        lists = table.list(list)
        self.family = table.names(family)
        sexes = table.codes(sex)
        dates = table.dates(date)
        frequencies = TermFrequencies(
            counts: TermFrequencies.nameCounts([self.given], names), floor: frequencyFloor)
        generations = GenerationFrequencies(
            given: self.given, names: names, sexes: sexes, dates: dates, floor: frequencyFloor)
        levels = [.missing] + GivenNameComparator.levels(stratum: 0) + GivenNameComparator.levels(stratum: 1)
    }

    private static func levels(stratum: Int) -> [ComparisonLevel] {
        let who = stratum == 1 ? ", one sex and birth year" : ""
        let rest: [(String, Double)] = [
            ("same name", 0.88), ("part of a compound name", 0.02), ("another of the given names", 0.04),
            ("close spelling", 0.03), ("similar spelling", 0.01), ("initial", 0.004),
            ("swapped with the family name", 0.003), ("same sound", 0.002),
            ("different", 0.006), ("different, list of given names known", 0.005),
        ]
        return rest.map { ComparisonLevel($0.0 + who, m: $0.1, stratum: stratum) }
    }

    func level(_ a: Int, _ b: Int, _ scratch: ComparisonScratch) -> Int {
        let (formA, formB) = (given[a], given[b])
        if formA == 0 || formB == 0 { return 0 }
        let level = plainLevel(a, b, formA, formB, scratch)
        return isOneGeneration(a, b) ? level + GivenNameComparator.levelCount : level
    }

    private func isOneGeneration(_ a: Int, _ b: Int) -> Bool {
        guard !sexes.isEmpty, !dates.isEmpty, sexes[a] == sexes[b], sexes[a] != 0, dates[a] != 0 else { return false }
        return dates[a] / 10_000 == dates[b] / 10_000
    }

    private func plainLevel(_ a: Int, _ b: Int, _ formA: UInt32, _ formB: UInt32, _ scratch: ComparisonScratch) -> Int {
        let (nameA, nameB) = (names.value(formA), names.value(formB))
        if nameA == nameB { return GivenNameComparator.exact }
        let similarity = scratch.similarity(nameA, nameB, names.values)
        // Before its parts: JEAN-PIERRE and JEAN-PIERE are one name misspelt.
        if similarity >= 188 { return 4 }
        if sharesPart(formA, nameA, formB, nameB) { return 2 }
        if lists.starts.count > 1, isListed(nameA, b) || isListed(nameB, a) { return 3 }
        if similarity >= 184 { return 4 }
        if similarity >= 170 { return 5 }
        if isInitial(nameA, of: nameB) || isInitial(nameB, of: nameA) { return 6 }
        if !family.isEmpty, nameA == names.value(family[b]) || nameB == names.value(family[a]) { return 7 }
        if names.sounds[Int(nameA)] == names.sounds[Int(nameB)] { return 8 }
        return hasList(a) || hasList(b) ? 10 : 9
    }

    private func hasList(_ record: Int) -> Bool {
        lists.starts.count > 1 && lists.starts[record + 1] > lists.starts[record]
    }

    private func isListed(_ name: UInt32, _ record: Int) -> Bool {
        for place in Int(lists.starts[record])..<Int(lists.starts[record + 1]) where lists.words[place] == name {
            return true
        }
        return false
    }

    private func sharesPart(_ formA: UInt32, _ nameA: UInt32, _ formB: UInt32, _ nameB: UInt32) -> Bool {
        let wordsA = names.wordRange(formA)
        let wordsB = names.wordRange(formB)
        if wordsA.isEmpty, wordsB.isEmpty { return false }
        if let first = wordsA.first, names.words[first] == nameB { return true }
        if let first = wordsB.first, names.words[first] == nameA { return true }
        // J-PIERRE is JEAN-PIERRE: the last words agree, the first ones by their initial.
        guard let firstA = wordsA.first, let firstB = wordsB.first, wordsA.count > 1, wordsB.count > 1 else {
            return false
        }
        if names.words[firstA] == names.words[firstB] { return true }
        return names.words[wordsA.upperBound - 1] == names.words[wordsB.upperBound - 1]
            && firstLetter(names.words[firstA]) == firstLetter(names.words[firstB])
    }

    private func firstLetter(_ value: UInt32) -> UInt8 { names.values.bytes[names.values.range(value).lowerBound] }

    private func isInitial(_ short: UInt32, of long: UInt32) -> Bool {
        names.values.range(short).count == 1 && firstLetter(short) == firstLetter(long)
    }

    func frequencyShift(_ a: Int, _ b: Int, level: Int) -> Float {
        if level == GivenNameComparator.exact { return frequencies.shift(names.value(given[a])) }
        guard level == GivenNameComparator.levelCount + GivenNameComparator.exact else { return 0 }
        return generations.shift(names.value(given[a]), sex: sexes[a], date: dates[a])
    }
}

/// How frequent given names are among those of one sex and decade.
struct GenerationFrequencies: Sendable {
    /// Records that the frequency in the whole file weighs, beside those of the generation.
    private static let priorCount = 20.0
    private var counts: [UInt64: UInt32] = [:]
    private var totals: [UInt64: Double] = [:]
    private let overall: [UInt32]
    private let total: Double
    private let floor: Double
    /// Mean chance that two records of one generation agree.
    private var mean = 1.0

    init(given: [UInt32], names: NameBook, sexes: [UInt32], dates: [Int32], floor: Double) {
        self.floor = floor
        overall = TermFrequencies.nameCounts([given], names)
        total = overall.dropFirst().reduce(0.0) { $0 + Double($1) }
        guard !sexes.isEmpty, !dates.isEmpty else { return }
        for record in given.indices where given[record] != 0 && sexes[record] != 0 && dates[record] != 0 {
            let generation = GenerationFrequencies.generation(sexes[record], dates[record])
            counts[generation << 32 | UInt64(names.value(given[record])), default: 0] += 1
            totals[generation, default: 0] += 1
        }
        // The mean is taken over pairs: generations weigh by the square of their size.
        var agreeing = 0.0
        for count in counts.values { agreeing += Double(count) * Double(count) }
        let pairs = totals.values.reduce(0) { $0 + $1 * $1 }
        mean = max(pairs > 0 ? agreeing / pairs : 1, floor)
    }

    private static func generation(_ sex: UInt32, _ date: Int32) -> UInt64 {
        UInt64(sex) << 16 | UInt64(max(0, date) / 100_000)
    }

    func shift(_ value: UInt32, sex: UInt32, date: Int32) -> Float {
        let generation = GenerationFrequencies.generation(sex, date)
        let here = Double(counts[generation << 32 | UInt64(value)] ?? 0)
        let everywhere = total > 0 ? Double(overall[Int(value)]) / total : 0
        let size = totals[generation] ?? 0
        let frequency =
            (here + everywhere * GenerationFrequencies.priorCount) / (size + GenerationFrequencies.priorCount)
        return Float(log2(max(frequency, floor) / mean))
    }
}
