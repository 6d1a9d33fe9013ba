/// A count of persons, records or pairs as a sheet may show it: small ones are withheld, others may be rounded.
package struct SheetCount: Sendable, Hashable, Codable {
    /// Counts from 1 to 10 are withheld from researchers; none is counted as shown.
    package static let countMinDefault = 11
    /// Counts that leave the key holder are multiples of this.
    package static let countStepDefault = 5

    /// Nil when withheld.
    package let value: Int?
    /// What a withheld count is below of; 0 when it is withheld for another's sake only.
    package let withheldBelow: Int?

    package init(_ count: Int, countMin: Int, step: Int = 1) {
        let isSmall = count > 0 && count < countMin
        value = isSmall ? nil : SheetCount.shown(count, countMin: countMin, step: step)
        withheldBelow = isSmall ? countMin : nil
    }

    private init(value: Int?, withheldBelow: Int?) { (self.value, self.withheldBelow) = (value, withheldBelow) }

    /// Withheld because others are.
    package static let withheld = SheetCount(value: nil, withheldBelow: nil)

    /// Counts that add up to a known total: one withheld alone could be worked out, so a second one is withheld too.
    /// Rounded counts need none: from a total and a part that are each up to 2 off, a count from 1 to 10 stays one of
    /// four values at least.
    package static func column(_ counts: [Int], countMin: Int, step: Int = 1) -> [SheetCount] {
        var column = counts.map { SheetCount($0, countMin: countMin, step: step) }
        guard step < countStepDefault, column.count(where: { $0.value == nil }) == 1 else { return column }
        let shown = counts.indices.filter { column[$0].value != nil && counts[$0] > 0 }
        if let smallest = shown.min(by: { counts[$0] < counts[$1] }) { column[smallest] = withheld }
        return column
    }

    /// The nearest multiple of the step, but none that stands for fewer counts than the others: 11 and 12 are shown as
    /// 15.
    static func shown(_ count: Int, countMin: Int, step: Int) -> Int {
        guard count > 0, step > 1 else { return count }
        return max((countMin + step - 1) / step * step, rounded(count, step: step))
    }

    static func rounded(_ count: Int, step: Int) -> Int { step > 1 ? (count + step / 2) / step * step : count }

    // MARK: - JSON

    private static let word = "withheld"
    /// Set on a decoder to take counts only that are multiples of this, and none from 1 up to `countMinDefault`.
    static let stepKey = CodingUserInfoKey(rawValue: "QualitySheets.countStep")

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
            if let step = SheetCount.stepKey.flatMap({ decoder.userInfo[$0] as? Int }) {
                guard number == 0 || (number >= SheetCount.countMinDefault && number.isMultiple(of: step)) else {
                    throw DecodingError.dataCorruptedError(in: container, debugDescription: "a count that is too exact")
                }
            }
            self.init(value: number, withheldBelow: nil)
            return
        }
        let text = try container.decode(String.self)
        let limit = text.hasPrefix("< ") ? Int(text.dropFirst(2)) : nil
        guard text == SheetCount.word || limit != nil else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a count, or a withheld one")
        }
        self.init(value: nil, withheldBelow: limit)
    }

    /// A number, `"< 11"` for a small one, or `"withheld"` for one that would give a small one away.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let value {
            try container.encode(value)
        } else {
            try container.encode(withheldBelow.map { "< \($0)" } ?? SheetCount.word)
        }
    }
}

/// A share as a sheet may show it: bounded where the count behind it is withheld.
package struct SheetShare: Sendable, Hashable, Codable {
    /// On which side of the value the share is when it is only bounded.
    package enum Bound: String, Sendable, Codable { case below, above }
    /// Nil when nothing was counted.
    package let value: Double?
    package let bound: Bound?

    /// With a step, the share is that of the rounded counts.
    package init(_ count: Int, of total: Int, countMin: Int, step: Int = 1) {
        guard total > 0 else {
            (value, bound) = (nil, nil)
            return
        }
        let limit = min(1, Double(countMin) / Double(total))
        if count > 0, count < countMin {
            (value, bound) = (limit, .below)
        } else if count < total, total - count < countMin {
            (value, bound) = (1 - limit, .above)
        } else {
            let whole = max(1, SheetCount.rounded(total, step: step))
            let part = SheetCount.shown(count, countMin: countMin, step: step)
            (value, bound) = (min(1, Double(part) / Double(whole)), nil)
        }
    }
}
