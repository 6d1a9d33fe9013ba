import Foundation
import HubTestSupport
import RecordLinkage
import Testing

@Suite struct ClusteringTests {
    private typealias Link = LinkedFiles.Link

    private func source(_ name: String, _ records: Range<Int>, isClean: Bool = true) -> RecordSource {
        RecordSource(name: name, records: records, isClean: isClean)
    }

    @Test func prefersTheBestTotalToTheHeaviestPair() {
        let kept = OneToOneAssignment.links(
            [
                Link(a: 0, b: 2, weight: 10), Link(a: 0, b: 3, weight: 9), Link(a: 1, b: 2, weight: 9),
                Link(a: 1, b: 3, weight: 1),
            ], recordCount: 4)
        #expect(Set(kept) == [Link(a: 0, b: 3, weight: 9), Link(a: 1, b: 2, weight: 9)])
    }

    @Test func keepsAPairAlone() {
        #expect(OneToOneAssignment.links([Link(a: 0, b: 1, weight: 3)], recordCount: 2).count == 1)
        #expect(OneToOneAssignment.links([], recordCount: 2).isEmpty)
    }

    @Test(arguments: [12, 13, 40])
    func neverUsesARecordTwice(size: Int) {
        var links: [Link] = []
        for a in 0..<size {
            for b in size..<2 * size { links.append(Link(a: a, b: b, weight: Float((a * 31 + b * 17) % 23) + 1)) }
        }
        let kept = OneToOneAssignment.links(links, recordCount: 2 * size)
        #expect(kept.count == size)
        #expect(Set(kept.map(\.a)).count == size)
        #expect(Set(kept.map(\.b)).count == size)
    }

    @Test func putsOneRecordOfACleanSourceInAGroup() {
        let links = [Link(a: 0, b: 2, weight: 10), Link(a: 1, b: 2, weight: 8), Link(a: 0, b: 1, weight: 12)]
        let clean = RecordClustering()
            .groups(
                links, recordCount: 3, sources: [source("A", 0..<2), source("B", 2..<3)])
        #expect(clean == [0, 1, 0])
        let unclean = RecordClustering()
            .groups(
                links, recordCount: 3, sources: [source("A", 0..<2, isClean: false), source("B", 2..<3)])
        #expect(unclean == [0, 0, 0])
    }

    @Test func doesNotFollowChainsOfWeakLinks() {
        // Two knots of three, and one weak bridge between them.
        var links: [Link] = [Link(a: 2, b: 3, weight: 1)]
        for (a, b) in [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5)] { links.append(Link(a: a, b: b, weight: 9)) }
        let groups = RecordClustering()
            .groups(
                links, recordCount: 6, sources: [source("A", 0..<6, isClean: false)])
        #expect(groups == [0, 0, 0, 3, 3, 3])
    }

    @Test func countsEvidenceAgainst() {
        let links = [
            Link(a: 0, b: 1, weight: 9), Link(a: 1, b: 2, weight: 5), Link(a: 0, b: 2, weight: -12),
        ]
        let groups = RecordClustering()
            .groups(
                links, recordCount: 3, sources: [source("A", 0..<3, isClean: false)])
        #expect(groups == [0, 0, 2])
    }

    // MARK: - Stable numbers

    @Test func keepsPersonNumbersFromRunToRun() {
        var index = PersonIndex()
        #expect(index.update([["a1", "b1"], ["a2"]]) == [.new(person: 1), .new(person: 2)])
        #expect(index.update([["a2"], ["a1", "b1"]]).isEmpty)
        #expect(index.persons == ["a1": 1, "b1": 1, "a2": 2])
    }

    @Test func logsMergesIntoTheOlderPerson() {
        var index = PersonIndex()
        _ = index.update([["a1"], ["a2"]])
        #expect(index.update([["a1", "a2"]]) == [.merged(persons: [2], into: 1)])
        #expect(Set(index.persons.values) == [1])
    }

    @Test func logsSplitsAndGivesTheNewPartANewNumber() {
        var index = PersonIndex()
        _ = index.update([["a1", "a2"]])
        #expect(index.update([["a1"], ["a2"]]) == [.split(person: 1, into: [1, 2])])
        #expect(index.persons == ["a1": 1, "a2": 2])
    }

    @Test func thePartWithTheRecordSeenFirstKeepsTheNumber() {
        var index = PersonIndex()
        _ = index.update([["z1"], ["b7"]])
        _ = index.update([["z1", "a1"], ["b7"]])
        // z1 was seen before a1, whatever their names.
        #expect(index.update([["a1"], ["z1"], ["b7"]]) == [.split(person: 1, into: [1, 3])])
        #expect(index.persons == ["z1": 1, "a1": 3, "b7": 2])
    }

    @Test func readsBackTheNumbersThatItWroteAndNeverGivesOneAgain() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "persons.csv")
        var index = PersonIndex()
        _ = index.update([["A/z,1"], ["A/b"], ["A/c"]])
        _ = index.update([["A/z,1", "B/k"], ["A/b"]])
        try index.write(to: file)
        var read = try PersonIndex(contentsOf: file)
        #expect(read == index)
        #expect(read.update([["A/z,1", "B/k"], ["A/b"], ["A/new"]]) == [.new(person: 4)])
    }

    @Test(arguments: ["", "record,person\nA/1,zero\n", "id,person\nA/1,1\n", "record,person\nA/1,-3\n"])
    func refusesAFileThatHasNoPersons(text: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("persons.csv", text)
        #expect(throws: LinkageError.self) { try PersonIndex(contentsOf: file) }
    }

    @Test func neverGivesANumberTwice() {
        var index = PersonIndex()
        _ = index.update([["a1"], ["a2"]])
        #expect(index.update([["a1"]]) == [.gone(person: 2)])
        #expect(index.update([["a1"], ["a3"]]) == [.new(person: 3)])
    }
}
