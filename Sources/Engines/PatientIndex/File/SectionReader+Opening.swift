import Foundation

/// Reading the directory of a file and what it names.
extension SectionReader {
    init(opening file: MappedFile) throws(PatientIndexError) {
        let bytes = file.bytes
        let damaged = PatientIndexError.damaged(file: file.name, part: "header")
        guard bytes.prefix(8).elementsEqual(IndexFileWriter.magic) else { throw .notAnIndex(file: file.name) }
        func number(_ place: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self) }
        let version = Int(bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
        guard version == IndexFileWriter.formatVersion else {
            throw .formatUnknown(file: file.name, version: version)
        }
        guard bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self) == IndexFileWriter.headerByteCount,
            Checksum.of(UnsafeRawBufferPointer(rebasing: bytes[0..<56])) == number(56),
            number(16) == bytes.count, let begin = Int(exactly: number(24)), let count = Int(exactly: number(32)),
            begin >= IndexFileWriter.headerByteCount, begin <= bytes.count, count == bytes.count - begin
        else { throw damaged }
        let directory = UnsafeRawBufferPointer(rebasing: bytes[begin...])
        guard Checksum.of(directory) == number(40) else {
            throw .damaged(file: file.name, part: "directory")
        }
        self.file = file
        do {
            self.directory = try DirectoryDecoder.directory(directory)
        } catch {
            throw .damaged(file: file.name, part: "directory")
        }
        guard let pieces = CheckedPieces(file, end: begin, checksums: self.directory.checksums) else {
            throw .damaged(file: file.name, part: "directory")
        }
        self.pieces = pieces
    }

    func header() throws(PatientIndexError) -> PatientIndexHeader {
        try check(directory.description, "description")
        let json = Data(try bytes(directory.description, "description"))
        guard let header = try? JSONDecoder().decode(PatientIndexHeader.self, from: json) else {
            throw damaged("description")
        }
        return header
    }

    func vocabulary() throws(PatientIndexError) -> IndexVocabulary {
        let part = "vocabulary"
        let entry = directory.vocabulary
        let concepts: MappedArray<Int64> = try checkedArray(entry.concepts, part)
        let ancestors: MappedArray<Int64> = try checkedArray(entry.ancestors, part)
        let descendants: MappedArray<UInt32> = try checkedArray(entry.descendants, part)
        let targets: MappedArray<UInt32> = try checkedArray(entry.targets, part)
        let sources: MappedArray<UInt32> = try checkedArray(entry.sources, part)
        for places in [descendants, targets, sources] {
            guard places.elements.allSatisfy({ $0 < concepts.count }) else { throw damaged(part) }
        }
        guard isAscending(concepts), isAscending(ancestors), isAscending(targets) else { throw damaged(part) }
        return IndexVocabulary(
            concepts: concepts, states: try checkedArray(entry.states, count: concepts.count, part),
            ancestors: ancestors,
            ancestorOffsets: try offsets(
                entry.ancestorOffsets, count: ancestors.count, end: descendants.count, part),
            descendants: descendants, targets: targets,
            targetOffsets: try offsets(entry.targetOffsets, count: targets.count, end: sources.count, part),
            sources: sources, listed: try array(entry.listed, part), parents: try array(entry.parents, part))
    }

    func counts() throws(PatientIndexError) -> [String: ConceptCounts] {
        var counts: [String: ConceptCounts] = [:]
        for entry in directory.counts {
            let concepts: MappedArray<Int64> = try checkedArray(entry.concepts, "counts")
            guard isAscending(concepts) else { throw damaged("counts") }
            counts[entry.table] = ConceptCounts(
                concepts: concepts,
                rowCounts: try checkedArray(entry.rowCounts, count: concepts.count, "counts"),
                personCounts: try checkedArray(entry.personCounts, count: concepts.count, "counts"))
        }
        return counts
    }

    func shard(_ entry: IndexDirectory.Shard) throws(PatientIndexError) -> IndexShard {
        let part = PatientIndex.personTable
        let personCount = entry.personCount
        guard personCount <= IndexShard.personCountMax else { throw damaged(part) }
        var personColumns: [String: IndexColumn] = [:]
        for column in entry.personColumns {
            personColumns[column.name] = try self.column(column, count: personCount, part)
        }
        var tables: [String: IndexTable] = [:]
        for table in entry.tables { tables[table.name] = try self.table(table, personCount: personCount) }
        return IndexShard(
            personIDs: try array(entry.personIDs, count: personCount, part), personColumns: personColumns,
            periodOffsets: try array(entry.periodOffsets, count: personCount + 1, part),
            periodStarts: try array(entry.periodStarts, count: entry.periodCount, part),
            periodEnds: try array(entry.periodEnds, count: entry.periodCount, part),
            visitOffsets: try array(entry.visitOffsets, count: personCount + 1, part),
            visitConcepts: try column(entry.visitConcepts, count: entry.visitCount, part), tables: tables)
    }

    private func table(
        _ entry: IndexDirectory.Table, personCount: Int
    ) throws(PatientIndexError) -> IndexTable {
        let part = entry.name
        let rowCount = entry.rowCount
        let concepts: MappedArray<Int64> = try checkedArray(entry.concepts, count: entry.conceptCount, part)
        let bitmapOffsets: MappedArray<UInt32> = try checkedArray(
            entry.bitmapOffsets, count: entry.conceptCount, part)
        let bitmapWords: MappedArray<UInt64> = try array(entry.bitmapWords, part)
        let lastBitmap = bitmapWords.count - (personCount + 63) / 64
        for begin in bitmapOffsets.elements where begin != IndexTable.noBitmap && Int(begin) > lastBitmap {
            throw damaged(part)
        }
        guard isAscending(concepts), entry.firstDay.magnitude <= 1 << 32, entry.person.bitWidth <= 16,
            entry.start.bitWidth <= 33, entry.order.bitWidth <= 32, entry.runs.bitWidth <= 32,
            (entry.visit?.bitWidth ?? 0) <= 32
        else { throw damaged(part) }
        var columns: [String: IndexColumn] = [:]
        for column in entry.columns { columns[column.name] = try self.column(column, count: rowCount, part) }
        return IndexTable(
            rowCount: rowCount, concepts: concepts,
            offsets: try offsets(entry.offsets, count: entry.conceptCount, end: rowCount, part),
            person: try packed(entry.person, count: rowCount, part),
            start: try packed(entry.start, count: rowCount, part), firstDay: entry.firstDay,
            order: try packed(entry.order, count: rowCount, part),
            visit: try entry.visit.map { visit throws(PatientIndexError) in try packed(visit, count: rowCount, part) },
            columns: columns, bitmapOffsets: bitmapOffsets, bitmapWords: bitmapWords,
            runOffsets: try offsets(entry.runOffsets, count: entry.conceptCount, end: entry.runCount, part),
            runs: try packed(entry.runs, count: entry.runCount, part))
    }

    func isAscending<Element: Comparable & BitwiseCopyable & Sendable>(_ array: MappedArray<Element>) -> Bool {
        for place in 0..<max(0, array.count - 1) where array[place] >= array[place + 1] { return false }
        return true
    }
}
