/// Where one value of the current record stands, from the record's first byte.
struct CSVField {
    var start: Int32
    var end: Int32
    /// Line breaks of the record before the value.
    var lineBreaks: Int32
    var marks: CSVMarks
}

/// What was noticed while a value was scanned.
struct CSVMarks: OptionSet {
    let rawValue: UInt32

    static let quoted = CSVMarks(rawValue: 1)
    /// Holds doubled quotes, to be halved.
    static let escaped = CSVMarks(rawValue: 2)
    /// A quote in the middle of a value that does not start with one.
    static let strayQuote = CSVMarks(rawValue: 4)
    /// Something follows the closing quote.
    static let garbage = CSVMarks(rawValue: 8)
    /// The value opens a quote that nothing closes; it was read again as plain text.
    static let unclosed = CSVMarks(rawValue: 16)
    static let control = CSVMarks(rawValue: 32)
    static let nul = CSVMarks(rawValue: 64)
    static let invalidUTF8 = CSVMarks(rawValue: 128)
    static let overlongUTF8 = CSVMarks(rawValue: 256)
    static let undefinedByte = CSVMarks(rawValue: 512)
    static let unpairedSurrogate = CSVMarks(rawValue: 1024)

    /// What a reader of records cannot trust.
    static let broken: CSVMarks = [
        .garbage, .unclosed, .nul, .invalidUTF8, .overlongUTF8, .unpairedSurrogate,
    ]
    /// What is worth a look at each value of the record.
    static let remarkable: CSVMarks = broken.union([.strayQuote, .control, .undefinedByte])

    init(rawValue: UInt32) { self.rawValue = rawValue }

    init(_ kind: TextIssue.Kind) {
        switch kind {
        case .invalidUTF8: self = .invalidUTF8
        case .overlongUTF8: self = .overlongUTF8
        case .undefinedByte: self = .undefinedByte
        case .unpairedSurrogate: self = .unpairedSurrogate
        }
    }
}

/// The line ends that were seen.
package struct CSVNewlines: Sendable, Hashable {
    package var lineFeedCount = 0
    package var carriageReturnLineFeedCount = 0
    package var carriageReturnCount = 0

    package var isMixed: Bool {
        [lineFeedCount, carriageReturnLineFeedCount, carriageReturnCount].count { $0 > 0 } > 1
    }
}
