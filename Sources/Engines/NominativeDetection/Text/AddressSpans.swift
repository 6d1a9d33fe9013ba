/// Postal addresses: a street with its number or its town, up to the town.
enum AddressSpans {
    private static let streetTokenCountMax = 9
    private static let townTokenCountMax = 6

    static func find(_ bytes: Span<UInt8>, _ work: inout TextWork) {
        var index = 0
        while index < work.count {
            let token = work[index]
            guard !token.isTaken, token.isAny([.street, .weakStreet]) else {
                index += 1
                continue
            }
            guard let range = address(bytes, at: index, work) else {
                index += 1
                continue
            }
            work.take(range.lowerBound, through: range.upperBound, as: .address)
            index = range.upperBound + 1
        }
    }

    private static func address(_ bytes: Span<UInt8>, at index: Int, _ work: TextWork) -> ClosedRange<Int>? {
        let number = houseNumber(before: index, work)
        let isWeak = !work[index].classes.contains(.street)
        if isWeak, number == nil { return nil }
        guard let streetEnd = endOfStreet(bytes, after: index, work) else { return nil }
        let town = endOfTown(bytes, after: streetEnd, work)
        // "rue" alone may be spoken of; a number, a town or a capital right behind makes it an address.
        let hasName = work[streetEnd].isCapital || work[streetEnd].shape == .digits
        guard hasName, !isWeak || town != nil || work[index + 1].isAny(.particle) || work[index + 1].isCapital else {
            return nil
        }
        return (number ?? index)...(town ?? streetEnd)
    }

    /// The token of the house number: digits, "12 bis", or a number in words.
    private static func houseNumber(before index: Int, _ work: TextWork) -> Int? {
        guard index > 0, isNear(work[index].gap) else { return nil }
        let previous = index - 1
        let token = work[previous]
        if token.shape == .digits, !token.isTaken { return token.end - token.start <= 4 ? previous : nil }
        if token.shape == .code, token.letterCount <= 3, token.end - token.start <= 6 { return previous }
        if token.classes.contains(.numeral), !token.isAny(.frenchStop) { return previous }
        if token.letterCount <= 6, previous > 0, isNear(token.gap), work[previous - 1].shape == .digits,
            !work[previous - 1].isTaken
        {
            return previous - 1
        }
        return nil
    }

    private static func isNear(_ gap: TextToken.Gap) -> Bool {
        gap.isDisjoint(with: [.newline, .colon, .parenthesis, .other, .slash, .plus, .period])
    }

    /// The last word of the street's name: capitals, and the small words between them.
    private static func endOfStreet(_ bytes: Span<UInt8>, after index: Int, _ work: TextWork) -> Int? {
        var end: Int?
        var place = index + 1
        while place < work.count, place - index <= streetTokenCountMax {
            let token = work[place]
            guard !token.isTaken, isInsideStreet(token.gap) || (place == index + 1 && token.gap == [.period, .space])
            else { break }
            if token.shape == .digits {
                // A post code, or the 8 of "8 mai 1945".
                if token.end - token.start >= 4, !work[place - 1].isAny(.month) { break }
            } else if token.shape == .lower, !token.isAny([.particle, .saint, .townPart, .month, .title]) {
                // "deux bd etienne de rourque": small letters are a street's name only right behind it.
                if place > index + 2 || !isLowerStreet(bytes, index, work) { break }
            }
            if token.isCapital || token.shape == .initial || token.shape == .digits { end = place }
            place += 1
        }
        if end == nil, isLowerStreet(bytes, index, work) {
            // In small letters: up to the post code.
            var place = index + 1
            while place < work.count, place - index <= streetTokenCountMax, isInsideStreet(work[place].gap) {
                if work[place].shape == .digits, place > index + 1 { return place }
                place += 1
            }
        }
        return end
    }

    /// A street in small letters counts when a post code follows soon.
    private static func isLowerStreet(_ bytes: Span<UInt8>, _ index: Int, _ work: TextWork) -> Bool {
        var place = index + 1
        while place < work.count, place - index <= streetTokenCountMax, isInsideStreet(work[place].gap) {
            if work[place].shape == .digits { return work[place].end - work[place].start == 5 }
            place += 1
        }
        return false
    }

    private static func isInsideStreet(_ gap: TextToken.Gap) -> Bool {
        gap.isDisjoint(with: [.newline, .comma, .colon, .parenthesis, .other, .slash, .plus, .period])
    }

    /// The last word of "94010 Créteil Cedex" behind a street.
    private static func endOfTown(_ bytes: Span<UInt8>, after street: Int, _ work: TextWork) -> Int? {
        var code = street + 1
        // "34 rue X, appt 12, 75011 Paris", "rue X à Vincennes 94300".
        var skipped = 0
        while code < work.count, skipped < 3, work[code].shape != .digits || work[code].end - work[code].start < 5 {
            guard work[code].gap.isDisjoint(with: [.colon, .parenthesis]), !work[code].isTaken else { return nil }
            code += 1
            skipped += 1
        }
        if work[street].shape == .digits, work[street].end - work[street].start == 5 { code = street }
        guard code < work.count, work[code].shape == .digits, work[code].end - work[code].start == 5 else { return nil }
        var last = code
        while last + 1 < work.count, last - code < townTokenCountMax {
            let next = work[last + 1]
            guard !next.isTaken, next.gap.isDisjoint(with: [.comma, .colon, .parenthesis, .other, .period]),
                !(next.gap.contains(.newline) && last > code)
            else { break }
            if next.isCapital {
                last += 1
            } else if next.shape == .lower, next.isAny([.particle, .townPart, .saint]), last > code,
                last + 2 < work.count, work[last + 2].isCapital, !work[last + 2].gap.contains(.newline)
            {
                last += 2
            } else {
                break
            }
        }
        return last
    }
}
