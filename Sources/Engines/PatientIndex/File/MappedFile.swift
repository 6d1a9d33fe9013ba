import Foundation

/// A file mapped read-only; its pages come and go as the system likes.
///
/// Files are only ever replaced by renaming, so what is mapped does not change; a program that cuts one in place would
/// stop its readers.
final class MappedFile: Sendable {
    // Safe because the mapping is read-only, made once, and undone in deinit.
    nonisolated(unsafe) let bytes: UnsafeRawBufferPointer
    let name: String

    init(_ file: URL) throws(PatientIndexError) {
        name = file.lastPathComponent
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(file: name, number: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(file: name, number: errno) }
        let count = Int(status.st_size)
        guard count >= IndexFileWriter.headerByteCount else { throw .notAnIndex(file: name) }
        guard let start = mmap(nil, count, PROT_READ, MAP_SHARED, descriptor, 0), start != MAP_FAILED else {
            throw .unreadable(file: name, number: errno)
        }
        bytes = UnsafeRawBufferPointer(start: start, count: count)
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}
