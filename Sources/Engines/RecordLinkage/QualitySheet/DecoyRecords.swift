/// Synthetic records that cannot match, put at the end of the last source.
///
/// Each is pieced together from records drawn at random, so that its values are as frequent as they are, and go together
/// as they do: given names with sex and birth year, residence with its town. Day and month come from another record. It has
/// no number.
struct DecoyRecords {
    static let countMax = 1_000_000
    /// Identifiers of decoys begin so.
    static let mark = "decoy/"

    /// The table with decoys, and their places.
    static func added(
        to table: RecordTable, columns: [LinkageColumn], count: Int, seed: UInt64
    ) -> (table: RecordTable, decoys: Range<Int>) {
        guard let source = table.sources.last, !source.records.isEmpty, count > 0 else {
            return (table, table.count..<table.count)
        }
        var generator = SplitMix(seed: mixed(seed &+ 0xDEC0))
        // For each decoy, the record that each part comes from.
        let donors = Part.allCases.map { _ in
            (0..<count).map { _ in source.records.lowerBound + generator.below(source.records.count) }
        }
        var result = table
        for (name, stored) in table.columns {
            let kind = columns.first { $0.name == name }?.kind
            result.columns[name] = stored.extended(
                donors[Part(name, kind).rawValue], days: donors[Part.others.rawValue],
                isEmpty: kind == .nationalNumber)
        }
        for decoy in 0..<count {
            result.identifierBytes += Array((mark + String(decoy)).utf8)
            result.identifierStarts.append(result.identifierBytes.count)
        }
        let decoys = table.count..<table.count + count
        result.sources[result.sources.count - 1] = RecordSource(
            name: source.name, records: source.records.lowerBound..<decoys.upperBound, isClean: source.isClean)
        return (result, decoys)
    }

    /// Columns of one part come from one record.
    private enum Part: Int, CaseIterable {
        case family, given, birthplace, residence, others

        init(_ name: String, _ kind: FieldKind?) {
            switch name {
            case "nom_naissance", "nom_utilise": self = .family
            case "commune_naissance": self = .birthplace
            case "code_postal", "commune": self = .residence
            default:
                // Columns that are not ours: a name apart, what makes the person together, and the rest.
                switch kind {
                case .nameList, .date, .sex: self = .given
                case .name:
                    self = name == "prenom" || name.contains("first") || name.contains("given") ? .given : .family
                default: self = .others
                }
            }
        }
    }
}

extension StoredColumn {
    /// The column with the values of some of its records once more at the end, or with empty ones; dates have the day and
    /// month of other records.
    func extended(_ donors: [Int], days: [Int], isEmpty: Bool) -> StoredColumn {
        func more<Value>(_ values: [Value], _ empty: Value) -> [Value] {
            values + donors.map { isEmpty ? empty : values[$0] }
        }
        switch self {
        case .names(let forms): return .names(more(forms, 0))
        case .dates(let dates):
            return .dates(
                dates
                    + zip(donors, days)
                    .map { donor, day in
                        dates[donor] == 0 ? 0 : dates[donor] / 10_000 * 10_000 + dates[day] % 10_000
                    })
        case .codes(let codes, let values): return .codes(more(codes, 0), values)
        case .numbers(let bits, let traits): return .numbers(more(bits, 0), traits: more(traits, 0))
        case .lists(var starts, var words):
            for donor in donors {
                if !isEmpty { words += Array(words[Int(starts[donor])..<Int(starts[donor + 1])]) }
                starts.append(UInt32(words.count))
            }
            return .lists(starts: starts, words: words)
        }
    }
}
