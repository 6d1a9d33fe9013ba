import EncodedLinkage
import HealthModel
import Testing

struct ComparisonKernelTests {
    private func files(_ count: Int, _ otherCount: Int) throws -> (EncodedRecords, EncodedRecords) {
        var people = People(seed: 2)
        let persons = people.persons(count)
        let others =
            persons.prefix(otherCount / 2).map { people.miswritten($0) }
            + people.persons(otherCount - otherCount / 2)
        // A person without traits and without noise has an empty filter: it resembles nobody.
        let profile = EncodingProfile.french(.init(noisePerThousand: 0))
        return (
            try EncodedFileMaker.encode(
                People.rows(persons + [IdentityTraits()]), key: try testKey(), profile: profile),
            try EncodedFileMaker.encode(
                People.rows(others + [IdentityTraits()], from: 10_000), key: try testKey(), profile: profile)
        )
    }

    /// The best pairs by the plainest loops.
    private func naive(_ left: EncodedRecords, _ right: EncodedRecords, scoreMin: DiceScore, top: Int) -> [EncodedPair]
    {
        let others = (0..<right.count).map { right.filter(at: $0) }
        return (0..<left.count)
            .flatMap { row in
                let filter = left.filter(at: row)
                let pairs = others.enumerated()
                    .map {
                        EncodedPair(left: UInt32(row), right: UInt32($0), score: naiveDice(filter, $1))
                    }
                return pairs.filter { $0.score >= scoreMin && $0.score.raw > 0 }
                    .sorted { ($1.score, $0.right) < ($0.score, $1.right) }.prefix(top)
            }
    }

    /// Variants that this machine lacks are not run: AVX-512 on an older machine, NEON on Intel.
    @Test(arguments: ComparisonKernel.allCases.filter(\.isSupported))
    func everyVariantAgreesWithThePlainLoop(kernel: ComparisonKernel) throws {
        // 37 rows do not fill the last block of 8.
        let (left, right) = try files(60, 36)
        for (least, top) in [(0.0, 3), (0.5, 64), (0.62, 2), (0.99, 1)] {
            let expected = naive(left, right, scoreMin: DiceScore(least), top: top)
            let found = kernel.bestPairs(left, right, scoreMin: DiceScore(least), top: top, workerCount: 2)
            #expect(found == expected, "\(kernel) at \(least)")
        }
    }

    @Test(arguments: ComparisonKernel.allCases.filter(\.isSupported))
    func everyVariantGivesTheSamePairsOverManyTiles(kernel: ComparisonKernel) throws {
        let (left, right) = try files(1500, 701)
        let expected = ComparisonKernel.portable.bestPairs(
            left, right, scoreMin: DiceScore(0.55), top: 4, workerCount: 1)
        #expect(expected.count > 300)
        #expect(kernel.bestPairs(left, right, scoreMin: DiceScore(0.55), top: 4, workerCount: 2) == expected)
    }

    @Test func theKernelOfThisMachineIsSupported() {
        #expect(ComparisonKernel.best.isSupported)
        #expect(ComparisonKernel.portable.isSupported)
    }

    @Test func scoresOrderAsFractionsDo() {
        // 299/300 and 300/301 differ by a hundred-thousandth; 1/2 and 2/4 do not differ.
        #expect(DiceScore(common: 299, first: 300, second: 300) < DiceScore(common: 300, first: 301, second: 301))
        #expect(DiceScore(common: 1, first: 2, second: 2) == DiceScore(common: 2, first: 4, second: 4))
        #expect(DiceScore(common: 0, first: 0, second: 0).value == 0)
        #expect(DiceScore(common: 1024, first: 1024, second: 1024).value == 1)
    }
}
