/// Lists of authors as publications give them, "GÖKBUGET, N., R. BASSAN, H. DOMBRET.": not people of the document.
enum Citation {
    private static let tokenCountMax = 200

    /// The index after the list that begins here with a surname and its initials between commas.
    static func end(at index: Int, _ work: TextWork) -> Int? {
        if let end = endOfPairs(at: index, work) { return end }
        guard index + 2 < work.count, work[index].isCapital, work[index + 1].shape == .initial,
            work[index + 1].gap == [.comma, .space]
        else { return nil }
        var place = index + 1
        while place + 1 < work.count, work[place + 1].shape == .initial, !work[place + 1].gap.contains(.comma) {
            place += 1
        }
        guard place + 1 < work.count, work[place + 1].gap.contains(.comma), work[place + 1].gap.contains(.period) else {
            return nil
        }
        // Up to the full stop behind a surname.
        while place + 1 < work.count, place - index < tokenCountMax {
            place += 1
            if work[place].gap.contains(.period), work[place - 1].shape != .initial { return place }
            if work[place].isTaken { return place }
        }
        return place
    }

    /// "Sanz MA, Sierra J, Tallman MS": three authors or more with bare initials behind them.
    private static func endOfPairs(at index: Int, _ work: TextWork) -> Int? {
        var place = index
        var authors = 0
        while place + 1 < work.count, authors < tokenCountMax, work[place].isCapital, !work[place].isTaken {
            // "Lo-Coco F".
            while place + 1 < work.count, work[place + 1].gap.contains(.hyphen), work[place + 1].isCapital {
                place += 1
            }
            guard place + 1 < work.count, isInitials(work[place + 1]), work[place + 1].gap == .space else { break }
            authors += 1
            place += 2
            guard place < work.count, work[place].gap.contains(.comma), !work[place].gap.contains(.period) else {
                break
            }
        }
        return authors >= 3 ? place : nil
    }

    private static func isInitials(_ token: TextToken) -> Bool {
        token.shape == .initial || (token.shape == .upper && token.letterCount <= 3)
    }
}
