import Foundation
import HubTestSupport
import SQLBackends
import Testing

@Suite struct CSVConversionRateTests {
    @Test func convertsEveryCSVOfAFolder() throws {
        let folder = try TemporaryFolder()
        try folder.write("in/a.csv", "n,t\n1,x\n2,y\n")
        try folder.write("in/b.csv", "n\n3\n")
        try folder.write("in/c.txt", "n\n3\n")
        let output = folder.url.appending(path: "out")
        try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
        let rate = try CSVConversionRate.measure(folder: folder.url.appending(path: "in"), output: output)
        #expect(rate.fileCount == 2)
        #expect(rate.rowCount == 3)
        #expect(rate.byteCount == 16)
        #expect(rate.wallSeconds > 0 && rate.bytesPerSecond > 0 && rate.rowsPerSecond > 0)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: output.path).sorted() == [
                "a.csv.parquet", "b.csv.parquet",
            ])
    }
}
