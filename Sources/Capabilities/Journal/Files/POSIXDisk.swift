import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The real disk.
final class POSIXDisk: JournalDisk {
    private static let syncWorkerCountMax = 16

    private let root: String
    private let access: mode_t
    /// The file `lock`, held open: closing any descriptor of it would not free the others' locks, as fcntl's would.
    private let lockDescriptor: Int32

    /// Opens a folder, made when first written to. Without `lockName` locking does nothing.
    init(folder: URL, access: mode_t = 0o600, lockName: String? = nil) throws(JournalError) {
        root = folder.path
        self.access = access
        guard let lockName else {
            lockDescriptor = -1
            return
        }
        try POSIXDisk.makeFolder(root)
        lockDescriptor = open("\(root)/\(lockName)", O_RDWR | O_CREAT | O_CLOEXEC, access)
        guard lockDescriptor >= 0 else { throw .disk(operation: "open", file: lockName, errno: errno) }
    }

    deinit { if lockDescriptor >= 0 { close(lockDescriptor) } }

    func read(_ path: String) throws(JournalError) -> [UInt8]? {
        let descriptor = open("\(root)/\(path)", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .disk(operation: "open", file: path, errno: errno)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .disk(operation: "stat", file: path, errno: errno) }
        return try POSIXDisk.read(descriptor, path, 0, Int(status.st_size))
    }

    func read(_ path: String, from offset: Int, count: Int) throws(JournalError) -> [UInt8] {
        let descriptor = open("\(root)/\(path)", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return [] }
            throw .disk(operation: "open", file: path, errno: errno)
        }
        defer { close(descriptor) }
        return try POSIXDisk.read(descriptor, path, offset, count)
    }

    func write(_ path: String, _ bytes: [UInt8]) throws(JournalError) {
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC
        var descriptor = open("\(root)/\(path)", flags, access)
        if descriptor < 0, errno == ENOENT {
            try POSIXDisk.makeFolder(("\(root)/\(path)" as NSString).deletingLastPathComponent)
            descriptor = open("\(root)/\(path)", flags, access)
        }
        guard descriptor >= 0 else { throw .disk(operation: "open", file: path, errno: errno) }
        defer { close(descriptor) }
        try POSIXDisk.write(descriptor, path, 0, bytes)
    }

    func write(_ path: String, at offset: Int, _ bytes: [UInt8]) throws(JournalError) {
        let descriptor = open("\(root)/\(path)", O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .disk(operation: "open", file: path, errno: errno) }
        defer { close(descriptor) }
        try POSIXDisk.write(descriptor, path, offset, bytes)
    }

    func sync(_ path: String) throws(JournalError) {
        let descriptor = open("\(root)/\(path)", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .disk(operation: "open", file: path, errno: errno) }
        defer { close(descriptor) }
        guard fdatasync(descriptor) == 0 else { throw .disk(operation: "sync", file: path, errno: errno) }
    }

    /// Syncs that run at the same time share the file system's own commits.
    func sync(_ paths: [String]) throws(JournalError) {
        let failure = Mutex<JournalError?>(nil)
        let next = Atomic(0)
        let work = DispatchGroup()
        let workerCount = min(paths.count, POSIXDisk.syncWorkerCountMax)
        for _ in 1..<max(workerCount, 1) {
            work.enter()
            Thread.detachNewThread {
                self.syncNext(of: paths, next, failure)
                work.leave()
            }
        }
        syncNext(of: paths, next, failure)
        work.wait()
        if let error = failure.withLock({ $0 }) { throw error }
    }

    private func syncNext(of paths: [String], _ next: borrowing Atomic<Int>, _ failure: borrowing Mutex<JournalError?>)
    {
        while true {
            let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard place < paths.count else { return }
            do throws(JournalError) {
                try sync(paths[place])
            } catch {
                failure.withLock { $0 = error }
            }
        }
    }

    func syncFolder(_ path: String) throws(JournalError) {
        let descriptor = open("\(root)/\(path)", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .disk(operation: "open", file: path, errno: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .disk(operation: "sync", file: path, errno: errno) }
    }

    func rename(_ path: String, to newPath: String) throws(JournalError) {
        guard Foundation.rename("\(root)/\(path)", "\(root)/\(newPath)") == 0 else {
            throw .disk(operation: "rename", file: newPath, errno: errno)
        }
    }

    /// Gives a file a second name, unless that name is taken.
    func linkIfAbsent(_ path: String, to newPath: String) throws(JournalError) {
        guard link("\(root)/\(path)", "\(root)/\(newPath)") == 0 || errno == EEXIST else {
            throw .disk(operation: "link", file: newPath, errno: errno)
        }
    }

    func remove(_ path: String) throws(JournalError) {
        guard unlink("\(root)/\(path)") == 0 || errno == ENOENT else {
            throw .disk(operation: "remove", file: path, errno: errno)
        }
    }

    func removeFolder(_ path: String) throws(JournalError) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(path)")) ?? [] {
            try remove("\(path)/\(name)")
        }
        guard rmdir("\(root)/\(path)") == 0 || errno == ENOENT else {
            throw .disk(operation: "remove", file: path, errno: errno)
        }
    }

    func list() throws(JournalError) -> [String] {
        guard let paths = FileManager.default.enumerator(atPath: root) else { return [] }
        var files: [String] = []
        while let path = paths.nextObject() as? String {
            var status = stat()
            guard lstat("\(root)/\(path)", &status) == 0 else { continue }
            if status.st_mode & S_IFMT != S_IFDIR { files.append(path) }
        }
        return files.sorted()
    }

    func lock() throws(JournalError) {
        while lockDescriptor >= 0, flock(lockDescriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw .disk(operation: "lock", file: "lock", errno: errno) }
        }
    }

    func unlock() { if lockDescriptor >= 0 { flock(lockDescriptor, LOCK_UN) } }

    private static func makeFolder(_ path: String) throws(JournalError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .disk(operation: "mkdir", file: (path as NSString).lastPathComponent, errno: errno)
        }
    }

    private static func read(
        _ descriptor: Int32, _ path: String, _ offset: Int, _ count: Int
    ) throws(JournalError) -> [UInt8] {
        var failure: Int32 = 0
        // Safe because pread gets exactly the room that is left, and only what it filled is counted.
        let bytes = [UInt8](unsafeUninitializedCapacity: max(count, 0)) { buffer, filled in
            while filled < count, let start = buffer.baseAddress {
                let got = pread(descriptor, start + filled, count - filled, off_t(offset + filled))
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                filled += got
            }
        }
        guard failure == 0 else { throw .disk(operation: "read", file: path, errno: failure) }
        return bytes
    }

    private static func write(
        _ descriptor: Int32, _ path: String, _ offset: Int, _ bytes: [UInt8]
    ) throws(JournalError) {
        var written = 0
        while written < bytes.count {
            // Safe because the pointer stays inside the array, which outlives the call.
            let count = bytes.withUnsafeBytes { buffer in
                pwrite(
                    descriptor, buffer.baseAddress.map { $0 + written }, bytes.count - written,
                    off_t(offset + written))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .disk(operation: "write", file: path, errno: errno) }
            written += count
        }
    }
}
