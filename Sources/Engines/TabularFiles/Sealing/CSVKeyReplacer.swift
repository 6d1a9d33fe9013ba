/// What a copy wrote and left out.
package struct SealedRowCounts: Sendable, Hashable {
    package var rowCount = 0
    /// Rows left out because they name no person.
    package var keylessRowCount = 0
}

/// Copies a CSV with only the columns that may go, its key columns replaced by one token column placed first.
package struct CSVKeyReplacer {
    private static let progressByteCount = 16 << 20
    /// Places of the columns that go, in the order of the file.
    private let keptColumns: [Int]
    private let keptRuns: [Range<Int>]
    private let keptNames: [String]
    private let keyColumns: [(index: Int, isInteger: Bool)]
    private let tokenName: String
    /// For each column of the file, how many characters of its values go; nil for all.
    private let shortened: [Int: Int]

    /// - `kept`: the columns that go, by place in the file, with the name to write.
    /// - `key`: the columns that name the person; none when the table reaches the person through another.
    /// - `shortened`: place in the file → how many characters of its values go.
    package init(
        kept: [(index: Int, name: String)], key: [(index: Int, isInteger: Bool)], tokenName: String,
        shortened: [Int: Int] = [:]
    ) {
        self.shortened = shortened
        let sorted = kept.sorted { $0.index < $1.index }
        keptColumns = sorted.map(\.index)
        keptNames = sorted.map(\.name)
        keyColumns = key
        self.tokenName = tokenName
        var runs: [Range<Int>] = []
        for column in keptColumns {
            if let last = runs.last, last.upperBound == column {
                runs[runs.count - 1] = last.lowerBound..<(column + 1)
            } else {
                runs.append(column..<(column + 1))
            }
        }
        keptRuns = runs
    }

    /// Reads every record after the header, which the reader has read, and writes the copy with its own header.
    package func copy(
        _ reader: CSVRecordReader, to writer: CSVRecordWriter, tokens: PersonTokens,
        progress: (() -> Void)? = nil
    ) throws(TabularFileError) -> SealedRowCounts {
        let columnCount = reader.header.count
        var counts = SealedRowCounts()
        var nextProgress = CSVKeyReplacer.progressByteCount
        try writer.write((keyColumns.isEmpty ? [] : [tokenName]) + keptNames)
        while try reader.next() {
            guard !reader.isRecordBroken else { throw .brokenRecord(file: reader.fileName, line: reader.line) }
            guard reader.fieldCount == columnCount else {
                throw .columnCount(file: reader.fileName, line: reader.line)
            }
            if !keyColumns.isEmpty {
                guard let token = CSVKeyReplacer.token(of: reader, keyColumns, tokens) else {
                    counts.keylessRowCount += 1
                    continue
                }
                try writer.append(ascii: token)
            }
            try copyKept(reader, writer)
            try writer.endRecord()
            counts.rowCount += 1
            if reader.textByteCount >= nextProgress {
                nextProgress += CSVKeyReplacer.progressByteCount
                progress?()
            }
        }
        return counts
    }

    private func copyKept(_ reader: CSVRecordReader, _ writer: CSVRecordWriter) throws(TabularFileError) {
        if shortened.isEmpty, writer.isSeparated(as: reader.dialect) {
            for run in keptRuns {
                guard let bytes = reader.plainRun(run) else { return try copyEach(reader, writer) }
                try writer.append(run: bytes)
            }
        } else {
            try copyEach(reader, writer)
        }
    }

    private func copyEach(_ reader: CSVRecordReader, _ writer: CSVRecordWriter) throws(TabularFileError) {
        for column in keptColumns {
            if let count = shortened[column] {
                try writer.append(String(reader.string(column).prefix(count)))
            } else {
                try writer.append(reader.bytes(column))
            }
        }
    }

    /// The token of the current record; nil when a part of its key is empty.
    package static func token(
        of reader: CSVRecordReader, _ keyColumns: [(index: Int, isInteger: Bool)], _ tokens: PersonTokens
    ) -> [UInt8]? {
        tokens.begin()
        for (index, isInteger) in keyColumns {
            var slice = reader.bytes(index)[...]
            while slice.first == 0x20 { slice.removeFirst() }
            while slice.last == 0x20 { slice.removeLast() }
            if slice.isEmpty { return nil }
            // 1 and 01 are the same rank in two tables.
            if isInteger { while slice.count > 1, slice.first == 0x30 { slice.removeFirst() } }
            tokens.add(UnsafeBufferPointer(rebasing: slice))
        }
        return tokens.end()
    }
}
