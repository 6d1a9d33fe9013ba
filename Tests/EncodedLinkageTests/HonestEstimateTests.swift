import CZlib
import EncodedLinkage
import Foundation
import HealthModel
import HubTestSupport
import Testing

/// What the linkage unit expects of its links, against the truth that it does not know.
@Suite(.enabled(if: SharedData.has("linkage/synthetic_fr/fr20k/a.csv.gz"), "needs the shared French set"))
struct HonestEstimateTests {
    /// Two files of 20,000 identities and the tokens that are one person.
    private struct World {
        let left: [EncodedFileMaker.Row]
        let right: [EncodedFileMaker.Row]
        let truth: [RowToken: RowToken]

        static let shared = Result { try World() }

        init() throws {
            let folder = SharedData.url("linkage/synthetic_fr/fr20k")
            let a = try World.lines(folder.appending(path: "a.csv.gz"))
            let b = try World.lines(folder.appending(path: "b.csv.gz"))
            left = World.rows(a, from: 0)
            right = World.rows(b, from: 1_000_000)
            let leftTokens = Dictionary(uniqueKeysWithValues: zip(a.map { $0[0] }, left.map(\.token)))
            let rightTokens = Dictionary(uniqueKeysWithValues: zip(b.map { $0[0] }, right.map(\.token)))
            var truth: [RowToken: RowToken] = [:]
            for pair in try World.lines(folder.appending(path: "truth.csv.gz")) {
                if let one = leftTokens[pair[0]], let two = rightTokens[pair[1]] { truth[one] = two }
            }
            self.truth = truth
        }

        private static func rows(_ lines: [[Substring]], from first: Int) -> [EncodedFileMaker.Row] {
            lines.enumerated()
                .map { place, fields in
                    People.row(
                        first + place,
                        IdentityTraits(
                            birthName: String(fields[1]), usedName: String(fields[2]), givenNames: String(fields[3]),
                            birthDate: String(fields[6]), sex: Sex(rawValue: String(fields[5])) ?? .unknown,
                            birthPlace: String(fields[7]), postalCode: String(fields[8])))
                }
        }

        private static func lines(_ file: URL) throws -> [[Substring]] {
            let handle = try #require(gzopen(file.path, "rb"))
            defer { gzclose(handle) }
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = Int(gzread(handle, &buffer, UInt32(buffer.count)))
                guard count > 0 else { break }
                bytes.append(contentsOf: buffer[..<count])
            }
            return String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst()
                .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        }
    }

    /// One linkage, and what is true of it.
    private struct Outcome {
        let choice: ThresholdChoice
        let blockingRecall: Double
        let precision: Double
        let recall: Double
        let linkCount: Int
    }

    private func link(
        _ leftCount: Int, _ rightCount: Int, decoys: (Int, Int), search: EncodedMatcher.Search
    ) throws -> Outcome {
        let world = try World.shared.get()
        let (lefts, rights) = (world.left.prefix(leftCount), world.right.prefix(rightCount))
        func encode(_ rows: some Sequence<EncodedFileMaker.Row>, _ percent: Int, _ label: String) throws
            -> EncodedRecords
        {
            let rows = Array(rows)
            let added = EncodedFileMaker.decoyRows(
                for: rows, key: try testKey(), label: label, surroundings: .live, sharePercent: percent)
            return try EncodedFileMaker.encode(rows + added, key: try testKey())
        }
        let left = try encode(lefts, decoys.0, "a")
        let right = try encode(rights, decoys.1, "b")
        let there = Set(rights.map(\.token))
        let trueCount = lefts.count { world.truth[$0.token].map { there.contains($0) } ?? false }
        let result = try EncodedMatcher().link(left, right, search: search)
        let links = result.accepted()
        let good = links.count { world.truth[left.token(at: Int($0.left))] == right.token(at: Int($0.right)) }
        return Outcome(
            choice: result.choice, blockingRecall: result.blockingRecall,
            precision: Double(good) / Double(max(1, links.count)), recall: Double(good) / Double(max(1, trueCount)),
            linkCount: links.count)
    }

    /// Files of one size and of two, without decoys, with those of one holder and of both.
    @Test(
        arguments: [EncodedMatcher.Search.everyPair, .blocked],
        [(20_000, 25, 25), (10_000, 0, 0)])
    func expectsWhatIsTrue(search: EncodedMatcher.Search, files: (rights: Int, left: Int, right: Int)) throws {
        let outcome = try link(20_000, files.rights, decoys: (files.left, files.right), search: search)
        let precision = try #require(outcome.choice.expectedPrecision)
        let recall = try #require(outcome.choice.expectedRecallMax)
        #expect(abs(precision - outcome.precision) < 0.005)
        // The recall is a bound, and a near one.
        #expect(recall > outcome.recall - 0.004 && recall < outcome.recall + 0.02)
        #expect(outcome.recall > 0.97)
    }

    /// Files that have nobody in common, families apart: what looks like links is chance.
    @Test(arguments: [EncodedMatcher.Search.everyPair, .blocked], [(5_000, 20_000)])
    func promisesNothingWhereNobodyIsInBothFiles(search: EncodedMatcher.Search, sizes: (Int, Int)) throws {
        let outcome = try link(sizes.0, sizes.1, decoys: (0, 0), search: search)
        #expect(outcome.choice.expectedPrecision == nil && outcome.choice.expectedRecallMax == nil)
        #expect(outcome.linkCount == 0)
    }
}
