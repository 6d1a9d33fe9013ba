/// Names of persons in a text: behind a title or a label, or as runs of capital words that hold a first name.
enum NameSpans {
    static func find(_ bytes: Span<UInt8>, _ work: inout TextWork) {
        var index = 0
        while index < work.count {
            let token = work[index]
            if let end = Citation.end(at: index, work) {
                index = end
                continue
            }
            if token.isTaken || token.shape == .digits || token.shape == .code {
                index += 1
                continue
            }
            if let found = cued(at: index, bytes, work) ?? run(at: index, bytes, work) {
                let range = withLead(found, work)
                work.take(
                    range.lowerBound, through: range.upperBound, from: work[range.lowerBound].start,
                    to: work[range.upperBound].end, as: .name)
                index = range.upperBound + 1
            } else {
                index = max(index + 1, endOfRun(from: index, work))
            }
        }
    }

    /// With "DUPONT, " at the head of a line before "MARTIN Claire" (birth name, then usual name), and with the "M." of a
    /// list of initials.
    private static func withLead(_ range: ClosedRange<Int>, _ work: TextWork) -> ClosedRange<Int> {
        let first = range.lowerBound
        guard first > 0 else { return range }
        let lead = work[first - 1]
        if lead.shape == .initial, !lead.isTaken, first > 1, work[first - 2].isTaken, lead.gap.contains(.comma) {
            return (first - 1)...range.upperBound
        }
        guard work[first].gap == [.comma, .space], NameSequence.mayBePart(lead, work.isEnglish), lead.shape != .initial,
            !work.isEnglish
        else { return range }
        let isAtHead =
            first == 1 || !lead.gap.isDisjoint(with: [.newline, .colon]) || work[first - 2].shape == .digits
            || work[first - 2].isTaken
        return isAtHead ? (first - 1)...range.upperBound : range
    }

    // MARK: - Behind a cue

    private static func cued(at index: Int, _ bytes: Span<UInt8>, _ work: TextWork) -> ClosedRange<Int>? {
        let token = work[index]
        guard token.isAny([.title, .kinCue, .nameLabel, .englishNameCue]), index + 1 < work.count else { return nil }
        if token.classes.contains(.title), isTitle(token, next: work[index + 1]) {
            return NameSequence.behindCue(index + 1, work, isStrong: true)
        }
        let next = work[index + 1]
        if token.classes.contains(.nameLabel), next.gap.contains(.colon) {
            return NameSequence.behindCue(index + 1, work, isStrong: token.shape != .lower || next.shape != .title)
        }
        if token.classes.contains(.kinCue) {
            let first = next.isAny(.particle) && next.shape == .lower ? index + 2 : index + 1
            guard first < work.count, isClose(work[first].gap) || work[first].gap.contains(.colon) else { return nil }
            return NameSequence.behindCue(first, work, isStrong: false)
        }
        if work.isEnglish, token.classes.contains(.englishNameCue) {
            let first = next.shape == .lower && next.isAny([.englishStop, .particle]) ? index + 2 : index + 1
            guard first < work.count else { return nil }
            if let range = lowerName(after: index, first, work) { return range }
            guard work[first].isCapital, !work[first].isAny([.ordinary, .stop]) else { return nil }
            return NameSequence.behindCue(first, work, isStrong: false)
        }
        return nil
    }

    /// "my name is vitoria": a word of no English dictionary right behind, in small letters.
    private static func lowerName(after cue: Int, _ first: Int, _ work: TextWork) -> ClosedRange<Int>? {
        guard work[cue].hash == nameWord, first == cue + 2, work[first].shape == .lower, work[first].letterCount >= 3,
            !Lexicon.shared.isOrdinary(work[first].hash), isClose(work[first].gap)
        else { return nil }
        let next = first + 1
        let hasSecond =
            next < work.count && work[next].shape == .lower && work[next].letterCount >= 3 && isClose(work[next].gap)
            && !Lexicon.shared.isOrdinary(work[next].hash)
        return first...(hasSecond ? next : first)
    }

    private static let nameWord = WordHash.of("name".utf8)

