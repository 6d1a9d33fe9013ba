/// How much the words of a column look like names of persons, and how much like something else.
struct NameStatistics {
    /// Values that are made only of words fit for a name.
    private(set) var rowsLikeNames = 0
    /// Values with a word that is a name and nothing else.
    private(set) var rowsSurelyNames = 0
    /// Values with a first name and another name.
    private(set) var rowsOfFullNames = 0
    private(set) var rowsOfTowns = 0
    private(set) var rowsOfWords = 0
    private(set) var distinctNames = DistinctCount()
    private(set) var distinctWords = DistinctCount()
    private(set) var distinctFullNames = DistinctCount()

    private var words: [TextToken] = []
    private let lexicon = Lexicon.shared

    private static let wordCountMax = 5

    /// Judges a value of a few words; the tokens are those of the value alone. True when it looks like a name.
    mutating func add(_ tokens: [TextToken], count: Int) -> Bool {
        rowsOfWords += count
        words.removeAll(keepingCapacity: true)
        var whole = WordHash.start
        for token in tokens {
            guard token.shape != .digits, token.shape != .code else { return false }
            whole = (whole ^ token.hash) &* 0x100_0000_01B3
            var token = token
            token.classes = lexicon.nameClasses(token.hash, known: token.classes, isEnglish: false)
            words.append(token)
        }
        distinctWords.add(whole)
        if isTown { rowsOfTowns += count }
        let strong = words.filter { $0.letterCount > 1 && !($0.shape == .lower && $0.isAny(.particle)) }
        guard !strong.isEmpty, strong.count <= NameStatistics.wordCountMax, strong.allSatisfy(isFit),
            !strong.contains(where: { $0.isAny(.eponymHead) && !$0.isAny(.frequentFirstName) })
        else { return false }
        // A word of no list is fit beside one that is known.
        guard strong.contains(where: { $0.isAny([.surname, .frequentFirstName, .rarerFirstName, .rareFirstName]) })
        else { return false }
        rowsLikeNames += count
        distinctNames.add(whole)
        if strong.contains(where: isSure) { rowsSurelyNames += count }
        if isFullName(strong) {
            rowsOfFullNames += count
            distinctFullNames.add(whole)
        }
        return true
    }

    private func isFit(_ word: TextToken) -> Bool {
        if word.isAny([.frequentFirstName, .rarerFirstName, .surname, .title]) { return true }
        return word.shape != .lower && !word.isAny([.ordinary, .medicine, .stop, .month, .organisation, .townPart])
    }

    private func isSure(_ word: TextToken) -> Bool {
        word.isAny([.frequentFirstName, .rarerFirstName, .surname])
            && !word.isAny([.ordinary, .medicine, .town, .stop])
            || word.classes.contains(.loneFirstName)
    }

    private func isFullName(_ strong: [TextToken]) -> Bool {
        guard strong.count >= 2, strong.allSatisfy({ $0.shape != .lower }) else { return false }
        return strong.contains { $0.isAny([.frequentFirstName, .rarerFirstName]) && isSure($0) }
            && strong.filter { $0.isAny([.surname, .anyFirstName]) }.count >= 2
    }

    /// "Saint Victor", "Barbe-sur-Mer", "VincentBourg", "Toulouse".
    private var isTown: Bool {
        if let first = words.first, first.isAny(.saint), words.count > 1 { return true }
        if words.count > 1,
            words.dropFirst().contains(where: { $0.shape == .lower && $0.isAny([.townPart, .particle]) })
        {
            return words.dropFirst().contains { $0.gap.contains(.hyphen) }
        }
        return words.contains { $0.classes.contains(.town) && !$0.isAny(.frequentFirstName) }
    }
}
