/// Makes the keys of records for one blocking rule. A class, so that passing it on copies no array.
final class BlockingKeyMaker: Sendable {
    /// Keys of one record at most: alternatives multiply.
    static let keyCountMax = 12
    private let parts: [PartHasher]
    private let seed: UInt64

    /// Nil when a part has no column in the table.
    init?(_ rule: BlockingRule, seed: Int, table: RecordTable) {
        var parts: [PartHasher] = []
        for part in rule.parts {
            guard let hasher = PartHasher(part, table: table) else { return nil }
            parts.append(hasher)
        }
        guard !parts.isEmpty else { return nil }
        self.parts = parts
        self.seed = mixed(UInt64(seed) &+ 0x51_7C_C1_B7)
    }

    /// Puts the keys of a record in `keys`; none when a part is missing.
    func keys(of record: Int, into keys: inout [UInt32], _ buffers: inout KeyBuffers) {
        keys.removeAll(keepingCapacity: true)
        buffers.products.removeAll(keepingCapacity: true)
        buffers.products.append(seed)
        for part in parts {
            buffers.alternatives.removeAll(keepingCapacity: true)
            part.hashes(of: record, into: &buffers.alternatives)
            if buffers.alternatives.isEmpty { return }
            let before = buffers.products.count
            for place in 0..<before {
                let product = buffers.products[place]
                buffers.products[place] = mixed(product ^ buffers.alternatives[0])
                for alternative in buffers.alternatives.dropFirst()
                where buffers.products.count < BlockingKeyMaker.keyCountMax {
                    buffers.products.append(mixed(product ^ alternative))
                }
            }
        }
        for product in buffers.products { keys.append(UInt32(truncatingIfNeeded: product)) }
    }
}

/// Arrays used again for every record.
struct KeyBuffers {
    var products: [UInt64] = []
    var alternatives: [UInt64] = []
}

/// Hashes of one part of a key, worked out once for each distinct value. A class, so that passing it on copies no array.
final class PartHasher: Sendable {
    private enum Source: Sendable {
        case names([UInt32])
        case words(starts: [UInt32], words: [UInt32])
        case codes([UInt32])
        case dates([Int32])
        case numbers([UInt64])
    }

    private let sources: [Source]
    private let names: NameBook
    private let transform: BlockingTransform
    private let isUnordered: Bool
    /// Hash of the prefix of each value of the name book, or of the code's dictionary.
    private let prefixes: [UInt64]

    init?(_ part: BlockingPart, table: RecordTable) {
        var sources: [Source] = []
        var dictionary = table.names.values
        for column in part.columns {
            switch table.columns[column] {
            case .names(let forms)?: sources.append(.names(forms))
            case .lists(let starts, let words)?: sources.append(.words(starts: starts, words: words))
            case .dates(let dates)?: sources.append(.dates(dates))
            case .numbers(let bits, _)?: sources.append(.numbers(bits))
            case .codes(let codes, let values)?:
                sources.append(.codes(codes))
                dictionary = values
            case nil: continue
            }
        }
        if sources.isEmpty || (part.isUnordered == true && sources.count < part.columns.count) { return nil }
        self.sources = sources
        names = table.names
        transform = part.transform
        isUnordered = part.isUnordered ?? false
        prefixes =
            part.transform == .prefix ? PartHasher.prefixHashes(dictionary, length: max(1, part.length ?? 3)) : []
    }

    private static func prefixHashes(_ values: ValueDictionary, length: Int) -> [UInt64] {
        values.bytes.withUnsafeBufferPointer { bytes in
            (0..<(values.count + 1))
                .map { code in
                    let range = values.range(UInt32(code))
                    let end = min(range.upperBound, range.lowerBound + length)
                    return hashOfBytes(UnsafeBufferPointer(rebasing: bytes[range.lowerBound..<end]))
                }
        }
    }

    func hashes(of record: Int, into hashes: inout [UInt64]) {
        if isUnordered {
            var sum: UInt64 = 0
            for source in sources {
                let before = hashes.count
                add(source, record, &hashes)
                guard hashes.count > before else {
                    hashes.removeAll(keepingCapacity: true)
                    return
                }
                sum &+= hashes[before]
                hashes.removeSubrange(before...)
            }
            hashes.append(sum)
            return
        }
        for source in sources { add(source, record, &hashes) }
    }

    private func add(_ source: Source, _ record: Int, _ hashes: inout [UInt64]) {
        switch source {
        case .names(let forms): if forms[record] != 0 { addName(forms[record], &hashes) }
        case .words(let starts, let words):
            for place in Int(starts[record])..<Int(starts[record + 1]) { append(hash(ofName: words[place]), &hashes) }
        case .codes(let codes): if codes[record] != 0 { append(hash(ofCode: codes[record]), &hashes) }
        case .dates(let dates): if let hash = hash(ofDate: dates[record]) { append(hash, &hashes) }
        case .numbers(let bits): if bits[record] != 0 { append(mixed(bits[record]), &hashes) }
        }
    }

    private func append(_ hash: UInt64, _ hashes: inout [UInt64]) {
        if !hashes.contains(hash) { hashes.append(hash) }
    }

    private func addName(_ form: UInt32, _ hashes: inout [UInt64]) {
        switch transform {
        case .firstWord, .firstSound: append(hash(ofName: names.firstWord(form)), &hashes)
        case .words, .sound:
            append(hash(ofName: names.value(form)), &hashes)
            for place in names.wordRange(form) { append(hash(ofName: names.words[place]), &hashes) }
        default: append(hash(ofName: names.value(form)), &hashes)
        }
    }

    private func hash(ofName value: UInt32) -> UInt64 {
        switch transform {
        case .sound, .firstSound: names.sounds[Int(value)]
        case .prefix: prefixes[Int(value)]
        default: mixed(UInt64(value))
        }
    }

    private func hash(ofCode code: UInt32) -> UInt64 {
        transform == .prefix ? prefixes[Int(code)] : mixed(UInt64(code))
    }

    private func hash(ofDate date: Int32) -> UInt64? {
        let (year, month, day) = (date / 10_000, date / 100 % 100, date % 100)
        let part: Int32? =
            switch transform {
            case .year: year == 0 ? nil : year
            case .yearMonth: month == 0 ? nil : year * 100 + month
            case .monthDay: day == 0 ? nil : month * 100 + day
            default: day == 0 ? nil : date
            }
        return part.map { mixed(UInt64(truncatingIfNeeded: Int64($0)) &+ 0x1000_0000) }
    }
}
