import Foundation
import HealthModel
import SQLBackends
import TabularFiles

/// Makes ready the files of one table: what to select from each, how many rows there are and what happens to them.
struct CDMTableReader {
    /// One file, ready to be written into a release.
    struct Ready {
        let select: String
        let rowsInFile: Int
        let rowsKept: Int
        let dropped: [String: Int]
        let isVersion53: Bool
    }

    let table: OMOPTable
    let connection: DuckDBConnection
    /// For clean copies.
    let work: URL

    func read(_ file: CDMFile, number: Int, findings: inout Findings) throws -> Ready {
        if CDMFolder.isParquet(file) { return try readParquet(file, &findings) }
        let text = try CDMTextFile(file, expectedNames: table.fields.map(\.name) + CDMColumns.renamed.keys)
        note(text, &findings)
        let columns = CDMColumns(table: table, header: text.header)
        note(columns, file, &findings)
        let copy = work.appending(path: "\(table.name)-\(number).csv")
        let expected = text.rowCount - text.shiftedRowCount
        var noted = findings
        // DuckDB may stumble where our reader does not: the clean copy is then read instead.
        if !text.needsRewriting, let ready = try? convert(text, columns, place: file.place, findings: &noted),
            ready.rowsInFile == expected
        {
            findings = noted
            return ready
        }
        try text.rewrite(to: copy)
        let ready = try convert(text, columns, place: copy, findings: &findings)
        guard ready.rowsInFile == expected else {
            throw ExistingCDMError.rowsDiffer(table: table.name, inFile: expected, read: ready.rowsInFile)
        }
        var dropped = ready.dropped
        if text.shiftedRowCount > 0 { dropped["shifted"] = text.shiftedRowCount }
        return Ready(
            select: ready.select, rowsInFile: text.rowCount, rowsKept: ready.rowsKept, dropped: dropped,
            isVersion53: ready.isVersion53)
    }

    private func convert(
        _ text: CDMTextFile, _ columns: CDMColumns, place: URL, findings: inout Findings
    ) throws -> Ready {
        let isCopy = place != text.file.place
        let names = text.header.indices.map { "c\($0)" }
        let reader = CDMTableReader.reader(
            place, names: names, dialect: isCopy ? .comma : text.dialect, isGzip: !isCopy && text.isGzip)
        let input = names.map { CDMConversion.Column(name: $0, type: "VARCHAR") }
        return try count(CDMConversion(columns: columns, input: input, reader: reader), text.file, &findings)
    }

    private func readParquet(_ file: CDMFile, _ findings: inout Findings) throws -> Ready {
        let reader = "read_parquet(\(SQLLiteral.text(file.place.path)), hive_partitioning = false)"
        let described = try connection.query("DESCRIBE SELECT * FROM \(reader)", label: "describe \(table.name)").rows()
        let header = described.map { ($0[0].text ?? "").trimmingCharacters(in: .whitespacesAndNewlines).lowercased() }
        let input = described.map {
            CDMConversion.Column(name: SQLLiteral.identifier($0[0].text ?? ""), type: $0[1].text ?? "")
        }
        let columns = CDMColumns(table: table, header: header)
        note(columns, file, &findings)
        let rows =
            try connection.query(
                "SELECT coalesce(sum(num_rows), 0)::BIGINT FROM parquet_file_metadata(\(SQLLiteral.text(file.place.path)))",
                label: "count \(table.name)"
            )
            .scalarInt64()
        let ready = try count(CDMConversion(columns: columns, input: input, reader: reader), file, &findings)
        guard ready.rowsInFile == Int(rows) else {
            throw ExistingCDMError.rowsDiffer(table: table.name, inFile: Int(rows), read: ready.rowsInFile)
        }
        return ready
    }

    private func count(_ conversion: CDMConversion, _ file: CDMFile, _ findings: inout Findings) throws -> Ready {
        let row = try connection.query(conversion.countQuery, label: "count \(table.name)").rows(max: 1)
        let counts = conversion.counts(of: row.first ?? [])
        if counts.headerRows > 0 {
            findings.add(CDMFindings.rows("cdm.header-row", file.path, count: counts.headerRows))
        }
        for (field, count) in counts.unusable { findings.add(CDMFindings.unusable(file.path, field, count: count)) }
        for (field, count) in counts.unreadable { findings.add(CDMFindings.unreadable(file.path, field, count: count)) }
        for (field, count) in counts.filled { findings.add(CDMFindings.filled(file.path, field, count: count)) }
        let unusable = counts.rows - counts.kept - counts.headerRows
        let dropped = ["header-row": counts.headerRows, "unusable": unusable].filter { $0.value > 0 }
        return Ready(
            select: conversion.select, rowsInFile: counts.rows, rowsKept: counts.kept, dropped: dropped,
            isVersion53: conversion.columns.isVersion53)
    }

    // MARK: - Findings

    private func note(_ text: CDMTextFile, _ findings: inout Findings) {
        let counts = [
            ("cdm.row-short", text.shortRowCount), ("cdm.row-padded", text.paddedRowCount),
            ("cdm.row-shifted", text.shiftedRowCount), ("cdm.row-broken", text.brokenRowCount),
        ]
        for (code, count) in counts where count > 0 {
            findings.add(CDMFindings.rows(code, text.file.path, count: count))
        }
    }

    private func note(_ columns: CDMColumns, _ file: CDMFile, _ findings: inout Findings) {
        // A first row in which no name is OMOP's is a row of somebody's data: none of it may be told.
        guard !columns.extra.isEmpty, columns.missing.count == table.fields.count else {
            for name in columns.extra { findings.add(CDMFindings.extraColumn(file.path, name)) }
            return noteNamed(columns, file, &findings)
        }
        findings.add(CDMFindings.headerAbsent(file.path))
    }

    private func noteNamed(_ columns: CDMColumns, _ file: CDMFile, _ findings: inout Findings) {
        for name in columns.repeated { findings.add(CDMFindings.repeatedColumn(file.path, name)) }
        for field in columns.missing {
            findings.add(
                CDMFindings.missingColumn(file.path, field, isEssential: columns.isEssential(field)))
        }
    }

    /// All columns as text: OMOP's types come by our own conversion, which counts what it cannot read.
    private static func reader(_ place: URL, names: [String], dialect: CSVDialect, isGzip: Bool) -> String {
        let quote = dialect.quote == CDMTextFile.noQuote ? "" : String(UnicodeScalar(dialect.quote))
        let columns = names.map { "'\($0)': 'VARCHAR'" }.joined(separator: ", ")
        return """
            read_csv(\(SQLLiteral.text(place.path)), auto_detect = false, header = false, skip = 1, nullstr = '',
                delim = \(SQLLiteral.text(String(UnicodeScalar(dialect.separator)))), quote = \(SQLLiteral.text(quote)),
                escape = \(SQLLiteral.text(quote)), compression = '\(isGzip ? "gzip" : "none")',
                max_line_size = \(TabularLimits().recordByteCountMax), columns = {\(columns)})
            """
    }
}
