/// Runs of capital words of an English text, where small words leave fewer cues and names come from everywhere.
struct EnglishRun {
    let work: TextWork
    let range: ClosedRange<Int>

    /// The words of the person; nil when the run is a place, a street, a firm, or nothing that can be told.
    var person: ClosedRange<Int>? {
        guard range.count <= 6, !isStreet, !isOrganisation else { return nil }
        let words = range.filter { work[$0].isCapital }
        guard let first = words.first, !words.allSatisfy({ work[$0].shape == .upper }) else { return nil }
        if words.count == 1, range.count == 1 { return isLoneName(first) ? range : nil }
        if isFirmOfTwo { return nil }
        return isFullName(words) ? range : nil
    }

    // MARK: - Several words

    private func isFullName(_ words: [Int]) -> Bool {
        let plain = words.filter { !work[$0].isAny([.ordinary, .town, .stop]) }
        guard !plain.isEmpty || isKnownPair(words) else { return false }
        let hasFirstName = words.contains { isFirstName(work[$0]) && !work[$0].isAny(.town) }
        if isBehindPlaceWord { return hasFirstName && plain.count == words.count && words.contains { isFrequent($0) } }
        if hasFirstName { return true }
        // "Ravil G Yefimov": an initial between two words nobody knows is a person's.
        if hasInitialInside { return true }
        guard plain.count == words.count else { return false }
        return words.contains { work[$0].isAny(.rareFirstName) || work[$0].isAny(.surname) } || isSpokenOf
            || isAloneOnLine
    }

    private var hasInitialInside: Bool {
        range.contains { $0 > range.lowerBound && $0 < range.upperBound && work[$0].shape == .initial }
    }

    /// "Grace Hill": ordinary words, but a first name and then a surname.
    private func isKnownPair(_ words: [Int]) -> Bool {
        guard words.count == 2, let first = words.first, let last = words.last else { return false }
        return isFrequent(first) && work[last].isAny(.surname) && work[first].shape == .title
    }

    private func isFirstName(_ token: TextToken) -> Bool {
        token.isAny([.frequentFirstName, .rarerFirstName]) && token.letterCount >= 3
    }

    private func isFrequent(_ index: Int) -> Bool { work[index].classes.contains(.frequentFirstName) }

    /// "Garcia-Roberson": two surnames tied together name a firm more often than a person.
    private var isFirmOfTwo: Bool {
        range.count == 2 && work[range.upperBound].gap == .hyphen && work[range.lowerBound].isAny(.surname)
            && !isSpokenOf
    }

    // MARK: - One word

    private func isLoneName(_ index: Int) -> Bool {
        let token = work[index]
        guard token.letterCount >= 3, token.shape != .upper, !token.isAny([.ordinary, .town, .month]) else {
            return token.shape == .title && isFrequent(index) && !token.isAny([.town, .month])
                && (isCalled || isInsideSentence || isSpeaker || isActing)
        }
        if isBehindPlaceWord { return isFrequent(index) && isSpeaker }
        if isFirstName(token) { return true }
        return isCalled || isActing || isSpeaker || (isSpokenOf && token.isAny([.surname, .rareFirstName]))
    }

    // MARK: - What stands around

    private var previous: TextToken? { range.lowerBound > 0 ? work[range.lowerBound - 1] : nil }
    private var next: TextToken? { range.upperBound + 1 < work.count ? work[range.upperBound + 1] : nil }

    private func isNear(_ gap: TextToken.Gap) -> Bool { gap.isDisjoint(with: [.newline, .colon, .period]) }

    /// "in Assen", "from Kenosha".
    private var isBehindPlaceWord: Bool {
        guard let previous, previous.shape == .lower, work[range.lowerBound].gap == .space else { return false }
        return EnglishRun.placeWords.contains(previous.hash)
    }

    /// "by X", "said X", "hi X", "between X".
    private var isCalled: Bool {
        guard let previous, isNear(work[range.lowerBound].gap) || work[range.lowerBound].gap == [.colon, .space] else {
            return false
        }
        return EnglishRun.wordsBefore.contains(previous.hash)
    }

    /// "X is", "X said", "X's".
    private var isSpokenOf: Bool {
        guard let next, isNear(next.gap), !next.gap.contains(.comma) else { return isCalled }
        return isCalled || (next.shape == .lower && EnglishRun.wordsAfter.contains(next.hash))
    }

    /// A capital in the middle of a sentence, where an ordinary word has none.
    private var isInsideSentence: Bool {
        guard let previous else { return false }
        return previous.shape == .lower && work[range.lowerBound].gap == .space && !isBehindPlaceWord
    }

    /// "John: …".
    private var isSpeaker: Bool { next?.gap.contains(.colon) ?? false }

    /// "X lives", "X shouted": what only a person does.
    private var isActing: Bool {
        guard let next, next.gap == .space, next.shape == .lower else { return false }
        return EnglishRun.acts.contains(next.hash)
    }

    private var isAloneOnLine: Bool {
        let starts = range.lowerBound == 0 || work[range.lowerBound].gap.contains(.newline)
        let ends = next.map { $0.gap.contains(.newline) } ?? true
        return starts && ends && range.lowerBound == 0
    }

    /// Beside a house number or a word for a street.
    private var isStreet: Bool {
        if let previous, isNear(work[range.lowerBound].gap) {
            if previous.shape == .digits || previous.shape == .code { return true }
            if previous.isAny([.street, .weakStreet]) { return true }
            // "ul. Piaskowa".
            if work[range.lowerBound].gap == [.period, .space], previous.isAny(.street) { return true }
        }
        if let previous, previous.isAny(.street), work[range.lowerBound].gap.contains(.period) { return true }
        guard let next else { return false }
        if next.gap == .space || next.gap == [.space, .wide] {
            if next.shape == .digits || next.isAny([.street, .weakStreet]) { return true }
        }
        return work[range.lowerBound].isAny(.street) || work[range.upperBound].isAny([.street, .weakStreet])
    }

    /// "Berkshire Hathaway Inc", "Jones, Mitchell and Williams".
    private var isOrganisation: Bool {
        if range.contains(where: { work[$0].isAny(.organisation) }) { return true }
        guard let next else { return false }
        return isNear(next.gap) && next.isAny(.organisation)
    }

    private static func hashes(_ list: String) -> Set<UInt64> {
        Set(list.split(separator: " ").map { WordHash.of($0.utf8) })
    }

    private static let placeWords = hashes("in at on near via into around across")
    private static let wordsBefore = hashes(
        "by said says say starring hi hello hey dear between called calls named me under kid son daughter producer player"
            + " unlike featuring features feature heard name user call him her with meet met ask contact through and"
            + " early than though tribute remove add singer songwriter director directed am m zombie")
    private static let acts = hashes(
        "said says say lives lived spent flew shouted listed told asked went speaks tells began wrote concert novel just"
    )
    private static let wordsAfter = hashes(
        "s is was has had said says say lives lived spent flew shouted listed began will told asked went can speak concert"
            + " novel just and began as version from speaks tells tell who came got were are began does did")
}
