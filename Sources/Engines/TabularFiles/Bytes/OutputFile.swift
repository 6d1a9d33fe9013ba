package import Foundation

/// A file written through a buffer under a temporary name, and put in its place only when it is complete.
package final class OutputFile {
    private static let bufferByteCount = 256 << 10

    package let url: URL
    private let partial: URL
    private let descriptor: Int32
    private let buffer: UnsafeMutablePointer<UInt8>
    private var used = 0
    private var isOpen = true
    /// Bytes given so far.
    package private(set) var byteCount = 0
    /// Sees every byte once, in order: for a digest without a second reading.
    private let tap: ((UnsafeRawBufferPointer) -> Void)?

    package init(_ url: URL, tap: ((UnsafeRawBufferPointer) -> Void)? = nil) throws(TabularFileError) {
        self.url = url
        self.tap = tap
        partial = url.appendingPathExtension("part")
        // Safe because it is owned here and freed once in deinit.
        buffer = .allocate(capacity: OutputFile.bufferByteCount)
        descriptor = open(partial.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unwritable(file: url.lastPathComponent) }
    }

    deinit {
        if isOpen, descriptor >= 0 {
            close(descriptor)
            unlink(partial.path)
        }
        buffer.deallocate()
    }

    /// Adds bytes.
    package func append(_ bytes: UnsafePointer<UInt8>, count: Int) throws(TabularFileError) {
        if count > OutputFile.bufferByteCount - used {
            try flush()
            if count > OutputFile.bufferByteCount { return try writeThrough(bytes, count: count) }
        }
        memcpy(buffer + used, bytes, count)
        used += count
    }

    /// Adds one byte.
    package func append(_ byte: UInt8) throws(TabularFileError) {
        if used == OutputFile.bufferByteCount { try flush() }
        buffer[used] = byte
        used += 1
    }

    /// Adds a text as UTF-8.
    package func append(_ text: String) throws(TabularFileError) {
        for byte in text.utf8 { try append(byte) }
    }

    /// Makes the file durable and gives it its name.
    package func finish() throws(TabularFileError) {
        try flush()
        isOpen = false
        let isDurable = fsync(descriptor) == 0
        guard close(descriptor) == 0, isDurable, rename(partial.path, url.path) == 0 else {
            unlink(partial.path)
            throw .unwritable(file: url.lastPathComponent)
        }
    }

    /// Forgets what was written.
    package func discard() {
        guard isOpen else { return }
        isOpen = false
        close(descriptor)
        unlink(partial.path)
    }

    private func flush() throws(TabularFileError) {
        guard used > 0 else { return }
        let count = used
        used = 0
        try writeThrough(buffer, count: count)
    }

    private func writeThrough(_ bytes: UnsafePointer<UInt8>, count: Int) throws(TabularFileError) {
        tap?(UnsafeRawBufferPointer(start: bytes, count: count))
        byteCount += count
        var written = 0
        while written < count {
            let got = write(descriptor, bytes + written, count - written)
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { throw .unwritable(file: url.lastPathComponent) }
            written += got
        }
    }
}
