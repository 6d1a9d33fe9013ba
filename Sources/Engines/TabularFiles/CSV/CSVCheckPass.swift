internal import Foundation
internal import HealthModel

/// One pass of a check: holds what is counted while the records go by.
final class CSVCheckPass {
    private static let flawCount = CSVFlaw.allCases.count
    private static let progressByteCount = 64 << 20

    /// How often a flaw was seen in a column, and where first.
    private struct Tally {
        var count = 0
        var line = 0
    }

    private let reader: CSVRecordReader
    private let schema: TableSchema
    private let options: CSVCheckOptions
    private let output: URL?
    private let progress: ProgressObserver?
    private var writer: CSVRecordWriter?
    private var findings = Findings()
    private var columnCount = 0
    private var names: [String] = []
    /// One rule for each column; freed in deinit.
    private var rules = UnsafeMutablePointer<ColumnRule>.allocate(capacity: 1)
    private var emptyCounts = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    private var tallies: [Tally] = []
    private var allowedValues: [ByteSet?] = []
    private var codes: [ByteSet?] = []
    private var patterns: [DatePattern?] = []
    private var memories: [KeyMemory?] = []
    private var missingValues: ByteSet?
    private var keyColumns: [Int] = []
    private var keyMemory: KeyMemory
    private var rowCount = 0
    private var isHeaderExact = true
    /// Values of the record in hand that the clean copy writes otherwise.
    private var mendings: [(column: Int, text: String)] = []

    init(
        _ reader: CSVRecordReader, schema: TableSchema, options: CSVCheckOptions, output: URL?,
        progress: ProgressObserver?
    ) throws(TabularFileError) {
        self.reader = reader
        self.schema = schema
        self.options = options
        self.output = output
        self.progress = progress
        keyMemory = KeyMemory(countMax: options.limits.keyCountMax)
        let missing = schema.missingValues.filter { !$0.isEmpty }
        if !missing.isEmpty { missingValues = ByteSet(missing) }
    }

    deinit {
        rules.deallocate()
        emptyCounts.deallocate()
    }

    func run() throws(TabularFileError) -> CSVReport {
        var isComplete = false
        do throws(TabularFileError) {
            isComplete = try readAll()
        } catch {
            guard let finding = error.finding(in: reader.fileName) else { throw error }
            findings.add(finding)
        }
        noteFile()
        collect()
        let isClean = isComplete && !findings.hasErrors
        var isRewritten = false
        if let writer {
            if isClean {
                try writer.finish()
                isRewritten = true
            } else {
                writer.discard()
            }
        }
        return report(isComplete: isComplete, isRewritten: isRewritten)
    }

    // MARK: - Steps

    /// False when the header forbids going on.
    private func readAll() throws(TabularFileError) -> Bool {
        guard try reader.readHeader() else {
            findings.add(CSVFlaw.emptyFile.finding(file: reader.fileName))
            return false
        }
        var noted = Findings()
        let header = CSVHeader(reader.header, schema: schema, file: reader.fileName, findings: &noted)
        for finding in noted.sorted { findings.add(withCallersSeverity(finding)) }
        guard !header.isAbsent else { return false }
        prepare(header)
        if !reader.marks.isDisjoint(with: .remarkable) { noteMarks() }
        if let output {
            let writer = try CSVRecordWriter(output)
            try writer.write(header.canonicalNames)
            self.writer = writer
        }
        var nextProgress = CSVCheckPass.progressByteCount
        while try reader.next() {
            rowCount += 1
            guard rowCount <= options.limits.rowCountMax else {
                throw .tooManyRows(file: reader.fileName, countMax: options.limits.rowCountMax)
            }
            try checkRecord()
            if reader.textByteCount >= nextProgress {
                nextProgress += CSVCheckPass.progressByteCount
                progress?(step())
            }
        }
        return true
    }

    private func withCallersSeverity(_ finding: Finding) -> Finding {
        Finding(
            code: finding.code, severity: options.severities[finding.code] ?? finding.severity, file: finding.file,
            line: finding.line, column: finding.column, field: finding.field, count: finding.count,
            message: finding.message)
    }

    private func step() -> ProgressStep {
        ProgressStep(
            Phrase(fr: "Lecture de \(reader.fileName)", en: "Reading \(reader.fileName)"), done: reader.textByteCount)
    }

