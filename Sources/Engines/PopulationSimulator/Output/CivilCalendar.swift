import HealthModel

/// Days as numbers since 1970 and their civil dates, looked up rather than computed.
struct CivilCalendar {
    /// 1 January 1900 and 1 January 2040.
    private static let firstDay = -25_567
    private static let dayCount = 51_135

    /// Year × 10,000 + month × 100 + day.
    private let civil: [Int32]

    init() {
        civil = (0..<CivilCalendar.dayCount)
            .map { offset in
                let date = Day(daysSince1970: Int32(CivilCalendar.firstDay + offset)).civil
                return Int32(date.year * 10_000 + date.month * 100 + date.day)
            }
    }

    /// The date as the number YYYYMMDD; days out of the calendar are its first or last.
    @inline(__always)
    func date(_ day: Int) -> Int {
        Int(civil[min(max(day - CivilCalendar.firstDay, 0), CivilCalendar.dayCount - 1)])
    }

    func year(_ day: Int) -> Int { date(day) / 10_000 }

    func month(_ day: Int) -> Int { date(day) / 100 % 100 }

    /// Full years between two days.
    func years(from birth: Int, to day: Int) -> Int {
        let start = date(birth)
        let end = date(day)
        return end / 10_000 - start / 10_000 - (end % 10_000 < start % 10_000 ? 1 : 0)
    }

    /// The first day of the month that comes `months` after that of a day.
    func firstOfMonth(after months: Int, of day: Int) -> Int {
        let start = date(day)
        let index = start / 10_000 * 12 + start / 100 % 100 - 1 + months
        return CivilCalendar.day(index / 12, index % 12 + 1, 1)
    }

    /// A civil date as a day; the day of the month is cut to those the month has.
    static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let last = Day.dayCount(year: year, month: month)
        guard let found = Day(year: year, month: month, day: min(day, last)) else { return 0 }
        return Int(found.daysSince1970)
    }
}

extension ByteBuffer {
    /// `2024-03-05`.
    @inline(__always)
    mutating func isoDate(_ day: Int, _ calendar: CivilCalendar) {
        let date = calendar.date(day)
        padded(date / 10_000, 4)
        byte(0x2D)
        padded(date / 100 % 100, 2)
        byte(0x2D)
        padded(date % 100, 2)
    }

    /// `2024-03-05` and the separator.
    @inline(__always)
    mutating func field(day: Int, _ calendar: CivilCalendar) {
        isoDate(day, calendar)
        next()
    }

    /// `05032024`, the PMSI's.
    mutating func frenchDate(_ day: Int, _ calendar: CivilCalendar) {
        let date = calendar.date(day)
        padded(date % 100, 2)
        padded(date / 100 % 100, 2)
        padded(date / 10_000, 4)
    }

    /// `05MAR2024:00:00:00`, SAS's.
    mutating func sasDate(_ day: Int, _ calendar: CivilCalendar) {
        let date = calendar.date(day)
        padded(date % 100, 2)
        switch date / 100 % 100 {
        case 1: text("JAN")
        case 2: text("FEB")
        case 3: text("MAR")
        case 4: text("APR")
        case 5: text("MAY")
        case 6: text("JUN")
        case 7: text("JUL")
        case 8: text("AUG")
        case 9: text("SEP")
        case 10: text("OCT")
        case 11: text("NOV")
        default: text("DEC")
        }
        padded(date / 10_000, 4)
        text(":00:00:00")
    }
}

/// Year and month of a day, where no calendar is at hand.
struct HealthDay {
    let year: Int
    let month: Int

    init(_ day: Int) {
        let civil = Day(daysSince1970: Int32(day)).civil
        year = civil.year
        month = civil.month
    }
}
