/// Builds the table of one source record by record; tables are then put one after the other.
package struct RecordTableBuilder: Sendable {
    let columns: [LinkageColumn]
    private(set) var table = RecordTable()
    private var stores: [ColumnStore]
    private var folding = NameFolding()
    private let sourceName: String
    private let isClean: Bool

    /// The columns are those that the source has, the identifier apart.
    package init(source: String, isClean: Bool, columns: [LinkageColumn]) {
        self.columns = columns.filter { $0.kind != .identifier }
        stores = self.columns.map { ColumnStore(kind: $0.kind) }
        sourceName = source
        self.isClean = isClean
    }

    /// Starts a record.
    package mutating func begin(identifier: UnsafeBufferPointer<UInt8>) {
        table.identifierBytes.append(contentsOf: identifier)
        table.identifierStarts.append(table.identifierBytes.count)
    }

    /// Adds the value of a column; every column gets one for each record.
    package mutating func append(_ value: UnsafeBufferPointer<UInt8>, column: Int) {
        switch stores[column].kind {
        case .name:
            folding.fold(value)
            stores[column].codes.append(table.names.form(of: folding.bytes))
        case .nameList:
            appendList(value, column)
        case .date:
            stores[column].dates.append(WrittenDate.read(value))
        case .code, .sex:
            folding.fold(value)
            let bytes = folding.bytes.filter { $0 != 0x20 }
            let isSex = stores[column].kind == .sex
            stores[column].codes.append(stores[column].values.code(of: isSex ? SexWords.digit(bytes) : bytes))
        case .nationalNumber:
            let (bits, traits) = PackedNumber.read(value)
            stores[column].numbers.append(bits)
            stores[column].traits.append(traits.rawValue)
        case .identifier: break
        }
    }

    /// Adds a record given as texts, in the order of `columns`.
    package mutating func append(identifier: String, values: [String]) {
        Array(identifier.utf8).withUnsafeBufferPointer { begin(identifier: $0) }
        for (place, value) in values.enumerated() {
            Array(value.utf8).withUnsafeBufferPointer { append($0, column: place) }
        }
    }

    private mutating func appendList(_ value: UnsafeBufferPointer<UInt8>, _ column: Int) {
        // A hyphen binds a compound name, a blank or a comma parts two names.
        for part in value.split(whereSeparator: { $0 == 0x20 || $0 == 0x2C || $0 == 0x3B || $0 == 0x2F }) {
            folding.fold(UnsafeBufferPointer(rebasing: part))
            let word = table.names.value(ofWord: folding.bytes)
            if word != 0 { stores[column].codes.append(word) }
        }
        stores[column].starts.append(UInt32(stores[column].codes.count))
    }

    /// The table of this source alone.
    package consuming func build() -> RecordTable {
        table.sources = [RecordSource(name: sourceName, records: 0..<table.count, isClean: isClean)]
        for (column, store) in zip(columns, stores) { table.columns[column.name] = store.stored }
        return table
    }
}

/// A column while it is read.
struct ColumnStore: Sendable {
    let kind: FieldKind
    var codes: [UInt32] = []
    var starts: [UInt32] = [0]
    var dates: [Int32] = []
    var numbers: [UInt64] = []
    var traits: [UInt8] = []
    var values = ValueDictionary()

    init(kind: FieldKind) {
        self.kind = kind
        // The codes of both sexes are 1 and 2 everywhere.
        if kind == .sex { for digit in ["1", "2"] { _ = values.code(of: digit) } }
    }

    var stored: StoredColumn {
        switch kind {
        case .name: .names(codes)
        case .nameList: .lists(starts: starts, words: codes)
        case .date: .dates(dates)
        case .code, .sex, .identifier: .codes(codes, values)
        case .nationalNumber: .numbers(numbers, traits: traits)
        }
    }
}

/// How registers write the sex.
enum SexWords {
    /// `1`, `2`, or nothing; the text is in plain capitals.
    static func digit(_ text: [UInt8]) -> [UInt8] {
        switch String(decoding: text, as: UTF8.self) {
        case "1", "M", "H", "MALE", "HOMME", "MASCULIN", "MAN": [0x31]
        case "2", "F", "FEMALE", "FEMME", "FEMININ", "W", "WOMAN": [0x32]
        default: []
        }
    }
}
