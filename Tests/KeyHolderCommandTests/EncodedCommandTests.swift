import Foundation
import HubTestSupport
import Testing

/// `encode`, `link-encoded` and `sift-encoded` as holders and linkage unit run them.
@Suite struct EncodedCommandTests {
    private let bench: CommandBench

    init() throws {
        bench = try CommandBench()
        #expect(try bench.keyholder("encode", "--new-key", "k.key").code == 0)
    }

    @discardableResult
    private func encode(_ file: String, project: String = "P", decoys: Bool = false) throws -> Program.End {
        let name = String(file.prefix { $0 != "." })
        return try Program.keyholder.run(
            [
                "encode", file, "--key", "k.key", "--project", project, "--ids", "\(name)-\(project).ids", "--out",
                "\(name)-\(project).clk", "--quiet",
            ] + (decoys ? ["--decoy-tokens", "\(name).decoys"] : []), in: bench.folder.url)
    }

    // MARK: - Good runs

    @Test(arguments: [[], ["--blocked"]])
    func holdersAndLinkageUnitFindTheSamePersons(search: [String]) throws {
        #expect(try encode("a.csv").code == 0)
        #expect(try encode("b.csv", decoys: true).code == 0)
        let linked = try Program.keyholder.run(
            ["link-encoded", "a-P.clk", "b-P.clk", "--out", "pairs.csv", "--destroy", "--quiet"] + search,
            in: bench.folder.url)
        #expect(linked.code == 0)
        #expect(!bench.has("a-P.clk") && !bench.has("b-P.clk"))
        let sifted = try bench.keyholder(
            "sift-encoded", "pairs.csv", "--side", "b", "--ids", "b-P.ids", "--decoy-tokens", "b.decoys", "--out",
            "mine.csv")
        #expect(sifted.code == 0)
        let other = try bench.keyholder(
            "sift-encoded", "pairs.csv", "--side", "a", "--ids", "a-P.ids", "--out", "theirs.csv")
        #expect(other.code == 0)
        let identifiers = Dictionary(uniqueKeysWithValues: try bench.rows("a-P.ids").map { ($0[0], $0[1]) })
        let mine = try bench.rows("mine.csv")
        #expect(mine.count >= 190)
        let right = mine.count { identifiers[$0[1]]?.dropFirst() == $0[0].dropFirst() }
        #expect(right >= mine.count - 2)
        #expect(try bench.rows("theirs.csv").count >= mine.count)
    }

    @Test func anEncodingTellsNoTrait() throws {
        try encode("a.csv")
        let bytes = try Data(contentsOf: bench.folder.url.appending(path: "a-P.clk"))
        for person in try bench.rows("a.csv").prefix(50) {
            #expect(bytes.range(of: Data(person[1].utf8)) == nil)
        }
    }

    // MARK: - Keys and files that do not fit

    @Test func aKeyIsNeverReplacedAndNeverReadWhenOthersCanReadIt() throws {
        #expect(try bench.keyholder("encode", "--new-key", "k.key").code == 73)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: bench.folder.url.appending(path: "k.key").path)
        let end = try encode("a.csv")
        #expect(end.code == 77 && end.notes.contains("encoded.key-file-open-to-others"))
        #expect(try bench.left(but: "k.key").isEmpty)
    }

    @Test func refusesEncodingsOfAnotherProject() throws {
        try encode("a.csv")
        try encode("b.csv", project: "Q")
        let end = try bench.keyholder("link-encoded", "a-P.clk", "b-Q.clk", "--out", "p.csv", "--destroy", "--quiet")
        #expect(end.code == 65 && end.notes.contains("encoded-linkage.profiles-differ"))
        #expect(bench.has("a-P.clk") && bench.has("b-Q.clk") && !bench.has("p.csv"))
    }

