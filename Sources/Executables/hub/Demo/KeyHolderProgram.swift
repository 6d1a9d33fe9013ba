import Foundation

/// The key holder's program, run as its own process with its own home: the hub has none of its code.
struct KeyHolderProgram {
    let home: URL
    private let program: URL

    init(home: URL) throws {
        self.home = home
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        program = URL(filePath: own).deletingLastPathComponent().appending(path: "keyholder")
        guard FileManager.default.isExecutableFile(atPath: program.path) else { throw DemoError.keyHolderMissing }
    }

    /// Runs one command; what it says goes to standard error if it fails.
    func run(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments + ["--home", home.path]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            FileHandle.standardError.write(said)
            throw DemoError.keyHolderFailed(code: process.terminationStatus)
        }
    }
}
