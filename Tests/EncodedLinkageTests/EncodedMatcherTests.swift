import EncodedLinkage
import HealthModel
import HubTestSupport
import Testing

struct EncodedMatcherTests {
    private struct Files {
        let left: EncodedRecords
        let right: EncodedRecords
        /// The right token of each left token.
        let truth: [RowToken: RowToken]
    }

    /// `count` rows a side, 70 % of them the same persons.
    private func files(_ count: Int, seed: UInt64 = 3) throws -> Files {
        var people = People(seed: seed)
        let persons = people.persons(count)
        let shared = count * 7 / 10
        let others = persons.prefix(shared).map { people.miswritten($0) } + people.persons(count - shared)
        let (left, right) = (People.rows(persons), People.rows(others, from: 100_000))
        let truth = Dictionary(uniqueKeysWithValues: (0..<shared).map { (left[$0].token, right[$0].token) })
        return Files(
            left: try EncodedFileMaker.encode(left, key: try testKey()),
            right: try EncodedFileMaker.encode(right, key: try testKey()), truth: truth)
    }

    private func quality(_ files: Files, _ links: some Collection<EncodedLink>) -> (precision: Double, recall: Double) {
        let right = links.count {
            files.truth[files.left.token(at: Int($0.left))] == files.right.token(at: Int($0.right))
        }
        return (Double(right) / Double(max(1, links.count)), Double(right) / Double(files.truth.count))
    }

    @Test(arguments: [EncodedMatcher.Search.everyPair, .blocked])
    func findsThePersonsOfBothFilesWithoutKnowingThem(search: EncodedMatcher.Search) throws {
        let files = try files(1500)
        let result = try EncodedMatcher().link(files.left, files.right, search: search)
        let quality = quality(files, result.accepted())
        #expect(quality.precision > 0.985)
        #expect(quality.recall > 0.98)
        #expect(abs(try #require(result.choice.expectedPrecision) - quality.precision) < 0.02)
        let recall = try #require(result.choice.expectedRecallMax)
        #expect(abs(recall - quality.recall) < 0.03, "\(recall) for \(quality.recall), \(result.blockingRecall)")
        #expect(result.droppedPairCount == 0)
    }

    @Test func noRowHasTwoLinks() throws {
        let files = try files(500)
        let links = try EncodedMatcher().link(files.left, files.right, search: .everyPair).links
        #expect(Set(links.map(\.left)).count == links.count)
        #expect(Set(links.map(\.right)).count == links.count)
        #expect(zip(links, links.dropFirst()).allSatisfy { $0.score >= $1.score })
    }

    @Test func theNumberOfThreadsChangesNothing() throws {
        let files = try files(1200)
        for search in [EncodedMatcher.Search.everyPair, .blocked] {
            let one = try EncodedMatcher(workerCount: 1).link(files.left, files.right, search: search)
            let four = try EncodedMatcher(workerCount: 4).link(files.left, files.right, search: search)
            #expect(one.links == four.links)
        }
    }

    @Test func equalScoresAreSaid() throws {
        var people = People(seed: 8)
        let person = people.person()
        let left = try EncodedFileMaker.encode([People.row(1, person)], key: try testKey())
        let right = try EncodedFileMaker.encode([People.row(2, person), People.row(3, person)], key: try testKey())
        let links = try EncodedMatcher(scoreMin: DiceScore(0.9)).link(left, right, search: .everyPair).links
        #expect(links.map(\.isTied) == [true])
    }

    @Test func filesOfTwoKeysOrProfilesAreNotCompared() throws {
        var people = People(seed: 8)
        let rows = People.rows(people.persons(3))
        let own = try EncodedFileMaker.encode(rows, key: try testKey())
        let salted = EncodingProfile.french(.init(saltsByBirthYear: true))
        for other in [
            try EncodedFileMaker.encode(rows, key: try testKey("other")),
            try EncodedFileMaker.encode(rows, key: try testKey(), profile: salted),
        ] {
            #expect(throws: EncodedLinkageError.profilesDiffer) {
                try EncodedMatcher().link(own, other, search: .everyPair)
            }
        }
    }

    @Test func emptyFilesHaveNoLinks() throws {
        let none = try EncodedFileMaker.encode([], key: try testKey())
        for search in [EncodedMatcher.Search.everyPair, .blocked] {
            let result = try EncodedMatcher().link(none, none, search: search)
            #expect(result.accepted().isEmpty)
        }
    }

    @Test func aMarriedNameMeetsTheBirthNameInABlock() throws {
        var people = People(seed: 9)
        var (one, two) = (people.person(), people.person())
        one.usedName = "ZWEIFEL"
        two = one
        (two.birthName, two.usedName, two.givenNames, two.postalCode) = ("ZWEIFEL", "", "XAVIERE", "")
        let result = try EncodedMatcher(scoreMin: DiceScore(0.01))
            .link(
                try EncodedFileMaker.encode([People.row(1, one)], key: try testKey()),
                try EncodedFileMaker.encode([People.row(2, two)], key: try testKey()), search: .blocked)
        #expect(result.comparedCount == 1)
        #expect(result.links.count == 1)
    }

    @Test func aBlockingHashOfTooManyRowsIsNotSent() throws {
        var people = People(seed: 11)
        var twin = people.person()
        twin.postalCode = ""
        func compared(_ count: Int) throws -> Int {
            let left = try EncodedFileMaker.encode(
                People.rows(Array(repeating: twin, count: count)), key: try testKey())
            let right = try EncodedFileMaker.encode([People.row(5000, twin)], key: try testKey())
            return try EncodedMatcher(scoreMin: DiceScore(0.9)).link(left, right, search: .blocked).comparedCount
        }
        #expect(try compared(EncodedFileMaker.rowsPerKeyMax) > 0)
        #expect(try compared(EncodedFileMaker.rowsPerKeyMax + 1) == 0)
    }

    @Test func decoysLookLikeTheOthersAndTheirLinksAreDropped() throws {
        var people = People(seed: 10)
        let rows = People.rows(people.persons(400))
        let decoys = EncodedFileMaker.decoyRows(
            for: rows, key: try testKey(), label: "holder", surroundings: .live)
        let again = EncodedFileMaker.decoyRows(
            for: rows, key: try testKey(), label: "holder", surroundings: .live)
        #expect(decoys.count == 100)
        #expect(decoys.map(\.traits.nominativeValue) == again.map(\.traits.nominativeValue))
        let real = Set(rows.map(\.traits.nominativeValue))
        #expect(decoys.allSatisfy { !real.contains($0.traits.nominativeValue) })

        let left = try EncodedFileMaker.encode(rows + decoys, key: try testKey())
        let right = try EncodedFileMaker.encode(rows, key: try testKey())
        let result = try EncodedMatcher().link(left, right, search: .everyPair)
        let accepted = Array(result.accepted())
        let sifted = DecoyCheck.sift(
            accepted.map { left.token(at: Int($0.left)) }, decoys: Set(decoys.map(\.token)))
        #expect(sifted.kept.count == 400)
        #expect(sifted.check.falseLinkRate < 0.05)
    }
}
