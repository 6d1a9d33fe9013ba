internal import CCLKKernel

/// Compares filters with the instructions of this machine (C target `CCLKKernel`, chosen at run time).
package enum ComparisonKernel: String, Sendable, CaseIterable {
    case portable
    case popcnt
    case avx2
    case avx512
    case neon

    /// The fastest that this machine can run.
    package static var best: ComparisonKernel {
        allCases.first { $0.variant == clk_best_variant() } ?? .portable
    }

    package var isSupported: Bool { clk_is_supported(variant) != 0 }

    private var variant: clk_variant {
        switch self {
        case .portable: CLK_PORTABLE
        case .popcnt: CLK_POPCNT
        case .avx2: CLK_AVX2
        case .avx512: CLK_AVX512
        case .neon: CLK_NEON
        }
    }

    /// Left rows of one piece of work.
    static let rowsPerPiece = 1024
    package static let topMax = 64

    /// The best `top` right rows of each left row at or above `scoreMin`, by left row, then best first.
    package func bestPairs(
        _ left: EncodedRecords, _ right: EncodedRecords, scoreMin: DiceScore, top: Int, workerCount: Int
    ) -> [EncodedPair] {
        precondition(isSupported, "The variant runs on this machine.")
        let packed = PackedFilters(right)
        let top = max(1, min(top, ComparisonKernel.topMax))
        let found = CrossResult(rowCount: left.count, top: top)
        let leftCounts = PackedFilters.counts(left)
        let pieces = (left.count + ComparisonKernel.rowsPerPiece - 1) / ComparisonKernel.rowsPerPiece
        inPieces(count: pieces, workerCount: workerCount) { piece in
            let start = piece * ComparisonKernel.rowsPerPiece
            let count = min(ComparisonKernel.rowsPerPiece, left.count - start)
            leftCounts.withUnsafeBufferPointer { counts in
                guard let filters = left.filters.baseAddress, let counts = counts.baseAddress else { return }
                var job = clk_cross_job(
                    left: filters + start * EncodedRecords.wordCount, left_counts: counts + start, left_count: count,
                    right_blocks: packed.blocks, right_counts: packed.counts, right_count: right.count,
                    score_min: max(1, scoreMin.raw), top: UInt32(top), candidates: found.candidates + start * top,
                    candidate_counts: found.counts + start)
                clk_cross(variant, &job)
            }
        }
        return found.pairs()
    }

    /// Common bits of listed pairs.
    func commonBits(
        _ left: EncodedRecords, _ right: EncodedRecords, leftRows: [UInt32], rightRows: [UInt32]
    ) -> [UInt32] {
        precondition(isSupported && leftRows.count == rightRows.count, "Pairs for a variant of this machine.")
        guard let first = left.filters.baseAddress, let second = right.filters.baseAddress else { return [] }
        return [UInt32](unsafeUninitializedCapacity: leftRows.count) { common, count in
            count = leftRows.count
            guard let place = common.baseAddress else { return }
            clk_pairs(variant, first, second, leftRows, rightRows, leftRows.count, place)
        }
    }
}

// Safe because it is filled in its initialiser and only read afterwards.
/// Right filters in blocks of 8 rows, and their bits set. Overwritten when released.
final class PackedFilters: @unchecked Sendable {
    let blocks: UnsafeMutablePointer<UInt64>
    let counts: UnsafeMutablePointer<UInt64>
    private let blockCount: Int

    init(_ records: EncodedRecords) {
        let rowsPerBlock = Int(CLK_BLOCK_ROWS)
        blockCount = (records.count + rowsPerBlock - 1) / rowsPerBlock
        let wordCount = max(1, blockCount) * rowsPerBlock * EncodedRecords.wordCount
        let memory = UnsafeMutableRawPointer.allocate(byteCount: wordCount * 8, alignment: 64)
        blocks = memory.bindMemory(to: UInt64.self, capacity: wordCount)
        counts = .allocate(capacity: max(1, blockCount) * rowsPerBlock)
        counts.initialize(repeating: 0, count: max(1, blockCount) * rowsPerBlock)
        if records.count > 0 { clk_pack_blocks(records.filters.baseAddress, records.count, blocks) }
        for (row, count) in PackedFilters.counts(records).enumerated() { counts[row] = UInt64(count) }
    }

    deinit {
        clk_wipe(blocks, blockCount * Int(CLK_BLOCK_ROWS) * EncodedRecords.wordCount * 8)
        UnsafeMutableRawPointer(blocks).deallocate()
        counts.deallocate()
    }

    /// Bits set in each filter.
    static func counts(_ records: EncodedRecords) -> [UInt32] {
        [UInt32](unsafeUninitializedCapacity: records.count) { counts, count in
            clk_row_counts(records.filters.baseAddress, records.count, counts.baseAddress)
            count = records.count
        }
    }
}

// Safe because the pieces write disjoint rows, and the result is read after all of them have ended.
/// Where the kernel writes; each piece of work has its own rows.
private final class CrossResult: @unchecked Sendable {
    let candidates: UnsafeMutablePointer<clk_candidate>
    let counts: UnsafeMutablePointer<UInt32>
    private let rowCount: Int
    private let top: Int

    init(rowCount: Int, top: Int) {
        self.rowCount = rowCount
        self.top = top
        candidates = .allocate(capacity: max(1, rowCount * top))
        counts = .allocate(capacity: max(1, rowCount))
        counts.initialize(repeating: 0, count: rowCount)
    }

    deinit {
        candidates.deallocate()
        counts.deallocate()
    }

    func pairs() -> [EncodedPair] {
        var pairs: [EncodedPair] = []
        pairs.reserveCapacity((0..<rowCount).reduce(0) { $0 + Int(counts[$1]) })
        for row in 0..<rowCount {
            for place in 0..<Int(counts[row]) {
                let candidate = candidates[row * top + place]
                pairs.append(
                    EncodedPair(left: UInt32(row), right: candidate.right, score: DiceScore(raw: candidate.score)))
            }
        }
        return pairs
    }
}
