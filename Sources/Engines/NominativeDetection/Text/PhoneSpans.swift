/// Telephone and fax numbers in free text.
enum PhoneSpans {
    /// The last token of a number that begins here.
    static func end(_ bytes: Span<UInt8>, at index: Int, _ work: TextWork) -> Int? {
        let token = work[index]
        let hasPlus = token.start > 0 && bytes[token.start - 1] == 0x2B
        guard token.shape == .digits || isLetterO(bytes, token) else { return nil }
        return national(bytes, at: index, hasPlus, work) ?? american(bytes, at: index, work)
            ?? cued(bytes, at: index, work)
    }

    /// French numbers, and foreign ones behind a plus sign.
    private static func national(_ bytes: Span<UInt8>, at index: Int, _ hasPlus: Bool, _ work: TextWork) -> Int? {
        var count = 0
        var last = index
        var best: Int?
        let first = firstDigits(bytes, work[index])
        let isFrench = hasPlus ? false : first.0 == 0 && first.1 != 0
        let isLong = hasPlus || (first.0 == 0 && first.1 == 0)
        guard isFrench || isLong else { return nil }
        while true {
            count += work[last].end - work[last].start
            if isFrench {
                if count == 10 { best = last }
                if count >= 10 { break }
            } else {
                // +33 6 …, 0033…, +33 (0)6 …; other countries have 8 to 15 digits.
                let length = hasPlus ? count : count - 2
                if length >= 11 || (length >= 8 && hasPlus) { best = last }
                if length >= (startsFrench(bytes, index, hasPlus, work) ? 11 : 13) { break }
            }
            let next = last + 1
            guard next < work.count, next - index < 10, work[next].shape == .digits, isSeparator(work[next].gap) else {
                break
            }
            last = next
        }
        guard let best else { return nil }
        if isLong, !hasPlus, !startsFrench(bytes, index, hasPlus, work) { return nil }
        // Odd groups among other numbers are cells of a table.
        let isPaired = (index...best).allSatisfy { length(work[$0]) == 2 }
        if isFrench, best > index, !isPaired,
            !NumberSpans.isIsolated(before: index, work) || !NumberSpans.isIsolated(after: best, work)
                || best - index > 4
        {
            return nil
        }
        // Ten digits in one block may as well be a file number: its label says so.
        if isFrench, best == index, isFileNumber(index, work) { return nil }
        return best
    }

    /// (205)-136-2648 and 205-136-2648.
    private static func american(_ bytes: Span<UInt8>, at index: Int, _ work: TextWork) -> Int? {
        guard index + 2 < work.count, length(work[index]) == 3, length(work[index + 1]) == 3,
            length(work[index + 2]) == 4, work[index + 1].shape == .digits
        else { return nil }
        let gaps = [work[index + 1].gap, work[index + 2].gap]
        let isWritten =
            gaps[0].contains(.parenthesis) || gaps.allSatisfy { $0 == .hyphen } || gaps.allSatisfy { $0 == .period }
        guard isWritten, gaps.allSatisfy({ $0.isDisjoint(with: [.newline, .comma, .slash, .other]) }) else {
            return nil
        }
        return index + 2
    }

    /// Short or odd numbers right behind a word such as "Tél.".
    private static func cued(_ bytes: Span<UInt8>, at index: Int, _ work: TextWork) -> Int? {
        guard work.hasCue(.phoneCue, before: index, within: 3), !isFileNumber(index, work) else { return nil }
        var count = length(work[index])
        var last = index
        while last + 1 < work.count, last - index < 8, work[last + 1].shape == .digits,
            isSeparator(work[last + 1].gap), count + length(work[last + 1]) <= 13
        {
            last += 1
            count += length(work[last])
        }
        guard count >= 4, last == index || (index...last).allSatisfy({ length(work[$0]) >= 2 }) else { return nil }
        guard last == index || work[index].gap.isDisjoint(with: [.newline]) else { return nil }
        // A year is not a telephone.
        if count == 4, last == index, firstDigits(bytes, work[index]).0 <= 2 { return nil }
        return last
    }

    private static func length(_ token: TextToken) -> Int { token.end - token.start }

    private static func isSeparator(_ gap: TextToken.Gap) -> Bool {
        gap == .space || gap == .period || gap == .hyphen || gap == .parenthesis || gap == [.space, .parenthesis]
            || gap == .slash || gap == [.period, .space]
    }

    private static func isFileNumber(_ index: Int, _ work: TextWork) -> Bool {
        work.hasCue(.fileNumberCue, before: index, within: 2)
    }

    private static func firstDigits(_ bytes: Span<UInt8>, _ token: TextToken) -> (Int, Int) {
        func digit(_ place: Int) -> Int {
            guard place < token.end else { return 9 }
            let byte = bytes[place]
            return byte >= 0x30 && byte <= 0x39 ? Int(byte) - 0x30 : 0
        }
        return (digit(token.start), digit(token.start + 1))
    }

    /// "O1" for "01".
    private static func isLetterO(_ bytes: Span<UInt8>, _ token: TextToken) -> Bool {
        token.shape == .code && length(token) == 2 && bytes[token.start] | 0x20 == 0x6F
    }

    /// 33 after the plus sign or after 00.
    private static func startsFrench(_ bytes: Span<UInt8>, _ index: Int, _ hasPlus: Bool, _ work: TextWork) -> Bool {
        let from = work[index].start + (hasPlus ? 0 : 2)
        return from + 1 < bytes.count && bytes[from] == 0x33 && bytes[from + 1] == 0x33
    }
}
