/// What each byte means in a dialect, as one lookup.
struct CSVByteClasses {
    static let plain: UInt8 = 0
    static let separator: UInt8 = 1
    static let quote: UInt8 = 2
    static let lineFeed: UInt8 = 3
    static let carriageReturn: UInt8 = 4
    static let control: UInt8 = 5
    static let nul: UInt8 = 6

    /// 256 classes outside quotes, then 256 inside.
    let table: UnsafeMutablePointer<UInt8>

    init(dialect: CSVDialect) {
        // Safe because its owner, the record reader, frees it once.
        table = .allocate(capacity: 512)
        table.initialize(repeating: CSVByteClasses.plain, count: 512)
        for base in [0, 256] {
            for byte in 1..<0x20 where byte != 0x09 { table[base + byte] = CSVByteClasses.control }
            table[base + 0x7F] = CSVByteClasses.control
            table[base] = CSVByteClasses.nul
            table[base + 0x0A] = CSVByteClasses.lineFeed
            table[base + 0x0D] = CSVByteClasses.carriageReturn
            table[base + Int(dialect.quote)] = CSVByteClasses.quote
        }
        table[Int(dialect.separator)] = CSVByteClasses.separator
    }

    func deallocate() { table.deallocate() }
}

/// How far the scan of one record went; every place counts from the record's first byte.
struct CSVScanState {
    enum Mode { case start, plain, quoted, afterQuote }
    enum Newline { case none, lineFeed, carriageReturnLineFeed, carriageReturn }

    var mode = Mode.start
    var position = 0
    var fieldStart = 0
    var fieldEnd = 0
    var fieldLineBreaks: Int32 = 0
    var fieldMarks: CSVMarks = []
    var recordMarks: CSVMarks = []
    var lineBreaks = 0
    /// Quotes from here on are plain text.
    var literalFrom = Int.max
    var newline = Newline.none
    var contentEnd = 0
    /// After the line end; 0 until the record is complete.
    var recordEnd = 0

    /// The value in hand.
    @inline(__always)
    var field: CSVField {
        let shift = fieldMarks.contains(.quoted) ? 1 : 0
        return CSVField(
            start: Int32(fieldStart + shift), end: Int32(fieldEnd), lineBreaks: fieldLineBreaks, marks: fieldMarks)
    }
}

enum CSVScanOutcome { case record, moreBytes, fieldsFull, unclosedQuote }

/// Scans one record, or as much of it as there is, and notes where its values stand.
///
/// Safe because every access of `record` is below `count`, and of `fields` below `fieldCapacity`.
func scanRecord(
    _ state: inout CSVScanState, record: UnsafePointer<UInt8>, count: Int, isAtEnd: Bool, classes: CSVByteClasses,
    fields: UnsafeMutablePointer<CSVField>, fieldCapacity: Int, fieldCount: inout Int
) -> CSVScanOutcome {
    let table = classes.table
    while true {
        switch state.mode {
        case .start:
            guard fieldCount < fieldCapacity else { return .fieldsFull }
            guard state.position < count else { return .moreBytes }
            startField(&state, opens: table[Int(record[state.position])] == CSVByteClasses.quote)
        case .plain:
            var position = state.position
            while position < count, table[Int(record[position])] == CSVByteClasses.plain { position += 1 }
            state.position = position
            guard position < count else { return .moreBytes }
            let kind = table[Int(record[position])]
            if kind == CSVByteClasses.separator {
                state.fieldEnd = position
                push(&state, fields, &fieldCount)
            } else if kind == CSVByteClasses.lineFeed || kind == CSVByteClasses.carriageReturn {
                if isCut(kind, position, count, isAtEnd) { return .moreBytes }
                state.fieldEnd = position
                push(&state, fields, &fieldCount)
                endRecord(&state, record, count, at: position)
                return .record
            } else {
                noteOddByte(&state, kind)
            }
        case .quoted:
            guard scanQuoted(&state, record, count, isAtEnd: isAtEnd, table) else { return .moreBytes }
        case .afterQuote:
            guard state.position < count else { return .moreBytes }
            let kind = table[Int(record[state.position])]
            if kind == CSVByteClasses.separator {
                push(&state, fields, &fieldCount)
            } else if kind == CSVByteClasses.lineFeed || kind == CSVByteClasses.carriageReturn {
                let position = state.position
                if isCut(kind, position, count, isAtEnd) { return .moreBytes }
                push(&state, fields, &fieldCount)
                endRecord(&state, record, count, at: position)
                return .record
            } else {
                // Text after a closing quote that ends another line: the quote was never closed on its own line.
                if state.lineBreaks > Int(state.fieldLineBreaks) { return .unclosedQuote }
                state.fieldMarks = [.garbage]
                state.mode = .plain
            }
        }
    }
}

