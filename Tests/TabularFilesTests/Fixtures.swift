import Foundation
import HealthModel
import HubTestSupport
import TabularFiles

/// A small claims table with one column of each kind.
enum Claims {
    static let schema = TableSchema(
        name: "CLAIMS",
        fields: [
            TableField(name: "ID", kind: .integer, isRequired: true),
            TableField(name: "CODE", kind: .string, lengthMax: 5, lengthMin: 2),
            TableField(name: "AMOUNT", kind: .number, minimum: 0, maximum: 1000),
            TableField(name: "DAY", kind: .date),
            TableField(name: "SAS", kind: .datetime, format: "%d%b%Y:%H:%M:%S"),
            TableField(name: "KIND", kind: .string, allowedValues: ["A", "B"]),
            TableField(name: "ICD", kind: .string, nomenclature: "CIM"),
        ])
    static let header = "ID,CODE,AMOUNT,DAY,SAS,KIND,ICD\n"
    static let row = "1,AB,2.5,2020-01-31,01JAN1996:00:00:00,A,I10\n"

    static var options: CSVCheckOptions {
        var options = CSVCheckOptions()
        options.codes = ["CIM": ["I10", "E11"]]
        return options
    }

    static func check(
        _ bytes: Data, name: String = "claims.csv", options: CSVCheckOptions = Claims.options
    ) throws -> CSVReport {
        let folder = try TemporaryFolder()
        return try CSVChecker.check(file: folder.write(name, bytes), schema: schema, options: options)
    }

    static func check(_ text: String) throws -> CSVReport { try check(Data(text.utf8)) }
}

extension CSVReport {
    /// `code line column` of each finding, most severe first.
    var summary: [String] {
        findings.sorted.map { "\($0.code) \($0.line ?? 0) \($0.column ?? 0)" }
    }
}

extension NDJSONReport {
    var summary: [String] {
        findings.sorted.map { "\($0.code) \($0.line ?? 0) \($0.column ?? 0)" }
    }
}

/// Bytes of a text in ISO-8859-1; it must have no character beyond.
func latin1(_ text: String) -> Data { Data(text.unicodeScalars.map { UInt8($0.value) }) }

func utf16(_ text: String, bigEndian: Bool) -> Data {
    var data = Data(bigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE])
    for unit in text.utf16 {
        let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        data += bigEndian ? bytes.reversed() : bytes
    }
    return data
}

/// Packs with the system's gzip, which is on every machine that builds the hub.
func gzip(_ data: Data) throws -> Data {
    let folder = try TemporaryFolder()
    let file = try folder.write("plain", data)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-9", "-n", file.path]
    try process.run()
    process.waitUntilExit()
    return try Data(contentsOf: file.appendingPathExtension("gz"))
}