    private static func isTitle(_ token: TextToken, next: TextToken) -> Bool {
        // "M" is a title before a name, not a sex in a table; "pr" and "mm" in small letters are other words.
        if token.letterCount <= 2, token.shape == .lower, token.classes.contains(.particle) { return false }
        if token.letterCount == 1, token.shape != .initial { return false }
        if token.letterCount == 2, token.shape == .lower, !next.gap.contains(.period) { return false }
        return next.gap.isDisjoint(with: [.comma, .slash, .other, .parenthesis, .newline, .plus])
    }

    private static func isClose(_ gap: TextToken.Gap) -> Bool {
        gap == .space || gap.isEmpty || gap == [.space, .wide] || gap == .apostrophe || gap == .hyphen
    }

    // MARK: - Runs of capital words

    private static func run(at index: Int, _ bytes: Span<UInt8>, _ work: TextWork) -> ClosedRange<Int>? {
        guard NameSequence.mayBePart(work[index], work.isEnglish) else { return nil }
        if index > 0, isJoined(work[index - 1], work[index], work) { return nil }
        var last = endOfRun(from: index, work) - 1
        guard last >= index else { return nil }
        if isBlocked(index, work) { return nil }
        while last > index, work[last].isAny(.particle), work[last].shape == .lower { last -= 1 }
        return RunJudge(work: work, range: index...last).person
    }

    /// The index after the run that begins here.
    private static func endOfRun(from index: Int, _ work: TextWork) -> Int {
        guard NameSequence.mayBePart(work[index], work.isEnglish) else { return index + 1 }
        var place = index
        var hasFirstName = work[index].isAny(.anyFirstName)
        while place + 1 < work.count {
            let next = work[place + 1]
            guard !next.isTaken else { break }
            if next.shape == .lower {
                // Small particles inside: "de", "van", "d'".
                guard next.isAny(.particle), isClose(next.gap), place + 2 < work.count,
                    NameSequence.mayBePart(work[place + 2], work.isEnglish), isClose(work[place + 2].gap),
                    !work[place + 2].isTaken
                else { break }
                place += 2
                continue
            }
            guard NameSequence.mayBePart(next, work.isEnglish) else { break }
            let isComma = next.gap == [.comma, .space] || next.gap == .comma
            if isComma {
                // "DIDIER, Gilbert": a surname alone, then a first name.
                guard next.isAny(.anyFirstName), work[place].isCapital, !work.isEnglish else { break }
                let isWhole = place + 2 >= work.count || !work[place + 2].isCapital || work[place + 2].gap != .space
                let isAlone = !hasFirstName || place == index
                guard
                    isAlone && (isWhole || work[place].shape == .upper)
                        || (isWhole && next.shape == .title && (index...place).allSatisfy { work[$0].shape == .upper })
                else { break }
            } else if work[place].shape == .initial {
                guard next.gap.isDisjoint(with: [.newline, .comma, .colon, .slash, .parenthesis, .other]) else { break }
            } else if !isClose(next.gap) {
                break
            }
            if next.isAny(.anyFirstName) { hasFirstName = true }
            place += 1
        }
        return place + 1
    }

    private static func isJoined(_ previous: TextToken, _ token: TextToken, _ work: TextWork) -> Bool {
        guard token.gap == .hyphen, previous.shape != .digits else { return false }
        // "Charcot-Marie-Tooth", "post-Martin": a run never begins behind a hyphen.
        return !previous.isTaken || previous.isAny(.eponym)
    }

    private static let sign = WordHash.of("signe".utf8)

    /// Whether what stands before says that the name is no person's: a disease, a hospital, a law, a street.
    private static func isBlocked(_ index: Int, _ work: TextWork) -> Bool {
        var place = index
        var steps = 0
        while place > 0, steps < 3 {
            guard isClose(work[place].gap) else { return false }
            place -= 1
            steps += 1
            let token = work[place]
            // "signé Carlizian" is no sign: a small head leads by "de".
            if token.isAny([.eponymHead, .street, .saint]), !token.isTaken { return steps > 1 || token.hash != sign }
            if token.isTaken { return false }
            // Only small words lead back to the head.
            guard token.shape == .lower, token.isAny([.particle, .saint, .title]) || token.isAny(.frenchStop) else {
                return token.shape == .lower && token.isAny(.eponymHead)
            }
        }
        return false
    }
}
