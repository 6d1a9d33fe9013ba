package import Foundation

extension QualitySheet {
    /// Bytes of a sheet at most; a sheet of a hundred departments and ten comparisons has 60 KB.
    package static let byteCountMax = 1 << 20

    /// The sheet as one line of JSON with sorted keys.
    package func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    package init(json: Data) throws { self = try JSONDecoder().decode(QualitySheet.self, from: json) }

    /// Reads a sheet that somebody else made, and refuses it when a count of it is small or not rounded.
    package init(protectedJSON json: Data) throws {
        let decoder = JSONDecoder()
        if let key = SheetCount.stepKey { decoder.userInfo[key] = SheetCount.countStepDefault }
        self = try decoder.decode(QualitySheet.self, from: json)
    }
}
