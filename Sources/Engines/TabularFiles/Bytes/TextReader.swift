internal import Foundation

/// The text of a delivered file as UTF-8, decoded while it is read.
///
/// The encoding is decided by the byte order mark, else by the first chunk that holds a byte above 0x7F: UTF-8 when
/// its sequences say so, else windows-1252. What does not fit afterwards is an issue with its place, never a guess.
final class TextReader {
    /// Bytes read at once; a place to fill must have room for three times as many.
    static let chunkByteCount = 256 << 10
    static let roomByteCount = 3 * chunkByteCount + 64
    /// Issues kept with their place; more are only counted.
    static let issueCountMax = 1000

    private(set) var encoding = TextEncoding.ascii
    private(set) var hasByteOrderMark = false
    private(set) var issues: [TextIssue] = []
    /// How many issues were taken by whoever reads the records.
    var takenIssueCount = 0
    private(set) var isAtEnd = false
    let bytes: FileBytes

    private let acceptsOnlyUTF8: Bool
    private let scratch: UnsafeMutablePointer<UInt8>
    /// Bytes of a character cut by the end of the last chunk.
    private var pending: [UInt8] = []
    private var isFirstChunk = true
    private var decodedByteCount = 0

    init(_ bytes: FileBytes, acceptsOnlyUTF8: Bool = false) {
        self.bytes = bytes
        self.acceptsOnlyUTF8 = acceptsOnlyUTF8
        // Safe because it is owned here and freed once in deinit.
        scratch = .allocate(capacity: TextReader.chunkByteCount + 64)
    }

    deinit { scratch.deallocate() }

    /// The place of the next issue in the decoded text, `Int.max` when there is none.
    var nextIssueOffset: Int { takenIssueCount < issues.count ? issues[takenIssueCount].offset : Int.max }

    /// Writes the next decoded bytes at `place`, which has `roomByteCount` free; 0 at the end.
    func fill(_ place: UnsafeMutablePointer<UInt8>) throws(TabularFileError) -> Int {
        while !isAtEnd {
            var count = pending.count
            for index in 0..<count { place[index] = pending[index] }
            pending.removeAll(keepingCapacity: true)
            // A decompressor may give little at once; the mark and the encoding need a fair sample.
            while count < TextReader.chunkByteCount {
                let got = try bytes.read(into: place + count, count: TextReader.chunkByteCount - count)
                if got == 0 {
                    isAtEnd = true
                    break
                }
                count += got
            }
            let produced = decode(place, count: count)
            decodedByteCount += produced
            if produced > 0 { return produced }
        }
        return 0
    }

    // MARK: - Decoding

    private func decode(_ place: UnsafeMutablePointer<UInt8>, count: Int) -> Int {
        var count = count
        if isFirstChunk, count > 0 {
            isFirstChunk = false
            count = takeByteOrderMark(place, count: count)
        }
        switch encoding {
        case .ascii: return decodeUndecided(place, count: count)
        case .utf8: return checkUTF8(place, from: 0, count: count)
        case .latin1, .windows1252: return expand(place, from: 0, count: count)
        case .utf16LittleEndian: return decodeUTF16(place, count: count, low: 0)
        case .utf16BigEndian: return decodeUTF16(place, count: count, low: 1)
        }
    }

    private func takeByteOrderMark(_ place: UnsafeMutablePointer<UInt8>, count: Int) -> Int {
        var length = 0
        if count >= 3, place[0] == 0xEF, place[1] == 0xBB, place[2] == 0xBF {
            encoding = .utf8
            length = 3
        } else if count >= 2, place[0] == 0xFF, place[1] == 0xFE {
            encoding = .utf16LittleEndian
            length = 2
        } else if count >= 2, place[0] == 0xFE, place[1] == 0xFF {
            encoding = .utf16BigEndian
            length = 2
        }
        guard length > 0 else { return count }
        hasByteOrderMark = true
        memmove(place, place + length, count - length)
        return count - length
    }

    private func decodeUndecided(_ place: UnsafeMutablePointer<UInt8>, count: Int) -> Int {
        let ascii = asciiPrefixCount(place, from: 0, count: count)
        guard ascii < count else { return count }
        encoding = acceptsOnlyUTF8 || looksLikeUTF8(place, from: ascii, count: count) ? .utf8 : .latin1
        if encoding == .utf8 { return checkUTF8(place, from: ascii, count: count) }
        return expand(place, from: ascii, count: count)
    }

    /// Valid sequences outweigh invalid ones, or all that is wrong is overlong: that is an attack, not Latin-1.
    private func looksLikeUTF8(_ place: UnsafePointer<UInt8>, from start: Int, count: Int) -> Bool {
        var valid = 0
        var invalid = 0
        var index = start
        while index < count {
            guard place[index] >= 0x80 else {
                index += 1
                continue
            }
            switch UTF8Sequence.read(place + index, count: count - index) {
            case .complete(let length):
                valid += 1
                index += length
            case .overlong(let length): index += length
            case .incomplete where !isAtEnd: index = count
            case .incomplete, .invalid:
                invalid += 1
                index += 1
            }
        }
        return invalid == 0 || valid > invalid
    }

