/// HTML text that escapes what is put into it: markup comes from literals only.
package struct HTML: Sendable, ExpressibleByStringInterpolation, Hashable {
    /// The markup.
    package private(set) var text: String

    package init(stringLiteral value: String) { text = value }
    package init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// Pieces one after another.
    package init(_ pieces: [HTML]) { text = pieces.map(\.text).joined(separator: "\n") }

    package static let empty: HTML = ""

    /// Collects literals as they are and values escaped.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }
        package mutating func appendLiteral(_ literal: String) { text += literal }
        package mutating func appendInterpolation(_ value: some StringProtocol) { text += HTML.escape(value) }
        package mutating func appendInterpolation(_ value: Int) { text += String(value) }
        package mutating func appendInterpolation(_ value: HTML) { text += value.text }
        package mutating func appendInterpolation(_ values: [HTML]) {
            for value in values { text += value.text + "\n" }
        }
        package mutating func appendInterpolation(_ value: HTML?) { text += value?.text ?? "" }
    }

    /// Replaces the five characters that mean something in markup and attributes.
    package static func escape(_ value: some StringProtocol) -> String {
        var escaped = ""
        escaped.reserveCapacity(value.utf8.count)
        for character in value.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
