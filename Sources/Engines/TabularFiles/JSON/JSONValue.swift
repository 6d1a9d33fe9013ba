/// A small JSON text as a tree: for schemas and for the resources that name a person, not for bulk.
package enum JSONValue: Sendable, Hashable {
    case null
    case boolean(Bool)
    /// As written: no digit is lost.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    private static let depthMax = 64

    /// Reads one JSON text, with nothing but blanks around it.
    package init(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONFlawAt) {
        guard let base = bytes.baseAddress else { throw JSONFlawAt(flaw: .cutShort, offset: 0) }
        var cursor = JSONCursor(base, count: bytes.count)
        self = try JSONValue.read(&cursor, depth: 0)
        cursor.skipBlanks()
        guard cursor.index == cursor.count else { throw cursor.failure(.trailingText) }
    }

    package init(_ bytes: [UInt8]) throws(JSONFlawAt) {
        // Safe because the bytes outlive the call, and the tree keeps no pointer to them.
        let result = bytes.withUnsafeBufferPointer { pointer -> Result<JSONValue, JSONFlawAt> in
            do throws(JSONFlawAt) { return .success(try JSONValue(pointer)) } catch { return .failure(error) }
        }
        self = try result.get()
    }

    package subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { return members[key] }
        return nil
    }

    package var text: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    package var elements: [JSONValue] {
        if case .array(let elements) = self { return elements }
        return []
    }

    private static func read(_ cursor: inout JSONCursor, depth: Int) throws(JSONFlawAt) -> JSONValue {
        cursor.skipBlanks()
        guard depth < depthMax else { throw cursor.failure(.tooDeep) }
        let start = cursor.index
        switch cursor.byte {
        case 0x7B: return try readObject(&cursor, depth: depth)
        case 0x5B: return try readArray(&cursor, depth: depth)
        case 0x22: return .string(try readString(&cursor))
        case 0x2D, 0x30...0x39:
            try cursor.skipNumber()
            return .number(cursor.text(start, cursor.index))
        default:
            try cursor.skipLiteral()
            return cursor.base[start] == 0x6E ? .null : .boolean(cursor.base[start] == 0x74)
        }
    }

    private static func readString(_ cursor: inout JSONCursor) throws(JSONFlawAt) -> String {
        let start = cursor.index + 1
        let hasEscapes = try cursor.skipString()
        let end = cursor.index - 1
        return hasEscapes ? try cursor.unescaped(start, end) : cursor.text(start, end)
    }

    private static func readArray(_ cursor: inout JSONCursor, depth: Int) throws(JSONFlawAt) -> JSONValue {
        var elements: [JSONValue] = []
        cursor.index += 1
        cursor.skipBlanks()
        if cursor.byte != 0x5D {
            elements.append(try read(&cursor, depth: depth + 1))
            cursor.skipBlanks()
            while cursor.byte == 0x2C {
                cursor.index += 1
                elements.append(try read(&cursor, depth: depth + 1))
                cursor.skipBlanks()
            }
        }
        guard cursor.byte == 0x5D else { throw cursor.failure(.syntax) }
        cursor.index += 1
        return .array(elements)
    }

    private static func readObject(_ cursor: inout JSONCursor, depth: Int) throws(JSONFlawAt) -> JSONValue {
        var members: [String: JSONValue] = [:]
        cursor.index += 1
        cursor.skipBlanks()
        var isFirst = true
        while isFirst ? cursor.byte != 0x7D : cursor.byte == 0x2C {
            if !isFirst { cursor.index += 1 }
            isFirst = false
            cursor.skipBlanks()
            let key = try readString(&cursor)
            cursor.skipBlanks()
            guard cursor.byte == 0x3A else { throw cursor.failure(.syntax) }
            cursor.index += 1
            members[key] = try read(&cursor, depth: depth + 1)
            cursor.skipBlanks()
        }
        guard cursor.byte == 0x7D else { throw cursor.failure(.syntax) }
        cursor.index += 1
        return .object(members)
    }
}
