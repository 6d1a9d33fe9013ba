/// How the records of a CSV are written.
package struct CSVDialect: Sendable, Hashable {
    /// An ASCII byte: comma, semicolon, tab or vertical bar.
    package var separator: UInt8
    package var quote: UInt8

    package init(separator: UInt8 = 0x2C, quote: UInt8 = 0x22) {
        precondition(separator < 0x80 && quote < 0x80 && separator != quote, "A dialect is made of two ASCII bytes.")
        self.separator = separator
        self.quote = quote
    }

    package static let comma = CSVDialect()
    package static let semicolon = CSVDialect(separator: 0x3B)
    static let separators: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
    private static let sampledLineCountMax = 20

    /// The dialect that the first lines suggest: the separator that gives the most expected names in the header, else
    /// the one that splits the lines most evenly.
    package static func detect(_ sample: some Collection<UInt8>, expectedNames: [String] = []) -> CSVDialect {
        let lines = splitLines(sample)
        guard let header = lines.first else { return .comma }
        let expected = Set(expectedNames.map { $0.lowercased() })
        var best = CSVDialect.comma
        var bestScore = -1
        for separator in separators {
            let names = split(header, by: separator)
            let known = names.count { expected.contains($0.lowercased()) }
            let counts = lines.map { line in split(line, by: separator).count }
            let even = counts.count { $0 == names.count && names.count > 1 }
            // A name found is worth more than any evenness; then columns break ties.
            let score = known * 1_000_000 + even * 10_000 + min(names.count, 9999)
            if score > bestScore {
                bestScore = score
                best = CSVDialect(separator: separator)
            }
        }
        return best
    }

    private static func splitLines(_ sample: some Collection<UInt8>) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var line: [UInt8] = []
        var isQuoted = false
        for byte in sample {
            if byte == 0x22 { isQuoted.toggle() }
            if !isQuoted, byte == 0x0A || byte == 0x0D {
                if !line.isEmpty { lines.append(line) }
                line = []
                if lines.count == sampledLineCountMax { return lines }
            } else {
                line.append(byte)
            }
        }
        // The last line of the sample may be cut; it counts only when it is alone.
        if lines.isEmpty, !line.isEmpty { lines.append(line) }
        return lines
    }

    private static func split(_ line: [UInt8], by separator: UInt8) -> [String] {
        var names: [String] = []
        var name: [UInt8] = []
        var isQuoted = false
        func take() {
            let text = String(decoding: name, as: UTF8.self)
            names.append(CSVHeader.trimmed(text))
            name = []
        }
        for byte in line {
            if byte == 0x22 {
                isQuoted.toggle()
            } else if byte == separator, !isQuoted {
                take()
            } else {
                name.append(byte)
            }
        }
        take()
        return names
    }
}
