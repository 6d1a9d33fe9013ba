/// Something noticed in a delivered file, with its place; never a patient's value.
package struct Finding: Sendable, Hashable {
    package enum Severity: String, Sendable, Comparable, CaseIterable {
        case note
        case warning
        /// The delivery cannot be taken in.
        case error

        package static func < (left: Severity, right: Severity) -> Bool {
            let order = Severity.allCases
            return order.firstIndex(of: left) ?? 0 < order.firstIndex(of: right) ?? 0
        }
    }

    /// Stable, dotted: `csv.unclosed-quote`.
    package let code: String
    package let severity: Severity
    package let file: String
    /// First line concerned, from 1, counted as a text editor does.
    package let line: Int?
    /// First column concerned, from 1: the position in the record for a CSV, the byte in the line otherwise.
    package let column: Int?
    /// The column's name, or the path of the element.
    package let field: String?
    /// How many times it was seen.
    package var count: Int
    package let message: Phrase

    package init(
        code: String,
        severity: Severity,
        file: String,
        line: Int? = nil,
        column: Int? = nil,
        field: String? = nil,
        count: Int = 1,
        message: Phrase
    ) {
        self.code = code
        self.severity = severity
        self.file = file
        self.line = line
        self.column = column
        self.field = field
        self.count = count
        self.message = message
    }

    /// `ER_PRS_F.csv:12: column 3 (BEN_SEX_COD)`, as far as it is known.
    package var place: String {
        var text = file
        if let line { text += ":\(line)" }
        if let column { text += ": column \(column)" }
        if let field { text += " (\(field))" }
        return text
    }
}

/// Findings gathered with a bound: one entry per (code, file, field), the first place kept, the rest counted.
package struct Findings: Sendable {
    /// No report lists more than this many distinct findings; further ones are only counted.
    package static let distinctCountMax = 500

    private struct Key: Hashable {
        let code: String
        let file: String
        let field: String?
    }

    private var places: [Key: Int] = [:]
    private var list: [Finding] = []
    /// How many findings were dropped because the list was full.
    package private(set) var droppedCount = 0

    package init() {}

    package mutating func add(_ finding: Finding) {
        let key = Key(code: finding.code, file: finding.file, field: finding.field)
        if let place = places[key] {
            list[place].count += finding.count
        } else if list.count < Findings.distinctCountMax {
            places[key] = list.count
            list.append(finding)
        } else {
            droppedCount += finding.count
        }
    }

    package mutating func add(contentsOf other: Findings) {
        for finding in other.list { add(finding) }
        droppedCount += other.droppedCount
    }

    /// Most severe first, then by place.
    package var sorted: [Finding] {
        list.sorted {
            if $0.severity != $1.severity { return $0.severity > $1.severity }
            return ($0.file, $0.line ?? 0, $0.column ?? 0, $0.code) < ($1.file, $1.line ?? 0, $1.column ?? 0, $1.code)
        }
    }

    package var isEmpty: Bool { list.isEmpty }
    package var hasErrors: Bool { list.contains { $0.severity == .error } }
    package func count(of code: String) -> Int { list.filter { $0.code == code }.reduce(0) { $0 + $1.count } }
}
