import Foundation
import HealthModel
import RecordLinkage
import Yams

/// A linkage configuration in JSON or YAML, told by its name. What is wrong is told as `file:line:column (member)`, never
/// as what is written there.
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
            throw malformed("> \(LinkageConfigurationFile.byteCountMax) bytes")
        }
        guard ["yaml", "yml"].contains(file.pathExtension.lowercased()) else {
            return try configuration(Array(bytes), in: nil)
        }
        guard let node = try composed(String(decoding: bytes, as: UTF8.self)) else { throw malformed("YAML") }
        var count = 0
        let object = try value(node, &count)
        return try configuration(
            Array(try JSONSerialization.data(withJSONObject: object, options: [.fragmentsAllowed])), in: node)
    }

    private func composed(_ yaml: String) throws -> Node? {
        do {
            return try compose(yaml: yaml)
        } catch let error as YamlError {
            switch error {
            case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
                throw malformed("YAML", at: mark)
            default: throw malformed("YAML")
            }
        }
    }

    private func configuration(_ json: [UInt8], in node: Node?) throws -> LinkageConfiguration {
        do {
            return try LinkageConfiguration(json: json)
        } catch {
            guard case .configurationMalformed(let member) = error else { throw error }
            throw malformed(member, at: node.flatMap { mark(of: member, in: $0) })
        }
    }

    private func malformed(_ member: String, at mark: Mark? = nil) -> LinkageError {
        let place = mark.map { ":\($0.line):\($0.column)" } ?? ""
        return .configurationMalformed(reason: "\(file.lastPathComponent)\(place) (\(member))")
    }

    /// Where a member such as `columns.[1].kind` is written, or the innermost thing around it.
    private func mark(of member: String, in root: Node) -> Mark? {
        var node = root
        for part in member.split(separator: ".") {
            let inner: Node?
            if part.hasPrefix("["), let place = Int(part.dropFirst().dropLast()) {
                inner = node.sequence.flatMap { place < $0.count ? $0[place] : nil }
            } else {
                inner = node.mapping?.first { $0.key.scalar?.string == String(part) }?.value
            }
            guard let inner else { break }
            node = inner
        }
        return node.mark
    }

    /// Plain scalars are numbers and truth values as in JSON (and nothing else: NO stays a text), quoted ones texts.
    private func value(_ node: Node, _ count: inout Int) throws -> Any {
        count += 1
        guard count <= LinkageConfigurationFile.valueCountMax else {
            throw malformed("> \(LinkageConfigurationFile.valueCountMax) values")
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
        case .alias: throw malformed("YAML")
        }
    }
}
