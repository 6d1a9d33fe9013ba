package import Foundation

/// How fast DuckDB alone turns a folder of CSV files into Parquet, as the lake writes it: the bar for an intake.
package struct CSVConversionRate: Sendable {
    package let fileCount: Int
    package let rowCount: Int
    /// Of the CSV files.
    package let byteCount: Int
    package let wallSeconds: Double
    /// Of all threads of this process.
    package let cpuSeconds: Double

    package var bytesPerSecond: Double { Double(byteCount) / max(wallSeconds, 1e-9) }
    package var rowsPerSecond: Double { Double(rowCount) / max(wallSeconds, 1e-9) }

    /// Converts every `.csv` and `.csv.gz` directly in `folder` into a new file of the existing folder `output`, types
    /// detected by DuckDB.
    package static func measure(
        folder: URL, output: URL, settings: DuckDBSettings = DuckDBSettings()
    ) throws -> CSVConversionRate {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            .filter { $0.lowercased().hasSuffix(".csv") || $0.lowercased().hasSuffix(".csv.gz") }
        let connection = try DuckDBDatabase(settings: settings).connect()
        var rowCount = 0
        var byteCount = 0
        let clock = ContinuousClock()
        let start = clock.now
        let startCPU = processSeconds()
        for name in names {
            let file = folder.appending(path: name)
            let written = try connection.query(
                """
                COPY (SELECT * FROM read_csv(\(SQLLiteral.text(file.path))))
                TO \(SQLLiteral.text(output.appending(path: name + ".parquet").path)) (\(ReleaseBuilder.parquetOptions))
                """, label: "convert \(name)")
            rowCount += try Int(written.scalarInt64())
            byteCount += (try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int) ?? 0
        }
        let elapsed = (clock.now - start).components
        return CSVConversionRate(
            fileCount: names.count, rowCount: rowCount, byteCount: byteCount,
            wallSeconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18,
            cpuSeconds: processSeconds() - startCPU)
    }

    private static func processSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
