/// Rows in aligned columns on the terminal; numbers to the right.
package struct TextTable {
    package let titles: [String]
    package let rows: [[String]]

    package init(titles: [String], rows: [[String]]) {
        self.titles = titles
        self.rows = rows
    }

    package func print() {
        var widths = titles.map(\.count)
        for row in rows {
            for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.count) }
        }
        func line(_ cells: [String], isTitle: Bool) -> String {
            cells.enumerated()
                .map { column, cell in
                    let blank = String(repeating: " ", count: widths[column] - cell.count)
                    let isNumber = !rows.isEmpty && rows.allSatisfy { isNumeric($0[column]) }
                    return isNumber ? blank + cell : cell + blank
                }
                .joined(separator: "  ")
        }
        Swift.print(line(titles, isTitle: true))
        Swift.print(widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "))
        for row in rows { Swift.print(line(row, isTitle: false)) }
    }

    private func isNumeric(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isNumber || "\u{202F}.,%–-<≈ ".contains($0) }
    }
}
