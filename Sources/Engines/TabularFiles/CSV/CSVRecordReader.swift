package import Foundation

/// Streams the records of a delivered CSV: gunzipped, decoded to UTF-8, unquoted; memory does not grow with the file.
///
/// Blank lines are passed over and counted. Values are read in place: they are valid until the next call of `next`.
package final class CSVRecordReader {
    /// After so many quotes that nothing closes, the file is given up.
    static let unclosedQuoteCountMax = 100
    static let sampleByteCount = 64 << 10

    package let fileName: String
    package private(set) var dialect = CSVDialect.comma
    /// The values of the first record, as written; empty until `readHeader`.
    package private(set) var header: [String] = []
    /// Line of the current record's first byte, from 1, as a text editor counts.
    package private(set) var line = 0
    package private(set) var fieldCount = 0
    package private(set) var newlines = CSVNewlines()
    package private(set) var blankLineCount = 0
    private(set) var firstBlankLine: Int?
    /// Union of the marks of the current record's values.
    private(set) var marks: CSVMarks = []
    /// Decoded bytes up to the end of the current record.
    private(set) var textByteCount = 0

    let text: TextReader
    private let limits: TabularLimits
    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var filled = 0
    private var recordStart = 0
    private var fields: UnsafeMutablePointer<CSVField>
    private var fieldCapacity: Int
    private var nextLine = 1
    private var unclosedQuoteCount = 0
    private var scan = CSVScanState()
    private var classes: CSVByteClasses

    /// Opens the file; detects the dialect unless it is given.
    package init(
        file: URL, dialect given: CSVDialect? = nil, expectedNames: [String] = [],
        limits: TabularLimits = TabularLimits()
    ) throws(TabularFileError) {
        fileName = file.lastPathComponent
        self.limits = limits
        text = TextReader(try FileBytes(file: file, limits: limits))
        capacity = 2 * TextReader.roomByteCount
        // Safe because both are owned here, grown only by this class and freed once in deinit.
        buffer = .allocate(capacity: capacity)
        fieldCapacity = min(256, limits.columnCountMax)
        fields = .allocate(capacity: fieldCapacity)
        classes = CSVByteClasses(dialect: .comma)
        filled = try text.fill(buffer)
        let sample = UnsafeBufferPointer(start: buffer, count: min(filled, CSVRecordReader.sampleByteCount))
        try refuseBinary(sample)
        dialect = given ?? CSVDialect.detect(sample, expectedNames: expectedNames)
        classes.deallocate()
        classes = CSVByteClasses(dialect: dialect)
    }

    deinit {
        buffer.deallocate()
        fields.deallocate()
        classes.deallocate()
    }

    package var encoding: TextEncoding { text.encoding }
    package var hasByteOrderMark: Bool { text.hasByteOrderMark }
    package var isGzip: Bool { text.bytes.isGzip }
    /// Bytes of the file read so far, before unpacking.
    package var rawByteCount: Int { text.bytes.rawByteCount }
    /// Something in the current record cannot be trusted: a quote left open, a NUL, characters that are not text.
    package var isRecordBroken: Bool { !marks.isDisjoint(with: .broken) }

    /// Reads the first record as names; false when the file has none.
    package func readHeader() throws(TabularFileError) -> Bool {
        guard try next() else { return false }
        header = (0..<fieldCount).map { string($0) }
        return true
    }

    /// Places of the header's columns of this name; case and blanks around it do not count.
    package func columnIndexes(named name: String) -> [Int] {
        let folded = name.lowercased()
        return header.indices.filter { CSVHeader.trimmed(header[$0]).lowercased() == folded }
    }

    /// Moves to the next record; false at the end.
    package func next() throws(TabularFileError) -> Bool {
        while true {
            recordStart += scan.recordEnd
            line = nextLine
            scan = CSVScanState()
            fieldCount = 0
            guard try scanToEnd() else { return false }
            nextLine = line + scan.lineBreaks
            guard scan.recordEnd <= limits.recordByteCountMax else {
                throw .lineTooLong(file: fileName, line: line, byteCountMax: limits.recordByteCountMax)
            }
            if fieldCount == 1, fields[0].start == fields[0].end, fields[0].marks.isEmpty {
                blankLineCount += 1
                if firstBlankLine == nil { firstBlankLine = line }
                continue
            }
            finishRecord()
            return true
        }
    }

    /// The bytes of one value, quotes removed; valid until the next call of `next`.
    @inline(__always)
    package func bytes(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let field = fields[index]
        // Safe because the scan keeps every value within the buffer, which does not move before the next call.
        return UnsafeBufferPointer(
            start: buffer + recordStart + Int(field.start), count: Int(field.end) - Int(field.start))
    }

    /// The current record as it stands, without its line end, when it is RFC 4180 as it is; valid until `next`.
    var plainRecord: UnsafeBufferPointer<UInt8>? {
        guard marks.isSubset(of: .quoted), fieldCount > 1 else { return nil }
        return UnsafeBufferPointer(start: buffer + recordStart, count: scan.contentEnd)
    }

    /// The values of a run of columns as they stand, separators and quotes included; nil when the record must be
    /// written anew. Valid until `next`.
    func plainRun(_ columns: Range<Int>) -> UnsafeBufferPointer<UInt8>? {
        guard marks.isSubset(of: .quoted), let first = columns.first, let last = columns.last else { return nil }
        // Safe because a quoted value has its quotes right before and after it, within the record.
        let start = Int(fields[first].start) - (fields[first].marks.contains(.quoted) ? 1 : 0)
        let end = Int(fields[last].end) + (fields[last].marks.contains(.quoted) ? 1 : 0)
        return UnsafeBufferPointer(start: buffer + recordStart + start, count: end - start)
    }

    /// One value as a text.
    package func string(_ index: Int) -> String { String(decoding: bytes(index), as: UTF8.self) }

    /// Line of the first byte of a value.
    package func line(of index: Int) -> Int { line + Int(fields[index].lineBreaks) }

    @inline(__always)
    func marks(of index: Int) -> CSVMarks { fields[index].marks }

    // MARK: - Records

    /// Scans until the record is complete, bringing bytes as needed; false when nothing is left.
    private func scanToEnd() throws(TabularFileError) -> Bool {
        while true {
            switch scanOnce() {
            case .record: return true
            case .fieldsFull: try growFields()
            case .unclosedQuote: try readQuoteAsText()
            case .moreBytes:
                if filled - recordStart > limits.recordByteCountMax {
                    guard scan.mode == .quoted else {
                        throw .lineTooLong(file: fileName, line: line, byteCountMax: limits.recordByteCountMax)
                    }
                    try readQuoteAsText()
                } else if try !refill() {
                    if scan.mode == .quoted {
                        try readQuoteAsText()
                        continue
                    }
                    return endOfFile()
                }
            }
        }
    }

    private func scanOnce() -> CSVScanOutcome {
        scanRecord(
            &scan, record: UnsafePointer(buffer + recordStart), count: filled - recordStart, isAtEnd: text.isAtEnd,
            classes: classes, fields: fields, fieldCapacity: fieldCapacity, fieldCount: &fieldCount)
    }

    /// The last record has no line end of its own.
    private func endOfFile() -> Bool {
        let count = filled - recordStart
        guard count > 0 else { return false }
        if scan.mode == .start {
            scan.fieldStart = count
            scan.fieldMarks = []
            scan.fieldLineBreaks = Int32(truncatingIfNeeded: scan.lineBreaks)
        }
        if scan.mode != .afterQuote { scan.fieldEnd = count }
        fields[fieldCount] = scan.field
        fieldCount += 1
        scan.recordMarks.formUnion(scan.fieldMarks)
        scan.recordEnd = count
        scan.contentEnd = count
        scan.lineBreaks += 1
        return true
    }

    /// Nothing closes the quote: the record is read again with that quote as plain text.
    private func readQuoteAsText() throws(TabularFileError) {
        unclosedQuoteCount += 1
        let place = scan.fieldStart
        let lineOfQuote = line + Int(scan.fieldLineBreaks)
        guard unclosedQuoteCount <= CSVRecordReader.unclosedQuoteCountMax else {
            throw .unclosedQuotes(file: fileName, line: lineOfQuote)
        }
        scan = CSVScanState()
        scan.literalFrom = place
        fieldCount = 0
    }

    private func growFields() throws(TabularFileError) {
        guard fieldCapacity < limits.columnCountMax else {
            throw .tooManyColumns(file: fileName, line: line, countMax: limits.columnCountMax)
        }
        let larger = min(fieldCapacity * 4, limits.columnCountMax)
        let place = UnsafeMutablePointer<CSVField>.allocate(capacity: larger)
        place.update(from: fields, count: fieldCount)
        fields.deallocate()
        fields = place
        fieldCapacity = larger
    }

    /// Moves the record to the front and brings more bytes; false at the end of the file.
    private func refill() throws(TabularFileError) -> Bool {
        if text.isAtEnd { return false }
        let kept = filled - recordStart
        if recordStart > 0 { memmove(buffer, buffer + recordStart, kept) }
        textOffset += recordStart
        recordStart = 0
        filled = kept
        if capacity - kept < TextReader.roomByteCount {
            let larger = 2 * capacity + TextReader.roomByteCount
            let place = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
            memcpy(place, buffer, kept)
            buffer.deallocate()
            buffer = place
            capacity = larger
        }
        let wasAtEnd = text.isAtEnd
        let got = try text.fill(buffer + filled)
        filled += got
        // Knowing that the end is reached is progress too: a last CR or quote may now be understood.
        return got > 0 || text.isAtEnd != wasAtEnd
    }

    /// Decoded bytes that left the buffer.
    private var textOffset = 0

    private func finishRecord() {
        let recordOffset = textOffset + recordStart
        textByteCount = recordOffset + scan.recordEnd
        switch scan.newline {
        case .lineFeed: newlines.lineFeedCount += 1
        case .carriageReturnLineFeed: newlines.carriageReturnLineFeedCount += 1
        case .carriageReturn: newlines.carriageReturnCount += 1
        case .none: break
        }
        if text.nextIssueOffset < textByteCount { takeIssues(recordOffset: recordOffset) }
        marks = scan.recordMarks
        if marks.contains(.escaped) { unescape() }
    }

    private func takeIssues(recordOffset: Int) {
        while text.nextIssueOffset < textByteCount {
            let issue = text.issues[text.takenIssueCount]
            text.takenIssueCount += 1
            let place = Int32(max(0, issue.offset - recordOffset))
            var index = 0
            while index < fieldCount - 1, fields[index + 1].start <= place { index += 1 }
            fields[index].marks.insert(CSVMarks(issue.kind))
            scan.recordMarks.insert(CSVMarks(issue.kind))
        }
    }

    /// Halves the doubled quotes of the record, in place.
    private func unescape() {
        let record = buffer + recordStart
        for index in 0..<fieldCount where fields[index].marks.contains(.escaped) {
            var target = Int(fields[index].start)
            var source = target
            let end = Int(fields[index].end)
            while source < end {
                let byte = record[source]
                record[target] = byte
                target += 1
                source += byte == dialect.quote ? 2 : 1
            }
            fields[index].end = Int32(target)
        }
    }

    /// Many NULs or control bytes at the start: not text at all.
    private func refuseBinary(_ sample: UnsafeBufferPointer<UInt8>) throws(TabularFileError) {
        var oddCount = 0
        for (index, byte) in sample.enumerated() where byte < 0x20 && (byte < 0x09 || byte > 0x0D) {
            oddCount += 1
            if oddCount > 16, oddCount * 20 > index { throw .binary(file: fileName, offset: index) }
        }
    }
}
