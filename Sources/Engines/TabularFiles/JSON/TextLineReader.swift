package import Foundation

/// Streams the lines of a delivered UTF-8 text, gunzipped; memory is bounded by the longest line allowed.
package final class TextLineReader {
    package let fileName: String
    /// Number of the current line, from 1.
    package private(set) var line = 0
    let text: TextReader
    private let limits: TabularLimits
    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity = 2 * TextReader.roomByteCount
    private var filled = 0
    private var start = 0
    private var end = 0
    private var following = 0
    private var textOffset = 0
    /// What is wrong with the characters of the current line, with its byte from 0.
    private(set) var issues: [TextIssue] = []

    package init(file: URL, limits: TabularLimits = TabularLimits()) throws(TabularFileError) {
        fileName = file.lastPathComponent
        self.limits = limits
        // Safe because it is owned here, grown only by this class and freed once in deinit.
        buffer = .allocate(capacity: capacity)
        text = TextReader(try FileBytes(file: file, limits: limits), acceptsOnlyUTF8: true)
    }

    deinit { buffer.deallocate() }

    /// Bytes of the file read so far, before unpacking.
    package var rawByteCount: Int { text.bytes.rawByteCount }
    /// Decoded bytes up to the end of the current line.
    package var textByteCount: Int { textOffset + following }
    /// The current line without its end; valid until the next call of `next`.
    package var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: buffer + start, count: end - start)
    }
    /// Whether the current line holds bytes that are not UTF-8.
    package var isLineBroken: Bool { !issues.isEmpty }

    /// Moves to the next line; false at the end.
    package func next() throws(TabularFileError) -> Bool {
        start = following
        var searched = start
        while true {
            if let found = memchr(buffer + searched, 0x0A, filled - searched) {
                end = UnsafeRawPointer(found) - UnsafeRawPointer(buffer)
                following = end + 1
                break
            }
            searched = filled - start
            guard filled - start <= limits.lineByteCountMax else { throw tooLong() }
            if try !refill() {
                guard filled > start else { return false }
                end = filled
                following = filled
                break
            }
        }
        line += 1
        guard end - start <= limits.lineByteCountMax else { throw tooLong() }
        if end > start, buffer[end - 1] == 0x0D { end -= 1 }
        if !issues.isEmpty { issues = [] }
        if text.nextIssueOffset < textByteCount { takeIssues() }
        return true
    }

    private func tooLong() -> TabularFileError {
        .lineTooLong(file: fileName, line: line + 1, byteCountMax: limits.lineByteCountMax)
    }

    private func takeIssues() {
        while text.nextIssueOffset < textByteCount {
            let issue = text.issues[text.takenIssueCount]
            text.takenIssueCount += 1
            issues.append(TextIssue(kind: issue.kind, offset: issue.offset - textOffset - start))
        }
    }

    /// Moves the line to the front and brings more bytes; false at the end of the file.
    private func refill() throws(TabularFileError) -> Bool {
        if text.isAtEnd { return false }
        let kept = filled - start
        memmove(buffer, buffer + start, kept)
        textOffset += start
        start = 0
        filled = kept
        if capacity - kept < TextReader.roomByteCount {
            let larger = 2 * capacity + TextReader.roomByteCount
            let place = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
            memcpy(place, buffer, kept)
            buffer.deallocate()
            buffer = place
            capacity = larger
        }
        let got = try text.fill(buffer + filled)
        filled += got
        return got > 0
    }
}
