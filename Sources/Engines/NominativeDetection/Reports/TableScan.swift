/// Scans a table as its records come: the reader of the file pushes, nothing is kept but counters.
package struct TableScan: Sendable {
    /// Passages kept for one file.
    package static let placeCountMax = 100_000

    /// What to do with passages in the cells.
    package enum Detail: Sendable {
        /// Columns only.
        case columns
        /// Columns, and the passages of the cells that hold several words.
        case passages
    }

    private let headers: [String]
    private let detail: Detail
    private var scanners: [ColumnScanner]
    private var text = TextScanner()
    private var recordNumber = 1
    private var places: [NominativeReport.Place] = []
    private var droppedPlaceCount = 0

    package init(headers: [String], detail: Detail = .columns) {
        self.headers = headers
        self.detail = detail
        scanners = headers.map { _ in ColumnScanner() }
    }

    /// Looks at one cell of the current record, or at a distinct value with its number of rows. Cells beyond the header
    /// are not looked at: the reader of the file refuses such records.
    package mutating func add(_ value: Span<UInt8>, column: Int, count: Int = 1) {
        guard scanners.indices.contains(column) else { return }
        scanners[column].add(value, count: count)
        guard detail == .passages, TableScan.hasSeveralWords(value) else { return }
        for span in text.spans(in: value) {
            if places.count < TableScan.placeCountMax {
                places.append(.init(line: recordNumber, column: headers[column], span: span))
            } else {
                droppedPlaceCount += 1
            }
        }
    }

    /// The current record is over.
    package mutating func endRecord() { recordNumber += 1 }

    /// Looks at a whole record.
    package mutating func add(record: [[UInt8]]) {
        for (column, value) in record.enumerated() { add(value.span, column: column) }
        endRecord()
    }

    /// What the table holds.
    package func finish() -> NominativeReport {
        NominativeReport(
            columns: zip(scanners, headers).map { $0.finish(header: $1) }, places: places,
            droppedPlaceCount: droppedPlaceCount)
    }

    private static func hasSeveralWords(_ value: Span<UInt8>) -> Bool {
        var blanks = 0
        for place in value.indices where value[place] == 0x20 || value[place] == 0x0A { blanks += 1 }
        return blanks >= 2
    }
}
