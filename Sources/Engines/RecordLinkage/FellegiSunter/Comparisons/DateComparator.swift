/// Birth dates: swaps of day and month, one wrong digit, default and partial dates, wrong year.
final class DateComparator: Comparator {
    static let exact = 1
    let levels: [ComparisonLevel] = [
        .missing,
        ComparisonLevel("same date", m: 0.93),
        ComparisonLevel("same default date (1 January)", m: 0.01),
        ComparisonLevel("day and month swapped", m: 0.006),
        ComparisonLevel("one digit differs", m: 0.02),
        ComparisonLevel("same year, one is a default or partial", m: 0.012),
        ComparisonLevel("same day and month, other year", m: 0.004),
        ComparisonLevel("same year and month", m: 0.008),
        ComparisonLevel("same year and day", m: 0.003),
        ComparisonLevel("same year", m: 0.003),
        ComparisonLevel("different", m: 0.004),
    ]
    private let dates: [Int32]
    private let codes: [UInt32]
    private let frequencies: TermFrequencies

    init(table: RecordTable, column: String, frequencyFloor: Double) {
        let dates = table.dates(column)
        var codeOf: [Int32: UInt32] = [0: 0]
        var counts: [UInt32] = [0]
        codes = dates.map { date in
            if let code = codeOf[date] {
                counts[Int(code)] += 1
                return code
            }
            let code = UInt32(counts.count)
            codeOf[date] = code
            counts.append(1)
            return code
        }
        self.dates = dates
        frequencies = TermFrequencies(counts: counts, floor: frequencyFloor)
    }

    func level(_ a: Int, _ b: Int, _ scratch: ComparisonScratch) -> Int { DateComparator.level(dates[a], dates[b]) }

    static func level(_ left: Int32, _ right: Int32) -> Int {
        if left == 0 || right == 0 { return 0 }
        if left == right { return isWhole(left) ? (left % 10_000 == 101 ? 2 : exact) : 5 }
        let (yearA, yearB) = (left / 10_000, right / 10_000)
        let (monthA, monthB) = (left / 100 % 100, right / 100 % 100)
        let (dayA, dayB) = (left % 100, right % 100)
        if yearA == yearB {
            if monthA == dayB, dayA == monthB { return 3 }
            if isVague(left) || isVague(right) { return 5 }
        }
        if isOneDigit(left, right) { return 4 }
        if yearA != yearB { return monthA == monthB && dayA == dayB && isWhole(left) ? 6 : 10 }
        if monthA == monthB { return 7 }
        return dayA == dayB ? 8 : 9
    }

    private static func isWhole(_ date: Int32) -> Bool { date % 100 != 0 && date / 100 % 100 != 0 }

    /// 1 January, often given to people who do not know their day of birth, or a date without day or month.
    private static func isVague(_ date: Int32) -> Bool { date % 10_000 == 101 || !isWhole(date) }

    /// One of the eight digits differs, or two neighbours are swapped.
    private static func isOneDigit(_ left: Int32, _ right: Int32) -> Bool {
        var (a, b) = (left, right)
        var differences = 0
        var first: (Int32, Int32) = (0, 0)
        var isAdjacent = true
        var position = 0
        var firstPosition = 0
        while a > 0 || b > 0 {
            let (digitA, digitB) = (a % 10, b % 10)
            if digitA != digitB {
                differences += 1
                if differences == 1 {
                    (first, firstPosition) = ((digitA, digitB), position)
                } else if differences == 2 {
                    isAdjacent = position == firstPosition + 1 && digitA == first.1 && digitB == first.0
                } else {
                    return false
                }
            }
            (a, b, position) = (a / 10, b / 10, position + 1)
        }
        return differences == 1 || (differences == 2 && isAdjacent)
    }

    func frequencyShift(_ a: Int, _ b: Int, level: Int) -> Float {
        level == DateComparator.exact || level == 2 ? frequencies.shift(codes[a]) : 0
    }
}
