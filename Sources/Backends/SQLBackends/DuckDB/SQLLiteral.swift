/// Texts and names written into SQL where binding is impossible: file paths, identifiers, options of COPY.
package enum SQLLiteral {
    /// `'l''hôpital'`. A NUL would end the statement early, so it is dropped.
    package static func text(_ value: some StringProtocol) -> String { quoted(value, with: "'") }

    /// `"person"`.
    package static func identifier(_ name: some StringProtocol) -> String { quoted(name, with: "\"") }

    /// `"omop"."person"`.
    package static func identifier(_ schema: some StringProtocol, _ name: some StringProtocol) -> String {
        identifier(schema) + "." + identifier(name)
    }

    /// `['a.parquet', 'b.parquet']`, as read_parquet takes it.
    package static func list(_ values: some Sequence<String>) -> String {
        "[" + values.map { text($0) }.joined(separator: ", ") + "]"
    }

    private static func quoted(_ value: some StringProtocol, with quote: Character) -> String {
        var result = String(quote)
        for character in value.unicodeScalars where character.value != 0 {
            result.unicodeScalars.append(character)
            if Character(character) == quote { result.append(quote) }
        }
        result.append(quote)
        return result
    }
}
