import Foundation
import HealthModel
import SQLBackends

/// Turns a delivered Parquet file into CSV, so that one set of checks serves both.
///
/// The file's own claims are held to limits before anything is unpacked: a Parquet of 500 bytes can claim gigabytes.
struct ParquetDelivery {
    let work: URL

    static let columnCountMax = 4096
    static let unpackedBytesMax = 200 << 30
    static let unpackedRatioMax = 2000

    func asCSV(_ place: URL) throws -> URL {
        let name = place.lastPathComponent
        let database = try DuckDBDatabase(
            settings: DuckDBSettings(memoryLimitBytes: 512 << 20, threadCount: 2))
        let connection = try database.connect()
        let path = SQLLiteral.text(place.path)
        do {
            let claims =
                try
                connection.query(
                    """
                    SELECT count(DISTINCT path_in_schema), coalesce(sum(total_uncompressed_size), 0)::BIGINT,
                        coalesce(max(row_group_num_rows), 0)::BIGINT
                    FROM parquet_metadata(\(path))
                    """, label: "parquet metadata", deadlineSeconds: 60
                )
                .rows()[0]
            let bytes = (try FileManager.default.attributesOfItem(atPath: place.path)[.size] as? Int) ?? 0
            let unpacked = Int(claims[1].int64 ?? 0)
            let rows = Int(claims[2].int64 ?? 0)
            guard Int(claims[0].int64 ?? 0) <= Self.columnCountMax, unpacked <= Self.unpackedBytesMax,
                max(unpacked, rows) <= max(bytes, 4096) * Self.unpackedRatioMax
            else { throw IntakeError.tooLarge(file: name, limitBytes: bytes * Self.unpackedRatioMax) }
            let made = work.appending(path: "\(name).csv")
            try connection.execute(
                """
                COPY (SELECT COLUMNS(*)::VARCHAR FROM read_parquet(\(path)))
                TO \(SQLLiteral.text(made.path)) (FORMAT csv, HEADER, DELIMITER ',')
                """, label: "unpack parquet", deadlineSeconds: 3600)
            return made
        } catch let error as DuckDBError {
            throw IntakeError.stagingFailed(file: name, detail: error.code)
        }
    }
}
