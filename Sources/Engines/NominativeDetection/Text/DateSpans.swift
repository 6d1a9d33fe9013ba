/// Dates of birth: a date behind "né le", "DDN" or "date de naissance". Other dates are not looked for.
enum DateSpans {
    /// Words between the cue and its date.
    private static let reach = 7
    private static let tokenCountMax = 14

    static func find(_ bytes: Span<UInt8>, _ work: inout TextWork) {
        var index = 0
        while index < work.count {
            if work[index].classes.contains(.birthCue), let range = date(bytes, after: index, work) {
                work.take(range.lowerBound, through: range.upperBound, as: .birthDate)
                index = range.upperBound
            }
            index += 1
        }
    }

    /// A date beside a national number, or behind the cell of a sex, is the person's.
    static func findBesideIdentity(_ bytes: Span<UInt8>, _ work: inout TextWork) {
        let numbers = work.passages.filter { $0.kind == .nationalNumber }.map(\.lastToken)
        for number in numbers { takeDate(bytes, at: number + 1, &work) }
        for index in 0..<work.count where isSexCell(index, work) { takeDate(bytes, at: index + 1, &work) }
    }

    private static func takeDate(_ bytes: Span<UInt8>, at index: Int, _ work: inout TextWork) {
        guard index + 2 < work.count, !work[index].isTaken, work[index].shape == .digits else { return }
        let range = index...(index + 2)
        guard isWhole(bytes, range, work), !work[index + 1].isTaken, !work[index + 2].isTaken,
            isInside(work[index + 1].gap), isInside(work[index + 2].gap)
        else { return }
        work.take(index, through: index + 2, as: .birthDate)
    }

    /// "| F |".
    private static func isSexCell(_ index: Int, _ work: TextWork) -> Bool {
        let token = work[index]
        guard token.shape == .initial, index + 1 < work.count, token.gap.contains(.other),
            work[index + 1].gap.contains(.other)
        else { return false }
        return token.hash == male || token.hash == female || token.hash == man
    }

    private static let male = WordHash.of("m".utf8)
    private static let female = WordHash.of("f".utf8)
    private static let man = WordHash.of("h".utf8)

    private static func date(_ bytes: Span<UInt8>, after cue: Int, _ work: TextWork) -> ClosedRange<Int>? {
        var first = cue + 1
        while first < work.count, first - cue <= reach {
            let token = work[first]
            guard !token.isTaken, !(token.gap.contains(.newline) && first > cue + 1) else { return nil }
            if isDatePart(bytes, token) { break }
            first += 1
        }
        guard first < work.count, first - cue <= reach, isDatePart(bytes, work[first]) else { return nil }
        var last = first
        while last + 1 < work.count, last - first < tokenCountMax {
            let next = work[last + 1]
            guard !next.isTaken, isDatePart(bytes, next), isInside(next.gap) else { break }
            last += 1
            if isWhole(bytes, first...last, work) { break }
        }
        return isPlausible(bytes, first...last, work) ? first...last : nil
    }

    private static func isDatePart(_ bytes: Span<UInt8>, _ token: TextToken) -> Bool {
        token.shape == .digits || token.isAny([.month, .numeral])
            || (token.shape == .code && token.letterCount <= 4 && token.end - token.start <= 9)
    }

    private static func isInside(_ gap: TextToken.Gap) -> Bool {
        gap.isDisjoint(with: [.newline, .parenthesis, .colon, .plus])
    }

    /// Three numbers of a written date: nothing more belongs to it.
    private static func isWhole(_ bytes: Span<UInt8>, _ range: ClosedRange<Int>, _ work: TextWork) -> Bool {
        guard range.count == 3 else { return false }
        let lengths = range.map { work[$0].shape == .digits ? work[$0].end - work[$0].start : 0 }
        if work[range.lowerBound + 1].classes.contains(.month) { return lengths[2] == 4 }
        return lengths[2] == 4 || lengths[0] == 4
            || (lengths.allSatisfy { $0 == 2 } && !work[range.upperBound].gap.contains(.space))
    }

    private static func isPlausible(_ bytes: Span<UInt8>, _ range: ClosedRange<Int>, _ work: TextWork) -> Bool {
        var digitCount = 0
        var wordCount = 0
        for index in range {
            if work[index].shape == .digits {
                digitCount += work[index].end - work[index].start
            } else {
                wordCount += 1
            }
        }
        return digitCount >= 4 || wordCount >= 3
    }
}
