package import HealthModel

extension PatientIndex {
    /// Reads the whole file: every checksum, the bytes between sections, and all that readers rely on: order of rows,
    /// codes within their values, bitmaps and counts equal to the rows.
    package func verify(onProgress: ProgressObserver? = nil) throws(PatientIndexError) {
        let label = Phrase(fr: "Vérification de l’index", en: "Verifying the index")
        let total = shards.count + 1
        onProgress?(ProgressStep(label, done: 0, total: total))
        try verifyBytes()
        var rowCounts: [String: Int] = [:]
        var lastPerson: Int64?
        for (number, shard) in shards.enumerated() {
            onProgress?(ProgressStep(label, done: number + 1, total: total))
            try verify(shard, after: &lastPerson)
            for (name, table) in shard.tables { rowCounts[name, default: 0] += table.rowCount }
        }
        guard shards.reduce(0, { $0 + $1.personCount }) == header.indexedPersonCount,
            header.tables.allSatisfy({ rowCounts[$0.key, default: 0] == $0.value.rowCount }),
            rowCounts.keys.allSatisfy({ header.tables[$0] != nil })
        else { throw sections.damaged("description") }
        try verifyCounts()
    }

    /// Every section matches its checksum, none overlaps another, and zeros lie between them.
    private func verifyBytes() throws(PatientIndexError) {
        for number in sections.directory.sections.indices { _ = try sections.bytes(number, "section \(number)") }
        guard sections.pieces.allMatch() else { throw sections.damaged("contents") }
        var end = IndexFileWriter.headerByteCount
        let bytes = sections.file.bytes
        let ordered = sections.directory.sections.sorted { ($0.offset, $0.byteCount) < ($1.offset, $1.byteCount) }
        let directoryBegin = Int(bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
        let last = IndexDirectory.Section(offset: directoryBegin, byteCount: 0)
        for section in ordered + [last] where section.byteCount > 0 || section == last {
            guard section.offset >= end, bytes[end..<section.offset].allSatisfy({ $0 == 0 }) else {
                throw sections.damaged("bytes between sections")
            }
            end = section.offset + section.byteCount
        }
        guard bytes[48..<56].allSatisfy({ $0 == 0 }) else { throw sections.damaged("header") }
    }

    private func verify(_ shard: IndexShard, after lastPerson: inout Int64?) throws(PatientIndexError) {
        let part = PatientIndex.personTable
        if let lastPerson, let first = shard.personIDs.elements.first, first <= lastPerson {
            throw sections.damaged(part)
        }
        lastPerson = shard.personIDs.elements.last
        guard sections.isAscending(shard.personIDs),
            sections.areRanges(shard.periodOffsets, end: shard.periodStarts.count),
            sections.areRanges(shard.visitOffsets, end: shard.visitConcepts.codes.count)
        else { throw sections.damaged(part) }
        for column in [shard.visitConcepts] + shard.personColumns.values { try verify(column, part) }
        for person in 0..<shard.personCount {
            let periods = Int(shard.periodOffsets[person])..<Int(shard.periodOffsets[person + 1])
            for period in periods.dropFirst() where shard.periodStarts[period] < shard.periodStarts[period - 1] {
                throw sections.damaged(part)
            }
        }
        for (name, table) in shard.tables {
            guard verifyRows(table, shard), verifyBitmaps(table, shard), verifyRuns(table) else {
                throw sections.damaged(name)
            }
            for column in table.columns.values { try verify(column, name) }
        }
    }

    /// Codes within the values, which ascend.
    private func verify(_ column: IndexColumn, _ part: String) throws(PatientIndexError) {
        let count: Int
        var isAscending = true
        switch column.values {
        case .sequence:
            // Any code of the width, which opening checks, is a number.
            return
        case .integers(let values):
            count = values.count
            isAscending = sections.isAscending(values)
        case .decimals(let values):
            count = values.count
            // NaN may stand last.
            for place in 0..<max(0, count - 1) where !(values[place] < values[place + 1]) {
                isAscending = isAscending && place == count - 2 && values[count - 1].isNaN && !values[place].isNaN
            }
        case .texts(let texts):
            count = texts.count
            for place in 0..<max(0, count - 1) where !texts.isAscending(at: place) { isAscending = false }
        }
        guard isAscending else { throw sections.damaged(part) }
        for place in 0..<column.codes.count where column.codes[place] > count { throw sections.damaged(part) }
    }

    /// Rows ascend by person, start and order within a concept, and name persons and visits that exist.
    private func verifyRows(_ table: IndexTable, _ shard: IndexShard) -> Bool {
        for concept in 0..<table.concepts.count {
            var last = (person: -1, start: 0, order: 0)
            for row in Int(table.offsets[concept])..<Int(table.offsets[concept + 1]) {
                let next = (person: table.person[row], start: table.start[row], order: table.order[row])
                guard last.person < 0 || last <= next, next.person < shard.personCount else { return false }
                last = next
                if let visit = table.visit {
                    let count = Int(shard.visitOffsets[next.person + 1]) - Int(shard.visitOffsets[next.person])
                    if visit[row] > count { return false }
                }
            }
        }
        return true
    }

    private func verifyBitmaps(_ table: IndexTable, _ shard: IndexShard) -> Bool {
        let wordCount = (shard.personCount + 63) / 64
        var words = [UInt64](repeating: 0, count: wordCount)
        for concept in 0..<table.concepts.count where table.bitmapOffsets[concept] != IndexTable.noBitmap {
            for word in words.indices { words[word] = 0 }
            for row in Int(table.offsets[concept])..<Int(table.offsets[concept + 1]) {
                let person = table.person[row]
                words[person >> 6] |= 1 << UInt64(person & 63)
            }
            let begin = Int(table.bitmapOffsets[concept])
            for word in words.indices where words[word] != table.bitmapWords[begin + word] { return false }
        }
        return true
    }

    /// The runs of a concept with a bitmap are where its persons' rows begin, and the end of the last.
    private func verifyRuns(_ table: IndexTable) -> Bool {
        for concept in 0..<table.concepts.count {
            let rows = Int(table.offsets[concept])..<Int(table.offsets[concept + 1])
            var run = Int(table.runOffsets[concept])
            let end = Int(table.runOffsets[concept + 1])
            guard table.bitmapOffsets[concept] != IndexTable.noBitmap else {
                if run != end { return false }
                continue
            }
            for row in rows where row == rows.lowerBound || table.person[row] != table.person[row - 1] {
                guard run < end, table.runs[run] == row else { return false }
                run += 1
            }
            guard run == end - 1, table.runs[run] == rows.upperBound else { return false }
        }
        return true
    }

    /// The counts of concepts are those of the shards.
    private func verifyCounts() throws(PatientIndexError) {
        for name in header.tables.keys {
            var counts: [Int64: (rows: Int, persons: Int)] = [:]
            for table in shards.compactMap({ $0.tables[name] }) {
                for (place, concept) in table.concepts.elements.enumerated() {
                    let rows = Int(table.offsets[place])..<Int(table.offsets[place + 1])
                    var known = counts[concept] ?? (0, 0)
                    known.rows += rows.count
                    for row in rows where row == rows.lowerBound || table.person[row] != table.person[row - 1] {
                        known.persons += 1
                    }
                    counts[concept] = known
                }
            }
            let told = conceptCounts(in: name)
            guard (told?.concepts.count ?? 0) == counts.count else { throw sections.damaged("counts") }
            for (concept, expected) in counts {
                guard let told = told?.counts(of: concept), told == expected else { throw sections.damaged("counts") }
            }
        }
    }
}

extension MappedTexts {
    /// Whether a text comes before the next one, by bytes.
    func isAscending(at place: Int) -> Bool {
        let (begin, middle, end) = (Int(offsets[place]), Int(offsets[place + 1]), Int(offsets[place + 2]))
        return bytes.elements[begin..<middle].lexicographicallyPrecedes(bytes.elements[middle..<end])
    }
}
