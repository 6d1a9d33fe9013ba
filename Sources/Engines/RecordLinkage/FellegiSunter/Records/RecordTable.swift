/// The values of one column, by record.
package enum StoredColumn: Sendable {
    /// Forms of the name book.
    case names([UInt32])
    /// Values of the name book: those of record `i` are `words[starts[i]..<starts[i + 1]]`.
    case lists(starts: [UInt32], words: [UInt32])
    /// `YYYYMMDD`.
    case dates([Int32])
    case codes([UInt32], ValueDictionary)
    case numbers([UInt64], traits: [UInt8])
}

/// One file among those that are linked.
package struct RecordSource: Sendable, Hashable {
    package let name: String
    package let records: Range<Int>
    /// Holds every person once at most: its records are never linked with one another.
    package let isClean: Bool

    package init(name: String, records: Range<Int>, isClean: Bool) {
        self.name = name
        self.records = records
        self.isClean = isClean
    }
}

/// The records of all sources in columns, one source after the other, every distinct value held once.
package struct RecordTable: Sendable {
    package internal(set) var sources: [RecordSource] = []
    package internal(set) var names = NameBook()
    package internal(set) var columns: [String: StoredColumn] = [:]
    /// Identifiers one after the other, as bytes.
    var identifierBytes: [UInt8] = []
    var identifierStarts: [Int] = [0]

    package var count: Int { identifierStarts.count - 1 }

    package func identifier(_ record: Int) -> String {
        String(decoding: identifierSlice(record), as: UTF8.self)
    }

    func identifierSlice(_ record: Int) -> ArraySlice<UInt8> {
        identifierBytes[identifierStarts[record]..<identifierStarts[record + 1]]
    }

    /// The source of a record.
    package func source(of record: Int) -> Int {
        sources.firstIndex { $0.records.contains(record) } ?? 0
    }

    /// How many pairs of records may be one person.
    package var pairCount: Double {
        var total = 0.0
        for (place, source) in sources.enumerated() {
            let count = Double(source.records.count)
            if !source.isClean { total += count * (count - 1) / 2 }
            for other in sources[(place + 1)...] { total += count * Double(other.records.count) }
        }
        return total
    }

    /// Share of the records that have a value, by column.
    package func completeness(of column: String) -> Double {
        guard count > 0, let stored = columns[column] else { return 0 }
        let filled =
            switch stored {
            case .names(let forms): forms.count { $0 != 0 }
            case .lists(let starts, _): (0..<count).count { starts[$0 + 1] > starts[$0] }
            case .dates(let dates): dates.count { $0 != 0 }
            case .codes(let codes, _): codes.count { $0 != 0 }
            case .numbers(let numbers, _): numbers.count { $0 != 0 }
            }
        return Double(filled) / Double(count)
    }

    // MARK: - Columns by kind; absent ones are empty

    func names(_ column: String?) -> [UInt32] {
        if let column, case .names(let forms)? = columns[column] { return forms }
        return []
    }

    func dates(_ column: String?) -> [Int32] {
        if let column, case .dates(let dates)? = columns[column] { return dates }
        return []
    }

    func codes(_ column: String?) -> [UInt32] {
        if let column, case .codes(let codes, _)? = columns[column] { return codes }
        return []
    }

    func dictionary(_ column: String?) -> ValueDictionary {
        if let column, case .codes(_, let values)? = columns[column] { return values }
        return ValueDictionary()
    }

    func list(_ column: String?) -> (starts: [UInt32], words: [UInt32]) {
        if let column, case .lists(let starts, let words)? = columns[column] { return (starts, words) }
        return ([], [])
    }

    func numbers(_ column: String?) -> (bits: [UInt64], traits: [UInt8]) {
        if let column, case .numbers(let bits, let traits)? = columns[column] { return (bits, traits) }
        return ([], [])
    }
}
