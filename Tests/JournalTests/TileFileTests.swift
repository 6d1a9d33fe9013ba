import Testing

@testable import Journal

struct TileFileTests {
    @Test(arguments: [
        (0, "000"), (7, "007"), (999, "999"), (1000, "x001/000"), (1_234_067, "x001/x234/067"),
        (1_000_000_000, "x001/x000/x000/000"),
    ])
    func aTileNumberIsWrittenInGroupsOfThree(index: Int, text: String) {
        #expect(TilePath.number(index) == text)
    }

    @Test func namesAreThoseOfTheSpecification() {
        #expect(TilePath.tile(level: 0, index: 273, width: 112) == "tile/0/273.p/112")
        #expect(TilePath.tile(level: 1, index: 0) == "tile/1/000")
        #expect(TilePath.bundle(1000, width: 1) == "tile/entries/x001/000.p/1")
    }

    /// The example of the tlog-tiles text: 273 full tiles of level 0, one of 112, one full and one of 17 of level 1, one
    /// of 1 of level 2.
    @Test func aLogOf70000EntriesHasTheTilesOfTheSpecification() throws {
        let disk = SimulatedDisk()
        var store = try JournalStore(disk: disk, signer: testSigner())
        let entries = (0..<70_000).map { EncodedEntry([UInt8($0 & 255), UInt8($0 >> 8 & 255), UInt8($0 >> 16)]) }
        _ = try store.commit(entries)
        let files = try disk.list()
        #expect(files.filter { $0.hasPrefix("tile/0/") && !$0.contains(".p/") }.count == 273)
        #expect(files.filter { $0.hasPrefix("tile/entries/") && !$0.contains(".p/") }.count == 273)
        let others = files.filter { $0.hasPrefix("tile/") && ($0.contains(".p/") || !$0.hasPrefix("tile/0/")) }
        #expect(
            others.filter { !$0.hasPrefix("tile/entries/") }
                == ["tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"])
        #expect(others.contains("tile/entries/273.p/112"))
        let memory = MemoryTree(leaves: entries.map(\.leafHash))
        let reader = TileReader(disk: disk, size: 70_000)
        for size in [70_000, 69_999, 65_536, 65_535, 257, 256, 255, 1] {
            let tree = reader.tree(size: size)
            #expect(try tree.root() == memory.tree(size).root())
            #expect(try tree.inclusionProof(size / 2) == memory.tree(size).inclusionProof(size / 2))
            #expect(try reader.tree().consistencyProof(from: size) == memory.tree(70_000).consistencyProof(from: size))
        }
    }

    @Test func theTailReadsBackAndDropsATornCommit() {
        let header = TailFile.header(base: 5, root: .leaf([1]))
        let first = TailFile.record(first: 5, entries: [[1, 2], []])
        let second = TailFile.record(first: 7, entries: [[3]])
        let whole = TailFile.parse(header + first + second + [0, 0, 0])
        #expect(whole?.base == 5)
        #expect(whole?.records.map(\.entries) == [[[1, 2], []], [[3]]])
        #expect(whole?.isTorn == false)
        let torn = TailFile.parse(header + first + second.dropLast())
        #expect(torn?.records.count == 1)
        #expect(torn?.isTorn == true)
        // A commit left over from an earlier use of the space has another sequence number.
        #expect(TailFile.parse(header + second)?.records.isEmpty == true)
    }
}
