package import HealthModel

/// Exact numbers of persons by two properties, or by one (then with a single column).
package struct CountTable: Sendable {
    package static let cellCountMax = 5_000

    package let rows: [Phrase]
    package let columns: [Phrase]
    let counts: [[Int]]
    /// Whether each person stands in one cell only, so that cells add up.
    let isAdditive: Bool
    let isZeroSensitive: Bool

    /// Cells add up unless said otherwise: a table by year of care counts a person in several years, one by year of
    /// birth does not.
    package init(
        rows: [Phrase], columns: [Phrase], counts: [[Int]], isAdditive: Bool = true, isZeroSensitive: Bool = true
    ) throws(DisclosureError) {
        guard counts.count == rows.count, counts.allSatisfy({ $0.count == columns.count }) else { throw .unevenTable }
        guard rows.count * columns.count <= CountTable.cellCountMax else {
            throw .tooManyCells(maximum: CountTable.cellCountMax)
        }
        guard counts.allSatisfy({ $0.allSatisfy { $0 >= 0 } }) else { throw .negativeCount }
        self.rows = rows
        self.columns = columns
        self.counts = counts
        self.isAdditive = isAdditive
        self.isZeroSensitive = isZeroSensitive
    }

    /// By one property.
    package init(
        rows: [Phrase], counts: [Int], isAdditive: Bool = true, isZeroSensitive: Bool = true
    ) throws(DisclosureError) {
        try self.init(
            rows: rows, columns: [Phrase(fr: "Personnes", en: "Persons")], counts: counts.map { [$0] },
            isAdditive: isAdditive, isZeroSensitive: isZeroSensitive)
    }
}

/// A table that may be shown. Totals are sums of the released cells, never of the exact ones.
package struct ReleasableTable: Sendable, Hashable {
    package let rows: [Phrase]
    package let columns: [Phrase]
    package let cells: [[ReleasableCount]]
    /// Nil when cells do not add up.
    package let totals: Totals?

    package struct Totals: Sendable, Hashable {
        package let rows: [Total]
        package let columns: [Total]
        package let all: Total
    }

    /// A sum of released cells.
    package struct Total: Sendable, Hashable {
        package let sum: Int
        /// Whether withheld cells are left out: the sum is then less than the whole.
        package let leavesOut: Bool
    }
}
