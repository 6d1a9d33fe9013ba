/// A table of a shard ready to be written, but for the ranks of identifiers and visits, which need all its tables.
package struct BuiltTable: Sendable {
    let name: String
    let rowCount: Int
    let concepts: [Int64]
    let offsets: [UInt32]
    let firstDay: Int
    let person: PackedNumbers
    let start: PackedNumbers
    let columns: [BuiltColumn]
    let bitmapOffsets: [UInt32]
    let bitmapWords: [UInt64]
    let runOffsets: [UInt32]
    let runs: PackedNumbers
    /// Different persons of each concept.
    let personCounts: [UInt32]
    /// Every concept in a concept column.
    let occurringConcepts: Set<Int64>
    let undatedRowCount: Int
    let strangerRowCount: Int
    let undatedVisits: [(person: UInt32, visit: Int64, concept: Int64)]

    /// By row: what the ranks are made from.
    let persons: [UInt16]
    let identifiers: [Int64]
    let visits: [Int64]?

    /// Sorts and packs the rows; they are used up.
    package init(
        _ rows: TableRows, personCount: Int, options: PatientIndexOptions
    ) throws(PatientIndexError) {
        rows.removeOutsiders()
        let rowCount = rows.count
        guard rowCount < UInt32.max else { throw .limit(name: "rows of a shard", maximum: Int(UInt32.max)) }
        let sort = TableSort(rows)
        var packed = BuiltTable.columns(rows, sort.places)
        packed.concepts.formUnion(sort.concepts)
        packed.concepts.remove(IndexTable.noConcept)

        name = rows.table.name
        self.rowCount = rowCount
        concepts = sort.concepts
        offsets = sort.offsets
        firstDay = Int(sort.firstDay)
        columns = packed.columns
        occurringConcepts = packed.concepts
        undatedRowCount = rows.undatedRowCount
        strangerRowCount = rows.strangerRowCount
        undatedVisits = rows.undatedVisits

        var persons = [UInt16](repeating: 0, count: rowCount)
        var identifiers = [Int64](repeating: 0, count: rowCount)
        var startPacker = SteadyPacker(
            count: rowCount, largest: UInt64(Int64(sort.lastDay) - Int64(sort.firstDay)))
        let first = Int64(sort.firstDay)
        for (place, row) in sort.places.enumerated() {
            persons[place] = UInt16(truncatingIfNeeded: rows.persons[Int(row)])
            identifiers[place] = rows.identifiers[Int(row)]
            startPacker.append(UInt64(Int64(rows.starts[Int(row)]) - first))
        }
        start = startPacker.finish()
        visits = rows.visits.map { visits in sort.places.map { visits[Int($0)] } }
        var personPacker = SteadyPacker(count: rowCount, largest: UInt64(persons.max() ?? 0))
        for person in persons { personPacker.append(UInt64(person)) }
        person = personPacker.finish()
        let bitmaps = PersonBitmaps(
            persons: persons, offsets: sort.offsets, personCount: personCount, options: options)
        bitmapOffsets = bitmaps.offsets
        bitmapWords = bitmaps.words
        runOffsets = bitmaps.runOffsets
        runs = PackedNumbers.packing(bitmaps.runs, largest: UInt32(rowCount))
        personCounts = bitmaps.personCounts
        self.persons = persons
        self.identifiers = identifiers
    }

    private static func columns(
        _ rows: TableRows, _ places: [UInt32]
    ) -> (columns: [BuiltColumn], concepts: Set<Int64>) {
        var columns: [BuiltColumn] = []
        var concepts: Set<Int64> = []
        for (name, column) in rows.days {
            var packer = ColumnPacker(name: name, rows: places)
            if let built = packer.pack(sinceStart(column, rows.starts)) { columns.append(built) }
        }
        for (name, column) in rows.values {
            var packer = ColumnPacker(name: name, rows: places)
            if let built = packer.pack(column) { columns.append(built) }
            if IndexSchema.isConcept(name) { concepts.formUnion(packer.distinct) }
        }
        return (columns.sorted { $0.name < $1.name }, concepts)
    }

    /// Days as whole numbers since the row's start.
    private static func sinceStart(_ column: RowBuffer<Int32>, _ starts: RowBuffer<Int32>) -> RawColumn {
        var isWide = false
        for row in 0..<column.count where column[row] != TableRows.unknownDay {
            let (difference, overflow) = column[row].subtractingReportingOverflow(starts[row])
            if overflow || difference == .min {
                isWide = true
                break
            }
        }
        if isWide {
            let wide = RowBuffer<Int64>(capacity: column.count)
            for row in 0..<column.count {
                wide.append(column[row] == TableRows.unknownDay ? .min : Int64(column[row]) - Int64(starts[row]))
            }
            return .large(wide)
        }
        for row in 0..<column.count where column[row] != TableRows.unknownDay { column[row] &-= starts[row] }
        return .small(column)
    }
}

/// Packs numbers up to a largest one; none take any room when it is 0.
struct SteadyPacker {
    private var packer: BitPacker?
    private let count: Int

    init(count: Int, largest: UInt64) {
        self.count = count
        if largest > 0 { packer = BitPacker(count: count, bitWidth: PackedNumbers.bitWidth(of: largest)) }
    }

    @inline(__always)
    mutating func append(_ number: UInt64) { packer?.append(number) }

    mutating func finish() -> PackedNumbers { packer?.finish() ?? .zeros(count: count) }
}

/// Which persons have a row of a concept and where their rows begin, for concepts with many rows; how many persons,
/// for all.
struct PersonBitmaps {
    private(set) var offsets: [UInt32] = []
    private(set) var words: [UInt64] = []
    private(set) var runOffsets: [UInt32] = [0]
    private(set) var runs: [UInt32] = []
    private(set) var personCounts: [UInt32] = []

    /// `persons` ascend within each concept's rows.
    init(persons: [UInt16], offsets rowOffsets: [UInt32], personCount: Int, options: PatientIndexOptions) {
        let wordCount = (personCount + 63) / 64
        for concept in 0..<(rowOffsets.count - 1) {
            let rows = Int(rowOffsets[concept])..<Int(rowOffsets[concept + 1])
            let hasBitmap = rows.count * options.personsPerBitmapRow >= personCount
            let begin = words.count
            offsets.append(hasBitmap ? UInt32(begin) : IndexTable.noBitmap)
            if hasBitmap { words.append(contentsOf: repeatElement(0, count: wordCount)) }
            var count: UInt32 = 0
            var last = -1
            for row in rows where Int(persons[row]) != last {
                last = Int(persons[row])
                count += 1
                if hasBitmap {
                    words[begin + (last >> 6)] |= 1 << UInt64(last & 63)
                    runs.append(UInt32(row))
                }
            }
            if hasBitmap { runs.append(UInt32(rows.upperBound)) }
            runOffsets.append(UInt32(runs.count))
            personCounts.append(count)
        }
    }
}
