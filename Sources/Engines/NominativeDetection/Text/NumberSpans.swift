/// National numbers, telephones, IBAN, network addresses and RPPS in a text.
struct NumberSpans {
    /// A national number is written in at most this many groups of digits (one by one, with blanks).
    static let groupCountMax = 17

    static func find(_ bytes: Span<UInt8>, _ work: inout TextWork) {
        var index = 0
        while index < work.count {
            let token = work[index]
            if token.isTaken || (token.shape != .digits && token.shape != .code) {
                index += 1
                continue
            }
            index = found(bytes, at: index, &work) ?? (index + 1)
        }
    }

    /// The index after what was found at a token.
    private static func found(_ bytes: Span<UInt8>, at index: Int, _ work: inout TextWork) -> Int? {
        if let last = iban(bytes, at: index, work) {
            work.take(index, through: last, as: .iban)
            return last + 1
        }
        if let last = networkAddress(bytes, at: index, work) {
            work.take(index, through: last, as: .networkAddress)
            return last + 1
        }
        if let last = professionalNumber(bytes, at: index, work) {
            work.take(index, through: last, as: .professionalNumber)
            return last + 1
        }
        if let last = NationalNumberSpans.end(bytes, at: index, work) {
            work.take(index, through: last, as: .nationalNumber)
            return last + 1
        }
        if let last = PhoneSpans.end(bytes, at: index, work) {
            var start = work[index].start
            while start > 0, bytes[start - 1] == 0x2B || bytes[start - 1] == 0x28 { start -= 1 }
            work.take(index, through: last, from: start, to: work[last].end, as: .phone)
            return last + 1
        }
        return nil
    }

    private static func iban(_ bytes: Span<UInt8>, at index: Int, _ work: TextWork) -> Int? {
        let token = work[index]
        guard token.shape == .code, token.end - token.start >= 4, isUpper(bytes[token.start]),
            isUpper(bytes[token.start + 1])
        else { return nil }
        var last = index
        while true {
            if work[last].end - token.start > 14, NumberChecks.isIBAN(bytes, from: token.start, to: work[last].end) {
                return last
            }
            let next = last + 1
            guard next < work.count, next - index < 12, work[next].gap == .space,
                work[next].shape == .digits || work[next].shape == .code
            else { return nil }
            last = next
        }
    }

    private static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }

    private static func networkAddress(_ bytes: Span<UInt8>, at index: Int, _ work: TextWork) -> Int? {
        guard index + 3 < work.count else { return nil }
        var digitCount = 0
        for place in index..<(index + 4) {
            let token = work[place]
            guard token.shape == .digits, token.end - token.start <= 3 else { return nil }
            if place > index { guard token.gap == .period, token.start == work[place - 1].end + 1 else { return nil } }
            let part = digits(bytes, work, place...place)
            guard part.number <= 255 else { return nil }
            digitCount += part.count
        }
        // Telephones are written in pairs, versions in single digits.
        guard digitCount >= 7, index + 4 >= work.count || work[index + 4].gap != .period else { return nil }
        let allPairs = (index..<(index + 4)).allSatisfy { work[$0].end - work[$0].start == 2 }
        return allPairs ? nil : index + 3
    }

    private static func professionalNumber(_ bytes: Span<UInt8>, at index: Int, _ work: TextWork) -> Int? {
        guard work[index].shape == .digits else { return nil }
        let number = digits(bytes, work, index...index)
        if NumberChecks.isProfessionalNumber(number) { return index }
        guard (8...11).contains(number.count) else { return nil }
        return work.hasCue(.professionalNumberCue, before: index, within: 3) ? index : nil
    }

    /// Whether the number that begins here is not the next cell of a row of numbers.
    static func isIsolated(before index: Int, _ work: TextWork) -> Bool {
        guard index > 0 else { return true }
        let previous = work[index - 1]
        guard previous.shape == .digits || previous.shape == .code, !previous.isTaken else { return true }
        guard work[index].gap.isDisjoint(with: [.newline, .comma, .colon, .other, .parenthesis, .slash, .plus]) else {
            return work[index].gap != .colon
        }
        // A date may stand before it.
        if !previous.gap.isDisjoint(with: [.slash, .period, .hyphen]) { return true }
        return index > 1 && work[index - 2].classes.contains(.month)
    }

    /// Whether the number that ends here is not followed by the next cell of a row of numbers.
    static func isIsolated(after index: Int, _ work: TextWork) -> Bool {
        guard index + 1 < work.count, work[index + 1].shape == .digits else { return true }
        let gap = work[index + 1].gap
        guard gap.isDisjoint(with: [.newline, .comma, .colon, .other, .parenthesis, .plus]) else { return true }
        // A date may stand behind it.
        if index + 2 < work.count {
            if !work[index + 2].gap.isDisjoint(with: [.slash, .hyphen]) { return true }
            if work[index + 2].classes.contains(.month) { return true }
            if work[index + 2].gap == .period, gap.contains(.space) { return true }
        }
        return work[index + 1].end - work[index + 1].start >= 8
    }

    /// The digits of a run of tokens.
    static func digits(_ bytes: Span<UInt8>, _ work: TextWork, _ range: ClosedRange<Int>) -> DigitString {
        var digits = DigitString()
        for index in range { append(bytes, work[index], to: &digits) }
        return digits
    }

    /// Adds a token's digits; false if it holds a letter that cannot stand there.
    @discardableResult
    static func append(_ bytes: Span<UInt8>, _ token: TextToken, to digits: inout DigitString) -> Bool {
        for place in token.start..<token.end {
            let byte = bytes[place]
            if byte >= 0x30, byte <= 0x39 {
                digits.append(byte)
            } else if !digits.appendCorsican(byte) {
                return false
            }
        }
        return true
    }
}
