import Foundation
import HealthModel
import Intake
import SQLBackends

/// A delivery as a careless holder would send it: the first rows of a good one, with names where a code should be, as
/// when columns are shifted.
struct DemoMistake {
    let delivery: URL
    /// The raw register that the names come from.
    let register: URL
    let out: URL

    private static let rowCount = 500
    private static let column = "BDI_COD"

    func make() throws {
        try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
        let good = try DeliveryManifest.read(from: delivery)
        let names = try firstLines(of: register).dropFirst()
            .compactMap { line -> String? in
                let cells = line.split(separator: ";", omittingEmptySubsequences: false)
                return cells.count > 5 ? "\(cells[3]) \(cells[5])" : nil
            }
        var files: [DeliveryManifest.File] = []
        for file in good.files {
            let lines = shifted(try firstLines(of: delivery.appending(path: file.name)), names)
            let bytes = Data((lines.joined(separator: "\n") + "\n").utf8)
            try bytes.write(to: out.appending(path: file.name))
            files.append(
                DeliveryManifest.File(
                    name: file.name, bytes: bytes.count,
                    sha256: try FileDigest.sha256(of: out.appending(path: file.name))))
        }
        let manifest = DeliveryManifest(
            source: good.source, delivery: good.delivery, files: files, identitiesSHA256: good.identitiesSHA256)
        try JSONEncoder().encode(manifest).write(to: out.appending(path: DeliveryManifest.fileName))
    }

    /// Names in place of a code, in the table that has it.
    private func shifted(_ lines: [String], _ names: [String]) -> [String] {
        let header = lines.first?.split(separator: ";", omittingEmptySubsequences: false).map(String.init) ?? []
        guard let place = header.firstIndex(of: Self.column), !names.isEmpty else { return lines }
        return lines.enumerated()
            .map { row, line in
                guard row > 0 else { return line }
                var cells = line.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
                cells[place] = names[row % names.count]
                return cells.joined(separator: ";")
            }
    }

    private func firstLines(of file: URL) throws -> [String] {
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        let bytes = try handle.read(upToCount: 1 << 20) ?? Data()
        let text = String(decoding: bytes, as: UTF8.self)
        let isWhole = bytes.count < 1 << 20
        let lines = text.split(separator: "\n").map(String.init)
        return Array((isWhole ? lines[...] : lines.dropLast()).prefix(Self.rowCount))
    }
}
