/// The records of one side by blocking key. Blocks beyond the cap are left out, and told.
struct BlockIndex: Sendable {
    /// Records by bucket (the high bits of the key); keys stand beside them.
    private var keys: [UInt32]
    private var records: [UInt32]
    private var starts: [UInt32]
    private let shift: UInt32
    /// Blocks left out because they were too large, and how many records they held.
    private(set) var droppedBlockCount = 0
    private(set) var droppedRecordCount = 0
    private(set) var largestBlockSize = 0

    init(_ maker: BlockingKeyMaker, records range: Range<Int>, copies: IdenticalRecords, blockSizeMax: Int) {
        var foundKeys: [UInt32] = []
        var foundRecords: [UInt32] = []
        foundKeys.reserveCapacity(range.count)
        foundRecords.reserveCapacity(range.count)
        var buffers = KeyBuffers()
        var some: [UInt32] = []
        for record in range where !copies.isCopy(record) {
            maker.keys(of: record, into: &some, &buffers)
            for key in some {
                foundKeys.append(key)
                foundRecords.append(UInt32(record))
            }
        }
        let bits = max(1, min(22, foundKeys.count.bitWidth - foundKeys.count.leadingZeroBitCount - 1))
        shift = UInt32(32 - bits)
        starts = [UInt32](repeating: 0, count: 1 << bits + 1)
        for key in foundKeys { starts[Int(key >> shift) + 1] += 1 }
        for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
        keys = [UInt32](repeating: 0, count: foundKeys.count)
        records = keys
        var next = starts
        for place in foundKeys.indices {
            let bucket = Int(foundKeys[place] >> shift)
            keys[Int(next[bucket])] = foundKeys[place]
            records[Int(next[bucket])] = foundRecords[place]
            next[bucket] += 1
        }
        dropLargeBlocks(blockSizeMax)
    }

    /// Sets the records of large blocks to none; only crowded buckets are looked at.
    private mutating func dropLargeBlocks(_ blockSizeMax: Int) {
        var kept = 0
        var begin = 0
        for bucket in 0..<starts.count - 1 {
            let end = Int(starts[bucket + 1])
            var large: Set<UInt32> = []
            if end - begin > 1 {
                var sizes: [UInt32: Int] = [:]
                if end - begin > blockSizeMax || end - begin > largestBlockSize {
                    for place in begin..<end { sizes[keys[place], default: 0] += 1 }
                }
                for (key, size) in sizes {
                    largestBlockSize = max(largestBlockSize, size)
                    guard size > blockSizeMax else { continue }
                    large.insert(key)
                    droppedBlockCount += 1
                    droppedRecordCount += size
                }
            }
            starts[bucket] = UInt32(kept)
            for place in begin..<end where large.isEmpty || !large.contains(keys[place]) {
                keys[kept] = keys[place]
                records[kept] = records[place]
                kept += 1
            }
            begin = end
        }
        starts[starts.count - 1] = UInt32(kept)
        keys.removeSubrange(kept...)
        records.removeSubrange(kept...)
    }

    /// Adds the records of a block to `hits`, marked with the rule.
    @inline(__always)
    func find(_ key: UInt32, rule: Int, into hits: inout [UInt64]) {
        let bucket = Int(key >> shift)
        for place in Int(starts[bucket])..<Int(starts[bucket + 1]) where keys[place] == key {
            hits.append(UInt64(records[place]) << 16 | UInt64(rule))
        }
    }

    /// How many records a block has.
    func count(_ key: UInt32) -> Int {
        let bucket = Int(key >> shift)
        var count = 0
        for place in Int(starts[bucket])..<Int(starts[bucket + 1]) where keys[place] == key { count += 1 }
        return count
    }
}
