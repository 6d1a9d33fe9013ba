/// Scans documents as they come, one a line.
package struct TextScan: Sendable {
    /// Passages kept for one file.
    package static let placeCountMax = 100_000

    private var scanner = TextScanner()
    private var lineNumber = 0
    private var places: [NominativeReport.Place] = []
    private var droppedPlaceCount = 0

    package init() {}

    /// Looks at the next document.
    package mutating func add(line: Span<UInt8>) {
        lineNumber += 1
        for span in scanner.spans(in: line) {
            if places.count < TextScan.placeCountMax {
                places.append(.init(line: lineNumber, column: nil, span: span))
            } else {
                droppedPlaceCount += 1
            }
        }
    }

    /// Looks at every line of a text; lines end with LF or CRLF.
    package mutating func add(lines: Span<UInt8>) {
        var start = 0
        for place in lines.indices where lines[place] == 0x0A {
            let end = place > start && lines[place - 1] == 0x0D ? place - 1 : place
            add(line: lines.extracting(start..<end))
            start = place + 1
        }
        if start < lines.count { add(line: lines.extracting(start..<lines.count)) }
    }

    /// What the documents hold.
    package func finish() -> NominativeReport {
        NominativeReport(columns: [], places: places, droppedPlaceCount: droppedPlaceCount)
    }
}
