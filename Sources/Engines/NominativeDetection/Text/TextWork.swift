/// The text being scanned, as tokens, and the passages found in it so far.
struct TextWork {
    /// Passages kept for one document; what comes after is not reported.
    static let passageCountMax = 10_000

    struct Passage {
        let start: Int
        let end: Int
        let kind: NominativeKind
        /// The last of its tokens.
        let lastToken: Int
    }

    var tokenizer = Tokenizer()
    var passages: [Passage] = []
    var isEnglish = false

    var count: Int { tokenizer.tokens.count }
    subscript(index: Int) -> TextToken { tokenizer.tokens[index] }

    mutating func read(_ bytes: Span<UInt8>) {
        passages.removeAll(keepingCapacity: true)
        tokenizer.read(bytes)
        isEnglish = readsAsEnglish()
        for index in 0..<count where self[index].isCapital { tokenizer.classify(index, isEnglish: isEnglish) }
    }

    /// Records a passage made of whole tokens.
    mutating func take(_ first: Int, through last: Int, as kind: NominativeKind) {
        take(first, through: last, from: self[first].start, to: self[last].end, as: kind)
    }

    mutating func take(_ first: Int, through last: Int, from start: Int, to end: Int, as kind: NominativeKind) {
        tokenizer.mark(first..<(last + 1))
        guard passages.count < TextWork.passageCountMax else { return }
        passages.append(Passage(start: start, end: end, kind: kind, lastToken: last))
    }

    /// Whether one of the few tokens before this one has one of these classes, on the same line.
    func hasCue(_ wanted: WordClass, before index: Int, within reach: Int) -> Bool {
        var place = index
        var left = reach
        while place > 0, left > 0 {
            // A new line is crossed once a cue may stand just above its value.
            if self[place].gap.contains(.newline), place != index { return false }
            place -= 1
            left -= 1
            if self[place].isAny(wanted) { return true }
        }
        return false
    }

    /// Counts small words of both languages; French unless English clearly wins.
    private func readsAsEnglish() -> Bool {
        var french = 0
        var english = 0
        for token in tokenizer.tokens {
            if token.classes.contains(.frenchStop) { french += 1 }
            if token.classes.contains(.englishStop) { english += 1 }
            if french + english > 400 { break }
        }
        return english > french && english > 0
    }
}
