/// What a scan of one file found: its columns, its passages, and nothing of their content but masked examples.
package struct NominativeReport: Sendable {
    /// A passage with the line, or the record, where it stands.
    package struct Place: Sendable, Hashable {
        /// From 1: the line of a text, the record of a table (the header is record 0).
        package let line: Int
        /// The column's header, for a table.
        package let column: String?
        package let span: NominativeSpan
    }

    package let columns: [ColumnVerdict]
    package let places: [Place]
    /// Passages that were found and not kept, beyond the limit.
    package let droppedPlaceCount: Int

    /// Whether anything was found that must stop a delivery.
    package var isNominative: Bool { !places.isEmpty || columns.contains { $0.kind.isNominative } }

    /// The columns that tell about persons, the surest first.
    package var nominativeColumns: [ColumnVerdict] {
        columns.filter { $0.kind.isNominative }.sorted { $0.confidence > $1.confidence }
    }

    /// `{"columns":[{"name","kind","confidence","share","examples"}],"spans":[{"line","start","end","kind"}]}`; starts
    /// and ends are counted in Unicode scalars.
    package var json: String {
        let columnTexts = columns.map { column in
            let examples = column.maskedExamples.map(JSONText.quoted).joined(separator: ",")
            return "{\"name\":\(JSONText.quoted(column.name)),\"kind\":\"\(column.kind.rawValue)\","
                + "\"confidence\":\(JSONText.decimal(column.confidence)),\"share\":\(JSONText.decimal(column.share)),"
                + "\"examples\":[\(examples)]}"
        }
        let placeTexts = places.map { place in
            let column = place.column.map { ",\"column\":\(JSONText.quoted($0))" } ?? ""
            return "{\"line\":\(place.line),\"start\":\(place.span.start),\"end\":\(place.span.end),"
                + "\"kind\":\"\(place.span.kind.rawValue)\"\(column)}"
        }
        return "{\"columns\":[\(columnTexts.joined(separator: ","))],\"spans\":[\(placeTexts.joined(separator: ","))]}"
    }
}

/// Values written as JSON.
enum JSONText {
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x2028 || scalar.value == 0x2029:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// Four decimals at most.
    static func decimal(_ number: Double) -> String {
        let scaled = Int((number * 10_000).rounded())
        guard scaled % 10_000 != 0 else { return String(scaled / 10_000) }
        var digits = String(scaled % 10_000)
        digits = String(repeating: "0", count: 4 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        return "\(scaled / 10_000).\(digits)"
    }
}
