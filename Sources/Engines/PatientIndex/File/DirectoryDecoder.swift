/// Reads the bytes that `DirectoryEncoder` wrote.
struct DirectoryDecoder {
    /// The bytes end early, or a count passes its limit.
    struct Malformed: Error {}

    private let bytes: UnsafeRawBufferPointer
    private var place = 0

    private init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    static func directory(_ bytes: UnsafeRawBufferPointer) throws(Malformed) -> IndexDirectory {
        var decoder = DirectoryDecoder(bytes)
        let directory = try decoder.directory()
        guard decoder.place == bytes.count else { throw Malformed() }
        return directory
    }

    private mutating func directory() throws(Malformed) -> IndexDirectory {
        var directory = IndexDirectory()
        let sectionCount = try count(IndexDirectory.sectionCountMax, leastByteCount: 16)
        directory.sections.reserveCapacity(sectionCount)
        for _ in 0..<sectionCount {
            directory.sections.append(
                IndexDirectory.Section(offset: try size(), byteCount: try size()))
        }
        let checksumCount = try count(IndexDirectory.checksumCountMax, leastByteCount: 8)
        directory.checksums.reserveCapacity(checksumCount)
        for _ in 0..<checksumCount { directory.checksums.append(try number64()) }
        directory.description = try number()
        directory.vocabulary = IndexDirectory.Vocabulary(
            concepts: try number(), states: try number(), ancestors: try number(), ancestorOffsets: try number(),
            descendants: try number(), targets: try number(), targetOffsets: try number(), sources: try number(),
            listed: try number(), parents: try number())
        for _ in 0..<(try count(IndexDirectory.tableCountMax)) {
            directory.counts.append(
                IndexDirectory.Counts(
                    table: try name(), concepts: try number(), rowCounts: try number(), personCounts: try number()))
        }
        for _ in 0..<(try count(IndexDirectory.shardCountMax)) { directory.shards.append(try shard()) }
        return directory
    }

    private mutating func shard() throws(Malformed) -> IndexDirectory.Shard {
        var shard = IndexDirectory.Shard(
            personCount: try number(), periodCount: try number(), visitCount: try number(), personIDs: try number(),
            periodOffsets: try number(), periodStarts: try number(), periodEnds: try number(),
            visitOffsets: try number(), visitConcepts: try column())
        for _ in 0..<(try count(IndexDirectory.columnCountMax)) { shard.personColumns.append(try column()) }
        for _ in 0..<(try count(IndexDirectory.tableCountMax)) { shard.tables.append(try table()) }
        return shard
    }

    private mutating func table() throws(Malformed) -> IndexDirectory.Table {
        var table = IndexDirectory.Table(
            name: try name(), rowCount: try number(), conceptCount: try number(),
            firstDay: Int(Int64(bitPattern: try number64())), concepts: try number(), offsets: try number(),
            bitmapOffsets: try number(), bitmapWords: try number(), runOffsets: try number(),
            runCount: try number(), runs: try packed(), person: try packed(), start: try packed(),
            order: try packed())
        switch try byte() {
        case 0: break
        case 1: table.visit = try packed()
        default: throw Malformed()
        }
        for _ in 0..<(try count(IndexDirectory.columnCountMax)) { table.columns.append(try column()) }
        return table
    }

    private mutating func packed() throws(Malformed) -> IndexDirectory.Packed {
        IndexDirectory.Packed(section: try number(), bitWidth: Int(try byte()))
    }

    private mutating func column() throws(Malformed) -> IndexDirectory.Column {
        let name = try name()
        let codes = try packed()
        let valueCount = try size()
        let values: IndexDirectory.Values =
            switch try byte() {
            case 0: .sequence(first: Int(Int64(bitPattern: try number64())))
            case 1: .integers(try number())
            case 2: .decimals(try number())
            case 3: .texts(offsets: try number(), bytes: try number())
            default: throw Malformed()
            }
        return IndexDirectory.Column(name: name, codes: codes, values: values, valueCount: valueCount)
    }

    // MARK: - Numbers

    private mutating func byte() throws(Malformed) -> UInt8 {
        guard place < bytes.count else { throw Malformed() }
        defer { place += 1 }
        return bytes[place]
    }

    private mutating func number() throws(Malformed) -> Int {
        guard bytes.count - place >= 4 else { throw Malformed() }
        defer { place += 4 }
        return Int(bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
    }

    private mutating func number64() throws(Malformed) -> UInt64 {
        guard bytes.count - place >= 8 else { throw Malformed() }
        defer { place += 8 }
        return bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
    }

    /// A number of bytes or values: below 2^48, so that sums never overflow.
    private mutating func size() throws(Malformed) -> Int {
        let value = try number64()
        guard value < 1 << 48 else { throw Malformed() }
        return Int(value)
    }

    /// How many parts follow; no more than could stand in the bytes that are left.
    private mutating func count(_ maximum: Int, leastByteCount: Int = 1) throws(Malformed) -> Int {
        let value = try number()
        guard value <= maximum, value * leastByteCount <= bytes.count - place else { throw Malformed() }
        return value
    }

    private mutating func name() throws(Malformed) -> String {
        let count = Int(try byte())
        guard count <= IndexDirectory.nameByteCountMax, bytes.count - place >= count else { throw Malformed() }
        defer { place += count }
        return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[place..<(place + count)]), as: UTF8.self)
    }
}
