import HealthModel
import HubTestSupport
import Testing

@testable import DisclosureControl

struct TableTests {
    private let disclosure = Disclosure()

    private func phrases(_ count: Int) -> [Phrase] { (0..<count).map { Phrase(fr: "\($0)", en: "\($0)") } }

    private func release(_ counts: [[Int]], isAdditive: Bool = true, isZeroSensitive: Bool = true) throws
        -> ReleasableTable
    {
        let table = try CountTable(
            rows: phrases(counts.count), columns: phrases(counts[0].count), counts: counts, isAdditive: isAdditive,
            isZeroSensitive: isZeroSensitive)
        return disclosure.table(table).value
    }

    @Test func withholdsASmallCellAndThoseThatWouldGiveItAway() throws {
        let table = try release([[100, 5, 80], [60, 70, 90], [40, 50, 30]])
        #expect(table.cells[0][1].number == nil)
        // A line that holds one withheld cell holds two.
        for row in table.cells { #expect(row.count { $0.number == nil } != 1) }
        for column in 0..<3 { #expect(table.cells.count { $0[column].number == nil } != 1) }
    }

    @Test func everyWithheldCellSaysTheSame() throws {
        let table = try release([[100, 5, 80], [60, 70, 90], [40, 50, 30]])
        let reasons = Set(table.cells.flatMap { $0 }.filter { $0.number == nil })
        #expect(reasons.count == 1)
    }

    @Test func totalsAreSumsOfReleasedCells() throws {
        let table = try release([[101, 52], [63, 74]])
        #expect(table.cells.map { $0.map(\.number) } == [[100, 50], [65, 75]])
        #expect(table.totals?.rows.map(\.sum) == [150, 140])
        #expect(table.totals?.columns.map(\.sum) == [165, 125])
        #expect(table.totals?.all == ReleasableTable.Total(sum: 290, leavesOut: false))
    }

    @Test func saysThatATotalLeavesCellsOut() throws {
        let table = try disclosure.table(CountTable(rows: phrases(4), counts: [5, 60, 70, 80])).value
        #expect(table.totals?.all.leavesOut == true)
        #expect(table.totals?.all.sum == 150)
    }

    @Test func cellsThatDoNotAddUpHaveNoTotalsAndNoPartners() throws {
        let table = try release([[5, 60, 70]], isAdditive: false)
        #expect(table.cells[0].map(\.number) == [nil, 60, 70])
        #expect(table.totals == nil)
    }

    @Test func refusesUnevenAndHugeTables() {
        #expect(throws: DisclosureError.unevenTable) {
            try CountTable(rows: phrases(2), columns: phrases(2), counts: [[1, 2], [3]])
        }
        #expect(throws: DisclosureError.tooManyCells(maximum: CountTable.cellCountMax)) {
            try CountTable(rows: phrases(CountTable.cellCountMax + 1), counts: Array(repeating: 1, count: 5_001))
        }
    }

    /// The attack: all released cells, and every total from elsewhere, rounded.
    @Test(arguments: 0..<200)
    func aReaderWhoKnowsEveryTotalCannotNarrowASmallCell(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let rowCount = Int.random(in: 1...7, using: &generator)
        let columnCount = Int.random(in: seed % 4 == 0 ? 1...1 : 2...5, using: &generator)
        let isZeroSensitive = seed % 5 != 0
        let counts = (0..<rowCount)
            .map { _ in
                (0..<columnCount)
                    .map { _ in
                        Int.random(in: 0...[20, 60, 500][Int.random(in: 0...2, using: &generator)], using: &generator)
                    }
            }
        let table = try release(counts, isZeroSensitive: isZeroSensitive)
        let attack = TableAttack(counts: counts, released: table, isZeroSensitive: isZeroSensitive)
        for (row, cells) in counts.enumerated() {
            for (column, count) in cells.enumerated() {
                let number = table.cells[row][column].number
                if count >= 11 || (count == 0 && !isZeroSensitive) {
                    if let number { #expect(abs(number - count) <= 2) }
                } else {
                    #expect(number == nil)
                    guard attack.hasReleasedCells else { continue }
                    let bounds = attack.bounds(row, column)
                    #expect(bounds.lowerBound <= (isZeroSensitive ? 0 : 1), "\(counts)")
                    #expect(bounds.upperBound >= 10, "\(counts)")
                }
            }
        }
    }

    /// Every table of true counts that fits what is published, for tables small enough to try them all.
    @Test(arguments: 0..<40)
    func everySmallValueStaysPossibleWhenAllTablesAreTried(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let counts = (0..<3).map { _ in Int.random(in: 0...24, using: &generator) }
        let table = try disclosure.table(CountTable(rows: phrases(3), counts: counts)).value
        let numbers = table.cells.map { $0[0].number }
        guard numbers.contains(where: { $0 != nil }) else { return }
        func seen(_ count: Int) throws -> Int? { try disclosure.count(count).value.number }
        let total = try seen(counts.reduce(0, +))
        var possible: [Set<Int>] = [[], [], []]
        for first in 0...60 where try numbers[0] == nil || seen(first) == numbers[0] {
            for second in 0...60 where try numbers[1] == nil || seen(second) == numbers[1] {
                for third in 0...60 where try numbers[2] == nil || seen(third) == numbers[2] {
                    guard try seen(first + second + third) == total else { continue }
                    possible[0].insert(first)
                    possible[1].insert(second)
                    possible[2].insert(third)
                }
            }
        }
        for (position, count) in counts.enumerated() where count < 11 {
            #expect(possible[position].isSuperset(of: 0...10), "\(counts)")
        }
    }
}

/// Interval inference written apart from the one it attacks: cell by cell, from one line at a time.
private struct TableAttack {
    private var low: [[Int]]
    private var high: [[Int]]
    let hasReleasedCells: Bool

    init(counts: [[Int]], released: ReleasableTable, isZeroSensitive: Bool) {
        func seen(_ count: Int) -> (Int, Int) {
            if count == 0, !isZeroSensitive { return (0, 0) }
            if count < 11 { return (0, 10) }
            let rounded = (count + 2) / 5 * 5
            return (max(11, rounded - 2), rounded + 2)
        }
        low = counts
        high = counts
        hasReleasedCells = released.cells.contains { $0.contains { $0.number != nil && $0.number != 0 } }
        for row in counts.indices {
            for column in counts[row].indices {
                let isOpen = released.cells[row][column].number != nil
                let known = isOpen ? seen(counts[row][column]) : (isZeroSensitive ? 0 : 1, 100_000)
                (low[row][column], high[row][column]) = known
            }
        }
        var lines: [[(Int, Int)]] = counts.indices.map { row in counts[row].indices.map { (row, $0) } }
        lines += counts[0].indices.map { column in counts.indices.map { ($0, column) } }
        lines.append(lines[0..<counts.count].flatMap { $0 })
        for _ in 0..<50 {
            for line in lines where line.count > 1 {
                let total = seen(line.reduce(0) { $0 + counts[$1.0][$1.1] })
                for (row, column) in line {
                    let others = line.filter { $0 != (row, column) }
                    let lowest = others.reduce(0) { $0 + low[$1.0][$1.1] }
                    let highest = others.reduce(0) { $0 + high[$1.0][$1.1] }
                    low[row][column] = max(low[row][column], total.0 - highest)
                    high[row][column] = min(high[row][column], total.1 - lowest)
                }
            }
        }
    }

    func bounds(_ row: Int, _ column: Int) -> ClosedRange<Int> {
        low[row][column]...max(low[row][column], high[row][column])
    }
}
