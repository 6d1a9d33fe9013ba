/// Everything the detector knows about words, built once from the lists of this module.
///
/// A class so that the many scanners share one without counting references to each of its tables.
final class Lexicon: Sendable {
    /// Built at first use, in about ten milliseconds.
    static let shared = Lexicon()

    private let words: WordTable
    private let surnames: WordFilter
    private let rareFirstNames: WordFilter
    private let frenchWords: WordFilter
    private let englishWords: WordFilter
    private let medicines: WordFilter

    private init() {
        var words = WordTable()
        surnames = WordFilter(base64: LexiconData.surnames, probeCount: 6)
        rareFirstNames = WordFilter(base64: LexiconData.rareFirstNames, probeCount: 7)
        frenchWords = WordFilter(base64: LexiconData.frenchWords, probeCount: 7)
        englishWords = WordFilter(base64: LexiconData.englishWords, probeCount: 7)
        medicines = WordFilter(base64: LexiconData.medicines, probeCount: 8)
        words.add(LexiconData.frequentFirstNames, as: .frequentFirstName)
        words.add(LexiconData.rarerFirstNames, as: .rarerFirstName)
        words.add(FirstNamesOfOtherOrigins.list, as: .frequentFirstName)
        words.add(TownWords.largest, as: .town)
        words.add(CountryWords.list, as: .town)
        for (wordClass, list) in CueWords.lists { words.add(list, as: wordClass) }
        self.words = words
    }

    /// What is known of every word, capital or not.
    @inline(__always)
    func cues(_ hash: UInt64) -> WordClass { words[hash] }

    /// What only matters for a word that may be a name.
    func nameClasses(_ hash: UInt64, known: WordClass, isEnglish: Bool) -> WordClass {
        var classes = known
        if surnames.contains(hash) { classes.insert(.surname) }
        if medicines.contains(hash) { classes.insert(.medicine) }
        if isEnglish ? englishWords.contains(hash) : frenchWords.contains(hash) { classes.insert(.ordinary) }
        if classes.isDisjoint(with: [.frequentFirstName, .rarerFirstName]), rareFirstNames.contains(hash) {
            classes.insert(.rareFirstName)
        }
        return classes
    }

    /// Whether the word is ordinary in French or in English.
    func isOrdinary(_ hash: UInt64) -> Bool { frenchWords.contains(hash) || englishWords.contains(hash) }
}