    private func prepare(_ header: CSVHeader) {
        columnCount = header.fieldIndexes.count
        names = header.canonicalNames
        isHeaderExact = header.isExact
        rules.deallocate()
        emptyCounts.deallocate()
        // Safe because both have one entry for each column of the header, and checkRecord goes no further.
        rules = .allocate(capacity: columnCount)
        emptyCounts = .allocate(capacity: columnCount)
        emptyCounts.initialize(repeating: 0, count: columnCount)
        tallies = Array(repeating: Tally(), count: (columnCount + 1) * CSVCheckPass.flawCount)
        for (column, index) in header.fieldIndexes.enumerated() {
            let field = index.map { schema.fields[$0] }
            var rule = field.map { ColumnRule($0, schema: schema) } ?? ColumnRule()
            var own = field?.allowedValues ?? []
            if rule.kind == .ownBoolean, let field { own = field.trueValues + field.falseValues }
            allowedValues.append(own.isEmpty ? nil : ByteSet(own))
            let table = field.flatMap { $0.nomenclature.isEmpty ? nil : options.codes[$0.nomenclature] }
            codes.append(table.map { ByteSet($0) })
            rule.hasCodes = table != nil
            let pattern = rule.kind == .pattern ? field.flatMap { DatePattern($0.format) } : nil
            patterns.append(pattern)
            if rule.kind == .pattern, pattern == nil { rule.kind = .anything }
            memories.append(rule.isUnique ? KeyMemory(countMax: options.limits.keyCountMax) : nil)
            if rule.isKey { keyColumns.append(column) }
            (rules + column).initialize(to: rule)
        }
        if keyColumns.count != schema.primaryKey.count { keyColumns = [] }
    }

    // MARK: - Records

    private func checkRecord() throws(TabularFileError) {
        if !reader.marks.isDisjoint(with: .remarkable) { noteMarks() }
        guard reader.fieldCount == columnCount else {
            tally(.columnCount, columnCount, line: reader.line)
            return
        }
        let rules = rules
        for column in 0..<columnCount {
            let text = reader.bytes(column)
            if text.count == 0 || (missingValues?.contains(text) ?? false) {
                emptyCounts[column] += 1
                if rules[column].isRequired { tally(.required, column) }
            } else if let flaw = typeFlaw(rules[column].kind, column, text) {
                noteTypeFlaw(flaw, column, text)
            } else {
                checkConstraints(rules[column], column, text)
            }
        }
        if !keyColumns.isEmpty { checkKey() }
        if let writer { try writeRecord(writer) }
    }

    private func writeRecord(_ writer: CSVRecordWriter) throws(TabularFileError) {
        if mendings.isEmpty, reader.dialect == .comma, let record = reader.plainRecord {
            return try writer.write(record: record)
        }
        for column in 0..<columnCount {
            if let mended = mendings.first(where: { $0.column == column }) {
                try writer.append(mended.text)
            } else {
                try writer.append(reader.bytes(column))
            }
        }
        try writer.endRecord()
        mendings.removeAll(keepingCapacity: true)
    }

    @inline(__always)
    private func typeFlaw(_ kind: ColumnRule.Kind, _ column: Int, _ text: UnsafeBufferPointer<UInt8>) -> CSVFlaw? {
        switch kind {
        case .text: looksLikeFormula(text) ? .formula : nil
        case .integer: checkInteger(text)
        case .number: checkNumber(text)
        case .isoDate: checkISODate(text)
        case .boolean: checkBoolean(text)
        case .ownBoolean: allowedValues[column]?.contains(text) == false ? .boolean : nil
        case .isoDateTime: checkISODateTime(text)
        case .pattern: patterns[column]?.check(text)
        case .yearMonth: checkYearMonth(text)
        case .year: checkYear(text)
        case .month: checkMonth(text)
        case .anything: looksLikeFormula(text) ? .formula : nil
        }
    }

    /// A value that its type does not like: perhaps only for blanks around it or a decimal comma, which are mended.
    private func noteTypeFlaw(_ flaw: CSVFlaw, _ column: Int, _ whole: UnsafeBufferPointer<UInt8>) {
        var flaw = Optional(flaw)
        var text = whole
        if flaw?.severity == .error {
            let bare = trimmed(text)
            if bare.count < text.count {
                let second = bare.isEmpty ? nil : typeFlaw(rules[column].kind, column, bare)
                if second?.severity != .error {
                    tally(.padded, column)
                    text = bare
                    flaw = second
                }
            }
        }
        if let flaw { tally(flaw, column) }
        if text.isEmpty {
            emptyCounts[column] += 1
            if rules[column].isRequired { tally(.required, column) }
        } else if flaw?.severity != .error {
            checkConstraints(rules[column], column, text)
        }
        guard writer != nil, flaw == .decimalComma || text.count < whole.count else { return }
        let written = String(decoding: text, as: UTF8.self)
        mendings.append((column, flaw == .decimalComma ? written.replacing(",", with: ".") : written))
    }

    private func trimmed(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var slice = text[...]
        while slice.first == 0x20 { slice.removeFirst() }
        while slice.last == 0x20 { slice.removeLast() }
        return UnsafeBufferPointer(rebasing: slice)
    }

