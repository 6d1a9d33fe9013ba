import Foundation
import HealthModel
import HubTestSupport
import Testing

@testable import Journal

/// Real processes, really killed (SIGKILL) while they append to one folder.
@Suite(.serialized) struct KillTests {
    static let childFolder = ProcessInfo.processInfo.environment["HUB_JOURNAL_CHILD"]
    /// The test program can be started again only where it is a program of its own.
    static let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    static let canRun = childFolder == nil && program?.hasSuffix(".xctest") == true

    /// Each round kills two processes.
    static let roundCount =
        ProcessInfo.processInfo.environment["HUB_TEST_KILLS"].flatMap { Int($0) }.map { $0 / 2 }
        ?? (isLongRun ? 100 : 3)

    /// What each started process runs: appends until it is killed, and says what was acknowledged.
    @Test(.enabled(if: childFolder != nil)) func aStartedProcessAppends() throws {
        let folder = URL(filePath: try #require(Self.childFolder))
        let journal = try Journal.open(folder: folder, signer: testSigner())
        for number in 0..<5000 {
            let batch = (0...number % 5).map { entry(number * 10 + $0, padding: number % 9 * 100) }
            for receipt in try journal.append(contentsOf: batch) {
                let line = "ACK \(receipt.sequence) \(receipt.leafHash)\n"
                FileHandle.standardOutput.write(Data(line.utf8))
            }
        }
    }

    @Test(.enabled(if: canRun)) func killedWritersLoseAndDoubleNothing() throws {
        let folder = try TemporaryFolder()
        let signer = try testSigner()
        var generator = SeededGenerator(seed: 5)
        var acknowledged: [Int: String] = [:]
        for round in 0..<Self.roundCount {
            let children = try (0..<2).map { _ in try start(in: folder) }
            for (child, pipe) in children {
                // At least one acknowledgement of each: the kill falls while they write, not while they start.
                for line in try lines(of: pipe, untilAcknowledged: Int.random(in: 1...40, using: &generator)) {
                    record(line, in: &acknowledged)
                }
                kill(child.processIdentifier, SIGKILL)
                let rest = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
                // The last line may be cut short by the kill.
                for line in rest.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
                    record(line, in: &acknowledged)
                }
                child.waitUntilExit()
            }
            let findings = try JournalVerification.verify(folder: folder.url, key: signer.key)
            #expect(findings.allSatisfy { $0.severity < .error }, "round \(round): \(findings.map(\.place))")
        }
        let reader = try Journal.open(folder: folder.url, signer: signer).reader
        let size = try reader.size()
        var leaves: [String] = []
        try reader.forEach { leaves.append($0.leafHash.description) }
        #expect(leaves.count == size)
        #expect(acknowledged.count > 5)
        #expect(acknowledged.allSatisfy { $0.key < size && leaves[$0.key] == $0.value })
        #expect(try JournalVerification.verify(folder: folder.url, key: signer.key).isEmpty)
        if isLongRun { print("\(acknowledged.count) acknowledged entries survived their writers") }
    }

    private func start(in folder: TemporaryFolder) throws -> (Process, Pipe) {
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.program))
        process.arguments = ["--testing-library", "swift-testing", "--filter", "aStartedProcessAppends"]
        process.environment = ProcessInfo.processInfo.environment.merging(["HUB_JOURNAL_CHILD": folder.url.path]) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        return (process, pipe)
    }

    /// Reads byte by byte, so that nothing is taken that belongs to the rest.
    private func lines(of pipe: Pipe, untilAcknowledged count: Int) throws -> [Substring] {
        var text: [UInt8] = []
        var acknowledgedCount = 0
        var lineStart = 0
        while acknowledgedCount < count, let byte = try pipe.fileHandleForReading.read(upToCount: 1)?.first {
            text.append(byte)
            guard byte == 0x0A else { continue }
            if text[lineStart...].starts(with: Array("ACK ".utf8)) { acknowledgedCount += 1 }
            lineStart = text.count
        }
        return String(decoding: text, as: UTF8.self).split(separator: "\n")
    }

    private func record(_ line: Substring, in acknowledged: inout [Int: String]) {
        let words = line.split(separator: " ")
        guard words.count == 3, words[0] == "ACK", let sequence = Int(words[1]) else { return }
        #expect(acknowledged[sequence] == nil, "sequence \(sequence) was given twice")
        acknowledged[sequence] = String(words[2])
    }
}
