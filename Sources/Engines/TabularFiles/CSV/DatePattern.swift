/// A date pattern of a Table Schema (`%d%m%Y`, `%d%b%Y:%H:%M:%S`), ready to check values.
struct DatePattern {
    private enum Step {
        case day, month, monthName, year, shortYear, hour, minute, second
        case literal(UInt8)
    }

    private let steps: [Step]

    /// Nil when the pattern uses something else.
    init?(_ pattern: String) {
        var steps: [Step] = []
        var bytes = pattern.utf8[...]
        while let byte = bytes.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                steps.append(.literal(byte))
                continue
            }
            switch bytes.popFirst() {
            case UInt8(ascii: "d"): steps.append(.day)
            case UInt8(ascii: "m"): steps.append(.month)
            case UInt8(ascii: "b"): steps.append(.monthName)
            case UInt8(ascii: "Y"): steps.append(.year)
            case UInt8(ascii: "y"): steps.append(.shortYear)
            case UInt8(ascii: "H"): steps.append(.hour)
            case UInt8(ascii: "M"): steps.append(.minute)
            case UInt8(ascii: "S"): steps.append(.second)
            case UInt8(ascii: "%"): steps.append(.literal(UInt8(ascii: "%")))
            default: return nil
            }
        }
        guard !steps.isEmpty else { return nil }
        self.steps = steps
    }

    /// Safe because every access is checked against the count of the text.
    func check(_ text: UnsafeBufferPointer<UInt8>) -> CSVFlaw? {
        // Parts that the pattern does not have count as plausible ones.
        var (year, month, day, clockFits) = (2000, 1, 1, true)
        var index = 0
        func number(_ width: Int) -> Int? {
            guard index + width <= text.count else { return nil }
            var value = 0
            for place in index..<(index + width) {
                guard text[place] &- 0x30 < 10 else { return nil }
                value = value * 10 + Int(text[place] - 0x30)
            }
            index += width
            return value
        }
        for step in steps {
            switch step {
            case .literal(let byte):
                guard index < text.count, text[index] == byte else { return .dateFormat }
                index += 1
            case .monthName:
                guard index + 3 <= text.count else { return .dateFormat }
                guard let found = DatePattern.month(text, index) else { return .dateFormat }
                month = found
                index += 3
            case .year:
                guard let value = number(4) else { return .dateFormat }
                year = value
            default:
                guard let value = number(2) else { return .dateFormat }
                switch step {
                case .day: day = value
                case .month: month = value
                case .hour: clockFits = clockFits && value < 24
                case .minute: clockFits = clockFits && value < 60
                case .second: clockFits = clockFits && value <= 60
                default: year = 1900 + value
                }
            }
        }
        guard index == text.count else { return .dateFormat }
        return clockFits ? checkCivil(year: year, month: month, day: day) : .dateImpossible
    }

    private static let names = Array("janfebmaraprmayjunjulaugsepoctnovdec".utf8)

    private static func month(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int? {
        for month in 0..<12 {
            let matches = (0..<3).allSatisfy { text[index + $0] | 0x20 == names[month * 3 + $0] }
            if matches { return month + 1 }
        }
        return nil
    }
}
