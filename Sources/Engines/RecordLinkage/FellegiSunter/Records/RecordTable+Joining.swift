extension RecordTable {
    /// The tables of several sources as one. A column that a source lacks is missing for all its records.
    package static func joining(_ tables: consuming [RecordTable]) -> RecordTable {
        guard var joined = tables.first else { return RecordTable() }
        for table in tables.dropFirst() { joined.append(table) }
        return joined
    }

    private mutating func append(_ other: RecordTable) {
        let before = count
        let shift = identifierBytes.count
        let (forms, values) = names.merge(other.names)
        for name in Set(columns.keys).union(other.columns.keys) {
            let mine = columns.removeValue(forKey: name)
            columns[name] = RecordTable.concatenation(
                mine, before, other.columns[name], other.count, forms: forms, values: values)
        }
        identifierBytes.append(contentsOf: other.identifierBytes)
        identifierStarts.append(contentsOf: other.identifierStarts.dropFirst().map { $0 + shift })
        sources += other.sources.map {
            RecordSource(
                name: $0.name, records: $0.records.lowerBound + before..<$0.records.upperBound + before,
                isClean: $0.isClean)
        }
    }

    private static func concatenation(
        _ left: StoredColumn?, _ leftCount: Int, _ right: StoredColumn?, _ rightCount: Int, forms: [UInt32],
        values: [UInt32]
    ) -> StoredColumn? {
        switch left ?? right {
        case .names?:
            return .names(
                names(left, leftCount) + names(right, rightCount).map { forms[Int($0)] })
        case .dates?: return .dates(dates(left, leftCount) + dates(right, rightCount))
        case .numbers?:
            let (a, b) = (numbers(left, leftCount), numbers(right, rightCount))
            return .numbers(a.0 + b.0, traits: a.1 + b.1)
        case .codes?:
            var (codes, dictionary) = codes(left, leftCount)
            let (more, added) = self.codes(right, rightCount)
            let map = dictionary.merge(added)
            codes.append(contentsOf: more.lazy.map { map[Int($0)] })
            return .codes(codes, dictionary)
        case .lists?:
            var (starts, words) = lists(left, leftCount)
            let (moreStarts, moreWords) = lists(right, rightCount)
            let shift = UInt32(words.count)
            words.append(contentsOf: moreWords.lazy.map { values[Int($0)] })
            starts.append(contentsOf: moreStarts.dropFirst().lazy.map { $0 + shift })
            return .lists(starts: starts, words: words)
        case nil: return nil
        }
    }

    // A column of another kind, or none, reads as missing.

    private static func names(_ column: StoredColumn?, _ count: Int) -> [UInt32] {
        if case .names(let forms)? = column { return forms }
        return [UInt32](repeating: 0, count: count)
    }

    private static func dates(_ column: StoredColumn?, _ count: Int) -> [Int32] {
        if case .dates(let dates)? = column { return dates }
        return [Int32](repeating: 0, count: count)
    }

    private static func numbers(_ column: StoredColumn?, _ count: Int) -> ([UInt64], [UInt8]) {
        if case .numbers(let bits, let traits)? = column { return (bits, traits) }
        return ([UInt64](repeating: 0, count: count), [UInt8](repeating: 0, count: count))
    }

    private static func codes(_ column: StoredColumn?, _ count: Int) -> ([UInt32], ValueDictionary) {
        if case .codes(let codes, let values)? = column { return (codes, values) }
        return ([UInt32](repeating: 0, count: count), ValueDictionary())
    }

    private static func lists(_ column: StoredColumn?, _ count: Int) -> ([UInt32], [UInt32]) {
        if case .lists(let starts, let words)? = column { return (starts, words) }
        return ([UInt32](repeating: 0, count: count + 1), [])
    }

    /// Marks the numbers whose sex, year and month are the record's own: the certified ones.
    package mutating func certifyNumbers(_ column: String, sex: String?, birthDate: String?) {
        guard case .numbers(let bits, var traits)? = columns[column] else { return }
        let sexes = codes(sex)
        let dates = dates(birthDate)
        guard !dates.isEmpty else { return }
        for record in 0..<count where bits[record] != 0 {
            traits[record] =
                PackedNumber.owner(
                    bits[record], PackedNumber.Traits(rawValue: traits[record]),
                    sex: sexes.isEmpty ? 0 : sexes[record], date: dates[record]
                )
                .rawValue
        }
        columns[column] = .numbers(bits, traits: traits)
    }
}