/// Begins a value: quoted, unless its quote is known to be closed by nothing.
@inline(__always)
private func startField(_ state: inout CSVScanState, opens: Bool) {
    state.fieldStart = state.position
    state.fieldLineBreaks = Int32(truncatingIfNeeded: state.lineBreaks)
    state.fieldMarks = []
    if opens, state.position < state.literalFrom {
        state.mode = .quoted
        state.position += 1
    } else {
        if state.position == state.literalFrom { state.fieldMarks = .unclosed }
        state.mode = .plain
    }
}

/// Whether a CR stands at the end of the bytes at hand: a LF may follow.
@inline(__always)
private func isCut(_ kind: UInt8, _ position: Int, _ count: Int, _ isAtEnd: Bool) -> Bool {
    kind == CSVByteClasses.carriageReturn && position + 1 == count && !isAtEnd
}

@inline(__always)
private func push(
    _ state: inout CSVScanState, _ fields: UnsafeMutablePointer<CSVField>, _ fieldCount: inout Int
) {
    fields[fieldCount] = state.field
    fieldCount += 1
    state.recordMarks.formUnion(state.fieldMarks)
    state.position += 1
    state.mode = .start
}

@inline(__always)
private func endRecord(_ state: inout CSVScanState, _ record: UnsafePointer<UInt8>, _ count: Int, at position: Int) {
    state.contentEnd = position
    state.lineBreaks += 1
    if record[position] == 0x0A {
        state.newline = .lineFeed
        state.recordEnd = position + 1
    } else if position + 1 < count, record[position + 1] == 0x0A {
        state.newline = .carriageReturnLineFeed
        state.recordEnd = position + 2
    } else {
        state.newline = .carriageReturn
        state.recordEnd = position + 1
    }
}

private func noteOddByte(_ state: inout CSVScanState, _ kind: UInt8) {
    if kind == CSVByteClasses.nul {
        state.fieldMarks.insert(.nul)
    } else if kind == CSVByteClasses.control {
        state.fieldMarks.insert(.control)
    } else if kind == CSVByteClasses.quote, state.fieldMarks.isDisjoint(with: [.garbage, .unclosed]) {
        state.fieldMarks.insert(.strayQuote)
    }
    state.position += 1
}

/// Scans within quotes, up to the closing one; false when more bytes are needed.
private func scanQuoted(
    _ state: inout CSVScanState, _ record: UnsafePointer<UInt8>, _ count: Int, isAtEnd: Bool,
    _ table: UnsafeMutablePointer<UInt8>
) -> Bool {
    let quotedTable = table + 256
    while true {
        var position = state.position
        while position < count, quotedTable[Int(record[position])] == CSVByteClasses.plain { position += 1 }
        state.position = position
        guard position < count else { return false }
        let kind = quotedTable[Int(record[position])]
        if kind == CSVByteClasses.quote {
            guard position + 1 < count || isAtEnd else { return false }
            if position + 1 < count, record[position + 1] == record[position] {
                state.fieldMarks.insert(.escaped)
                state.position = position + 2
            } else {
                state.fieldEnd = position
                state.fieldMarks.insert(.quoted)
                state.position = position + 1
                state.mode = .afterQuote
                return true
            }
        } else if kind == CSVByteClasses.lineFeed {
            state.lineBreaks += 1
            state.position = position + 1
        } else if kind == CSVByteClasses.carriageReturn {
            guard position + 1 < count || isAtEnd else { return false }
            state.lineBreaks += 1
            let isPair = position + 1 < count && record[position + 1] == 0x0A
            state.position = position + (isPair ? 2 : 1)
        } else {
            noteOddByte(&state, kind)
        }
    }
}
