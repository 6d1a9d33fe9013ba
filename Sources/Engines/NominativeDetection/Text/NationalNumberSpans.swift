/// National numbers in free text, where the key is often wrong and the spelling free.
enum NationalNumberSpans {
    /// The last token of a number that begins here.
    static func end(_ bytes: Span<UInt8>, at index: Int, _ work: TextWork) -> Int? {
        let token = work[index]
        guard token.shape == .digits || isCorsican(bytes, token) else { return nil }
        // A number does not begin in the middle of another one.
        if isContinuation(bytes, index, work) { return nil }
        return whole(bytes, at: index, work) ?? oneByOne(bytes, at: index, work) ?? grouped(bytes, at: index, work)
    }

    /// 13 or 15 digits without a blank.
    private static func whole(_ bytes: Span<UInt8>, at index: Int, _ work: TextWork) -> Int? {
        var number = DigitString()
        guard NumberSpans.append(bytes, work[index], to: &number), number.count == 13 || number.count == 15 else {
            return nil
        }
        let strength = NationalNumberCheck.structure(number)
        if number.count == 15 { return strength > .impossible || hasCue(index, work) ? index : nil }
        switch strength {
        case .strict: return work.hasCue(.fileNumberCue, before: index, within: 2) ? nil : index
        case .loose, .impossible:
            // A telephone with its country begins with 0, a time in milliseconds has no plausible month or order.
            return bytes[work[index].start] != 0x30 && hasCue(index, work) ? index : nil
        }
    }

    /// Digits one by one: "2 9 1 4 8 …".
    private static func oneByOne(_ bytes: Span<UInt8>, at index: Int, _ work: TextWork) -> Int? {
        var last = index
        var isVaried = false
        guard work[index].end - work[index].start == 1 else { return nil }
        while last + 1 < work.count, last - index < 40, work[last + 1].shape == .digits,
            work[last + 1].end - work[last + 1].start == 1, work[last + 1].gap == .space
        {
            last += 1
            if bytes[work[last].start] != bytes[work[index].start] { isVaried = true }
        }
        return last - index + 1 >= 12 && isVaried ? last : nil
    }

    /// Groups apart by one blank, a full stop or a dash.
    private static func grouped(_ bytes: Span<UInt8>, at index: Int, _ work: TextWork) -> Int? {
        var number = DigitString()
        var last = index
        var best: Int?
        var isClassic = true
        let classic = [1, 2, 2, 2, 3, 3, 2]
        guard NumberSpans.append(bytes, work[index], to: &number), number.count <= 6 else { return nil }
        isClassic = number.count == 1
        let startsShort = number.count <= 3 && bytes[work[index].start] != 0x30
        while last + 1 < work.count, last - index < NumberSpans.groupCountMax {
            let next = work[last + 1]
            guard next.shape == .digits || isCorsican(bytes, next), isSeparator(next) else { break }
            guard NumberSpans.append(bytes, next, to: &number), number.count <= 15 else { break }
            last += 1
            let group = last - index
            if group >= classic.count || next.end - next.start != classic[group] { isClassic = false }
            guard number.count == 13 || number.count == 15 else { continue }
            let strength = NationalNumberCheck.structure(number)
            let isAlone = NumberSpans.isIsolated(after: last, work) && NumberSpans.isIsolated(before: index, work)
            if isClassic, strength > .impossible || isAlone {
                best = last
            } else if isAlone, strength > .impossible && startsShort && last - index <= 8 || hasCue(index, work) {
                best = last
            }
        }
        return best
    }

    private static func isCorsican(_ bytes: Span<UInt8>, _ token: TextToken) -> Bool {
        guard token.shape == .code, token.letterCount == 1 else { return false }
        let length = token.end - token.start
        guard length == 2 || length == 13 || length == 15 else { return false }
        let letter = bytes[token.start + (length == 2 ? 1 : 6)] & 0xDF
        return letter == 0x41 || letter == 0x42
    }

    private static func isSeparator(_ token: TextToken) -> Bool {
        token.gap == .space || token.gap == .period || token.gap == .hyphen
    }

    private static func isContinuation(_ bytes: Span<UInt8>, _ index: Int, _ work: TextWork) -> Bool {
        guard index > 0, work[index - 1].shape == .digits, !work[index - 1].isTaken else { return false }
        // A date or a time may stand just before; a group of the same number may not.
        return isSeparator(work[index]) && work[index].gap != .space
    }

    private static func hasCue(_ index: Int, _ work: TextWork) -> Bool {
        work.hasCue(.nationalNumberCue, before: index, within: 8)
    }
}
