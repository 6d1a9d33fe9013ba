/// The words of a name behind a title or a label.
enum NameSequence {
    private static let tokenCountMax = 7

    /// Whether a word may stand in a name at all.
    static func mayBePart(_ token: TextToken, _ isEnglish: Bool) -> Bool {
        guard !token.isTaken else { return false }
        if token.shape == .initial { return true }
        guard token.isCapital, token.letterCount >= 2, !token.classes.contains(.stop) else { return false }
        if token.classes.contains(.title), token.letterCount <= 4 || !token.isAny(.anyFirstName) { return false }
        if token.isAny([.eponymHead, .street]), !token.isAny([.frequentFirstName, .rarerFirstName]) { return false }
        // Ordinary words and medicines only count if they are also names.
        if token.isAny([.ordinary, .medicine]) {
            return token.isAny([.frequentFirstName, .rarerFirstName, .surname, .particle])
        }
        return true
    }

    /// The name that begins at a token; `isStrong` accepts any capital word, otherwise it must look like a name.
    static func behindCue(_ first: Int, _ work: TextWork, isStrong: Bool) -> ClosedRange<Int>? {
        guard first < work.count, isPart(work[first], work, isStrong: isStrong) else { return nil }
        var last = first
        var hasFirstName = work[first].isAny(.anyFirstName)
        var hasOther = !hasFirstName
        while last + 1 < work.count, last - first < tokenCountMax {
            let next = work[last + 1]
            guard !next.isTaken else { break }
            if next.shape == .lower {
                guard next.isAny(.particle), isLink(next.gap), last + 2 < work.count, isLink(work[last + 2].gap),
                    work[last + 2].isCapital, isPart(work[last + 2], work, isStrong: false)
                else { break }
                last += 2
                continue
            }
            guard isPart(next, work, isStrong: false) else { break }
            if next.gap == [.comma, .space] {
                guard next.isAny(.anyFirstName), !hasFirstName || !hasOther else { break }
            } else if work[last].shape == .initial {
                guard next.gap.isDisjoint(with: [.newline, .comma, .colon, .slash, .parenthesis, .other]) else { break }
            } else if !isLink(next.gap) {
                break
            }
            if next.isAny(.anyFirstName) { hasFirstName = true } else { hasOther = true }
            last += 1
        }
        while last > first, work[last].shape == .initial, work[last].gap.contains(.wide) { last -= 1 }
        guard last > first || work[first].shape != .initial else { return nil }
        if !isStrong, last == first, work[first].isAny(.ordinary), !work[first].isAny(.loneFirstName) {
            // One word behind a weak cue: an ordinary one is no name.
            return work[first].isAny(.surname) && work[first].shape == .upper ? first...last : nil
        }
        return first...last
    }

    private static func isLink(_ gap: TextToken.Gap) -> Bool {
        gap == .space || gap.isEmpty || gap == [.space, .wide] || gap == .apostrophe || gap == .hyphen
    }

    private static func isPart(_ token: TextToken, _ work: TextWork, isStrong: Bool) -> Bool {
        if isStrong, token.isCapital, !token.isTaken {
            // "Mme Petit", "Dr Chirurgien": any capital word but those that are never names.
            return token.isAny([.surname, .anyFirstName]) && !token.isAny(.month)
                || !token.isAny([.stop, .ordinary, .title])
        }
        return mayBePart(token, work.isEnglish)
    }
}