    /// Cut anywhere, or with one byte changed: damaged, and nothing is written.
    @Test(arguments: [0, 5, 31, 32, 5000, -1, -33])
    func refusesATruncatedFileOfEncodings(count: Int) throws {
        try encode("one.csv")
        try encode("b.csv")
        let whole = try Data(contentsOf: bench.folder.url.appending(path: "b-P.clk"))
        try bench.folder.write("cut.clk", count < 0 ? whole.dropLast(-count) : whole.prefix(count))
        let end = try bench.keyholder("link-encoded", "one-P.clk", "cut.clk", "--out", "p.csv", "--quiet")
        #expect(end.code == 70 && end.notes.contains("encoded-linkage.file-damaged"))
        #expect(!bench.has("p.csv") && !bench.has("p.csv.part"))
    }

    @Test func refusesAFileWithAByteChanged() throws {
        try encode("one.csv")
        var bytes = try Data(contentsOf: bench.folder.url.appending(path: "one-P.clk"))
        bytes[60] ^= 1
        try bench.folder.write("changed.clk", bytes)
        #expect(try bench.keyholder("link-encoded", "one-P.clk", "changed.clk", "--out", "p.csv").code == 70)
    }

    // MARK: - Odd files

    @Test(arguments: ["empty.csv", "header.csv"])
    func encodesNoRow(file: String) throws {
        let end = try encode(file)
        #expect(end.code == 65 && end.notes.contains("encoded.no-row"))
        #expect(try bench.left(but: "k.key").isEmpty)
    }

    @Test func refusesAFileWithoutTheColumnsThatItNeeds() throws {
        try bench.folder.write("short.csv", "id,prenom\n1,MARIE\n")
        let end = try encode("short.csv")
        #expect(end.code == 65 && end.notes.contains("nom_naissance, date_naissance"))
    }

    /// Whatever is missing, the run ends well and says nothing that it cannot know.
    @Test(arguments: [("one.csv", 1), ("nothing.csv", 0), ("nameless.csv", 105), ("same.csv", 2)])
    func linksPoorFiles(file: String, linkCountMax: Int) throws {
        #expect(try encode(file).code == 0)
        try encode("b.csv")
        let encodings = file.prefix { $0 != "." } + "-P.clk"
        for search in [[], ["--blocked"]] {
            let end = try Program.keyholder.run(
                ["link-encoded", String(encodings), "b-P.clk", "--out", "p.csv", "--quiet"] + search,
                in: bench.folder.url)
            #expect(end.code == 0 && end.cpuSeconds < 10)
            #expect(try bench.rows("p.csv").count <= linkCountMax)
        }
    }

    // MARK: - Lists

    @Test func neverReplacesAListOfTokens() throws {
        try encode("a.csv")
        let kept = try bench.rows("a-P.ids")
        let end = try encode("a.csv")
        #expect(end.code == 73 && end.notes.contains("encoded.list-exists"))
        #expect(try bench.rows("a-P.ids") == kept)
    }

    @Test func leavesNoListBehindWhenTheEncodingsCannotBeWritten() throws {
        for out in ["absent/a.clk", "."] {
            let end = try bench.keyholder(
                "encode", "a.csv", "--key", "k.key", "--project", "P", "--ids", "i.csv", "--decoy-tokens", "d.txt",
                "--out", out, "--quiet")
            #expect(end.code == 74)
        }
        #expect(try bench.left(but: "k.key").isEmpty)
    }

    @Test func refusesListsThatAreNotTheirs() throws {
        try encode("a.csv")
        try encode("b.csv")
        #expect(try bench.keyholder("link-encoded", "a-P.clk", "b-P.clk", "--out", "p.csv", "--quiet").code == 0)
        for (pairs, side, ids, code) in [
            ("p.csv", "a", "b-P.ids", "encoded.token-unknown"), ("empty.csv", "a", "a-P.ids", "encoded.list-unusable"),
            ("a.csv", "a", "a-P.ids", "encoded.list-unusable"), ("p.csv", "a", "a.csv", "encoded.list-unusable"),
        ] {
            let end = try bench.keyholder("sift-encoded", pairs, "--side", side, "--ids", ids, "--out", "m.csv")
            #expect(end.code == 65 && end.notes.contains(code))
        }
        #expect(!bench.has("m.csv"))
        #expect(
            try bench.keyholder("sift-encoded", "p.csv", "--side", "a", "--ids", "a-P.ids", "--out", "no/m.csv").code
                == 74)
    }
}
