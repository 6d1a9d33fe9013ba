package import Foundation
package import HealthModel

/// Checks a delivered CSV against its Table Schema in one streaming pass, and writes a clean copy in the same pass
/// when asked.
package enum CSVChecker {
    /// The findings, with the place of the first of each kind in each column; what is wrong with the file is in the
    /// report, and only a failure of the surroundings is thrown.
    ///
    /// - `output`: where to put a clean copy (UTF-8, commas, LF, RFC 4180, the schema's names, decimal points); it is
    ///   put in place only when there is no error.
    package static func check(
        file: URL, schema: TableSchema, options: CSVCheckOptions = CSVCheckOptions(), output: URL? = nil,
        progress: ProgressObserver? = nil
    ) throws(TabularFileError) -> CSVReport {
        let name = file.lastPathComponent
        do {
            let reader = try CSVRecordReader(
                file: file, dialect: options.dialect, expectedNames: schema.fields.map(\.name), limits: options.limits)
            let pass = try CSVCheckPass(reader, schema: schema, options: options, output: output, progress: progress)
            return try pass.run()
        } catch {
            guard let finding = error.finding(in: name) else { throw error }
            var findings = Findings()
            findings.add(finding)
            return CSVReport(
                file: name, dialect: options.dialect ?? .comma, encoding: .ascii, isGzip: false,
                newlines: CSVNewlines(), rowCount: 0, byteCount: 0, textByteCount: 0, columns: [], findings: findings,
                needsRewriting: true, isComplete: false, isRewritten: false)
        }
    }
}
