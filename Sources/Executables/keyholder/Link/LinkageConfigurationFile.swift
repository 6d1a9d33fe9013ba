import Foundation
import HealthModel
import RecordLinkage
import Yams

/// A linkage configuration in JSON or YAML, told by its name.
struct LinkageConfigurationFile {
    /// Bytes of a configuration at most, parameters of a former run included.
    static let byteCountMax = 4_000_000
    /// Values of a YAML configuration at most: aliases multiply.
    static let valueCountMax = 200_000
    private let file: URL

    init(_ file: URL) { self.file = file }

    func read() throws -> LinkageConfiguration {
        let bytes = try Data(contentsOf: file)
        guard bytes.count <= LinkageConfigurationFile.byteCountMax else {
            throw LinkageError.configurationMalformed(reason: "> \(LinkageConfigurationFile.byteCountMax) bytes")
        }
        guard ["yaml", "yml"].contains(file.pathExtension.lowercased()) else {
            return try LinkageConfiguration(json: Array(bytes))
        }
        return try LinkageConfiguration(json: Array(try json(yaml: String(decoding: bytes, as: UTF8.self))))
    }

    private func json(yaml: String) throws -> Data {
        do {
            guard let node = try compose(yaml: yaml) else {
                throw LinkageError.configurationMalformed(reason: "YAML")
            }
            var count = 0
            return try JSONSerialization.data(withJSONObject: try value(node, &count), options: [.fragmentsAllowed])
        } catch let error as YamlError {
            throw LinkageError.configurationMalformed(reason: reason(error))
        }
    }

    /// Where it is wrong; never what is written there.
    private func reason(_ error: YamlError) -> String {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
            "YAML, \(mark.line):\(mark.column)"
        default: "YAML"
        }
    }

    /// Plain scalars are numbers and truth values as in JSON (and nothing else: NO stays a text), quoted ones texts.
    private func value(_ node: Node, _ count: inout Int) throws -> Any {
        count += 1
        guard count <= LinkageConfigurationFile.valueCountMax else {
            throw LinkageError.configurationMalformed(reason: "> \(LinkageConfigurationFile.valueCountMax) values")
        }
        switch node {
        case .scalar(let scalar):
            guard scalar.style == .plain || scalar.style == .any else { return scalar.string }
            switch scalar.string {
            case "true": return true
            case "false": return false
            case "null", "~", "": return NSNull()
            default:
                // A code such as 01 is a text.
                let isCode = scalar.string.count > 1 && scalar.string.first == "0" && !scalar.string.contains(".")
                if !isCode, let number = Int(scalar.string) { return number }
                if !isCode, let number = Double(scalar.string), number.isFinite { return number }
                return scalar.string
            }
        case .sequence(let sequence): return try sequence.map { try value($0, &count) }
        case .mapping(let mapping):
            var object: [String: Any] = [:]
            for (key, member) in mapping { object[key.scalar?.string ?? ""] = try value(member, &count) }
            return object
        case .alias: throw LinkageError.configurationMalformed(reason: "YAML")
        }
    }
}
