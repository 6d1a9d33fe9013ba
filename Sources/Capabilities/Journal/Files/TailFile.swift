import Crypto

/// The write-ahead file `tail`: the commits since the last moment when all other files were known to be on disk.
///
///     header   0   8  "HUBTAIL1"
///              8   8  base: entries that the tile files hold durably, big-endian
///             16  32  root of the tree of that size
///             48  32  SHA-256 of bytes 0..<48
///     commit   0   4  "CMIT"
///              4   4  length of the body, big-endian
///              8   8  sequence number of its first entry, big-endian
///             16   4  number of entries, big-endian
///             20  32  SHA-256 of bytes 0..<20 and of the body
///             52      body: the entries, as in an entry bundle
///     rest            zeros, written ahead so that a commit changes no metadata of the file
enum TailFile {
    static let name = "tail"
    static let headerByteCount = 80
    static let recordHeaderByteCount = 52
    private static let magic = Array("HUBTAIL1".utf8)
    private static let recordMagic = Array("CMIT".utf8)

    struct Record {
        let first: Int
        let entries: [[UInt8]]
        /// Where the next commit begins.
        let end: Int
    }

    struct Content {
        let base: Int
        let root: MerkleHash
        var records: [Record] = []
        /// Where the next commit is to be written.
        var end = headerByteCount
        /// Something that is no whole commit stands after the last whole one.
        var isTorn = false
    }

    static func header(base: Int, root: MerkleHash) -> [UInt8] {
        let bytes = magic + bigEndian(base, 8) + root.bytes
        return bytes + SHA256.hash(data: bytes)
    }

    static func record(first: Int, entries: [[UInt8]]) -> [UInt8] {
        var body: [UInt8] = []
        for entry in entries { EntryBundle.append(entry, to: &body) }
        let head = recordMagic + bigEndian(body.count, 4) + bigEndian(first, 8) + bigEndian(entries.count, 4)
        return head + digest(head, body[...]) + body
    }

    /// Reads the whole file; nil when the header is not ours.
    static func parse(_ bytes: [UInt8]) -> Content? {
        guard bytes.count >= headerByteCount, Array(bytes[0..<8]) == magic,
            let root = MerkleHash(bytes[16..<48]), Array(bytes[48..<80]) == Array(SHA256.hash(data: bytes[0..<48]))
        else { return nil }
        var content = Content(base: number(bytes[8..<16]), root: root)
        content.records = records(in: bytes, from: headerByteCount, first: content.base)
        content.end = content.records.last?.end ?? headerByteCount
        content.isTorn = !bytes[content.end...].allSatisfy { $0 == 0 }
        return content
    }

    /// The whole commits from a place on; the first one must begin with the given sequence number.
    static func records(in bytes: [UInt8], from start: Int, first: Int) -> [Record] {
        var records: [Record] = []
        var (place, next) = (start, first)
        while let record = record(in: bytes, at: place), record.first == next {
            records.append(record)
            place = record.end
            next += record.entries.count
        }
        return records
    }

    private static func record(in bytes: [UInt8], at place: Int) -> Record? {
        let bodyStart = place + recordHeaderByteCount
        guard bodyStart <= bytes.count, Array(bytes[place..<place + 4]) == recordMagic else { return nil }
        let end = bodyStart + number(bytes[place + 4..<place + 8])
        guard end <= bytes.count else { return nil }
        let body = bytes[bodyStart..<end]
        guard digest(Array(bytes[place..<place + 20]), body) == Array(bytes[place + 20..<bodyStart]),
            let entries = EntryBundle.entries(body), !entries.isEmpty,
            entries.count == number(bytes[place + 16..<place + 20])
        else { return nil }
        return Record(first: number(bytes[place + 8..<place + 16]), entries: entries, end: end)
    }

    private static func digest(_ head: [UInt8], _ body: ArraySlice<UInt8>) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(data: head)
        hasher.update(data: body)
        return Array(hasher.finalize())
    }

    private static func bigEndian(_ number: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * (width - 1 - $0))) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        // A damaged file may hold any 64 bits; a negative size never equals a real one.
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }
}
