internal import HealthModel

/// Everything that a CSV can have wrong, with its code, its severity unless the caller says otherwise, and its words.
enum CSVFlaw: Int, CaseIterable {
    // Characters
    case nulByte, controlCharacter, invalidUTF8, overlongUTF8, undefinedByte, unpairedSurrogate, byteOrderMark
    case otherEncoding, mixedNewlines, oldNewlines
    // Records
    case unclosedQuote, quoteGarbage, strayQuote, columnCount, blankLine, emptyFile, noRow
    // Header
    case headerAbsent, headerEmpty, headerDuplicate, headerUnknown, headerMissing, headerSpelling, headerOrder
    // Values
    case integer, integerRange, number, decimalComma, boolean, dateFormat, dateImpossible, dateImplausible
    case dateSentinel, padded, tooLong, tooShort, notAllowed, unknownCode, required, minimum, maximum, formula
    case duplicateValue, duplicateKey, keysNotCompared

    /// What it means for the delivery by default; see `CSVCheckOptions.severities`.
    var severity: Finding.Severity {
        switch self {
        case .byteOrderMark, .otherEncoding, .oldNewlines, .headerSpelling, .headerOrder, .blankLine, .noRow,
            .decimalComma, .padded, .keysNotCompared:
            .note
        case .controlCharacter, .undefinedByte, .mixedNewlines, .strayQuote, .dateImplausible, .dateSentinel, .tooLong,
            .tooShort, .unknownCode, .minimum, .maximum, .formula, .duplicateValue, .duplicateKey:
            // The published lengths, minima and uniqueness of the SNDS contradict each other: they cannot refuse.
            .warning
        default: .error
        }
    }

    /// Whether a reader that expects plain RFC 4180 in UTF-8 would stumble on it.
    var needsRewriting: Bool {
        switch self {
        case .byteOrderMark, .otherEncoding, .mixedNewlines, .oldNewlines, .headerSpelling, .blankLine, .strayQuote,
            .decimalComma, .padded:
            true
        default: false
        }
    }

    func finding(
        file: String, line: Int? = nil, column: Int? = nil, field: String? = nil, count: Int = 1,
        severity given: Finding.Severity? = nil
    ) -> Finding {
        Finding(
            code: code, severity: given ?? severity, file: file, line: line, column: column, field: field, count: count,
            message: message)
    }

    init?(_ marks: CSVMarks) {
        switch marks {
        case .nul: self = .nulByte
        case .control: self = .controlCharacter
        case .invalidUTF8: self = .invalidUTF8
        case .overlongUTF8: self = .overlongUTF8
        case .undefinedByte: self = .undefinedByte
        case .unpairedSurrogate: self = .unpairedSurrogate
        case .unclosed: self = .unclosedQuote
        case .garbage: self = .quoteGarbage
        case .strayQuote: self = .strayQuote
        default: return nil
        }
    }

    var code: String {
        switch self {
        case .nulByte: "text.nul"
        case .controlCharacter: "text.control-character"
        case .invalidUTF8: "text.invalid-utf8"
        case .overlongUTF8: "text.overlong-utf8"
        case .undefinedByte: "text.undefined-byte"
        case .unpairedSurrogate: "text.unpaired-surrogate"
        case .byteOrderMark: "text.byte-order-mark"
        case .otherEncoding: "text.other-encoding"
        case .mixedNewlines: "csv.mixed-newlines"
        case .oldNewlines: "csv.old-newlines"
        case .unclosedQuote: "csv.unclosed-quote"
        case .quoteGarbage: "csv.quote-garbage"
        case .strayQuote: "csv.stray-quote"
        case .columnCount: "csv.column-count"
        case .blankLine: "csv.blank-line"
        case .emptyFile: "file.empty"
        case .noRow: "csv.no-row"
        case .headerAbsent: "csv.header-absent"
        case .headerEmpty: "csv.header-empty-name"
        case .headerDuplicate: "csv.column-duplicate"
        case .headerUnknown: "csv.column-unknown"
        case .headerMissing: "csv.column-missing"
        case .headerSpelling: "csv.header-spelling"
        case .headerOrder: "csv.column-order"
        default: valueCode
        }
    }

    private var valueCode: String {
        switch self {
        case .integer: "value.not-integer"
        case .integerRange: "value.integer-range"
        case .number: "value.not-number"
        case .decimalComma: "value.decimal-comma"
        case .boolean: "value.not-boolean"
        case .dateFormat: "value.date-format"
        case .dateImpossible: "value.date-impossible"
        case .dateImplausible: "value.date-implausible"
        case .dateSentinel: "value.date-sentinel"
        case .padded: "value.padded"
        case .tooLong: "value.too-long"
        case .tooShort: "value.too-short"
        case .notAllowed: "value.not-allowed"
        case .unknownCode: "value.unknown-code"
        case .required: "value.required"
        case .minimum: "value.below-minimum"
        case .maximum: "value.above-maximum"
        case .formula: "value.formula"
        case .duplicateValue: "value.duplicate"
        case .duplicateKey: "csv.duplicate-key"
        default: "csv.keys-not-compared"
        }
    }
}
