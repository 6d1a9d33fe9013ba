/// The years of a column's dates: people are born over a century, care is given over a few years.
struct DateStatistics {
    private static let yearMin = 1890
    private static let yearMax = 2110

    private(set) var rows = 0
    private var rowsByYear = [Int](repeating: 0, count: yearMax - yearMin)

    /// Reads 2024-03-01 (with or without a time), 01/03/2024, 01.03.2024, 01-03-2024 and 20240301.
    mutating func add(_ bytes: Span<UInt8>, _ shape: ValueShape, count: Int) -> Bool {
        guard let (year, month, day) = DateStatistics.date(bytes, shape), (1...12).contains(month),
            (1...31).contains(day), year >= DateStatistics.yearMin, year < DateStatistics.yearMax
        else { return false }
        rows += count
        rowsByYear[year - DateStatistics.yearMin] += count
        return true
    }

    /// Years between the 5th and the 95th hundredth.
    var spreadYears: Int { (quantile(95) ?? 0) - (quantile(5) ?? 0) }

    /// The year below which that share of the dates lies.
    func quantile(_ percent: Int) -> Int? {
        guard rows > 0 else { return nil }
        var seen = 0
        for (offset, count) in rowsByYear.enumerated() {
            seen += count
            if seen * 100 >= rows * percent { return offset + DateStatistics.yearMin }
        }
        return nil
    }

    /// How many different years are present.
    var yearCount: Int { rowsByYear.count { $0 > 0 } }

    private static func date(_ bytes: Span<UInt8>, _ shape: ValueShape) -> (Int, Int, Int)? {
        let length = shape.end - shape.start
        guard length >= 8, length <= 26, shape.letterCount <= 2, shape.at == nil else { return nil }
        func number(_ from: Int, _ count: Int) -> Int? {
            var value = 0
            for place in (shape.start + from)..<(shape.start + from + count) {
                let byte = bytes[place]
                guard byte >= 0x30, byte <= 0x39 else { return nil }
                value = value * 10 + Int(byte) - 0x30
            }
            return value
        }
        func isMark(_ at: Int) -> Bool {
            let byte = bytes[shape.start + at]
            return byte == 0x2D || byte == 0x2F || byte == 0x2E
        }
        if length == 8, let all = number(0, 8) {
            return all / 10_000 >= yearMin ? (all / 10_000, all / 100 % 100, all % 100) : nil
        }
        guard length >= 10 else { return nil }
        if isMark(4), isMark(7), let year = number(0, 4), let month = number(5, 2), let day = number(8, 2) {
            return (year, month, day)
        }
        if isMark(2), isMark(5), let day = number(0, 2), let month = number(3, 2), let year = number(6, 4) {
            return (year, month, day)
        }
        return nil
    }
}
