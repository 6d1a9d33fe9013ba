import Foundation
import Testing

/// A PostgreSQL server of one test: its own folder, a socket only, gone at the end.
final class PostgreSQL {
    private let folder: URL
    /// Not through pg_ctl: Foundation waits for every descendant of a process, and so for the server too.
    private let server = Process()
    private static let home = URL(filePath: "/usr/lib/postgresql")

    /// Where `initdb` is, if it is installed.
    static let programs: URL? = {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: home.path)) ?? []
        let places = versions.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { home.appending(path: "\($0)/bin") }
        return places.first { FileManager.default.isExecutableFile(atPath: $0.appending(path: "initdb").path) }
    }()

    /// The server refuses to run as root: another account is used then, when there is one.
    private static var account: [String] {
        geteuid() == 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : []
    }

    init() throws {
        let programs = try #require(PostgreSQL.programs)
        // A socket's path must be short.
        folder = URL(filePath: "/tmp/hub-pg-\(UInt32.random(in: 0...UInt32.max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if geteuid() == 0 { try PostgreSQL.run(["chown", "postgres:postgres", folder.path]) }
        let data = folder.appending(path: "data").path
        try PostgreSQL.run(
            PostgreSQL.account + [
                programs.appending(path: "initdb").path, "-D", data, "-U", "hub", "-A", "trust", "-E", "UTF8", "-N",
                "--locale=C",
            ])
        server.executableURL = URL(filePath: "/usr/bin/env")
        server.arguments =
            PostgreSQL.account + [
                programs.appending(path: "postgres").path, "-D", data, "-k", folder.path, "-c", "listen_addresses=",
                "-c", "fsync=off", "-c", "jit=off",
            ]
        server.standardOutput = FileHandle.nullDevice
        server.standardError = FileHandle.nullDevice
        try server.run()
        // The server says it is ready through its socket only; at most ten seconds.
        let ready = "\(programs.path)/pg_isready -q -h \(folder.path)"
        try PostgreSQL.run([
            "bash", "-c", "for i in $(seq 200); do \(ready) && exit 0; read -t 0.05 <> <(:); done; exit 1",
        ])
    }

    deinit {
        server.interrupt()
        server.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Runs a script and gives what its queries print, unaligned, values separated by commas.
    func query(_ script: String) throws -> String {
        let file = folder.appending(path: "script.sql")
        try Data(script.utf8).write(to: file)
        let programs = try #require(PostgreSQL.programs)
        return try PostgreSQL.output(of: [
            programs.appending(path: "psql").path, "-X", "-q", "-t", "-A", "-F", ",", "-v", "ON_ERROR_STOP=1", "-h",
            folder.path, "-U", "hub", "-d", "postgres", "-f", file.path,
        ])
    }

    /// Runs a command whose words nobody reads.
    private static func run(_ command: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(command)")
    }

    private static func output(of command: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        let trouble = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(command[0]): \(String(decoding: trouble, as: UTF8.self))")
        return String(decoding: text, as: UTF8.self)
    }
}
