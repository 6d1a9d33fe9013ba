import Foundation
import HealthModel
import SQLBackends
import TabularFiles

/// Turns checked files into typed Parquet tables in which a person is a number: `<folder>/<table>.parquet`.
///
/// Rows whose person is not certain keep a null `person_id`; mapping does not see them.
struct StagingArea {
    let connection: DuckDBConnection
    let folder: URL
    let settings: IntakeSettings

    /// One table as it was staged.
    struct StagedTable {
        let file: SourceFile
        let parquet: URL
        let rows: Int
        /// Nil when the table names no person.
        let certainRows: Int?
        /// The columns to look at for nominative data.
        let columns: [String]
        /// Rows whose token is not in the crosswalk.
        let unknownTokenRows: Int
    }

    /// A delivered file that passed its checks, ready for DuckDB.
    struct ReadyFile {
        let place: URL
        let header: [String]
        let delimiter: Character
        let quote: Character
        let isGzip: Bool
    }

    /// Stages the delivered CSV files of one table.
    func stage(_ file: SourceFile, from ready: [ReadyFile]) throws -> StagedTable {
        let schema = file.deliveredSchema
        let hasToken = schema.field(named: SourceFile.tokenColumn) != nil
        var unknown: [String] = []
        for name in ready.flatMap(\.header) where schema.field(named: name) == nil && !unknown.contains(name) {
            unknown.append(name)
        }
        let selects = ready.map { part -> String in
            let columns = StagedColumns(header: part.header, schema: schema)
            let extra = unknown.filter { !part.header.contains($0) }
                .map { "NULL::VARCHAR AS \(SQLLiteral.identifier($0))" }
            let list = (columns.projection(from: "f") + extra).joined(separator: ", ")
            let reader = """
                read_csv(\(SQLLiteral.text(part.place.path)), auto_detect = false, header = false, skip = 1,
                    delim = \(SQLLiteral.text(String(part.delimiter))), quote = \(SQLLiteral.text(String(part.quote))),
                    escape = \(SQLLiteral.text(String(part.quote))), nullstr = '', new_line = '\\n',
                    compression = \(SQLLiteral.text(part.isGzip ? "gzip" : "none")), columns = \(columns.readerColumns))
                """
            return hasToken
                ? """
                SELECT c.person_id, c.token IS NULL AS token_unknown, \(list)
                FROM \(reader) f LEFT JOIN crosswalk c ON c.token = TRY_CAST(f.\(SourceFile.tokenColumn) AS UUID)
                """
                : "SELECT \(list) FROM \(reader) f"
        }
        return try write(
            file, select: selects.joined(separator: "\nUNION ALL BY NAME\n"),
            columns: schema.fields.map(\.name).filter { $0 != SourceFile.tokenColumn } + unknown, hasToken: hasToken)
    }

    /// Stages delivered FHIR resources of one type through their flat table.
    func stage(_ file: SourceFile, flattening: FHIRTable, from places: [URL]) throws -> StagedTable {
        let reader = flattening.select(from: flattening.reading(places.map(\.path)))
        let names = file.schema.fields.map(\.name)
        let list = names.map { "f.\(SQLLiteral.identifier($0))" }.joined(separator: ", ")
        let select = """
            SELECT c.person_id, f.\(SourceFile.tokenColumn) IS NULL OR c.token IS NULL AS token_unknown, \(list)
            FROM (\(reader)) f LEFT JOIN crosswalk c ON c.token = TRY_CAST(f.\(SourceFile.tokenColumn) AS UUID)
            """
        return try write(file, select: select, columns: names, hasToken: true)
    }

    /// Elements that the source does not let cross, if any is there: the holder's sealing went wrong.
    func unexpectedElements(of file: SourceFile, in places: [URL]) throws -> Finding? {
        guard case .fhir(_, let kept) = file.format else { return nil }
        let allowed = Set(kept + ["resourceType", "id"])
        let names =
            try connection.query(
                """
                SELECT DISTINCT unnest(json_keys(json))
                FROM read_ndjson_objects(\(SQLLiteral.list(places.map(\.path))))
                """, label: "elements of \(file.table)"
            )
            .strings()
        let unexpected = names.filter { !allowed.contains($0) }.sorted()
        guard !unexpected.isEmpty else { return nil }
        return Finding(
            code: "fhir.element-unexpected", severity: .error, file: file.table,
            field: unexpected.filter(Self.isElementName).joined(separator: ", "), count: unexpected.count,
            message: Phrase(
                fr: "Des éléments qui ne doivent pas quitter le détenteur sont livrés.",
                en: "Elements that must not leave the holder are delivered."))
    }

    /// FHIR's own names are short and of letters; anything else may be somebody's data and is not told.
    private static func isElementName(_ name: String) -> Bool {
        (1...30).contains(name.utf8.count) && (name.first?.isLowercase ?? false)
            && name.allSatisfy { $0.isASCII && $0.isLetter }
    }

    private func write(_ file: SourceFile, select: String, columns: [String], hasToken: Bool) throws -> StagedTable {
        let parquet = folder.appending(path: "\(file.table).parquet")
        do {
            try connection.execute(
                """
                COPY (\(select)) TO \(SQLLiteral.text(parquet.path)) (FORMAT parquet, COMPRESSION snappy)
                """, label: "stage \(file.table)", deadlineSeconds: settings.statementSecondsMax)
        } catch let error {
            throw IntakeError.stagingFailed(file: file.table, detail: error.code)
        }
        let from = "read_parquet(\(SQLLiteral.text(parquet.path)))"
        let counts =
            try
            connection.query(
                hasToken
                    ? "SELECT count(*), count(person_id), count(*) FILTER (token_unknown) FROM \(from)"
                    : "SELECT count(*), NULL, 0 FROM \(from)", label: "count \(file.table)"
            )
            .rows()[0]
        return StagedTable(
            file: file, parquet: parquet, rows: Int(counts[0].int64 ?? 0), certainRows: counts[1].int64.map(Int.init),
            columns: columns, unknownTokenRows: Int(counts[2].int64 ?? 0))
    }
}