    @inline(__always)
    private func checkConstraints(_ rule: ColumnRule, _ column: Int, _ text: UnsafeBufferPointer<UInt8>) {
        if text.count > Int(rule.lengthMax), characterCount(text) > Int(rule.lengthMax) { tally(.tooLong, column) }
        if text.count < Int(rule.lengthMin) { tally(.tooShort, column) }
        if rule.hasRange { checkRange(rule, column, text) }
        if rule.hasAllowedValues, allowedValues[column]?.contains(text) == false { tally(.notAllowed, column) }
        if rule.hasCodes, codes[column]?.contains(text) == false { tally(.unknownCode, column) }
        if rule.isUnique, memories[column]?.insert(hashBytes(text)) == false { tally(.duplicateValue, column) }
    }

    private func checkRange(_ rule: ColumnRule, _ column: Int, _ text: UnsafeBufferPointer<UInt8>) {
        guard let value = numericValue(text) else { return }
        if value < rule.minimum { tally(.minimum, column) }
        if value > rule.maximum { tally(.maximum, column) }
    }

    private func checkKey() {
        var hash: UInt64 = 0x51_7C_C1_B7_27_22_0A_95
        for column in keyColumns { hash = hashBytes(reader.bytes(column), seed: hash) }
        if !keyMemory.insert(hash) { tally(.duplicateKey, columnCount, line: reader.line) }
    }

    private func noteMarks() {
        for column in 0..<reader.fieldCount {
            let marks = reader.marks(of: column).intersection(.remarkable)
            guard !marks.isEmpty else { continue }
            for bit in 0..<16 {
                let mark = CSVMarks(rawValue: 1 << bit)
                guard marks.contains(mark), let flaw = CSVFlaw(mark) else { continue }
                tally(flaw, min(column, columnCount), line: reader.line(of: column))
            }
        }
    }

    // MARK: - Counting

    private func tally(_ flaw: CSVFlaw, _ column: Int) { tally(flaw, column, line: reader.line(of: column)) }

    /// Column `columnCount` stands for the whole record.
    private func tally(_ flaw: CSVFlaw, _ column: Int, line: Int) {
        let index = column * CSVCheckPass.flawCount + flaw.rawValue
        if tallies[index].count == 0 { tallies[index].line = line }
        tallies[index].count += 1
    }

    private func collect() {
        for column in 0...columnCount where !tallies.isEmpty {
            for flaw in CSVFlaw.allCases {
                let tally = tallies[column * CSVCheckPass.flawCount + flaw.rawValue]
                guard tally.count > 0 else { continue }
                let isColumn = column < columnCount
                add(
                    flaw, line: tally.line, column: isColumn ? column + 1 : nil, field: isColumn ? names[column] : nil,
                    count: tally.count)
            }
        }
        if keyMemory.isFull || memories.contains(where: { $0?.isFull == true }) { add(.keysNotCompared) }
    }

    /// What concerns the file as a whole.
    private func noteFile() {
        if reader.hasByteOrderMark { add(.byteOrderMark, line: 1) }
        if reader.encoding != .ascii, reader.encoding != .utf8 { add(.otherEncoding) }
        if reader.newlines.isMixed {
            add(.mixedNewlines)
        } else if reader.newlines.carriageReturnCount > 0 {
            add(.oldNewlines)
        }
        if reader.blankLineCount > 0 { add(.blankLine, line: reader.firstBlankLine, count: reader.blankLineCount) }
        if rowCount == 0, columnCount > 0 { add(.noRow) }
    }

    private func add(
        _ flaw: CSVFlaw, line: Int? = nil, column: Int? = nil, field: String? = nil, count: Int = 1
    ) {
        findings.add(
            flaw.finding(
                file: reader.fileName, line: line, column: column, field: field, count: count,
                severity: options.severities[flaw.code]))
    }

    private func report(isComplete: Bool, isRewritten: Bool) -> CSVReport {
        let columns = names.enumerated().map { CSVReport.Column(name: $1, emptyCount: emptyCounts[$0]) }
        let unnamedGzip = reader.isGzip && !reader.fileName.lowercased().hasSuffix(".gz")
        let isOdd = CSVFlaw.allCases.contains { $0.needsRewriting && findings.count(of: $0.code) > 0 }
        return CSVReport(
            file: reader.fileName, dialect: reader.dialect, encoding: reader.encoding, isGzip: reader.isGzip,
            newlines: reader.newlines, rowCount: rowCount, byteCount: reader.rawByteCount,
            textByteCount: reader.textByteCount, columns: columns, findings: findings,
            needsRewriting: isOdd || unnamedGzip || !isHeaderExact, isComplete: isComplete, isRewritten: isRewritten)
    }
}
