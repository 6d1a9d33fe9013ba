/// Family names: birth name and used name of each record, compound names, and names written in the wrong column.
///
/// Only women's names differ wholly between registers as a rule (married name recorded alone), so the levels of two
/// women are a stratum of their own.
final class FamilyNameComparator: Comparator {
    static let exact = 1
    static let used = 2
    let levels: [ComparisonLevel]
    private static let levelCount = 8
    private let birth: [UInt32]
    private let used: [UInt32]
    private let given: [UInt32]
    private let sexes: [UInt32]
    private let names: NameBook
    private let frequencies: TermFrequencies

    init(table: RecordTable, birth: String, used: String?, given: String?, sex: String?, frequencyFloor: Double) {
        names = table.names
        self.birth = table.names(birth)
        self.used = table.names(used)
        self.given = table.names(given)
        sexes = table.codes(sex)
        frequencies = TermFrequencies(
            counts: TermFrequencies.nameCounts([self.birth, self.used], names), floor: frequencyFloor)
        levels = [.missing] + FamilyNameComparator.levels(stratum: 0) + FamilyNameComparator.levels(stratum: 1)
    }

    private static func levels(stratum: Int) -> [ComparisonLevel] {
        let who = stratum == 1 ? ", two women" : ""
        let isWomen = stratum == 1
        return [
            ComparisonLevel("same name" + who, m: isWomen ? 0.8 : 0.93, stratum: stratum),
            ComparisonLevel("same used name" + who, m: isWomen ? 0.1 : 0.004, stratum: stratum),
            ComparisonLevel("part of a compound name" + who, m: 0.01, stratum: stratum),
            ComparisonLevel("swapped with the given name" + who, m: 0.003, stratum: stratum),
            ComparisonLevel("close spelling" + who, m: 0.04, stratum: stratum),
            ComparisonLevel("similar spelling" + who, m: 0.01, stratum: stratum),
            ComparisonLevel("same sound" + who, m: 0.002, stratum: stratum),
            ComparisonLevel("different" + who, m: isWomen ? 0.03 : 0.003, stratum: stratum),
        ]
    }

    func level(_ a: Int, _ b: Int, _ scratch: ComparisonScratch) -> Int {
        var (formA, formB) = (birth[a], birth[b])
        var (otherA, otherB) = used.isEmpty ? (0, 0) : (used[a], used[b])
        if formA == 0 { (formA, otherA) = (otherA, 0) }
        if formB == 0 { (formB, otherB) = (otherB, 0) }
        if formA == 0 || formB == 0 { return 0 }
        let isWomen = !sexes.isEmpty && sexes[a] == 2 && sexes[b] == 2
        let level = plainLevel(a, b, (formA, otherA), (formB, otherB), scratch)
        return isWomen ? level + FamilyNameComparator.levelCount : level
    }

    private func plainLevel(
        _ a: Int, _ b: Int, _ left: (UInt32, UInt32), _ right: (UInt32, UInt32), _ scratch: ComparisonScratch
    ) -> Int {
        let (nameA, nameB) = (names.value(left.0), names.value(right.0))
        if nameA == nameB { return FamilyNameComparator.exact }
        let (usedA, usedB) = (names.value(left.1), names.value(right.1))
        if usedA != 0, usedA == nameB || usedA == usedB { return FamilyNameComparator.used }
        if usedB != 0, usedB == nameA { return FamilyNameComparator.used }
        if sharesWord(left, right) { return 3 }
        if !given.isEmpty, nameA == names.value(given[b]) || nameB == names.value(given[a]) { return 4 }
        var best = scratch.similarity(nameA, nameB, names.values)
        if usedA != 0 { best = max(best, scratch.similarity(usedA, nameB, names.values)) }
        if usedB != 0 { best = max(best, scratch.similarity(nameA, usedB, names.values)) }
        if usedA != 0, usedB != 0 { best = max(best, scratch.similarity(usedA, usedB, names.values)) }
        if best >= 184 { return 5 }
        if best >= 170 { return 6 }
        return names.sounds[Int(nameA)] == names.sounds[Int(nameB)] ? 7 : 8
    }

    /// A word of a compound name is the other's name, or one of its words.
    private func sharesWord(_ left: (UInt32, UInt32), _ right: (UInt32, UInt32)) -> Bool {
        for formA in [left.0, left.1] where formA != 0 {
            for formB in [right.0, right.1] where formB != 0 {
                let wordsA = names.wordRange(formA)
                let wordsB = names.wordRange(formB)
                if wordsA.isEmpty, wordsB.isEmpty { continue }
                if contains(wordsA, names.value(formB)) || contains(wordsB, names.value(formA)) { return true }
                for place in wordsA where contains(wordsB, names.words[place]) { return true }
            }
        }
        return false
    }

    private func contains(_ words: Range<Int>, _ value: UInt32) -> Bool {
        for place in words where names.words[place] == value { return true }
        return false
    }

    func frequencyShift(_ a: Int, _ b: Int, level: Int) -> Float {
        let plain = level > FamilyNameComparator.levelCount ? level - FamilyNameComparator.levelCount : level
        if plain == FamilyNameComparator.exact {
            return frequencies.shift(names.value(birth[a] != 0 ? birth[a] : used[a]))
        }
        guard plain == FamilyNameComparator.used else { return 0 }
        let (birthA, birthB) = (names.value(birth[a]), names.value(birth[b]))
        let (usedA, usedB) = (names.value(used[a]), names.value(used[b]))
        if usedA != 0, usedA == birthB || usedA == usedB { return frequencies.shift(usedA) }
        return frequencies.shift(usedB == birthA ? usedB : 0)
    }
}
