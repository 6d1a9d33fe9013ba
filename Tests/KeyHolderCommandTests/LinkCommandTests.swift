import Foundation
import HubTestSupport
import Testing

/// `keyholder link` as it is run: what it writes, what it says, and what it refuses.
@Suite struct LinkCommandTests {
    private let bench: CommandBench

    init() throws { bench = try CommandBench() }

    // MARK: - Good runs

    @Test func linksTwoFilesWithoutAConfiguration() throws {
        let end = try bench.keyholder(
            "link", "a.csv", "b.csv", "--out", "pairs.csv", "--report", "report.json", "--quiet")
        #expect(end.code == 0)
        let pairs = try bench.rows("pairs.csv")
        #expect(pairs.count >= 195)
        #expect(pairs.allSatisfy { $0[0].dropFirst() == $0[1].dropFirst() })
        #expect(end.notes.contains("expected precision"))
        #expect(try bench.left(but: "pairs.csv", "report.json").isEmpty)
    }

    @Test func theHubHandsItToTheKeyHolder() throws {
        let end = try Program.hub.run(
            ["link", "a.csv", "b.csv", "--out", "pairs.csv", "--quiet"], in: bench.folder.url)
        #expect(end.code == 0)
        #expect(try bench.rows("pairs.csv").count >= 195)
        #expect(try Program.hub.run(["link", "absent.csv", "--out", "x.csv"], in: bench.folder.url).code == 65)
    }

