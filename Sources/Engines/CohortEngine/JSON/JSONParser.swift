/// Reads JSON (RFC 8259) with a bound on depth; refuses duplicate keys, trailing bytes and wrong UTF-8.
struct JSONParser {
    private let bytes: [UInt8]
    private var position = 0
    private let depthMax: Int
    /// Where the parser is; made into text only for an error, or deep documents would be all paths.
    private var place: [Step] = []

    private enum Step {
        case key(String)
        case index(Int)
    }

    private var path: String {
        place.reduce(into: "$") { text, step in
            switch step {
            case .key(let key): text += "." + key.prefix(80)
            case .index(let index): text += "[\(index)]"
            }
        }
    }

    static func parse(_ bytes: [UInt8], depthMax: Int) throws(CohortError) -> JSONValue {
        var parser = JSONParser(bytes: bytes, depthMax: depthMax)
        // A byte order mark is common in files saved on Windows.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { parser.position = 3 }
        let value = try parser.value()
        parser.skipBlanks()
        guard parser.position == bytes.count else { throw .notJSON(offset: parser.position, expected: "the end") }
        return value
    }

    private init(bytes: [UInt8], depthMax: Int) {
        self.bytes = bytes
        self.depthMax = depthMax
    }

    private mutating func value() throws(CohortError) -> JSONValue {
        guard place.count <= depthMax else { throw .limit(path: path, name: "depth", maximum: depthMax) }
        skipBlanks()
        guard position < bytes.count else { throw .notJSON(offset: position, expected: "a value") }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .boolean(true))
        case UInt8(ascii: "f"): return try literal("false", .boolean(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return try number()
        }
    }

    private mutating func object() throws(CohortError) -> JSONValue {
        position += 1
        var fields: [JSONField] = []
        var keys: Set<String> = []
        skipBlanks()
        if take("}") { return .object([]) }
        repeat {
            skipBlanks()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                throw .notJSON(offset: position, expected: "a key")
            }
            let key = try string()
            place.append(.key(key))
            guard keys.insert(key).inserted else { throw .duplicateKey(path: path) }
            skipBlanks()
            guard take(":") else { throw .notJSON(offset: position, expected: "':'") }
            fields.append(JSONField(key, try value()))
            place.removeLast()
            skipBlanks()
        } while take(",")
        guard take("}") else { throw .notJSON(offset: position, expected: "'}'") }
        return .object(fields)
    }

    private mutating func array() throws(CohortError) -> JSONValue {
        position += 1
        var values: [JSONValue] = []
        skipBlanks()
        if take("]") { return .array([]) }
        repeat {
            place.append(.index(values.count))
            values.append(try value())
            place.removeLast()
            skipBlanks()
        } while take(",")
        guard take("]") else { throw .notJSON(offset: position, expected: "']'") }
        return .array(values)
    }

    private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(CohortError) -> JSONValue {
        for byte in String(describing: word).utf8 {
            guard position < bytes.count, bytes[position] == byte else {
                throw .notJSON(offset: position, expected: String(describing: word))
            }
            position += 1
        }
        return value
    }

    private mutating func number() throws(CohortError) -> JSONValue {
        let start = position
        while position < bytes.count, JSONParser.isNumberByte(bytes[position]) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard JSONParser.isNumber(bytes[start..<position]) else {
            throw .notJSON(offset: start, expected: "a value")
        }
        if let whole = Int(text) { return .integer(whole) }
        guard let decimal = Double(text), decimal.isFinite else {
            throw .notJSON(offset: start, expected: "a finite number")
        }
        return .decimal(decimal)
    }

    private static func isNumberByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "e"),
            UInt8(ascii: "E"):
            true
        default: false
        }
    }

    /// The grammar of RFC 8259: no leading zero or plus, digits on both sides of the point.
    private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        func isDigit(_ byte: UInt8?) -> Bool { byte.map { $0 >= 0x30 && $0 <= 0x39 } ?? false }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        guard isDigit(rest.first) else { return false }
        if rest.first == UInt8(ascii: "0") { rest = rest.dropFirst() } else { rest = rest.drop(while: isDigit) }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard isDigit(rest.first) else { return false }
            rest = rest.drop(while: isDigit)
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard isDigit(rest.first) else { return false }
            rest = rest.drop(while: isDigit)
        }
        return rest.isEmpty
    }

    private mutating func string() throws(CohortError) -> String {
        let opening = position
        position += 1
        var content: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: content, as: UTF8.self) else {
                    throw .notJSON(offset: opening, expected: "UTF-8")
                }
                return text
            case UInt8(ascii: "\\"): content += try escaped()
            case 0..<0x20: throw .notJSON(offset: position - 1, expected: "an escaped control character")
            default: content.append(byte)
            }
        }
        throw .notJSON(offset: opening, expected: "the end of a string")
    }

    private mutating func escaped() throws(CohortError) -> [UInt8] {
        guard position < bytes.count else { throw .notJSON(offset: position, expected: "an escape") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            let high = try codeUnit()
            guard (0xD800..<0xDC00).contains(high) else { return try utf8(high) }
            guard take("\\"), take("u") else { throw .notJSON(offset: position, expected: "a low surrogate") }
            let low = try codeUnit()
            guard (0xDC00..<0xE000).contains(low) else {
                throw .notJSON(offset: position, expected: "a low surrogate")
            }
            return try utf8(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
        default: throw .notJSON(offset: position - 1, expected: "an escape")
        }
    }

    private mutating func codeUnit() throws(CohortError) -> UInt32 {
        guard position + 4 <= bytes.count,
            let unit = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw .notJSON(offset: position, expected: "four hexadecimal digits") }
        position += 4
        return unit
    }

    private func utf8(_ code: UInt32) throws(CohortError) -> [UInt8] {
        guard let scalar = Unicode.Scalar(code) else { throw .notJSON(offset: position, expected: "a character") }
        return Array(String(Character(scalar)).utf8)
    }

    private mutating func skipBlanks() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }
}
