import Foundation
import Synchronization

/// Which bytes of a file were found to match their checksums.
///
/// What lies between the header and the directory is cut into pieces of the same length, whatever stands in them; each
/// has its own checksum. A question has only those pieces checked that it reads, each once.
final class CheckedPieces: Sendable {
    /// Small enough that little is read in vain; a country's index has some millions of pieces.
    static let byteCount = 1 << 15

    private let file: MappedFile
    private let end: Int
    private let checksums: [UInt64]
    /// One bit per piece.
    private let confirmed: Mutex<[UInt64]>

    /// Nil unless there are as many checksums as there are pieces up to `end`.
    init?(_ file: MappedFile, end: Int, checksums: [UInt64]) {
        let byteCount = end - IndexFileWriter.headerByteCount
        guard byteCount >= 0,
            checksums.count == (byteCount + CheckedPieces.byteCount - 1) / CheckedPieces.byteCount
        else { return nil }
        self.file = file
        self.end = end
        self.checksums = checksums
        confirmed = Mutex([UInt64](repeating: 0, count: (checksums.count + 63) / 64))
    }

    /// Whether bytes that lie in the file match; only pieces that nobody has asked for yet are read.
    func holds(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count > 0, let start = bytes.baseAddress, let begin = file.bytes.baseAddress else { return true }
        let first = start - begin - IndexFileWriter.headerByteCount
        let last = first + bytes.count - 1
        guard first >= 0, last / CheckedPieces.byteCount < checksums.count else { return false }
        return holds(first / CheckedPieces.byteCount...last / CheckedPieces.byteCount)
    }

    /// Whether all pieces match, read anew.
    func allMatch() -> Bool { checksums.indices.allSatisfy(matches) }

    private func holds(_ pieces: ClosedRange<Int>) -> Bool {
        let unknown = confirmed.withLock { words in pieces.filter { words[$0 >> 6] >> UInt64($0 & 63) & 1 == 0 } }
        guard let first = unknown.first, let last = unknown.last else { return true }
        // One request for all of them: the disk works while the first are summed.
        let begin = range(first).lowerBound / pageByteCount * pageByteCount
        if let base = file.bytes.baseAddress {
            madvise(UnsafeMutableRawPointer(mutating: base + begin), range(last).upperBound - begin, MADV_WILLNEED)
        }
        guard unknown.allSatisfy(matches) else { return false }
        confirmed.withLock { words in
            for piece in unknown { words[piece >> 6] |= 1 << UInt64(piece & 63) }
        }
        return true
    }

    private func matches(_ piece: Int) -> Bool {
        Checksum.of(UnsafeRawBufferPointer(rebasing: file.bytes[range(piece)])) == checksums[piece]
    }

    private func range(_ piece: Int) -> Range<Int> {
        let begin = IndexFileWriter.headerByteCount + piece * CheckedPieces.byteCount
        return begin..<min(end, begin + CheckedPieces.byteCount)
    }
}

/// Memory is asked for by pages; a multiple of the real size does no harm.
private let pageByteCount = 1 << 16

/// Sums the bytes of a file piece by piece while they are written.
struct PieceSummer {
    private(set) var checksums: [UInt64] = []
    private var open: [UInt8] = []

    /// Bytes that follow those before.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while !rest.isEmpty {
            if open.isEmpty, rest.count >= CheckedPieces.byteCount {
                checksums.append(Checksum.of(UnsafeRawBufferPointer(rebasing: rest.prefix(CheckedPieces.byteCount))))
                rest = rest.dropFirst(CheckedPieces.byteCount)
                continue
            }
            let part = rest.prefix(CheckedPieces.byteCount - open.count)
            open.append(contentsOf: part)
            rest = rest.dropFirst(part.count)
            if open.count == CheckedPieces.byteCount { close() }
        }
    }

    /// Zeros that follow the bytes before.
    mutating func addZeros(_ count: Int) {
        let zeros = [UInt8](repeating: 0, count: count)
        zeros.withUnsafeBytes { add($0) }
    }

    /// The last piece is as long as it is.
    mutating func close() {
        if !open.isEmpty { checksums.append(Checksum.of(open)) }
        open.removeAll(keepingCapacity: true)
    }
}
