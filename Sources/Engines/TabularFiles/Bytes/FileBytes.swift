internal import CZlib
internal import Foundation

/// The bytes of a delivered file in order, unpacked when they are gzip, whatever the file's name.
///
/// The file is opened without blocking and must be a regular file: a pipe or a device is refused.
final class FileBytes {
    let name: String
    private(set) var isGzip = false
    /// Bytes read from the file so far.
    private(set) var rawByteCount = 0
    private let descriptor: Int32
    private let limits: TabularLimits
    private var inflater: GzipInflater?
    /// The first bytes, read to recognise the format.
    private var head: [UInt8] = []
    private var headPosition = 0

    init(file: URL, limits: TabularLimits) throws(TabularFileError) {
        name = file.lastPathComponent
        self.limits = limits
        descriptor = open(file.path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(file: name) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable(file: name)
        }
        head = try readHead()
        if head.count >= 2, head[0] == 0x1F, head[1] == 0x8B {
            isGzip = true
            inflater = try GzipInflater(name: name, limits: limits)
        } else if let format = ForeignFormat.recognise(head) {
            throw .foreignFormat(file: name, format: format)
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Fills the place with up to `count` bytes; 0 at the end of the file.
    func read(into place: UnsafeMutablePointer<UInt8>, count: Int) throws(TabularFileError) -> Int {
        guard let inflater else { return try readRaw(into: place, count: count) }
        return try inflater.read(into: place, count: count) { [self] target, wanted throws(TabularFileError) in
            try readRaw(into: target, count: wanted)
        }
    }

    private func readHead() throws(TabularFileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 512)
        let got = bytes.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
        guard got >= 0 else { throw .unreadable(file: name) }
        return Array(bytes.prefix(got))
    }

    private func readRaw(into place: UnsafeMutablePointer<UInt8>, count: Int) throws(TabularFileError) -> Int {
        if headPosition < head.count {
            let taken = min(count, head.count - headPosition)
            // Safe because `place` has room for `count` bytes and `taken` is within both.
            for index in 0..<taken { place[index] = head[headPosition + index] }
            headPosition += taken
            rawByteCount += taken
            return taken
        }
        while true {
            let got = Foundation.read(descriptor, place, count)
            if got >= 0 {
                rawByteCount += got
                return got
            }
            guard errno == EINTR else { throw .unreadable(file: name) }
        }
    }
}
