import Foundation
import HubTestSupport
import Testing

/// The kernel's C program that compares its variants, built here: for this machine, and for ARM's NEON under an emulator.
@Suite struct ForeignKernelTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let linker = tool("aarch64-linux-gnu-gcc")
    private static let emulator = tool("qemu-aarch64-static") ?? tool("qemu-aarch64")

    private static func tool(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// What a program prints; throws when it fails.
    private func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = String(decoding: said, as: UTF8.self)
        try #require(process.terminationStatus == 0, "\(program): \(text)")
        return text
    }

    /// Object files of the kernel and of the comparing program.
    private func objects(in folder: URL, _ options: [String]) throws -> [String] {
        let clang = try #require(Self.tool("clang"))
        let kernel = Self.root.appending(path: "Sources/CLibraries/CCLKKernel")
        let sources = [
            kernel.appending(path: "CCLKKernel.c"),
            Self.root.appending(path: "Tests/EncodedLinkageTests/Kernel/compare.c"),
        ]
        return try sources.enumerated()
            .map { place, source in
                let object = folder.appending(path: "\(place).o").path
                _ = try run(
                    clang,
                    options + ["-O2", "-I", kernel.appending(path: "include").path, "-c", source.path, "-o", object])
                return object
            }
    }

    @Test(.enabled(if: tool("clang") != nil, "needs clang"))
    func theVariantsOfThisMachineAgreeWithThePortableCode() throws {
        let folder = try TemporaryFolder()
        let program = folder.url.appending(path: "compare").path
        _ = try run(try #require(Self.tool("clang")), try objects(in: folder.url, []) + ["-o", program])
        #expect(!(try run(program, [])).isEmpty)
    }

    @Test(
        .enabled(
            if: tool("clang") != nil && linker != nil && emulator != nil,
            "NEON is not run here: apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static"))
    func neonAgreesWithThePortableCodeUnderAnEmulator() throws {
        let folder = try TemporaryFolder()
        let program = folder.url.appending(path: "compare").path
        let made = try objects(
            in: folder.url, ["--target=aarch64-linux-gnu", "-isystem", "/usr/aarch64-linux-gnu/include"])
        _ = try run(try #require(Self.linker), ["-static"] + made + ["-o", program])
        #expect(try run(try #require(Self.emulator), [program]) == "neon\n")
    }
}
