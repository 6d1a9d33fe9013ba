import Foundation
import HealthModel
import SQLBackends
import TabularFiles

/// Primary and foreign keys of a delivery, checked on its staged tables.
struct KeyChecks {
    let connection: DuckDBConnection
    let tables: [StagingArea.StagedTable]

    /// Duplicates and orphans as findings; a key whose columns did not cross to the hub is not checked.
    func findings() throws -> Findings {
        var findings = Findings()
        for table in tables {
            let schema = table.file.deliveredSchema
            if !schema.primaryKey.isEmpty, let duplicates = try duplicates(in: table, of: schema.primaryKey) {
                findings.add(duplicates)
            }
            for key in schema.foreignKeys {
                guard let target = tables.first(where: { $0.file.table == key.referencedTable }),
                    key.referencedFields.allSatisfy({ target.columns.contains($0) }),
                    let orphans = try orphans(in: table, key.fields, of: target, key.referencedFields)
                else { continue }
                findings.add(orphans)
            }
        }
        return findings
    }

    private func duplicates(in table: StagingArea.StagedTable, of key: [String]) throws -> Finding? {
        let columns = key.map { SQLLiteral.identifier($0) }.joined(separator: ", ")
        let count =
            try connection.query(
                """
                SELECT coalesce(sum(n - 1), 0)::BIGINT
                FROM (SELECT count(*) AS n FROM \(from(table)) GROUP BY \(columns) HAVING count(*) > 1)
                """, label: "primary key of \(table.file.table)"
            )
            .scalarInt64()
        guard count > 0 else { return nil }
        return Finding(
            code: "key.duplicate", severity: .warning, file: table.file.table, field: key.joined(separator: "+"),
            count: Int(count),
            message: Phrase(
                fr: "Des lignes ont la même clé primaire ; les règles de la source décident de celle qui compte.",
                en: "Rows share a primary key; the source's rules decide which one counts."))
    }

    private func orphans(
        in table: StagingArea.StagedTable, _ fields: [String], of target: StagingArea.StagedTable,
        _ referenced: [String]
    ) throws -> Finding? {
        let condition = zip(fields, referenced)
            .map {
                "t.\(SQLLiteral.identifier($0)) = r.\(SQLLiteral.identifier($1))"
            }
            .joined(separator: " AND ")
        let filled = fields.map { "t.\(SQLLiteral.identifier($0)) IS NOT NULL" }.joined(separator: " AND ")
        let count =
            try connection.query(
                "SELECT count(*) FROM \(from(table)) t ANTI JOIN \(from(target)) r ON \(condition) WHERE \(filled)",
                label: "foreign key of \(table.file.table)"
            )
            .scalarInt64()
        guard count > 0 else { return nil }
        return Finding(
            code: "key.orphan", severity: .warning, file: table.file.table, field: fields.joined(separator: "+"),
            count: Int(count),
            message: Phrase(
                fr: "Des lignes renvoient à une ligne absente de \(target.file.table).",
                en: "Rows refer to a row that is not in \(target.file.table)."))
    }

    private func from(_ table: StagingArea.StagedTable) -> String {
        "read_parquet(\(SQLLiteral.text(table.parquet.path)))"
    }
}
