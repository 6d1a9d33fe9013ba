/// The rows of one table for the persons of one shard, as they were read.
package final class TableRows {
    package let table: IndexSchema.Table
    /// The person's number in the shard; `stranger` when the person is not in it.
    package let persons = RowBuffer<UInt32>()
    /// `IndexTable.noConcept` when unknown or when the table has no concept column.
    package let concepts = RowBuffer<Int64>()
    /// Days since 1970; `unknownDay` when unknown.
    package let starts = RowBuffer<Int32>()
    /// `unknownIdentifier` when unknown, so that it comes last.
    package let identifiers = RowBuffer<Int64>()
    /// Nil when the table has no visit column; `unknownVisit` when a row names none.
    package var visits: RowBuffer<Int64>?
    package var days: [(name: String, column: RowBuffer<Int32>)] = []
    package var values: [(name: String, column: RawColumn)] = []

    package static let stranger = UInt32.max
    package static let unknownDay = Int32.min
    package static let unknownIdentifier = Int64.max
    package static let unknownVisit = Int64.min

    /// Rows that `removeOutsiders` took away.
    private(set) var undatedRowCount = 0
    private(set) var strangerRowCount = 0
    /// Visits and their concepts of rows without start, which other rows may name.
    private(set) var undatedVisits: [(person: UInt32, visit: Int64, concept: Int64)] = []

    package init(_ table: IndexSchema.Table) { self.table = table }

    package var count: Int { persons.count }

    /// Takes away the rows of unknown persons and those without start.
    func removeOutsiders() {
        var kept: [UInt32] = []
        for row in 0..<count {
            if persons[row] == TableRows.stranger {
                strangerRowCount += 1
            } else if starts[row] == TableRows.unknownDay {
                undatedRowCount += 1
                if table.name == IndexSchema.visitTable {
                    undatedVisits.append((persons[row], identifiers[row], concepts[row]))
                }
            }
        }
        guard strangerRowCount + undatedRowCount > 0 else { return }
        for row in 0..<count where persons[row] != TableRows.stranger && starts[row] != TableRows.unknownDay {
            kept.append(UInt32(row))
        }
        persons.keep(kept)
        concepts.keep(kept)
        starts.keep(kept)
        identifiers.keep(kept)
        visits?.keep(kept)
        for (_, column) in days { column.keep(kept) }
        for (_, column) in values { column.keep(kept) }
    }
}

extension IndexSchema {
    /// The table whose concept other events' visits are tested on.
    package static let visitTable = "visit_occurrence"
}
