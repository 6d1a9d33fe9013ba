import Foundation
import HealthModel
import SQLBackends
import TabularFiles

/// The accepted deliveries of one source as views in the schema `staged`, ready for its mapping.
struct StagedSource {
    let source: SourceDescription
    let deliveries: [DeliveryRecord]
    let home: HubHome
    let merges: [PersonMerge]

    /// Makes one view per table of the source; a table that no delivery holds is an empty view with its columns.
    func attach(to connection: DuckDBConnection) throws {
        try connection.execute("CREATE SCHEMA IF NOT EXISTS staged", label: "schema of staged tables")
        for file in source.files {
            try connection.execute(
                "CREATE VIEW staged.\(SQLLiteral.identifier(file.table)) AS \(select(file))",
                label: "view of \(file.table)")
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
                hasPerson ? (merges.isEmpty ? ["t.person_id"] : ["coalesce(m.personID, t.person_id) AS person_id"]) : []
            let list = (person + columns + ["\(SQLLiteral.text(delivery.delivery)) AS delivery"])
                .joined(separator: ", ")
            let join = hasPerson && !merges.isEmpty ? "LEFT JOIN person_merge m ON m.mergedPersonID = t.person_id" : ""
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
