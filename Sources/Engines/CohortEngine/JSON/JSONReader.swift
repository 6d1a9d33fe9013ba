import HealthModel

/// One JSON object being read: every key must be asked for, or named as tolerated, before `finish`.
struct JSONReader {
    let path: String
    private var fields: [String: JSONValue]
    private var unread: [String]

    init(_ value: JSONValue, path: String) throws(CohortError) {
        guard case .object(let list) = value else { throw .wrongType(path: path, expected: "an object") }
        self.path = path
        unread = list.map(\.key)
        fields = [:]
        for field in list { fields[field.key] = field.value }
    }

    /// Refuses what nobody asked for.
    func finish() throws(CohortError) {
        guard let key = unread.first else { return }
        throw .unknownKey(path: place(key))
    }

    /// Names keys that are known to change nothing.
    mutating func tolerate(_ keys: [String]) {
        unread.removeAll { keys.contains($0) }
    }

    func place(_ key: String) -> String { path + "." + key.prefix(80) }

    /// Whether the key stands there, even as null.
    func has(_ key: String) -> Bool { fields[key] != nil }

    /// The value; nil when it is absent or null.
    mutating func value(_ key: String) -> JSONValue? {
        unread.removeAll { $0 == key }
        guard let value = fields[key], value != .null else { return nil }
        return value
    }

    mutating func object(_ key: String) throws(CohortError) -> JSONReader? {
        guard let value = value(key) else { return nil }
        return try JSONReader(value, path: place(key))
    }

    func required<Value>(_ key: String, _ value: Value?) throws(CohortError) -> Value {
        guard let value else { throw .missing(path: place(key)) }
        return value
    }

    mutating func string(_ key: String) throws(CohortError) -> String? {
        switch value(key) {
        case nil: return nil
        case .string(let text): return text
        default: throw .wrongType(path: place(key), expected: "a text")
        }
    }

    mutating func boolean(_ key: String) throws(CohortError) -> Bool? {
        switch value(key) {
        case nil: return nil
        case .boolean(let value): return value
        default: throw .wrongType(path: place(key), expected: "true or false")
        }
    }

    /// A whole number; digits in quotes are read as one, as ATLAS writes some fields that way.
    mutating func integer(
        _ key: String, in range: ClosedRange<Int> = Int(Int32.min)...Int(Int32.max)
    ) throws(CohortError) -> Int? {
        let number: Int
        switch value(key) {
        case nil: return nil
        case .integer(let value): number = value
        case .decimal(let value):
            guard let whole = Int(exactly: value) else {
                throw .wrongType(path: place(key), expected: "a whole number")
            }
            number = whole
        case .string(let text):
            guard let whole = Int(text) else { throw .wrongType(path: place(key), expected: "a whole number") }
            number = whole
        default: throw .wrongType(path: place(key), expected: "a whole number")
        }
        guard range.contains(number) else {
            throw .badValue(path: place(key), allowed: "\(range.lowerBound)…\(range.upperBound)")
        }
        return number
    }

    mutating func number(_ key: String) throws(CohortError) -> Double? {
        switch value(key) {
        case nil: return nil
        case .integer(let value): return Double(value)
        case .decimal(let value): return value
        case .string(let text):
            guard let number = Double(text), number.isFinite else {
                throw .wrongType(path: place(key), expected: "a number")
            }
            return number
        default: throw .wrongType(path: place(key), expected: "a number")
        }
    }

    mutating func day(_ key: String) throws(CohortError) -> Day? {
        guard let text = try string(key) else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2]), let value = Day(year: year, month: month, day: day)
        else { throw .badValue(path: place(key), allowed: "YYYY-MM-DD") }
        return value
    }

    /// The elements with their paths; nil when the key is absent or null.
    mutating func array(_ key: String) throws(CohortError) -> [(value: JSONValue, path: String)]? {
        switch value(key) {
        case nil: return nil
        case .array(let values):
            let place = place(key)
            return values.enumerated().map { (value: $1, path: "\(place)[\($0)]") }
        default: throw .wrongType(path: place(key), expected: "a list")
        }
    }
}
