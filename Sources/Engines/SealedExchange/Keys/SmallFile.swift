internal import Foundation

/// Key files: read whole with a bound, written whole or not at all, with the mode asked for from the first byte on.
enum SmallFile {
    static let byteCountMax = 64 * 1024

    static func text(_ file: URL) throws(SealedExchangeError) -> String {
        do {
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            let bytes = try handle.read(upToCount: byteCountMax) ?? Data()
            return String(decoding: bytes, as: UTF8.self)
        } catch {
            throw FileTrouble.unreadable(file, error)
        }
    }

    /// True when neither group nor others may read or write it.
    static func isPrivate(_ file: URL) throws(SealedExchangeError) -> Bool {
        do {
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            guard let mode = attributes[.posixPermissions] as? NSNumber else { return false }
            return mode.intValue & 0o077 == 0
        } catch {
            throw FileTrouble.unreadable(file, error)
        }
    }

    static func write(
        _ text: String, to file: URL, mode: Int, mayReplace: Bool
    ) throws(SealedExchangeError) {
        if !mayReplace, FileManager.default.fileExists(atPath: file.path) {
            throw .keyFileExists(file: file.lastPathComponent)
        }
        let output = try DurableFile(replacing: file, mode: mode)
        try output.append(Data(text.utf8))
        try output.commit()
    }
}

/// The system's words for a failed file operation, without the path: the message names the file already.
enum FileTrouble {
    static func words(_ error: any Error) -> String {
        if let code = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError, code.domain == NSPOSIXErrorDomain {
            return String(cString: strerror(Int32(code.code)))
        }
        if let error = error as? CocoaError { return "\(error.code)" }
        return (error as NSError).localizedDescription
    }

    static func unreadable(_ file: URL, _ error: any Error) -> SealedExchangeError {
        guard FileManager.default.fileExists(atPath: file.path) else {
            return .fileMissing(file: file.lastPathComponent)
        }
        return .cannotRead(file: file.lastPathComponent, reason: words(error))
    }

    static func lastSystemError() -> String { String(cString: strerror(errno)) }
}
