/// Decides whether a run of capital words names a person, and which of its words do.
struct RunJudge {
    let work: TextWork
    let range: ClosedRange<Int>

    /// The words of the person; nil when the run names none.
    var person: ClosedRange<Int>? {
        if range.contains(where: { work[$0].isAny(.eponym) && !work[$0].isAny(.frequentFirstName) }), !hasSureFirstName
        {
            return nil
        }
        if isEponymPair || isPlace || isCitation { return nil }
        if work.isEnglish { return EnglishRun(work: work, range: range).person }
        if range.count == 1 { return lone }
        if let range = afterInitials { return range }
        guard isAccepted else { return loneInside }
        return trimmed
    }

    // MARK: - Evidence

    private func isSureFirstName(_ token: TextToken) -> Bool {
        token.isAny([.frequentFirstName, .rarerFirstName]) && !token.isAny([.town, .saint])
            && (!token.isAny([.ordinary, .medicine, .eponym]) || token.isAny(.loneFirstName)) && token.letterCount >= 3
    }

    private func isFirstName(_ token: TextToken) -> Bool {
        token.isAny([.frequentFirstName, .rarerFirstName]) && token.letterCount >= 2
    }

    private func isSureSurname(_ token: TextToken) -> Bool {
        token.classes.contains(.surname) && !token.isAny([.ordinary, .medicine, .town]) && token.letterCount >= 3
    }

    /// A word of no dictionary: in a run with a first name, a surname.
    private func isUnknown(_ token: TextToken) -> Bool {
        token.isCapital && !token.isAny([.ordinary, .medicine, .town]) && token.letterCount >= 3
    }

    private var hasSureFirstName: Bool { range.contains { isSureFirstName(work[$0]) } }

    /// Two words or more, one of them a first name, the others fit to go with it.
    private var isAccepted: Bool {
        let sure = range.filter { isSureFirstName(work[$0]) }
        let possible = range.filter { isFirstName(work[$0]) }
        let others = { (index: Int) in
            self.range.contains { $0 != index && (self.work[$0].isCapital || self.work[$0].shape == .initial) }
        }
        if let index = sure.first, others(index) { return true }
        for index in possible {
            let companions = range.filter { $0 != index }
            if companions.contains(where: { isSureSurname(work[$0]) || isFirstName(work[$0]) && !work[$0].isAny(.town) }
            ) {
                return true
            }
            if companions.contains(where: { isUnknown(work[$0]) && work[$0].shape == .upper }) { return true }
            if companions.contains(where: { isWrittenAsName(index, $0) }) { return true }
            if work[index].shape == .title, work[index].classes.contains(.frequentFirstName),
                companions.contains(where: { $0 == index + 1 && isUnknown(work[$0]) })
            {
                return true
            }
        }
        if hasInitialInside { return true }
        // A rare first name beside a surname that is nothing else.
        return range.contains { index in
            work[index].classes.contains(.rareFirstName) && isUnknown(work[index])
                && range.contains { $0 != index && isSureSurname(work[$0]) }
        }
    }

    /// "Mohmad R. Vizirov": an initial between two words of no dictionary.
    private var hasInitialInside: Bool {
        range.contains { index in
            index > range.lowerBound && index < range.upperBound && work[index].shape == .initial
                && [index - 1, index + 1].allSatisfy { isUnknown(work[$0]) && work[$0].shape == .title }
        }
    }

    /// Two ordinary words that are also names ("Claire Petit", "CLAIRE Petit"), side by side and not both in capitals.
    private func isWrittenAsName(_ firstName: Int, _ other: Int) -> Bool {
        guard abs(firstName - other) == 1, work[firstName].classes.contains(.frequentFirstName),
            work[other].isAny(.surname), !work[other].isAny([.medicine, .town]), work[other].isCapital
        else { return false }
        return work[firstName].shape != .upper || work[other].shape != .upper
    }

    /// "Sanz MA, Sierra J", "GÖKBUGET, N., R. BASSAN": the authors of a publication, who are not people of the text.
    private var isCitation: Bool {
        for index in range where work[index].gap.contains(.comma) && index > range.lowerBound {
            let previous = work[index - 1]
            if previous.letterCount <= 2, previous.shape == .upper || previous.shape == .initial { return true }
        }
        return false
    }

    /// "C. Carlizian", "P.E. Jilliot", "R-Paul Gaucher".
    private var afterInitials: ClosedRange<Int>? {
        guard work[range.lowerBound].shape == .initial else { return nil }
        var place = range.lowerBound
        while place <= range.upperBound, work[place].shape == .initial { place += 1 }
        guard place <= range.upperBound, work[place].isCapital, work[place].letterCount >= 3 else { return nil }
        let gap = work[place].gap
        let isDotted = gap.contains(.period)
        let isSure = isSureSurname(work[place]) || isSureFirstName(work[place])
        guard
            isDotted && (isSure || isUnknown(work[place]) || isFirstName(work[place]) || isCapitalSurname(place))
                || (isSure && gap == .hyphen)
        else { return nil }
        return trimmed
    }

    private func isCapitalSurname(_ place: Int) -> Bool {
        work[place].classes.contains(.surname) && work[place].letterCount >= 4
    }

    // MARK: - One word

    private var lone: ClosedRange<Int>? { isLone(range.lowerBound) ? range : nil }

    /// A frequent first name that is nothing else.
    private func isLone(_ index: Int) -> Bool {
        let token = work[index]
        guard token.classes.contains(.frequentFirstName), token.letterCount >= 4, !token.isAny([.town, .eponym, .stop])
        else { return false }
        if token.isAny([.ordinary, .medicine]), !token.classes.contains(.loneFirstName) { return false }
        if token.shape == .upper { return token.letterCount >= 5 }
        return token.shape == .title
    }

    /// In a run that is no name as a whole, the first name that is one even alone.
    private var loneInside: ClosedRange<Int>? {
        guard let index = range.first(where: { isLone($0) }) else { return nil }
        return index...index
    }

    // MARK: - What is no person

    /// "Guillain-Barré", "Charcot-Marie-Tooth": an eponym tied by a hyphen.
    private var isEponymPair: Bool {
        range.contains { index in
            guard work[index].isAny(.eponym) else { return false }
            let before = index > range.lowerBound && work[index].gap == .hyphen
            let after = index < range.upperBound && work[index + 1].gap == .hyphen
            return before || after
        }
    }

    /// "Saint-Denis", "Villeneuve-sur-Lot".
    private var isPlace: Bool {
        if work[range.lowerBound].isAny(.saint) { return true }
        if range.contains(where: { $0 > range.lowerBound && work[$0].isAny(.townLink) }) { return true }
        guard range.upperBound + 1 < work.count else { return false }
        let next = work[range.upperBound + 1]
        return next.gap == .hyphen && next.isAny(.townPart)
    }

    /// The run without the ordinary words and the initials at its ends.
    private var trimmed: ClosedRange<Int>? {
        var first = range.lowerBound
        var last = range.upperBound
        while first < last, work[first].isAny([.town, .organisation]), !work[first].isAny([.surname, .anyFirstName]) {
            first += 1
        }
        while last > first, work[last].shape == .initial, work[last].gap.contains(.wide) { last -= 1 }
        return first...last
    }
}
