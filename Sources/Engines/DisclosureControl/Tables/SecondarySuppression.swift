/// A place in a table.
struct TableCell: Hashable, Comparable {
    let row: Int
    let column: Int

    static func < (left: TableCell, right: TableCell) -> Bool { (left.row, left.column) < (right.row, right.column) }
}

/// Chooses the cells to withhold so that those under the threshold cannot be computed from the others.
///
/// The reader is assumed to know every released cell, and the total of every row, of every column and of the table,
/// rounded as counts are. A small cell is safe when all that still allows 0 (1 where zeros are told) up to the
/// threshold minus one; every line with a withheld cell has two. Bounds come from interval inference, not from linear
/// programming: cheap, and for a single line exact.
struct SecondarySuppression {
    private let table: CountTable
    private let policy: DisclosurePolicy
    /// Rows, columns of several cells, and the whole.
    private let lines: [[TableCell]]

    init(_ table: CountTable, policy: DisclosurePolicy) {
        self.table = table
        self.policy = policy
        let rows = table.rows.indices.map { row in
            table.columns.indices.map { TableCell(row: row, column: $0) }
        }
        let columns = table.columns.indices.map { column in
            table.rows.indices.map { TableCell(row: $0, column: column) }
        }
        lines = table.isAdditive ? (rows + columns + [rows.flatMap { $0 }]).filter { $0.count > 1 } : []
    }

    func withheldCells() -> Set<TableCell> {
        let all = table.rows.indices.flatMap { row in table.columns.indices.map { TableCell(row: row, column: $0) } }
        let small = all.filter { isSmall($0) }
        var withheld = Set(small)
        while let next = nextToWithhold(withheld, small: small) { withheld.insert(next) }
        return withheld
    }

    private func count(_ cell: TableCell) -> Int { table.counts[cell.row][cell.column] }

    private func isSmall(_ cell: TableCell) -> Bool {
        count(cell) < policy.thresholdPersons && (count(cell) > 0 || table.isZeroSensitive)
    }

    /// One more cell to withhold; nil when every small cell is safe, or nothing is left to withhold.
    private func nextToWithhold(_ withheld: Set<TableCell>, small: [TableCell]) -> TableCell? {
        for line in lines where line.count(where: { withheld.contains($0) }) == 1 {
            if let cell = smallest(of: line, besides: withheld) { return cell }
        }
        let bounds = IntervalInference(table, policy: policy, lines: lines, withheld: withheld).bounds()
        let floor = table.isZeroSensitive ? 0 : 1
        for cell in small {
            guard let range = bounds[cell] else { continue }
            if range.lowerBound <= floor, range.upperBound >= policy.thresholdPersons - 1 { continue }
            let neighbours = lines.filter { $0.contains(cell) }.flatMap { $0 }
            if let next = smallest(of: neighbours, besides: withheld) { return next }
        }
        return nil
    }

    /// The cell that costs the reader least. A zero that is told protects nothing.
    private func smallest(of cells: [TableCell], besides withheld: Set<TableCell>) -> TableCell? {
        cells.filter { !withheld.contains($0) && count($0) > 0 }.min { (count($0), $0) < (count($1), $1) }
    }
}
