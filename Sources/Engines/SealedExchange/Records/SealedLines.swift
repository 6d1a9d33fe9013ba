internal import Foundation

/// The lines of a sealed file, one at a time; a line may span two frames.
final class SealedLines {
    let reader: SealedFileReader
    /// The number of the line given last, from 1.
    private(set) var lineNumber = 0
    private let name: String
    private var chunk: [UInt8] = []
    private var place = 0

    init(_ reader: SealedFileReader, name: String) {
        self.reader = reader
        self.name = name
    }

    /// The next line without its newline; nil at the end of a whole file.
    func next() throws(SealedExchangeError) -> ArraySlice<UInt8>? {
        var carried: [UInt8] = []
        while true {
            if let end = chunk[place...].firstIndex(of: 0x0A) {
                let line = chunk[place..<end]
                place = end + 1
                lineNumber += 1
                if carried.isEmpty { return try checked(line) }
                return try checked((carried + line)[...])
            }
            carried.append(contentsOf: chunk[place...])
            _ = try checked(carried[...])
            guard let next = try reader.nextChunk() else {
                guard carried.isEmpty else { throw .recordUnreadable(file: name, line: lineNumber + 1) }
                chunk = []
                place = 0
                return nil
            }
            chunk = next
            place = 0
        }
    }

    /// The fields of the next line.
    func nextFields() throws(SealedExchangeError) -> [String]? {
        guard let line = try next() else { return nil }
        guard let fields = LineCodec.fields(line) else { throw unreadable }
        return fields
    }

    var unreadable: SealedExchangeError { .recordUnreadable(file: name, line: lineNumber) }

    private func checked(_ line: ArraySlice<UInt8>) throws(SealedExchangeError) -> ArraySlice<UInt8> {
        guard line.count <= LineCodec.lineByteCountMax else { throw .recordTooLong(file: name, line: lineNumber) }
        return line
    }
}
