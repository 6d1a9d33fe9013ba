internal import HealthModel

/// The header of a delivered file matched with the columns that its schema declares.
struct CSVHeader {
    /// For each column of the file, the place of its field in the schema; nil when the schema does not have it.
    let fieldIndexes: [Int?]
    /// The names to write in a clean copy.
    let canonicalNames: [String]
    /// Whether a clean copy would have another header.
    let isExact: Bool
    /// No name is known: the first record is data, or another table.
    let isAbsent: Bool

    init(_ names: [String], schema: TableSchema, file: String, findings: inout Findings) {
        var exact: [String: Int] = [:]
        var folded: [String: Int] = [:]
        for (index, field) in schema.fields.enumerated() {
            exact[field.name] = index
            folded[field.name.lowercased()] = index
        }
        let trimmed = names.map(CSVHeader.trimmed)
        let matches = zip(names, trimmed).map { name, text in exact[name] ?? exact[text] ?? folded[text.lowercased()] }
        fieldIndexes = matches
        isAbsent = !schema.fields.isEmpty && matches.allSatisfy { $0 == nil }
        canonicalNames = zip(matches, trimmed).map { match, text in match.map { schema.fields[$0].name } ?? text }
        isExact = canonicalNames == names
        if isAbsent {
            findings.add(CSVFlaw.headerAbsent.finding(file: file, line: 1))
            return
        }
        noteNames(names, trimmed: trimmed, schema: schema, file: file, findings: &findings)
    }

    /// Without blanks, no-break spaces and a stray byte order mark at its ends.
    static func trimmed(_ text: String) -> String {
        func isBlank(_ character: Unicode.Scalar) -> Bool {
            character == " " || character == "\t" || character == "\u{A0}" || character == "\u{FEFF}"
        }
        var scalars = Substring(text).unicodeScalars
        while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
        while let last = scalars.last, isBlank(last) { scalars.removeLast() }
        return String(scalars)
    }

    private func noteNames(
        _ names: [String], trimmed: [String], schema: TableSchema, file: String, findings: inout Findings
    ) {
        var seen: Set<String> = []
        for (index, name) in trimmed.enumerated() {
            func note(_ flaw: CSVFlaw, _ field: String?) {
                findings.add(flaw.finding(file: file, line: 1, column: index + 1, field: field))
            }
            let match = fieldIndexes[index]
            if name.isEmpty {
                note(.headerEmpty, nil)
            } else if let match, !seen.insert(schema.fields[match].name).inserted {
                note(.headerDuplicate, schema.fields[match].name)
            } else if match == nil {
                note(.headerUnknown, DeliveryFileName.display(name))
            } else if names[index] != canonicalNames[index] {
                note(.headerSpelling, canonicalNames[index])
            }
        }
        for field in schema.fields where !seen.contains(field.name) {
            // Years and regimes fill different columns of one published table: only what names a row must be there.
            let isNeeded = field.isRequired || schema.primaryKey.contains(field.name)
            findings.add(
                CSVFlaw.headerMissing.finding(
                    file: file, line: 1, field: field.name, severity: isNeeded ? .error : .note))
        }
        let order = fieldIndexes.compactMap(\.self)
        if order != order.sorted() { findings.add(CSVFlaw.headerOrder.finding(file: file, line: 1)) }
    }
}