    private func checkUTF8(_ place: UnsafeMutablePointer<UInt8>, from start: Int, count: Int) -> Int {
        var index = start
        while true {
            index = asciiPrefixCount(place, from: index, count: count)
            guard index < count else { return count }
            switch UTF8Sequence.read(place + index, count: count - index) {
            case .complete(let length): index += length
            case .overlong(let length):
                note(.overlongUTF8, at: index)
                index += length
            case .incomplete where !isAtEnd:
                for rest in index..<count { pending.append(place[rest]) }
                return index
            case .incomplete, .invalid:
                note(.invalidUTF8, at: index)
                index += 1
            }
        }
    }

    /// Windows-1252 to UTF-8: each byte above 0x7F becomes two or three.
    private func expand(_ place: UnsafeMutablePointer<UInt8>, from start: Int, count: Int) -> Int {
        memcpy(scratch, place + start, count - start)
        var target = start
        // Safe because `place` has three times the room of the bytes that `scratch` holds.
        Windows1252.table.withUnsafeBufferPointer { table in
            for index in 0..<(count - start) {
                let byte = scratch[index]
                guard byte >= 0x80 else {
                    place[target] = byte
                    target += 1
                    continue
                }
                if byte < 0xA0 { encoding = .windows1252 }
                let entry = table[Int(byte - 0x80)]
                if entry.count == 0 { note(.undefinedByte, at: target) }
                place[target] = entry.bytes.0
                place[target + 1] = entry.bytes.1
                place[target + 2] = entry.bytes.2
                target += entry.count == 2 ? 2 : 3
            }
        }
        return target
    }

    private func decodeUTF16(_ place: UnsafeMutablePointer<UInt8>, count: Int, low: Int) -> Int {
        memcpy(scratch, place, count)
        func unit(_ index: Int) -> UInt32 { UInt32(scratch[index + low]) | UInt32(scratch[index + 1 - low]) << 8 }
        var target = 0
        var index = 0
        while index + 1 < count {
            var scalar = unit(index)
            var length = 2
            if scalar & 0xFC00 == 0xD800 {
                if index + 3 >= count, !isAtEnd { break }
                if index + 3 < count, unit(index + 2) & 0xFC00 == 0xDC00 {
                    scalar = 0x10000 + (scalar & 0x3FF) << 10 + unit(index + 2) & 0x3FF
                    length = 4
                }
            }
            if scalar & 0xF800 == 0xD800, scalar < 0x10000 {
                note(.unpairedSurrogate, at: target)
                scalar = 0xFFFD
            }
            target += TextReader.encode(scalar, at: place + target)
            index += length
        }
        if isAtEnd, index < count { note(.unpairedSurrogate, at: target) }
        if !isAtEnd { for rest in index..<count { pending.append(scratch[rest]) } }
        return target
    }

    /// Writes a scalar as UTF-8 and tells how many bytes it took.
    static func encode(_ scalar: UInt32, at place: UnsafeMutablePointer<UInt8>) -> Int {
        if scalar < 0x80 {
            place[0] = UInt8(scalar)
            return 1
        }
        if scalar < 0x800 {
            place[0] = UInt8(0xC0 | scalar >> 6)
            place[1] = UInt8(0x80 | scalar & 0x3F)
            return 2
        }
        if scalar < 0x10000 {
            place[0] = UInt8(0xE0 | scalar >> 12)
            place[1] = UInt8(0x80 | scalar >> 6 & 0x3F)
            place[2] = UInt8(0x80 | scalar & 0x3F)
            return 3
        }
        place[0] = UInt8(0xF0 | scalar >> 18)
        place[1] = UInt8(0x80 | scalar >> 12 & 0x3F)
        place[2] = UInt8(0x80 | scalar >> 6 & 0x3F)
        place[3] = UInt8(0x80 | scalar & 0x3F)
        return 4
    }

    private func note(_ kind: TextIssue.Kind, at index: Int) {
        guard issues.count < TextReader.issueCountMax else { return }
        issues.append(TextIssue(kind: kind, offset: decodedByteCount + index))
    }
}

/// Where the first byte above 0x7F stands, looking at eight bytes at once.
func asciiPrefixCount(_ place: UnsafePointer<UInt8>, from start: Int, count: Int) -> Int {
    var index = start
    let raw = UnsafeRawPointer(place)
    // Safe because each load stays within `count` bytes.
    while index + 8 <= count {
        if raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 { break }
        index += 8
    }
    while index < count, place[index] < 0x80 { index += 1 }
    return index
}
