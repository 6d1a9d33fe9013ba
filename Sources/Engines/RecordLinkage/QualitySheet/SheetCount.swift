/// A count of persons, records or pairs as a sheet may show it: small ones are withheld.
package struct SheetCount: Sendable, Hashable, Codable {
    /// Counts from 1 to 10 are withheld from researchers; none is counted as shown.
    package static let countMinDefault = 11

    /// Nil when withheld.
    package let value: Int?
    /// What a withheld count is below of.
    package let countMin: Int

    package init(_ count: Int, countMin: Int) {
        value = count > 0 && count < countMin ? nil : count
        self.countMin = countMin
    }

    private init(withheldBelow countMin: Int) {
        value = nil
        self.countMin = countMin
    }

    /// Counts that add up to a known total: one withheld alone could be worked out, so a second one is withheld too.
    package static func column(_ counts: [Int], countMin: Int) -> [SheetCount] {
        var column = counts.map { SheetCount($0, countMin: countMin) }
        guard column.count(where: { $0.value == nil }) == 1 else { return column }
        let shown = counts.indices.filter { column[$0].value != nil && counts[$0] > 0 }
        if let smallest = shown.min(by: { counts[$0] < counts[$1] }) {
            column[smallest] = SheetCount(withheldBelow: counts[smallest] + 1)
        }
        return column
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
            (value, countMin) = (number, 0)
        } else {
            (value, countMin) = (nil, SheetCount.countMinDefault)
        }
    }

    /// A number, or `"withheld"`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let value { try container.encode(value) } else { try container.encode("withheld") }
    }
}

/// A share as a sheet may show it: bounded where the count behind it is withheld.
package struct SheetShare: Sendable, Hashable, Codable {
    /// On which side of the value the share is when it is only bounded.
    package enum Bound: String, Sendable, Codable { case below, above }
    /// Nil when nothing was counted.
    package let value: Double?
    package let bound: Bound?

    package init(_ count: Int, of total: Int, countMin: Int) {
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
            (value, bound) = (Double(count) / Double(total), nil)
        }
    }
}
