package import Foundation

/// Writes a patient index: aside, then renamed when it is whole and on the disk.
///
/// The file, little endian throughout:
///
///     byte  size
///        0     8  "HubIndex"
///        8     4  format version: 2
///       12     4  bytes of this header: 64
///       16     8  bytes of the file
///       24     8  where the directory begins
///       32     8  bytes of the directory, which ends the file
///       40     8  checksum of the directory
///       48     8  zero
///       56     8  checksum of bytes 0 to 55
///       64        sections, each beginning at a multiple of 64; the bytes between them are zero
///                 directory
///
/// Checksums are XXH64; the bytes from 64 to the directory have one for each 32,768 of them (the last piece is shorter),
/// so that what is not read need not be checked. A section is an array, named in the directory by its place in the list of sections:
///
///     numbers   Int64, Int32, UInt32, UInt64 or Double, one after the other
///     packed    number i in the w bits from bit i·w on, least significant first; then 8 bytes more
///     bitmaps   UInt64 words; bit p is bit p mod 64 of word p / 64; one bitmap is ⌈persons / 64⌉ words
///     texts     their UTF-8 bytes one after the other; another section has where each begins, and the end
///
/// Section 0 is 8 zero bytes: every column of width 0. Section 1 is all ones: every column that is known and the same
/// throughout, whose codes are 1 in one bit. Other sections follow in the order of the directory.
///
/// The directory (u8, u32, u64; name: u8 length and UTF-8; section: u32; packed: section, u8 width):
///
///     u32 sections, each: u64 begin, u64 bytes
///     u32 checksums, each: u64
///     section: the header as JSON with sorted keys (PatientIndexHeader)
///     vocabulary, 10 sections: concepts Int64 ascending; states u8 (bit 0 in CONCEPT, bit 1 in the data, bit 2 valid);
///         ancestors Int64 ascending; their ranges in the next, UInt32; places of valid descendants among the concepts,
///         UInt32; places of targets of "Maps to", UInt32 ascending; their ranges in the next, UInt32; places of the
///         concepts that map to them, UInt32; all concepts of CONCEPT, Int64 ascending; all ancestors of at least one
///         valid concept of CONCEPT, Int64 ascending
///     u32 tables, each: name, sections: concepts Int64 ascending, rows UInt64, persons UInt64, in the whole index
///     u32 shards, each:
///         u32 persons, u32 observation periods, u32 visits
///         sections: person ids Int64; period ranges UInt32; first days Int32; last days Int32; visit ranges UInt32
///         column: concept by visit
///         u32 columns of persons
///         u32 tables, each:
///             name, u32 rows, u32 concepts, u64 first day (two's complement)
///             sections: concepts Int64; row ranges UInt32; bitmap begins UInt32; bitmap words UInt64; run ranges UInt32
///             u32 runs; packed: runs, person, start, order; u8 1 and packed visit, or u8 0
///             u32 columns
///     column: name, packed codes, u64 count of values, u8 kind
///         0 u64 first (two's complement) · 1 section of Int64 · 2 section of Double · 3 sections: begins UInt32, bytes
package final class IndexFileWriter {
    static let magic = Array("HubIndex".utf8)
    static let formatVersion = 2
    static let headerByteCount = 64
    static let alignment = 64

    static let zeros = 0
    static let ones = 1

    private let file: URL
    private let partial: URL
    private let descriptor: Int32
    private var isOpen = true
    private var end = IndexFileWriter.headerByteCount
    private var summer = PieceSummer()
    var directory = IndexDirectory()
    /// Rows of the longest column that is known and the same throughout.
    private var onesCount = 0
    private var countsByTable: [String: [Int64: (rows: UInt64, persons: UInt64)]] = [:]

    /// Begins a file beside `file`; only one build of a file may be under way.
    package init(file: URL) throws(PatientIndexError) {
        self.file = file
        partial = file.deletingLastPathComponent().appending(path: ".\(file.lastPathComponent).partial")
        descriptor = open(partial.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .unwritable(file: file.lastPathComponent, number: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .busy(file: file.lastPathComponent)
        }
        guard ftruncate(descriptor, 0) == 0 else {
            let number = errno
            close(descriptor)
            throw .unwritable(file: file.lastPathComponent, number: number)
        }
        directory.sections = [IndexDirectory.Section(), IndexDirectory.Section()]
        let zeros = [UInt8](repeating: 0, count: PackedColumn.paddingByteCount)
        directory.sections[IndexFileWriter.zeros] = try withBytes(zeros) { bytes throws(PatientIndexError) in
            try put(bytes)
        }
    }

    deinit { abandon() }

    /// Gives the file up; nothing of it remains.
    package func abandon() {
        guard isOpen else { return }
        isOpen = false
        unlink(partial.path)
        close(descriptor)
    }

    /// Writes what is left, makes all of it durable and gives the file its name. Gives its size in bytes.
    package func finish(
        header: PatientIndexHeader, vocabulary: BuiltVocabulary
    ) throws(PatientIndexError) -> Int {
        precondition(isOpen, "A file is finished once.")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let json = try? encoder.encode(header) else { preconditionFailure("A header is plain numbers and text.") }
        directory.description = try append(Array(json))
        try write(vocabulary)
        try writeCounts()
        let ones = [UInt64](
            repeating: .max, count: (PackedColumn.byteCount(count: onesCount, bitWidth: 1) + 15) / 8)
        directory.sections[IndexFileWriter.ones] = try withBytes(ones) { bytes throws(PatientIndexError) in
            try put(bytes)
        }
        try writeDirectory()
        guard fsync(descriptor) == 0, rename(partial.path, file.path) == 0 else { throw failure }
        isOpen = false
        close(descriptor)
        try syncFolder()
        return end
    }

    // MARK: - Sections

    /// Adds an array as a section.
    func append<Element: BitwiseCopyable>(_ elements: [Element]) throws(PatientIndexError) -> Int {
        try withBytes(elements) { bytes throws(PatientIndexError) in try section(bytes) }
    }

    /// Adds packed numbers; those that are all 0 or all 1 share a section.
    func append(_ packed: PackedNumbers) throws(PatientIndexError) -> IndexDirectory.Packed {
        if packed.bitWidth == 0 { return IndexDirectory.Packed(section: IndexFileWriter.zeros, bitWidth: 0) }
        if packed.isAllOnes {
            onesCount = max(onesCount, packed.count)
            return IndexDirectory.Packed(section: IndexFileWriter.ones, bitWidth: 1)
        }
        let byteCount =
            PackedColumn.byteCount(count: packed.count, bitWidth: packed.bitWidth) + PackedColumn.paddingByteCount
        let number = try withBytes(packed.words) { bytes throws(PatientIndexError) in
            try section(UnsafeRawBufferPointer(rebasing: bytes[..<byteCount]))
        }
        return IndexDirectory.Packed(section: number, bitWidth: packed.bitWidth)
    }

    private func section(_ bytes: UnsafeRawBufferPointer) throws(PatientIndexError) -> Int {
        guard directory.sections.count < IndexDirectory.sectionCountMax else {
            throw .limit(name: "sections", maximum: IndexDirectory.sectionCountMax)
        }
        directory.sections.append(try put(bytes))
        return directory.sections.count - 1
    }

    /// Writes bytes at the next multiple of the alignment; the hole before them reads as zeros.
    private func put(_ bytes: UnsafeRawBufferPointer) throws(PatientIndexError) -> IndexDirectory.Section {
        let begin = aligned(end)
        try write(bytes, at: begin)
        summer.addZeros(begin - end)
        summer.add(bytes)
        end = begin + bytes.count
        return IndexDirectory.Section(offset: begin, byteCount: bytes.count)
    }

    private func aligned(_ place: Int) -> Int {
        (place + IndexFileWriter.alignment - 1) / IndexFileWriter.alignment * IndexFileWriter.alignment
    }

    private func write(_ bytes: UnsafeRawBufferPointer, at begin: Int) throws(PatientIndexError) {
        var done = 0
        while done < bytes.count {
            let count = pwrite(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(begin + done))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure }
            done += count
        }
    }

    // MARK: - Counts

    /// Adds a shard's counts of the concepts of a table.
    func count(_ concepts: [Int64], rows: [UInt32], persons: [UInt32], in table: String) {
        var counts = countsByTable[table] ?? [:]
        for (place, concept) in concepts.enumerated() {
            counts[concept, default: (0, 0)].rows += UInt64(rows[place])
            counts[concept, default: (0, 0)].persons += UInt64(persons[place])
        }
        countsByTable[table] = counts
    }

    private func writeCounts() throws(PatientIndexError) {
        for (table, counts) in countsByTable.sorted(by: { $0.key < $1.key }) {
            let sorted = counts.sorted { $0.key < $1.key }
            directory.counts.append(
                IndexDirectory.Counts(
                    table: table, concepts: try append(sorted.map(\.key)),
                    rowCounts: try append(sorted.map(\.value.rows)),
                    personCounts: try append(sorted.map(\.value.persons))))
        }
    }

    // MARK: - End of the file

    private func writeDirectory() throws(PatientIndexError) {
        let begin = aligned(end)
        summer.addZeros(begin - end)
        summer.close()
        directory.checksums = summer.checksums
        let bytes = DirectoryEncoder.bytes(of: directory)
        try withBytes(bytes) { bytes throws(PatientIndexError) in try write(bytes, at: begin) }
        end = begin + bytes.count
        var header = IndexFileWriter.magic
        func add(_ value: UInt64, byteCount: UInt64 = 8) {
            for shift in stride(from: 0, to: byteCount * 8, by: 8) {
                header.append(UInt8(truncatingIfNeeded: value >> shift))
            }
        }
        add(UInt64(IndexFileWriter.formatVersion), byteCount: 4)
        add(UInt64(IndexFileWriter.headerByteCount), byteCount: 4)
        for value in [end, begin, bytes.count] { add(UInt64(value)) }
        add(Checksum.of(bytes))
        add(0)
        add(Checksum.of(header))
        try withBytes(header) { bytes throws(PatientIndexError) in try write(bytes, at: 0) }
    }

    private func syncFolder() throws(PatientIndexError) {
        let folder = open(file.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw failure }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure }
    }

    private var failure: PatientIndexError { .unwritable(file: file.lastPathComponent, number: errno) }
}

/// Lends the bytes of an array; the standard method forgets which error its body throws.
private func withBytes<Element: BitwiseCopyable, Value>(
    _ elements: [Element], _ body: (UnsafeRawBufferPointer) throws(PatientIndexError) -> Value
) throws(PatientIndexError) -> Value {
    let result = elements.withUnsafeBytes { bytes -> Result<Value, PatientIndexError> in
        do throws(PatientIndexError) { return .success(try body(bytes)) } catch { return .failure(error) }
    }
    return try result.get()
}
