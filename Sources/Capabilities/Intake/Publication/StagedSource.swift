import Foundation
import HealthModel
import SQLBackends
import TabularFiles

/// The accepted deliveries of one source as views in the schema `staged`, ready for its mapping.
struct StagedSource {
    let source: SourceDescription
    let deliveries: [DeliveryRecord]
    let home: HubHome
    /// Whether the table `person_merge` has rows.
    let hasMerges: Bool

    /// File of a staged delivery that lists its tables: a table that is missing later is damage, not an absence.
    static let tableList = "tables"

    /// Makes one view per table of the source; a table that no delivery holds is an empty view with its columns.
    func attach(to connection: DuckDBConnection) throws {
        try checkTables()
        try connection.execute("CREATE SCHEMA IF NOT EXISTS staged", label: "schema of staged tables")
        for file in source.files {
            try connection.execute(
                "CREATE VIEW staged.\(SQLLiteral.identifier(file.table)) AS \(select(file))",
                label: "view of \(file.table)")
        }
    }

    private func checkTables() throws {
        for delivery in deliveries {
            let folder = home.deliveries.appending(path: delivery.source).appending(path: delivery.delivery)
            let list = folder.appending(path: Self.tableList)
            let names = (try? String(contentsOf: list, encoding: .utf8))?.split(separator: "\n").map(String.init)
            let isWhole = names?
                .allSatisfy {
                    FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
                }
            guard isWhole == true else {
                throw IntakeError.storeDamaged(detail: "staged tables of \(delivery.source) \(delivery.delivery)")
            }
        }
    }

    private func select(_ file: SourceFile) -> String {
        let fields = file.deliveredSchema.fields.filter { $0.name != SourceFile.tokenColumn }
        let hasPerson = !file.personKey.isEmpty || file.isFHIR
        let parts = deliveries.compactMap { delivery -> String? in
            let place = home.deliveries.appending(path: delivery.source).appending(path: delivery.delivery)
                .appending(path: "\(file.table).parquet")
            guard FileManager.default.fileExists(atPath: place.path) else { return nil }
            let columns = fields.map { "t.\(SQLLiteral.identifier($0.name))" }
            let person =
                hasPerson ? (!hasMerges ? ["t.person_id"] : ["coalesce(m.personID, t.person_id) AS person_id"]) : []
            let list = (person + columns + ["\(SQLLiteral.text(delivery.delivery)) AS delivery"])
                .joined(separator: ", ")
            let join = hasPerson && hasMerges ? "LEFT JOIN person_merge m ON m.mergedPersonID = t.person_id" : ""
            let kept = hasPerson ? "WHERE t.person_id IS NOT NULL" : ""
            return "SELECT \(list) FROM read_parquet(\(SQLLiteral.text(place.path))) t \(join) \(kept)"
        }
        guard parts.isEmpty else { return parts.joined(separator: "\nUNION ALL\n") }
        let columns = fields.map { "NULL::\(StagedColumns.type(of: $0)) AS \(SQLLiteral.identifier($0.name))" }
        let list = ((hasPerson ? ["NULL::BIGINT AS person_id"] : []) + columns + ["NULL::VARCHAR AS delivery"])
        return "SELECT \(list.joined(separator: ", ")) WHERE false"
    }
}

extension SourceFile {
    var isFHIR: Bool { if case .fhir = format { true } else { false } }
}
