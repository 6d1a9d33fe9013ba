package import Foundation
import HealthModel
import SQLBackends

/// Reads a vocabulary download of OHDSI Athena: tab-separated files without quoting, dates as YYYYMMDD.
package struct AthenaLoader: Sendable {
    package let folder: URL

    package init(folder: URL) { self.folder = folder }

    /// File of the download → table of the vocabulary.
    package static let files: [(file: String, table: String)] = [
        ("CONCEPT.csv", "concept"), ("VOCABULARY.csv", "vocabulary"), ("DOMAIN.csv", "domain"),
        ("CONCEPT_CLASS.csv", "concept_class"), ("CONCEPT_RELATIONSHIP.csv", "concept_relationship"),
        ("RELATIONSHIP.csv", "relationship"), ("CONCEPT_ANCESTOR.csv", "concept_ancestor"),
    ]

    /// Files that the download lacks; a download is complete when there is none.
    package var missingFiles: [String] {
        AthenaLoader.files.map(\.file)
            .filter {
                !FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
            }
    }

    /// Fills the empty tables of `vocabulary`.
    package var statements: [String] {
        AthenaLoader.files.map { file, name in
            guard let table = OMOPVersion54.table(name) else { preconditionFailure("Athena's tables are OMOP's.") }
            // By name: the order of columns in a download is not promised.
            let columns = table.fields.map { field in
                switch field.kind {
                case .date: "CAST(strptime(\(field.name), '%Y%m%d') AS DATE)"
                // Athena leaves some required texts empty.
                case .text where field.isRequired: "coalesce(\(field.name), '')"
                default: "CAST(\(field.name) AS \(field.duckDBType))"
                }
            }
            return """
                INSERT INTO vocabulary.\(name)
                SELECT \(columns.joined(separator: ", "))
                FROM read_csv(\(SQLLiteral.text(folder.appending(path: file).path)), delim = '\\t', header = true,
                    quote = '', escape = '', all_varchar = true)
                """
        }
    }
}
