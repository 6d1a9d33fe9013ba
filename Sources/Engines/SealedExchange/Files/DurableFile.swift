internal import Foundation

/// A file that appears under its name only when it is complete and on the disk: temporary name, fsync, rename, fsync
/// of the folder. Dropped without `commit`, it leaves nothing.
final class DurableFile {
    private let file: URL
    private let temporaryPath: String
    private let handle: FileHandle
    private var isCommitted = false

    init(replacing file: URL, mode: Int = 0o600) throws(SealedExchangeError) {
        self.file = file
        // The process number keeps two programs apart that write the same file.
        temporaryPath = file.path + ".\(getpid()).partial"
        unlink(temporaryPath)
        let descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(mode))
        guard descriptor >= 0 else {
            throw .cannotWrite(file: file.lastPathComponent, reason: FileTrouble.lastSystemError())
        }
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    deinit {
        if !isCommitted { unlink(temporaryPath) }
    }

    func append(_ bytes: Data) throws(SealedExchangeError) {
        do {
            try handle.write(contentsOf: bytes)
        } catch {
            throw .cannotWrite(file: file.lastPathComponent, reason: FileTrouble.words(error))
        }
    }

    /// Makes the file durable and gives it its name.
    func commit() throws(SealedExchangeError) {
        guard fsync(handle.fileDescriptor) == 0, rename(temporaryPath, file.path) == 0 else {
            throw .cannotWrite(file: file.lastPathComponent, reason: FileTrouble.lastSystemError())
        }
        isCommitted = true
        let folder = open(file.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }
}
