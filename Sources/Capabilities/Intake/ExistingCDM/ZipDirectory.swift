import Foundation

/// The list of a zip's members, read from its central directory, before anything is unpacked.
///
/// Layout (PKWARE APPNOTE 6.3.9, little-endian): the end record `PK 05 06` gives the count (at 10), the size (12) and
/// the place (16) of the directory; with zip64 the locator `PK 06 07` leads to `PK 06 06`, which gives them in 64 bits
/// (32, 40, 48). An entry `PK 01 02` has flags (8), packed size (20), size (24), lengths of name, extra and comment
/// (28, 30, 32), outer attributes (38) and the name (46); sizes of FFFFFFFF stand in the extra field 0001.
struct ZipDirectory {
    struct Member: Equatable {
        let name: String
        let byteCount: Int
        let packedByteCount: Int
        let isEncrypted: Bool
        let isLink: Bool

        var isFolder: Bool { name.hasSuffix("/") }
    }

    static let directoryByteCountMax = 64 << 20

    let members: [Member]

    init(_ file: URL) throws {
        let name = file.lastPathComponent
        guard let reader = try? FileHandle(forReadingFrom: file), let size = try? reader.seekToEnd() else {
            throw ExistingCDMError.archiveDamaged(file: name)
        }
        defer { try? reader.close() }
        let source = Source(reader: reader, byteCount: Int(size), name: name)
        let (offset, count, byteCount) = try source.findDirectory()
        members = try ZipDirectory.read(try source.bytes(offset, byteCount), count: count, name: name)
    }

    private static func read(_ bytes: [UInt8], count: Int, name: String) throws -> [Member] {
        var members: [Member] = []
        var place = 0
        for _ in 0..<count {
            guard place + 46 <= bytes.count, bytes.number(place, 4) == 0x0201_4B50 else {
                throw ExistingCDMError.archiveDamaged(file: name)
            }
            let nameLength = bytes.number(place + 28, 2)
            let extraLength = bytes.number(place + 30, 2)
            let end = place + 46 + nameLength + extraLength + bytes.number(place + 32, 2)
            guard end <= bytes.count else { throw ExistingCDMError.archiveDamaged(file: name) }
            let extra = Array(bytes[(place + 46 + nameLength)..<(place + 46 + nameLength + extraLength)])
            let large = largeSizes(extra, size: bytes.number(place + 24, 4), packed: bytes.number(place + 20, 4))
            members.append(
                Member(
                    name: String(decoding: bytes[(place + 46)..<(place + 46 + nameLength)], as: UTF8.self),
                    byteCount: large.size, packedByteCount: large.packed,
                    isEncrypted: bytes.number(place + 8, 2) & 1 == 1,
                    isLink: bytes.number(place + 40, 2) & 0xF000 == 0xA000))
            place = end
        }
        return members
    }

    /// The sizes, from the zip64 field where the plain ones are full.
    private static func largeSizes(_ extra: [UInt8], size: Int, packed: Int) -> (size: Int, packed: Int) {
        var (size, packed) = (size, packed)
        var place = 0
        while place + 4 <= extra.count {
            let length = extra.number(place + 2, 2)
            guard extra.number(place, 2) == 1, place + 4 + length <= extra.count else {
                place += 4 + length
                continue
            }
            var value = place + 4
            if size == 0xFFFF_FFFF, value + 8 <= place + 4 + length {
                size = extra.number(value, 8)
                value += 8
            }
            if packed == 0xFFFF_FFFF, value + 8 <= place + 4 + length { packed = extra.number(value, 8) }
            break
        }
        return (size, packed)
    }
}

/// The archive's bytes at a place.
private struct Source {
    let reader: FileHandle
    let byteCount: Int
    let name: String

    private var damaged: ExistingCDMError { .archiveDamaged(file: name) }

    func bytes(_ offset: Int, _ count: Int) throws -> [UInt8] {
        guard offset >= 0, count >= 0, offset <= byteCount - count, count <= ZipDirectory.directoryByteCountMax else {
            throw damaged
        }
        try reader.seek(toOffset: UInt64(offset))
        guard let data = try reader.read(upToCount: count), data.count == count else {
            if count == 0 { return [] }
            throw damaged
        }
        return Array(data)
    }

    func findDirectory() throws -> (offset: Int, count: Int, byteCount: Int) {
        let tailCount = min(byteCount, 65_557)
        let tail = try bytes(byteCount - tailCount, tailCount)
        guard tail.count >= 22,
            let end = (0...(tail.count - 22)).last(where: { tail.number($0, 4) == 0x0605_4B50 })
        else { throw damaged }
        let plain = (tail.number(end + 16, 4), tail.number(end + 10, 2), tail.number(end + 12, 4))
        guard plain.0 == 0xFFFF_FFFF || plain.1 == 0xFFFF || plain.2 == 0xFFFF_FFFF else { return plain }
        guard end >= 20, tail.number(end - 20, 4) == 0x0706_4B50 else { throw damaged }
        let record = try bytes(tail.number(end - 20 + 8, 8), 56)
        guard record.number(0, 4) == 0x0606_4B50 else { throw damaged }
        return (record.number(48, 8), record.number(32, 8), record.number(40, 8))
    }
}

extension [UInt8] {
    /// A little-endian number; one that does not fit is as large as can be, so that every limit refuses it.
    fileprivate func number(_ place: Int, _ count: Int) -> Int {
        var value: UInt64 = 0
        for index in (0..<count).reversed() { value = value << 8 | UInt64(self[place + index]) }
        return Int(clamping: value)
    }
}
