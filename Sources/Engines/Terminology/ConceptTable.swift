/// Reads the rows of facts under `Concepts/`: one concept a line, cells between bars.
///
/// Text rather than array literals: it compiles at once and is read and compared like the table it is.
struct ConceptTable {
    let rows: [[String]]

    /// `columnCount` is what every row must have: a slip of the pen stops the first test that touches the table.
    init(_ text: String, columnCount: Int) {
        rows = text.split(separator: "\n")
            .map { line in
                let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
                precondition(
                    cells.count == columnCount, "A row of the built-in terminology has the wrong number of cells.")
                return cells
            }
    }

    /// A whole number that the table's author wrote.
    static func number(_ cell: String) -> Int {
        guard let value = Int(cell) else {
            preconditionFailure("A concept id of the built-in terminology is no number.")
        }
        return value
    }

    /// Several numbers between commas; none if the cell is empty.
    static func numbers(_ cell: String) -> [Int] { cell.split(separator: ",").map { number(String($0)) } }
}
