/// Everything known of up to 65,536 persons; shards are independent of each other.
package struct IndexShard: Sendable {
    /// Persons of the person table and of the observation periods, ascending by `person_id`; a person's number in the
    /// shard is its place here.
    package let personIDs: MappedArray<Int64>
    /// `year_of_birth`, `gender_concept_id`, `race_concept_id`, `ethnicity_concept_id`, by person.
    package let personColumns: [String: IndexColumn]
    /// The observation periods of person `p` are those from `periodOffsets[p]` up to `periodOffsets[p + 1]`, ascending
    /// by start, then by identifier.
    package let periodOffsets: MappedArray<UInt32>
    /// First and last day of each period, days since 1970-01-01.
    package let periodStarts: MappedArray<Int32>
    package let periodEnds: MappedArray<Int32>
    /// Visits that the person's events name, known or not: visit `v` (1, 2…) of person `p` is number
    /// `visitOffsets[p] + v - 1`.
    package let visitOffsets: MappedArray<UInt32>
    /// `visit_concept_id` by visit number; unknown when the visit is not in `visit_occurrence` for that person,
    /// `IndexTable.unknownConcept` when it is there without a concept.
    package let visitConcepts: IndexColumn
    /// Event tables by name, such as `condition_occurrence`; a table without rows is absent.
    package let tables: [String: IndexTable]

    package static let personCountMax = 1 << 16

    package init(
        personIDs: MappedArray<Int64>, personColumns: [String: IndexColumn], periodOffsets: MappedArray<UInt32>,
        periodStarts: MappedArray<Int32>, periodEnds: MappedArray<Int32>, visitOffsets: MappedArray<UInt32>,
        visitConcepts: IndexColumn, tables: [String: IndexTable]
    ) {
        self.personIDs = personIDs
        self.personColumns = personColumns
        self.periodOffsets = periodOffsets
        self.periodStarts = periodStarts
        self.periodEnds = periodEnds
        self.visitOffsets = visitOffsets
        self.visitConcepts = visitConcepts
        self.tables = tables
    }

    package var personCount: Int { personIDs.count }
}

/// The events of one table for the persons of a shard, as columns; rows ascend by concept, person, start, order.
package struct IndexTable: Sendable {
    package let rowCount: Int
    /// Values of the table's own concept column (`EventSource.concept`), ascending. `noConcept` stands for unknown, and
    /// for every row of a table that has no such column.
    package let concepts: MappedArray<Int64>
    /// Rows of `concepts[c]` are those from `offsets[c]` up to `offsets[c + 1]`.
    package let offsets: MappedArray<UInt32>
    /// The person's number in the shard.
    package let person: PackedColumn
    /// Days after `firstDay` on which the event starts, as stored; rows without a start are not in the index.
    package let start: PackedColumn
    /// Days since 1970-01-01.
    package let firstDay: Int
    /// Rank of the row's identifier among all identifiers of the person's events in all tables: equal identifiers have
    /// equal ranks. Ties of the same day are broken by it, as Circe breaks them by identifier.
    package let order: PackedColumn
    /// The visit that the row names, counted from 1 within the person; 0 when it names none. See
    /// `IndexShard.visitOffsets`. Nil when the table has no visit column.
    package let visit: PackedColumn?
    /// Other columns by name. Days are stored as whole numbers since the row's start. Columns of a provider and of a
    /// care site that rows name stand here as `provider.specialty_concept_id` and
    /// `care_site.place_of_service_concept_id`; a missing column is unknown throughout.
    package let columns: [String: IndexColumn]
    /// For each of `concepts`, where its person bitmap begins in `bitmapWords`, in words; `noBitmap` when it has none.
    package let bitmapOffsets: MappedArray<UInt32>
    /// Bit `p` of a bitmap is set when person `p` has a row of the concept.
    package let bitmapWords: MappedArray<UInt64>

    /// The runs of concept `c`, which has a bitmap, are those from `runOffsets[c]` up to `runOffsets[c + 1]`: where the
    /// rows of each of its persons begin, and where the last end. A concept without bitmap has none.
    package let runOffsets: MappedArray<UInt32>
    package let runs: PackedColumn

    package static let noConcept = Int64.min
    /// Stands in `IndexShard.visitConcepts` for a visit that exists and whose concept is unknown.
    package static let unknownConcept = Int64.min + 1
    package static let noBitmap = UInt32.max

    package init(
        rowCount: Int, concepts: MappedArray<Int64>, offsets: MappedArray<UInt32>, person: PackedColumn,
        start: PackedColumn, firstDay: Int, order: PackedColumn, visit: PackedColumn?,
        columns: [String: IndexColumn], bitmapOffsets: MappedArray<UInt32>, bitmapWords: MappedArray<UInt64>,
        runOffsets: MappedArray<UInt32>, runs: PackedColumn
    ) {
        self.rowCount = rowCount
        self.concepts = concepts
        self.offsets = offsets
        self.person = person
        self.start = start
        self.firstDay = firstDay
        self.order = order
        self.visit = visit
        self.columns = columns
        self.bitmapOffsets = bitmapOffsets
        self.bitmapWords = bitmapWords
        self.runOffsets = runOffsets
        self.runs = runs
    }
}
