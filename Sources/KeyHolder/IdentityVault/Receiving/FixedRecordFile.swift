internal import Foundation

/// A work file of records of one size, written then read from its beginning.
final class FixedRecordFile {
    private static let bufferByteCount = 1 << 20

    private let recordByteCount: Int
    private let handle: FileHandle
    private var buffer: [UInt8] = []
    private(set) var recordCount = 0

    init(_ file: URL, recordByteCount: Int) throws {
        self.recordByteCount = recordByteCount
        guard
            FileManager.default.createFile(
                atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw CocoaError(.fileWriteUnknown) }
        handle = try FileHandle(forUpdating: file)
    }

    deinit { try? handle.close() }

    /// Adds one record; `write` appends exactly its bytes.
    func append(_ write: (inout [UInt8]) -> Void) throws {
        write(&buffer)
        recordCount += 1
        if buffer.count >= FixedRecordFile.bufferByteCount { try flush() }
    }

    /// Ends the writing and goes back to the beginning.
    func rewind() throws {
        try flush()
        try handle.seek(toOffset: 0)
    }

    /// The next records, at most `count`; empty at the end.
    func next(_ count: Int) throws -> [ArraySlice<UInt8>] {
        var bytes: [UInt8] = []
        let wanted = count * recordByteCount
        while bytes.count < wanted, let part = try handle.read(upToCount: wanted - bytes.count), !part.isEmpty {
            bytes.append(contentsOf: part)
        }
        guard bytes.count.isMultiple(of: recordByteCount) else { throw IdentityVaultError.workDamaged }
        return stride(from: 0, to: bytes.count, by: recordByteCount).map { bytes[$0..<$0 + recordByteCount] }
    }

    private func flush() throws {
        guard !buffer.isEmpty else { return }
        try handle.write(contentsOf: Data(buffer))
        buffer.removeAll(keepingCapacity: true)
    }
}
