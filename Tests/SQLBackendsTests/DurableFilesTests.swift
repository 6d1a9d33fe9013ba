import Foundation
import HealthModel
import HubTestSupport
import SQLBackends
import Testing

@Suite struct DurableFilesTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func replacesAFileAtOnceAndLeavesNothingElse() throws {
        let place = folder.url.appending(path: "report.json")
        try DurableFiles.write(Data("one".utf8), to: place)
        try DurableFiles.write("deux".utf8, to: place, permissions: 0o600)
        #expect(try String(contentsOf: place, encoding: .utf8) == "deux")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["report.json"])
        let mode = try FileManager.default.attributesOfItem(atPath: place.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func writesEmptyAndLargeFiles() throws {
        for count in [0, 1, 300_000] {
            let place = folder.url.appending(path: "file-\(count)")
            try DurableFiles.write([UInt8](repeating: 7, count: count), to: place)
            #expect(try Data(contentsOf: place).count == count)
        }
    }

    @Test func refusesToRenameOntoSomething() throws {
        let first = try folder.write("a/file", "1")
        let second = try folder.write("b/file", "2")
        let error = #expect(throws: DurableFiles.Failure.self) { try DurableFiles.rename(first, to: second) }
        #expect(error?.kind == .conflict)
        try DurableFiles.rename(first.deletingLastPathComponent(), to: folder.url.appending(path: "c"))
        #expect(try String(contentsOf: folder.url.appending(path: "c/file"), encoding: .utf8) == "1")
    }

    @Test func syncsATreeAndReportsWhatIsAbsent() throws {
        try folder.write("tree/inner/file", "1")
        try DurableFiles.syncTree(folder.url.appending(path: "tree"))
        #expect(throws: DurableFiles.Failure.self) { try DurableFiles.syncTree(folder.url.appending(path: "absent")) }
        #expect(throws: DurableFiles.Failure.self) { try DurableFiles.syncFile(folder.url.appending(path: "absent")) }
        #expect(throws: DurableFiles.Failure.self) {
            try DurableFiles.write([1], to: folder.url.appending(path: "absent/file"))
        }
    }

    @Test func hashesLikeThePublishedExamples() throws {
        let place = try folder.write("abc", "abc")
        let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(try FileDigest.sha256(of: place) == digest)
        #expect(FileDigest.sha256(of: Data("abc".utf8)) == digest)
        let million = try folder.write("million", String(repeating: "a", count: 1_000_000))
        var bytes = 0
        #expect(
            try FileDigest.sha256(of: million) { bytes += $0 }
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
        #expect(bytes == 1_000_000)
    }
}
