package import HealthModel

/// A field of the form that cannot be taken as it was typed.
package struct FieldError: Sendable, Hashable {
    /// The field's name, which is its id on the page too.
    package let field: String
    package let message: Phrase
}

/// Reads typed values out of a form; what is wrong keeps the value it had and is noted with the field's name.
struct FieldReader {
    let fields: [String: String]
    private(set) var errors: [FieldError] = []

    static let textLengthMax = 300

    init(_ fields: [String: String]) { self.fields = fields }

    /// The text without blanks around it; nil when the form has no such field.
    func text(_ name: String) -> String? {
        fields[name].map { FieldReader.trimmed($0.filter { !$0.isNewline }) }
    }

    func isOn(_ name: String) -> Bool { fields[name] != nil }

    mutating func note(_ field: String, _ message: Phrase) { errors.append(FieldError(field: field, message: message)) }

    /// A short text; longer ones are refused rather than cut. What a browser makes of the old text is the old text.
    mutating func shortText(_ name: String, keeping old: String) -> String {
        guard let text = text(name), text != FieldReader.trimmed(old.filter { !$0.isNewline }) else { return old }
        guard text.count <= FieldReader.textLengthMax else {
            note(
                name,
                Phrase(
                    fr: "Au plus \(FieldReader.textLengthMax) caractères.",
                    en: "At most \(FieldReader.textLengthMax) characters."))
            return old
        }
        return text
    }

    mutating func whole(_ name: String, in range: ClosedRange<Int>, keeping old: Int) -> Int {
        guard let text = text(name) else { return old }
        guard let value = Int(text), range.contains(value) else {
            note(
                name,
                Phrase(
                    fr: "Un nombre entier de \(range.lowerBound) à \(range.upperBound) est attendu.",
                    en: "A whole number from \(range.lowerBound) to \(range.upperBound) is expected."))
            return old
        }
        return value
    }

    /// A number; a comma is read as the decimal point that it is in French. Nil is noted, unless the field is absent.
    mutating func number(_ name: String) -> Double? {
        guard let text = text(name) else { return nil }
        let point = String(text.map { $0 == "," ? "." : $0 })
        guard let value = Double(point), value.isFinite else {
            note(name, Phrase(fr: "Un nombre est attendu.", en: "A number is expected."))
            return nil
        }
        return value
    }

    mutating func day(_ name: String) -> Day? {
        guard let text = text(name) else { return nil }
        guard let day = Day(iso: text) else {
            note(name, Phrase(fr: "Une date AAAA-MM-JJ est attendue.", en: "A date YYYY-MM-DD is expected."))
            return nil
        }
        return day
    }

    /// One of the given cases by its raw value.
    func choice<Value: RawRepresentable>(_ name: String, keeping old: Value) -> Value
    where Value.RawValue == String { text(name).flatMap(Value.init(rawValue:)) ?? old }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
