/// Checks one JSON object without building it: no recursion, one reusable stack, keys remembered by their hash.
struct JSONValidator {
    private let depthMax: Int
    /// For each open level, whether it is an object, and where its keys start in `keys`.
    private var isObject: [Bool] = []
    private var keyStarts: [Int] = []
    private var keys: [UInt64] = []
    /// First key seen twice in one object, as a byte of the text.
    private(set) var duplicateKeyOffset: Int?
    /// Where the value of the top-level `resourceType` stands, quotes excluded.
    private(set) var resourceType: Range<Int>?

    init(depthMax: Int) { self.depthMax = depthMax }

    /// Reads one object and nothing after it.
    mutating func check(_ place: UnsafePointer<UInt8>, count: Int) throws(JSONFlawAt) {
        var cursor = JSONCursor(place, count: count)
        isObject.removeAll(keepingCapacity: true)
        keyStarts.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
        duplicateKeyOffset = nil
        resourceType = nil
        cursor.skipBlanks()
        guard cursor.byte == 0x7B else { throw cursor.index < count ? notObject(cursor) : cursor.failure(.cutShort) }
        try checkValue(&cursor)
        cursor.skipBlanks()
        guard cursor.index == count else { throw cursor.failure(.trailingText) }
    }

    private func notObject(_ cursor: JSONCursor) -> JSONFlawAt {
        cursor.byte == 0 ? cursor.failure(.syntax) : cursor.failure(.notObject)
    }

    private mutating func checkValue(_ cursor: inout JSONCursor) throws(JSONFlawAt) {
        while true {
            cursor.skipBlanks()
            switch cursor.byte {
            case 0x7B:
                try open(&cursor, isObject: true)
                if try !closeIfEmpty(&cursor, 0x7D) {
                    try readKey(&cursor)
                    continue
                }
            case 0x5B:
                try open(&cursor, isObject: false)
                if try !closeIfEmpty(&cursor, 0x5D) { continue }
            case 0x22: _ = try cursor.skipString()
            case 0x2D, 0x30...0x39: try cursor.skipNumber()
            default: try cursor.skipLiteral()
            }
            if try closeLevels(&cursor) { return }
        }
    }

    @inline(__always)
    private mutating func open(_ cursor: inout JSONCursor, isObject: Bool) throws(JSONFlawAt) {
        guard self.isObject.count < depthMax else { throw cursor.failure(.tooDeep) }
        self.isObject.append(isObject)
        keyStarts.append(keys.count)
        cursor.index += 1
    }

    private mutating func closeIfEmpty(_ cursor: inout JSONCursor, _ end: UInt8) throws(JSONFlawAt) -> Bool {
        cursor.skipBlanks()
        guard cursor.byte == end else { return false }
        cursor.index += 1
        isObject.removeLast()
        keyStarts.removeLast()
        return true
    }

    /// After a value: a comma and the next key, or the ends of levels; true after the last one.
    private mutating func closeLevels(_ cursor: inout JSONCursor) throws(JSONFlawAt) -> Bool {
        while let isInObject = isObject.last {
            cursor.skipBlanks()
            if cursor.byte == 0x2C {
                cursor.index += 1
                if isInObject { try readKey(&cursor) }
                return false
            }
            guard cursor.byte == (isInObject ? 0x7D : 0x5D) else { throw cursor.failure(.syntax) }
            if isInObject { checkKeys(end: cursor.index) }
            cursor.index += 1
            isObject.removeLast()
            keys.removeLast(keys.count - keyStarts.removeLast())
        }
        return true
    }

    private mutating func readKey(_ cursor: inout JSONCursor) throws(JSONFlawAt) {
        cursor.skipBlanks()
        let start = cursor.index + 1
        let hasEscapes = try cursor.skipString()
        let end = cursor.index - 1
        if hasEscapes {
            var name = try cursor.unescaped(start, end)
            keys.append(name.withUTF8 { hashBytes($0) })
        } else {
            // Safe because the cursor has reached both places.
            keys.append(hashBytes(UnsafeBufferPointer(start: cursor.base + start, count: end - start)))
        }
        cursor.skipBlanks()
        guard cursor.byte == 0x3A else { throw cursor.failure(.syntax) }
        cursor.index += 1
        guard isObject.count == 1, cursor.isEqual(start, end, to: "resourceType") else { return }
        var ahead = cursor
        ahead.skipBlanks()
        if ahead.byte == 0x22, resourceType == nil {
            let valueStart = ahead.index + 1
            _ = try ahead.skipString()
            resourceType = valueStart..<(ahead.index - 1)
        }
    }

    /// Looks for two equal keys: pair by pair for a usual object, after sorting for a large one.
    private mutating func checkKeys(end: Int) {
        guard duplicateKeyOffset == nil, let start = keyStarts.last else { return }
        let count = keys.count - start
        if count > 32 {
            let sorted = keys[start...].sorted()
            for (left, right) in zip(sorted, sorted.dropFirst()) where left == right { duplicateKeyOffset = end }
            return
        }
        var left = start
        while left < keys.count {
            var right = left + 1
            while right < keys.count {
                if keys[left] == keys[right] { duplicateKeyOffset = end }
                right += 1
            }
            left += 1
        }
    }
}
