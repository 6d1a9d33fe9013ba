/// What a blocking rule gave.
package struct BlockingReport: Sendable, Hashable, Codable {
    package let rule: String
    /// Pairs before the rules are united, estimated on a sample of the records.
    package var estimatedPairCount: Double
    /// Pairs that this rule found, other rules aside.
    package var pairCount = 0
    /// Pairs that no other rule found.
    package var ownPairCount = 0
    /// Blocks left out because they hold more records than the cap.
    package let droppedBlockCount: Int
    package let droppedRecordCount: Int
    package let largestBlockSize: Int
}

/// Finds the pairs to compare: the union of the blocking rules, each pair once.
struct CandidateSearch: Sendable {
    /// Rules of one run at most: a pair remembers in 16 bits which ones found it.
    static let ruleCountMax = 16
    /// Records of the sample that pair counts are estimated on.
    static let sampleCountMax = 20_000

    let table: RecordTable
    let probes: Range<Int>
    let makers: [BlockingKeyMaker]
    let indexes: [BlockIndex]
    let ruleNames: [String]
    let copies: IdenticalRecords

    /// Rules whose columns are absent are left out.
    init(table: RecordTable, rules: [BlockingRule], blockSizeMax: Int, workerCount: Int) {
        self.table = table
        // Between clean sources the first one need not be indexed, nor the last one looked up.
        let first = table.sources.first
        let last = table.sources.last
        let indexed = (first?.isClean == true ? first?.records.upperBound ?? 0 : 0)..<table.count
        probes = 0..<(last?.isClean == true ? last?.records.lowerBound ?? 0 : table.count)
        var makers: [BlockingKeyMaker] = []
        var names: [String] = []
        for (place, rule) in rules.enumerated() {
            guard let maker = BlockingKeyMaker(rule, seed: place, table: table) else { continue }
            makers.append(maker)
            names.append(rule.name)
        }
        self.makers = makers
        ruleNames = names
        let made = makers
        let copies = IdenticalRecords(table)
        self.copies = copies
        indexes = inParallel(count: made.count, workerCount: workerCount) { place in
            BlockIndex(made[place], records: indexed, copies: copies, blockSizeMax: blockSizeMax)
        }
    }

    /// Pair counts by rule before anything is compared.
    func estimate() -> [BlockingReport] {
        let stride = max(1, probes.count / CandidateSearch.sampleCountMax)
        var keys: [UInt32] = []
        var buffers = KeyBuffers()
        return makers.indices.map { rule in
            var found = 0
            var sampled = 0
            for record in Swift.stride(from: probes.lowerBound, to: probes.upperBound, by: stride) {
                sampled += 1
                if copies.isCopy(record) { continue }
                makers[rule].keys(of: record, into: &keys, &buffers)
                for key in keys { found += indexes[rule].count(key) }
            }
            let scale = sampled > 0 ? Double(probes.count) / Double(sampled) : 0
            // A source looked up in itself meets every pair twice, and each record itself.
            let isHalved = probes.upperBound > (table.sources.first?.records.upperBound ?? 0) || isOneSource
            let pairs = Double(found) * scale
            return BlockingReport(
                rule: ruleNames[rule],
                estimatedPairCount: isHalved ? max(0, pairs - Double(probes.count)) / 2 : pairs,
                droppedBlockCount: indexes[rule].droppedBlockCount,
                droppedRecordCount: indexes[rule].droppedRecordCount,
                largestBlockSize: indexes[rule].largestBlockSize)
        }
    }

    private var isOneSource: Bool { table.sources.count == 1 }

    /// Puts in `found` the partners of a record with the rules that found them, as `record << 16 | rules`.
    func partners(of record: Int, _ work: inout CandidateBuffers) {
        work.hits.removeAll(keepingCapacity: true)
        work.found.removeAll(keepingCapacity: true)
        if copies.isCopy(record) {
            work.original = Int(copies.originals[record])
            return
        }
        work.original = nil
        for rule in makers.indices {
            makers[rule].keys(of: record, into: &work.keys, &work.keyBuffers)
            for key in work.keys { indexes[rule].find(key, rule: rule, into: &work.hits) }
        }
        sortSmall(&work.hits)
        let source = table.sources.count > 1 || table.sources.first?.isClean == true ? table.source(of: record) : 0
        let own = table.sources[source]
        var last: UInt64 = .max
        for hit in work.hits {
            let other = hit >> 16
            let rule: UInt64 = 1 << (hit & 15)
            if other == last {
                if let place = work.found.indices.last, work.found[place] >> 16 == other { work.found[place] |= rule }
                continue
            }
            last = other
            if other <= UInt64(record) || (own.isClean && own.records.contains(Int(other))) { continue }
            work.found.append(other << 16 | rule)
        }
    }
}

/// Arrays used again for every record of one thread.
struct CandidateBuffers {
    var keys: [UInt32] = []
    var keyBuffers = KeyBuffers()
    var hits: [UInt64] = []
    var found: [UInt64] = []
    /// The record that this one is a copy of.
    var original: Int?
}

/// Insertion sort while the list is short, as it nearly always is.
func sortSmall(_ list: inout [UInt64]) {
    guard list.count <= 24 else {
        list.sort()
        return
    }
    var place = 1
    while place < list.count {
        let value = list[place]
        var hole = place
        while hole > 0, list[hole - 1] > value {
            list[hole] = list[hole - 1]
            hole -= 1
        }
        list[hole] = value
        place += 1
    }
}
