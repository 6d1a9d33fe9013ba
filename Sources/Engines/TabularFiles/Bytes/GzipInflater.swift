internal import CZlib

/// Unpacks gzip (one member or several, one after the other) with a bound on what comes out.
final class GzipInflater {
    typealias Source = (UnsafeMutablePointer<UInt8>, Int) throws(TabularFileError) -> Int

    private static let inputByteCount = 128 << 10
    private let name: String
    private let limits: TabularLimits
    private let input: UnsafeMutablePointer<UInt8>
    private let stream: UnsafeMutablePointer<z_stream>
    private var isInputAtEnd = false
    private var isMemberOpen = true
    private var isFinished = false
    private var packedByteCount = 0
    private var unpackedByteCount = 0

    init(name: String, limits: TabularLimits) throws(TabularFileError) {
        self.name = name
        self.limits = limits
        // Safe because both are owned here and freed once in deinit.
        input = .allocate(capacity: GzipInflater.inputByteCount)
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 is the largest window; 16 more asks for the gzip wrapper.
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, size) == Z_OK else { throw .unreadable(file: name) }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        input.deallocate()
    }

    /// The next unpacked bytes; 0 after the last member.
    func read(
        into place: UnsafeMutablePointer<UInt8>, count: Int, from source: Source
    ) throws(TabularFileError) -> Int {
        guard !isFinished else { return 0 }
        stream.pointee.next_out = place
        stream.pointee.avail_out = UInt32(count)
        while stream.pointee.avail_out == UInt32(count) {
            try refill(from: source)
            if isFinished { return 0 }
            let status = inflate(stream, Z_NO_FLUSH)
            switch status {
            case Z_OK: break
            case Z_STREAM_END: isMemberOpen = false
            case Z_BUF_ERROR where isInputAtEnd: throw .gzipTruncated(file: name, offset: packedByteCount)
            case Z_BUF_ERROR: break
            default: throw .gzipDamaged(file: name, offset: packedByteCount - Int(stream.pointee.avail_in))
            }
        }
        let produced = count - Int(stream.pointee.avail_out)
        try account(for: produced)
        return produced
    }

    /// Brings input when there is none, and opens the next member after the end of one.
    private func refill(from source: Source) throws(TabularFileError) {
        if stream.pointee.avail_in == 0, !isInputAtEnd {
            let got = try source(input, GzipInflater.inputByteCount)
            if got == 0 { isInputAtEnd = true }
            packedByteCount += got
            stream.pointee.next_in = input
            stream.pointee.avail_in = UInt32(got)
        }
        if !isMemberOpen {
            // Some tools pad the end with zeros.
            while stream.pointee.avail_in > 0, let next = stream.pointee.next_in, next.pointee == 0 {
                stream.pointee.next_in = next + 1
                stream.pointee.avail_in -= 1
            }
            if stream.pointee.avail_in > 0 {
                isMemberOpen = true
                inflateReset(stream)
            } else if isInputAtEnd {
                isFinished = true
            }
        } else if stream.pointee.avail_in == 0, isInputAtEnd {
            throw .gzipTruncated(file: name, offset: packedByteCount)
        }
    }

    private func account(for produced: Int) throws(TabularFileError) {
        unpackedByteCount += produced
        if unpackedByteCount > limits.unpackedByteCountMax {
            throw .gzipTooLarge(file: name, byteCountMax: limits.unpackedByteCountMax)
        }
        let consumed = max(1, packedByteCount - Int(stream.pointee.avail_in))
        if unpackedByteCount > limits.ratioFloorByteCount, unpackedByteCount / consumed > limits.unpackedRatioMax {
            throw .gzipRatio(file: name, ratioMax: limits.unpackedRatioMax)
        }
    }
}
