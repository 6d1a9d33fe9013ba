package import Foundation

/// Writes the records of a CSV: UTF-8, LF, quotes only where RFC 4180 needs them.
package final class CSVRecordWriter {
    private let file: OutputFile
    private let separator: UInt8
    private var fieldCount = 0
    private var isRecordEmpty = true
    /// For each byte, whether it asks for quotes.
    private let quoteNeeds: UnsafeMutablePointer<Bool>

    package init(
        _ url: URL, separator: UInt8 = 0x2C, tap: ((UnsafeRawBufferPointer) -> Void)? = nil
    ) throws(TabularFileError) {
        self.separator = separator
        // Safe because it is owned here and freed once in deinit.
        quoteNeeds = .allocate(capacity: 256)
        quoteNeeds.initialize(repeating: false, count: 256)
        for byte in [0x0A, 0x0D, 0x22, Int(separator)] { quoteNeeds[byte] = true }
        file = try OutputFile(url, tap: tap)
    }

    deinit { quoteNeeds.deallocate() }

    package var byteCount: Int { file.byteCount }

    /// Writes one record of texts.
    package func write(_ texts: [String]) throws(TabularFileError) {
        for text in texts { try append(text) }
        try endRecord()
    }

    /// Adds a value to the record in hand.
    package func append(_ text: String) throws(TabularFileError) {
        let bytes = Array(text.utf8)
        // A typed error cannot cross withUnsafeBufferPointer, so the result does.
        let result = bytes.withUnsafeBufferPointer { pointer -> Result<Void, TabularFileError> in
            do throws(TabularFileError) {
                try append(pointer)
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }

    /// Adds a value to the record in hand.
    package func append(_ bytes: UnsafeBufferPointer<UInt8>) throws(TabularFileError) {
        if fieldCount > 0 { try file.append(separator) }
        fieldCount += 1
        guard let base = bytes.baseAddress, bytes.count > 0 else { return }
        isRecordEmpty = false
        var index = 0
        // Safe because `index` stays below the count, and the table has 256 entries.
        while index < bytes.count, !quoteNeeds[Int(base[index])] { index += 1 }
        if index == bytes.count {
            try file.append(base, count: bytes.count)
        } else {
            try appendQuoted(bytes)
        }
    }

    func isSeparated(as dialect: CSVDialect) -> Bool { separator == dialect.separator && dialect.quote == 0x22 }

    /// Adds a value that needs no quotes.
    func append(ascii text: [UInt8]) throws(TabularFileError) {
        if fieldCount > 0 { try file.append(separator) }
        fieldCount += 1
        isRecordEmpty = false
        for byte in text { try file.append(byte) }
    }

    /// Adds several values that are written as they must be, separators between them included.
    func append(run: UnsafeBufferPointer<UInt8>) throws(TabularFileError) {
        guard let base = run.baseAddress else { return }
        if fieldCount > 0 { try file.append(separator) }
        // A run of one empty value, alone in its record, must not become a blank line.
        fieldCount += 1
        if run.count > 0 { isRecordEmpty = false }
        try file.append(base, count: run.count)
    }

    /// Writes a whole record that is written as it must be.
    func write(record: UnsafeBufferPointer<UInt8>) throws(TabularFileError) {
        if let base = record.baseAddress { try file.append(base, count: record.count) }
        try file.append(0x0A)
    }

    /// Ends the record in hand.
    package func endRecord() throws(TabularFileError) {
        // A record of one empty value would be a blank line.
        if fieldCount == 1, isRecordEmpty { try file.append("\"\"") }
        try file.append(0x0A)
        fieldCount = 0
        isRecordEmpty = true
    }

    /// Makes the file durable and gives it its name.
    package func finish() throws(TabularFileError) { try file.finish() }

    /// Forgets what was written.
    package func discard() { file.discard() }

    private func appendQuoted(_ bytes: UnsafeBufferPointer<UInt8>) throws(TabularFileError) {
        try file.append(0x22)
        for byte in bytes {
            if byte == 0x22 { try file.append(0x22) }
            try file.append(byte)
        }
        try file.append(0x22)
    }
}
