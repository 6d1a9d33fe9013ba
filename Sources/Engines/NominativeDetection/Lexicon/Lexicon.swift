/// Everything the detector knows about words, built once from the lists of this module.
struct Lexicon: Sendable {
    /// Built at first use, in about ten milliseconds.
    static let shared = Lexicon()

    private static let slotCount = 32_768
    private var hashes: [UInt64]
    private var values: [UInt32]
    private let surnames: WordFilter
    private let rareFirstNames: WordFilter
    private let frenchWords: WordFilter
    private let englishWords: WordFilter
    private let medicines: WordFilter

    private init() {
        hashes = [UInt64](repeating: 0, count: Lexicon.slotCount)
        values = [UInt32](repeating: 0, count: Lexicon.slotCount)
        surnames = WordFilter(base64: LexiconData.surnames, probeCount: 6)
        rareFirstNames = WordFilter(base64: LexiconData.rareFirstNames, probeCount: 7)
        frenchWords = WordFilter(base64: LexiconData.frenchWords, probeCount: 7)
        englishWords = WordFilter(base64: LexiconData.englishWords, probeCount: 7)
        medicines = WordFilter(base64: LexiconData.medicines, probeCount: 8)
        add(LexiconData.frequentFirstNames, as: .frequentFirstName)
        add(LexiconData.rarerFirstNames, as: .rarerFirstName)
        add(FirstNamesOfOtherOrigins.list, as: .frequentFirstName)
        add(TownWords.largest, as: .town)
        add(CountryWords.list, as: .town)
        for (wordClass, list) in CueWords.lists { add(list, as: wordClass) }
    }

    /// What is known of every word, capital or not.
    @inline(__always)
    func cues(_ hash: UInt64) -> WordClass {
        var slot = Int(truncatingIfNeeded: hash ^ (hash >> 29)) & (Lexicon.slotCount - 1)
        while true {
            let found = hashes[slot]
            if found == hash { return WordClass(rawValue: values[slot]) }
            if found == 0 { return [] }
            slot = (slot + 1) & (Lexicon.slotCount - 1)
        }
    }

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

    private mutating func add(_ list: String, as wordClass: WordClass) {
        var hash = WordHash.start
        var isInside = false
        for byte in list.utf8 {
            if byte > 0x20 {
                hash = WordHash.adding(byte, to: hash)
                isInside = true
            } else if isInside {
                insert(hash, wordClass)
                hash = WordHash.start
                isInside = false
            }
        }
        if isInside { insert(hash, wordClass) }
    }

    private mutating func insert(_ hash: UInt64, _ wordClass: WordClass) {
        var slot = Int(truncatingIfNeeded: hash ^ (hash >> 29)) & (Lexicon.slotCount - 1)
        while hashes[slot] != 0, hashes[slot] != hash { slot = (slot + 1) & (Lexicon.slotCount - 1) }
        hashes[slot] = hash
        values[slot] |= wordClass.rawValue
    }
}
