/// Records of one source that agree on every column, so that a thousand copies cost a thousand comparisons and not half
/// a million: only the first of them is compared with others.
///
/// They are told by a hash of 64 bits of their values.
struct IdenticalRecords: Sendable {
    /// For each record that is a copy, the first record like it; empty when no source may hold copies.
    private(set) var originals: [UInt32] = []
    private(set) var copyCount = 0

    init(_ table: RecordTable) {
        guard table.sources.contains(where: { !$0.isClean }), table.count > 0 else { return }
        var hashes = [UInt64](repeating: 0, count: table.count)
        for name in table.columns.keys.sorted() {
            guard let column = table.columns[name] else { continue }
            for record in hashes.indices {
                hashes[record] = mixed(hashes[record] &+ IdenticalRecords.hash(column, record) &+ 0x9E37_79B9_7F4A_7C15)
            }
        }
        originals = (0..<UInt32(table.count)).map { $0 }
        for source in table.sources where !source.isClean {
            var first: [UInt64: UInt32] = [:]
            first.reserveCapacity(source.records.count)
            for record in source.records {
                if let original = first[hashes[record]] {
                    originals[record] = original
                    copyCount += 1
                } else {
                    first[hashes[record]] = UInt32(record)
                }
            }
        }
    }

    private static func hash(_ column: StoredColumn, _ record: Int) -> UInt64 {
        switch column {
        case .names(let forms): return UInt64(forms[record])
        case .codes(let codes, _): return UInt64(codes[record])
        case .dates(let dates): return UInt64(UInt32(bitPattern: dates[record]))
        case .numbers(let bits, _): return bits[record]
        case .lists(let starts, let words):
            var hash: UInt64 = 0
            for place in Int(starts[record])..<Int(starts[record + 1]) { hash = mixed(hash &+ UInt64(words[place])) }
            return hash
        }
    }

    func isCopy(_ record: Int) -> Bool { !originals.isEmpty && originals[record] != UInt32(record) }
}
