/// Writes a directory as bytes; `DirectoryDecoder` reads them in the same order.
struct DirectoryEncoder {
    private(set) var bytes: [UInt8] = []

    static func bytes(of directory: IndexDirectory) -> [UInt8] {
        var encoder = DirectoryEncoder()
        encoder.write(directory)
        return encoder.bytes
    }

    private mutating func write(_ directory: IndexDirectory) {
        number(directory.sections.count)
        for section in directory.sections {
            number64(UInt64(section.offset))
            number64(UInt64(section.byteCount))
        }
        number(directory.checksums.count)
        for checksum in directory.checksums { number64(checksum) }
        number(directory.description)
        let vocabulary = directory.vocabulary
        for section in [
            vocabulary.concepts, vocabulary.states, vocabulary.ancestors, vocabulary.ancestorOffsets,
            vocabulary.descendants, vocabulary.targets, vocabulary.targetOffsets, vocabulary.sources,
            vocabulary.listed, vocabulary.parents,
        ] {
            number(section)
        }
        number(directory.counts.count)
        for counts in directory.counts {
            name(counts.table)
            for section in [counts.concepts, counts.rowCounts, counts.personCounts] { number(section) }
        }
        number(directory.shards.count)
        for shard in directory.shards { write(shard) }
    }

    private mutating func write(_ shard: IndexDirectory.Shard) {
        for value in [
            shard.personCount, shard.periodCount, shard.visitCount, shard.personIDs, shard.periodOffsets,
            shard.periodStarts, shard.periodEnds, shard.visitOffsets,
        ] {
            number(value)
        }
        write(shard.visitConcepts)
        number(shard.personColumns.count)
        for column in shard.personColumns { write(column) }
        number(shard.tables.count)
        for table in shard.tables { write(table) }
    }

    private mutating func write(_ table: IndexDirectory.Table) {
        name(table.name)
        number(table.rowCount)
        number(table.conceptCount)
        number64(UInt64(bitPattern: Int64(table.firstDay)))
        for section in [table.concepts, table.offsets, table.bitmapOffsets, table.bitmapWords] { number(section) }
        number(table.runOffsets)
        number(table.runCount)
        write(table.runs)
        write(table.person)
        write(table.start)
        write(table.order)
        byte(table.visit == nil ? 0 : 1)
        if let visit = table.visit { write(visit) }
        number(table.columns.count)
        for column in table.columns { write(column) }
    }

    private mutating func write(_ packed: IndexDirectory.Packed) {
        number(packed.section)
        byte(UInt8(packed.bitWidth))
    }

    private mutating func write(_ column: IndexDirectory.Column) {
        name(column.name)
        write(column.codes)
        number64(UInt64(column.valueCount))
        switch column.values {
        case .sequence(let first):
            byte(0)
            number64(UInt64(bitPattern: Int64(first)))
        case .integers(let section):
            byte(1)
            number(section)
        case .decimals(let section):
            byte(2)
            number(section)
        case .texts(let offsets, let texts):
            byte(3)
            number(offsets)
            number(texts)
        }
    }

    private mutating func byte(_ value: UInt8) { bytes.append(value) }

    private mutating func number(_ value: Int) {
        precondition(UInt32(exactly: value) != nil, "Counts in the directory have 32 bits.")
        for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    private mutating func number64(_ value: UInt64) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    private mutating func name(_ text: String) {
        let utf8 = Array(text.utf8)
        precondition(utf8.count <= IndexDirectory.nameByteCountMax, "Names of tables and columns are short.")
        byte(UInt8(utf8.count))
        bytes += utf8
    }
}
