import Foundation

/// A program of the package, run as a user runs it: its exit code, what it said, and what it cost.
struct Program {
    struct End {
        let code: Int32
        let output: String
        let notes: String
        /// User and system.
        let cpuSeconds: Double
    }

    static let keyholder = Program(name: "keyholder")
    static let hub = Program(name: "hub")

    let name: String

    /// Programs are built beside the tests.
    private var place: URL {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(filePath: own).deletingLastPathComponent().appending(path: name)
    }

    /// Waits for the end. The shell takes the program to its folder, and what it says to files, so that nothing waits
    /// for a reader.
    func run(_ arguments: [String], in folder: URL) throws -> End {
        let said = ["output", "notes"].map { folder.appending(path: ".\($0)-\(UUID().uuidString)") }
        defer { for file in said { try? FileManager.default.removeItem(at: file) } }
        let script = "cd \"$1\" && out=\"$2\" && err=\"$3\" && shift 3 && exec \"$@\" >\"$out\" 2>\"$err\""
        let words = ["/bin/sh", "-c", script, "sh", folder.path, said[0].path, said[1].path, place.path] + arguments
        var pointers = words.map { strdup($0) } + [nil]
        var environment = [strdup("HUB_LANGUAGE=en"), nil]
        defer { for pointer in pointers + environment { free(pointer) } }
        var process: pid_t = 0
        let failure = posix_spawn(&process, "/bin/sh", nil, nil, &pointers, &environment)
        guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EIO) }
        var (status, usage) = (Int32(0), rusage())
        while wait4(process, &status, 0, &usage) < 0 && errno == EINTR {}
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return End(
            // Killed by a signal: no code of its own.
            code: status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F),
            output: try String(contentsOf: said[0], encoding: .utf8),
            notes: try String(contentsOf: said[1], encoding: .utf8),
            cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime))
    }
}
