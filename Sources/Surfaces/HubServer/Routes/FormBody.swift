import Foundation
import HTTPTypes
import HealthModel
import Hummingbird

/// Fields of a form that was sent, by name; of several with one name the last counts.
enum FormBody {
    static let fieldCountMax = 20_000

    /// Reads `application/x-www-form-urlencoded`.
    static func fields(_ body: Data) throws(RequestRefusal) -> [String: String] {
        var fields: [String: String] = [:]
        for pair in body.split(separator: UInt8(ascii: "&")) {
            let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = decoded(halves[0]), let value = decoded(halves.count > 1 ? halves[1] : Data()) else {
                throw .badForm
            }
            fields[name] = value
            guard fields.count <= fieldCountMax else { throw .badForm }
        }
        return fields
    }

    private static func decoded(_ bytes: Data) -> String? {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var place = bytes.startIndex
        while place < bytes.endIndex {
            let byte = bytes[place]
            place += 1
            if byte == UInt8(ascii: "+") {
                output.append(0x20)
            } else if byte == UInt8(ascii: "%") {
                guard bytes.endIndex - place >= 2, let high = digit(bytes[place]), let low = digit(bytes[place + 1])
                else { return nil }
                output.append(high << 4 | low)
                place += 2
            } else {
                output.append(byte)
            }
        }
        return String(validating: output, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    /// Reads `multipart/form-data` (RFC 7578): the bytes of each named part, files among them.
    static func parts(_ body: Data, contentType: String) throws(RequestRefusal) -> [String: Data] {
        guard let mark = contentType.range(of: "boundary=") else { throw .badForm }
        let boundary = contentType[mark.upperBound...].prefix { $0 != ";" }.trimmingCharacters(in: ["\"", " "])
        guard (1...70).contains(boundary.utf8.count) else { throw .badForm }
        let delimiter = Data("--\(boundary)".utf8)
        var parts: [String: Data] = [:]
        var start = body.range(of: delimiter)?.upperBound
        while let from = start, let next = body.range(of: delimiter, in: from..<body.endIndex) {
            if let (name, content) = part(body[from..<next.lowerBound]) { parts[name] = content }
            start = next.upperBound
        }
        guard !parts.isEmpty else { throw .badForm }
        return parts
    }

    private static func part(_ bytes: Data) -> (name: String, content: Data)? {
        let lineEnd = Data("\r\n".utf8)
        guard let head = bytes.range(of: Data("\r\n\r\n".utf8)), bytes.suffix(2) == lineEnd else { return nil }
        let headers = String(decoding: bytes[bytes.startIndex..<head.lowerBound], as: UTF8.self)
        guard let mark = headers.range(of: " name=\"") else { return nil }
        return (String(headers[mark.upperBound...].prefix { $0 != "\"" }), bytes[head.upperBound..<bytes.endIndex - 2])
    }
}
