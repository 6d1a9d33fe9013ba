/// A JSON value that keeps the order of keys and tells whole numbers from decimals.
indirect enum JSONValue: Sendable, Hashable {
    case null
    case boolean(Bool)
    case integer(Int)
    case decimal(Double)
    case string(String)
    case array([JSONValue])
    case object([JSONField])

    /// A number, written without `.0` when it is whole.
    static func number(_ number: Double) -> JSONValue {
        Int(exactly: number).map(JSONValue.integer) ?? .decimal(number)
    }
}

/// One key of an object with its value.
struct JSONField: Sendable, Hashable {
    let key: String
    let value: JSONValue

    init(_ key: String, _ value: JSONValue) {
        self.key = key
        self.value = value
    }
}

extension JSONValue {
    /// The text, two blanks per level, keys in the order given: the same value gives the same bytes.
    var text: String {
        var output = ""
        write(to: &output, level: 0)
        output += "\n"
        return output
    }

    private func write(to output: inout String, level: Int) {
        switch self {
        case .null: output += "null"
        case .boolean(let value): output += value ? "true" : "false"
        case .integer(let value): output += String(value)
        case .decimal(let value): output += String(value)
        case .string(let value): JSONValue.write(string: value, to: &output)
        case .array(let values):
            JSONValue.write(values, "[", "]", to: &output, level: level) { value, output in
                value.write(to: &output, level: level + 1)
            }
        case .object(let fields):
            JSONValue.write(fields, "{", "}", to: &output, level: level) { field, output in
                JSONValue.write(string: field.key, to: &output)
                output += ": "
                field.value.write(to: &output, level: level + 1)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element], _ opening: String, _ closing: String, to output: inout String, level: Int,
        each: (Element, inout String) -> Void
    ) {
        output += opening
        for (position, element) in elements.enumerated() {
            output += position == 0 ? "\n" : ",\n"
            output += String(repeating: "  ", count: level + 1)
            each(element, &output)
        }
        if !elements.isEmpty { output += "\n" + String(repeating: "  ", count: level) }
        output += closing
    }

    private static func write(string: String, to output: inout String) {
        output += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: output.unicodeScalars.append(scalar)
            }
        }
        output += "\""
    }
}