    @Test func explainsAPairStepByStepWithoutAValue() throws {
        let end = try bench.keyholder("link", "a.csv", "b.csv", "--explain", "A150", "B150", "--quiet")
        #expect(end.code == 0)
        for step in ["prior", "family name", "birth date", "residence", "probability"] {
            #expect(end.output.contains(step))
        }
        let person = try #require(try bench.rows("a.csv").first { $0[0] == "A150" })
        for value in person.dropFirst() where value.count > 1 { #expect(!end.output.contains(value)) }
        #expect(try bench.keyholder("link", "a.csv", "b.csv", "--explain", "A150", "Z", "--quiet").code == 66)
    }

    @Test func findsTheDuplicatesOfOneFile() throws {
        let rows = try bench.rows("a.csv").map { $0.joined(separator: ",") }
        let again = rows.prefix(30).map { "C" + $0.dropFirst() }
        try bench.folder.write("twice.csv", CommandBench.header + (rows + again).joined(separator: "\n") + "\n")
        let end = try bench.keyholder(
            "link", "twice.csv", "--out", "pairs.csv", "--clusters", "groups.csv", "--quiet")
        #expect(end.code == 0)
        #expect(try bench.rows("pairs.csv").count == 30)
        #expect(Set(try bench.rows("groups.csv").map { $0[2] }).count == 300)
    }

    @Test func personNumbersLastFromRunToRun() throws {
        let first = try bench.keyholder("link", "a.csv", "b.csv", "--persons", "p.csv", "--quiet")
        #expect(first.code == 0)
        let before = Dictionary(uniqueKeysWithValues: try bench.rows("p.csv").map { ($0[0], $0[1]) })
        #expect(before.count == 600 && before["A/A150"] == before["B/B150"])
        // B150 turns out to be somebody else, and A0 is gone.
        for (file, edit) in [("b.csv", "B150"), ("a.csv", "A0")] {
            let rows = try bench.rows(file).filter { $0[0] != edit }.map { $0.joined(separator: ",") }
            let other = edit == "B150" ? ["B150,WEISSMULLER,XANTHE,2,1931-02-03,67482,67000"] : []
            try bench.folder.write(file, CommandBench.header + (rows + other).joined(separator: "\n") + "\n")
        }
        let second = try bench.keyholder(
            "link", "a.csv", "b.csv", "--persons", "p.csv", "--changes", "c.csv", "--quiet")
        #expect(second.code == 0)
        let after = Dictionary(
            uniqueKeysWithValues: try bench.rows("p.csv").filter { !$0[0].isEmpty }.map { ($0[0], $0[1]) })
        #expect(after["A/A150"] == before["A/A150"] && after["B/B150"] != before["B/B150"])
        let kept = before.filter { !["A/A0", "B/B150"].contains($0.key) }
        #expect(kept.allSatisfy { after[$0.key] == $0.value })
        let changes = try bench.rows("c.csv")
        #expect(Set(changes.map { $0[0] }) == ["split", "gone"])
        #expect(changes.contains(["split", before["A/A150"] ?? "", after["B/B150"] ?? ""]))
        #expect(changes.contains(["gone", before["A/A0"] ?? "", ""]))
    }

    @Test func readsAConfigurationInYAML() throws {
        try bench.folder.write(
            "names.yaml",
            """
            columns:
              - {name: id, kind: identifier, headers: []}
              - {name: nom_naissance, kind: name, headers: []}
              - {name: prenom, kind: name, headers: []}
              - {name: date_naissance, kind: date, headers: []}
            comparisons:
              - {name: name, kind: text, column: nom_naissance}
              - {name: given, kind: text, column: prenom}
              - {name: born, kind: date, column: date_naissance}
            blocking:
              - name: date
                parts: [{columns: [date_naissance], transform: whole}]
            """)
        let end = try bench.keyholder(
            "link", "a.csv", "b.csv", "--config", "names.yaml", "--out", "pairs.csv", "--quiet")
        #expect(end.code == 0)
        #expect(try bench.rows("pairs.csv").count >= 190)
    }

    // MARK: - Wrong configurations

    @Test(arguments: [
        // A list that does not end, a kind that does not exist, a member that is missing.
        ("columns:\n  - {name: id, kind: identifier, headers: []}\n  - {name: [bad\n", "wrong.yaml:4:1"),
        (
            "columns:\n  - {name: id, kind: identifier, headers: []}\n  - name: nom\n    kind: colour\n    headers: []\n",
            "wrong.yaml:4:11 (columns.[1].kind)"
        ), ("columns: []\ncomparisons: []\n", "(blocking)"), ("", "wrong.yaml (YAML)"),
    ])
    func saysInWhichFileAndLineAConfigurationIsWrong(text: String, place: String) throws {
        try bench.folder.write("wrong.yaml", text)
        let end = try bench.keyholder("link", "a.csv", "b.csv", "--config", "wrong.yaml", "--out", "p.csv")
        #expect(end.code == 65)
        #expect(end.notes.contains("linkage.configuration-malformed"))
        #expect(end.notes.contains(place))
        #expect(try bench.left(but: "wrong.yaml").isEmpty)
    }

    @Test func namesTheColumnThatAConfigurationAsksForInVain() throws {
        try bench.folder.write(
            "c.yml",
            """
            columns:
              - {name: id, kind: identifier, headers: []}
              - {name: prenom, kind: name, headers: []}
            comparisons: [{name: x, kind: text, column: nowhere}]
            blocking: [{name: b, parts: [{columns: [prenom], transform: whole}]}]
            """)
        let end = try bench.keyholder("link", "a.csv", "b.csv", "--config", "c.yml", "--out", "p.csv", "--quiet")
        #expect(end.code == 65)
        #expect(end.notes.contains("linkage.column-missing") && end.notes.contains("nowhere"))
        #expect(try bench.left(but: "c.yml").isEmpty)
    }

    // MARK: - Odd files

    @Test func refusesAnEmptyFile() throws {
        let end = try bench.keyholder("link", "empty.csv", "b.csv", "--out", "p.csv", "--quiet")
        #expect(end.code == 65)
        #expect(end.notes.contains("linkage.identifier-missing"))
        #expect(try bench.left().isEmpty)
    }

    /// No row, no value, one row, no name: the run ends well, and promises nothing that it cannot know.
    @Test(arguments: [("header.csv", 0), ("nothing.csv", 0), ("one.csv", 1), ("nameless.csv", 100)])
    func takesPoorFiles(file: String, linkCountMax: Int) throws {
        let end = try bench.keyholder("link", file, "b.csv", "--out", "p.csv", "--clusters", "g.csv", "--quiet")
        #expect(end.code == 0)
        let pairs = try bench.rows("p.csv")
        #expect(pairs.count <= linkCountMax)
        #expect(pairs.allSatisfy { $0[0].dropFirst() == $0[1].dropFirst() })
        #expect(end.notes.contains("expected precision") == !pairs.isEmpty)
    }

    /// The time is that of one record: copies are not compared with one another.
    @Test func tenThousandCopiesCostLittle() throws {
        let alone = try bench.keyholder("link", "same.csv", "--out", "p.csv", "--clusters", "g.csv", "--quiet")
        let linked = try bench.keyholder("link", "same.csv", "b.csv", "--out", "q.csv", "--quiet")
        #expect(alone.code == 0 && linked.code == 0)
        #expect(alone.cpuSeconds + linked.cpuSeconds < 10)
        #expect(try bench.rows("p.csv").count == 9_999)
        #expect(Set(try bench.rows("g.csv").map { $0[2] }).count == 1)
        // One copy at most is the person in the other file, whichever it is.
        #expect(try bench.rows("q.csv").count <= 1)
    }

    // MARK: - Places to write

    @Test(arguments: [
        ["--out", "folder"], ["--out", "absent/p.csv"], ["--out", "p.csv", "--report", "absent/r.json"],
    ])
    func refusesAPlaceThatCannotBeWrittenBeforeAnyWork(arguments: [String]) throws {
        try FileManager.default.createDirectory(
            at: bench.folder.url.appending(path: "folder"), withIntermediateDirectories: true)
        let end = try Program.keyholder.run(["link", "a.csv", "b.csv"] + arguments, in: bench.folder.url)
        #expect(end.code == 74)
        #expect(end.notes.contains("encoded.not-written"))
        #expect(try bench.left(but: "folder").isEmpty)
    }

    @Test func replacesAnOlderResultAsAWholeAndLeavesItWhenItFails() throws {
        try bench.folder.write("p.csv", "old\n")
        #expect(try bench.keyholder("link", "a.csv", "absent.csv", "--out", "p.csv", "--quiet").code == 65)
        #expect(try String(contentsOf: bench.folder.url.appending(path: "p.csv"), encoding: .utf8) == "old\n")
        #expect(try bench.keyholder("link", "a.csv", "b.csv", "--out", "p.csv", "--quiet").code == 0)
        #expect(try bench.rows("p.csv").count >= 195)
        #expect(try bench.left(but: "p.csv").isEmpty)
    }

    @Test(arguments: [
        ["a.csv", "b.csv"], ["a.csv", "--out", "a.csv"],
        ["a.csv", "--out", "p", "--threshold", "1", "--probability", "0.5"],
        ["a.csv", "--out", "p", "--changes", "c"], ["a.csv", "--out", "p", "--probability", "1"],
    ])
    func refusesWhatMakesNoSense(arguments: [String]) throws {
        #expect(try Program.keyholder.run(["link"] + arguments, in: bench.folder.url).code == 64)
        #expect(try bench.rows("a.csv").count == 300)
    }
}
