/// Gives the sections of a mapped file as arrays, once their place and size are checked.
struct SectionReader {
    let file: MappedFile
    let directory: IndexDirectory
    let pieces: CheckedPieces

    func damaged(_ part: String) -> PatientIndexError { .damaged(file: file.name, part: part) }

    /// The bytes of a section.
    func bytes(_ number: Int, _ part: String) throws(PatientIndexError) -> UnsafeRawBufferPointer {
        guard directory.sections.indices.contains(number) else { throw damaged(part) }
        let section = directory.sections[number]
        guard section.offset % IndexFileWriter.alignment == 0, section.offset >= IndexFileWriter.headerByteCount,
            section.offset <= file.bytes.count, section.byteCount <= file.bytes.count - section.offset
        else { throw damaged(part) }
        return UnsafeRawBufferPointer(rebasing: file.bytes[section.offset..<(section.offset + section.byteCount)])
    }

    /// A section as an array of a known count.
    func array<Element: BitwiseCopyable & Sendable>(
        _ number: Int, count: Int? = nil, _ part: String
    ) throws(PatientIndexError) -> MappedArray<Element> {
        let bytes = try bytes(number, part)
        let stride = MemoryLayout<Element>.stride
        guard bytes.count % stride == 0, count == nil || bytes.count / stride == count else { throw damaged(part) }
        // Safe because sections begin at multiples of 64, and any bits are a value of these types.
        return MappedArray(
            UnsafeBufferPointer(
                start: bytes.baseAddress?.assumingMemoryBound(to: Element.self), count: bytes.count / stride))
    }

    /// The same, with its checksum: for what later reading relies on.
    func checkedArray<Element: BitwiseCopyable & Sendable>(
        _ number: Int, count: Int? = nil, _ part: String
    ) throws(PatientIndexError) -> MappedArray<Element> {
        let array: MappedArray<Element> = try array(number, count: count, part)
        try check(number, part)
        return array
    }

    func check(_ number: Int, _ part: String) throws(PatientIndexError) {
        guard pieces.holds(try bytes(number, part)) else { throw damaged(part) }
    }

    /// Ranges: ascending from 0 to an end.
    func offsets(
        _ number: Int, count: Int, end: Int, _ part: String
    ) throws(PatientIndexError) -> MappedArray<UInt32> {
        let offsets: MappedArray<UInt32> = try checkedArray(number, count: count + 1, part)
        guard areRanges(offsets, end: end) else { throw damaged(part) }
        return offsets
    }

    /// Whether ranges ascend from 0 to an end.
    func areRanges(_ offsets: MappedArray<UInt32>, end: Int) -> Bool {
        guard let first = offsets.elements.first, let last = offsets.elements.last, first == 0, last == end else {
            return false
        }
        return zip(offsets.elements, offsets.elements.dropFirst()).allSatisfy { $0 <= $1 }
    }

    func packed(
        _ packed: IndexDirectory.Packed, count: Int, _ part: String
    ) throws(PatientIndexError) -> PackedColumn {
        let bytes = try bytes(packed.section, part)
        guard packed.bitWidth <= PackedColumn.bitWidthMax,
            bytes.count >= PackedColumn.byteCount(count: count, bitWidth: packed.bitWidth)
                + PackedColumn.paddingByteCount,
            let start = bytes.baseAddress
        else { throw damaged(part) }
        return PackedColumn(bytes: start, count: count, bitWidth: packed.bitWidth)
    }

    func column(
        _ column: IndexDirectory.Column, count: Int, _ part: String
    ) throws(PatientIndexError) -> IndexColumn {
        let codes = try packed(column.codes, count: count, part)
        guard codes.bitWidth == PackedNumbers.bitWidth(of: UInt64(column.valueCount)) else { throw damaged(part) }
        switch column.values {
        case .sequence(let first):
            guard first.magnitude < 1 << 62 || column.valueCount <= 1 else { throw damaged(part) }
            return IndexColumn(codes: codes, values: .sequence(first: first))
        case .integers(let section):
            return IndexColumn(codes: codes, values: .integers(try array(section, count: column.valueCount, part)))
        case .decimals(let section):
            return IndexColumn(codes: codes, values: .decimals(try array(section, count: column.valueCount, part)))
        case .texts(let offsetSection, let byteSection):
            let bytes: MappedArray<UInt8> = try array(byteSection, part)
            let offsets = try offsets(offsetSection, count: column.valueCount, end: bytes.count, part)
            return IndexColumn(codes: codes, values: .texts(MappedTexts(offsets: offsets, bytes: bytes)))
        }
    }
}
