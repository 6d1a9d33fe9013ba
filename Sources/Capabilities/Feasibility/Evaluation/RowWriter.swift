import Foundation

/// Writes the CSV of memberships through a buffer; only its owner can read the file.
final class RowWriter {
    private static let bufferByteCount = 1 << 16

    private let handle: FileHandle
    let failure: FeasibilityError
    private var buffer = Data()

    init(_ place: URL) throws(FeasibilityError) {
        failure = .unwritable(file: place.lastPathComponent)
        // A row is a person: group and others get nothing.
        guard FileManager.default.createFile(atPath: place.path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let handle = try? FileHandle(forWritingTo: place)
        else { throw failure }
        self.handle = handle
        try write("cohort_definition_id,subject_id,cohort_start_date,cohort_end_date\n")
    }

    func write(_ line: String) throws(FeasibilityError) {
        buffer.append(contentsOf: line.utf8)
        if buffer.count >= RowWriter.bufferByteCount { try flush() }
    }

    /// The place up to which the file is kept if what follows fails.
    func mark() throws(FeasibilityError) -> UInt64 {
        try flush()
        guard let offset = try? handle.offset() else { throw failure }
        return offset
    }

    /// Takes back what was written after a mark.
    func takeBack(to mark: UInt64) throws(FeasibilityError) {
        buffer.removeAll(keepingCapacity: true)
        do {
            try handle.truncate(atOffset: mark)
        } catch {
            throw failure
        }
    }

    func close() throws(FeasibilityError) {
        try flush()
        do {
            try handle.synchronize()
            try handle.close()
        } catch {
            throw failure
        }
    }

    private func flush() throws(FeasibilityError) {
        do {
            try handle.write(contentsOf: buffer)
        } catch {
            throw failure
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
