import CohortEngine

/// Codes of a column, one bit each; bit 0 is the unknown value.
struct CodeBits: Sendable {
    private(set) var words: [UInt64]

    init(codeCount: Int) { words = Array(repeating: 0, count: codeCount >> 6 + 1) }

    mutating func insert(_ code: Int) { words[code >> 6] |= 1 << UInt64(code & 63) }

    mutating func set(_ code: Int, _ isSet: Bool) {
        words[code >> 6] &= ~(1 << UInt64(code & 63))
        if isSet { insert(code) }
    }

    /// Every known code that is not set becomes set, and the others clear; unknown stays as it is.
    mutating func invertKnown() {
        let unknown = words[0] & 1
        for word in words.indices { words[word] = ~words[word] }
        words[0] = words[0] & ~1 | unknown
    }

    mutating func removeUnknown() { words[0] &= ~1 }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }
}

extension IndexValues {
    var count: Int? {
        switch self {
        case .sequence: nil
        case .integers(let values): values.count
        case .decimals(let values): values.count
        case .texts(let texts): texts.count
        }
    }

    /// The value of a known code as a number; nil for a text.
    func number(_ code: Int) -> Double? {
        switch self {
        case .sequence(let first): Double(first + code - 1)
        case .integers(let values): Double(values[code - 1])
        case .decimals(let values): values[code - 1]
        case .texts: nil
        }
    }

    /// The value of a known code as a whole number.
    @inline(__always)
    func whole(_ code: Int) -> Int {
        switch self {
        case .sequence(let first): first &+ code &- 1
        case .integers(let values): Int(values[code &- 1])
        case .decimals(let values): Int(max(-1e15, min(1e15, values[code - 1].rounded())))
        case .texts: 0
        }
    }

    /// The codes whose values lie between two bounds; the first is above the second when there are none.
    func codes(from low: Double, through high: Double) -> (low: Int, high: Int) {
        guard low <= high else { return (1, 0) }
        switch self {
        case .sequence(let first):
            let lowWhole = Int(max(-1e15, min(1e15, low.rounded(.up))))
            let highWhole = Int(max(-1e15, min(1e15, high.rounded(.down))))
            return (max(1, lowWhole - first + 1), highWhole - first + 1)
        case .integers(let values):
            return (
                1 + place(values.count) { Double(values[$0]) < low }, place(values.count) { Double(values[$0]) <= high }
            )
        case .decimals(let values):
            return (1 + place(values.count) { values[$0] < low }, place(values.count) { values[$0] <= high })
        case .texts: return (1, 0)
        }
    }

    /// The code of a whole number, if the column has it; `codeMax` bounds a sequence.
    func code(of value: Int64, codeMax: Int) -> Int? {
        switch self {
        case .sequence(let first):
            let (offset, isFar) = Int(value).subtractingReportingOverflow(first)
            return !isFar && offset >= 0 && offset < codeMax ? offset + 1 : nil
        case .integers(let values):
            let place = place(values.count) { values[$0] < value }
            return place < values.count && values[place] == value ? place + 1 : nil
        case .decimals(let values):
            let place = place(values.count) { values[$0] < Double(value) }
            return place < values.count && values[place] == Double(value) ? place + 1 : nil
        case .texts: return nil
        }
    }

    /// The first place for which the condition, true up to some place, does not hold.
    private func place(_ count: Int, _ isBefore: (Int) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) >> 1
            if isBefore(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension IndexColumn {
    /// Codes are at most this.
    var codeMax: Int { values.count ?? Int(truncatingIfNeeded: codes.mask) }

    func bits(of concepts: [Int64]) -> CodeBits {
        var bits = CodeBits(codeCount: codeMax + 1)
        for concept in concepts {
            if let code = values.code(of: concept, codeMax: codeMax) { bits.insert(code) }
        }
        return bits
    }

    func bits(of filter: TextFilter) -> CodeBits {
        var bits = CodeBits(codeCount: codeMax + 1)
        guard case .texts(let texts) = values else { return bits }
        let pattern = TextPattern(filter)
        for place in 0..<texts.count where pattern.matches(texts[place]) { bits.insert(place + 1) }
        return bits
    }
}

/// SQL's LIKE: `%` stands for any characters, `_` for one.
struct TextPattern {
    private let pattern: [Unicode.Scalar]
    private let isNegated: Bool

    init(_ filter: TextFilter) {
        let text = filter.text
        let full =
            switch filter.comparison {
            case .startsWith, .startsNotWith: text + "%"
            case .contains, .containsNot: "%" + text + "%"
            case .endsWith, .endsNotWith: "%" + text
            }
        pattern = Array(full.unicodeScalars)
        isNegated = filter.comparison.isNegated
    }

    func matches(_ text: String) -> Bool { isLike(Array(text.unicodeScalars)) != isNegated }

    private func isLike(_ text: [Unicode.Scalar]) -> Bool {
        var place = 0
        var patternPlace = 0
        var star: Int?
        var starPlace = 0
        while place < text.count {
            if patternPlace < pattern.count, pattern[patternPlace] == "%" {
                star = patternPlace
                starPlace = place
                patternPlace += 1
            } else if patternPlace < pattern.count,
                pattern[patternPlace] == "_" || pattern[patternPlace] == text[place]
            {
                place += 1
                patternPlace += 1
            } else if let star {
                patternPlace = star + 1
                starPlace += 1
                place = starPlace
            } else {
                return false
            }
        }
        while patternPlace < pattern.count, pattern[patternPlace] == "%" { patternPlace += 1 }
        return patternPlace == pattern.count
    }
}
