import Foundation
import QualitySheets
import Testing

@Suite struct SheetCountTests {
    @Test(arguments: [(0, 0), (11, 11), (12, 12), (1, nil), (10, nil)] as [(Int, Int?)])
    func withholdsCountsFromOneToTen(count: Int, shown: Int?) {
        #expect(SheetCount(count, countMin: 11).value == shown)
    }

    @Test func withholdsASecondCountWhereOneCouldBeWorkedOut() {
        #expect(SheetCount.column([100, 5, 20, 0], countMin: 11).map(\.value) == [100, nil, nil, 0])
        #expect(SheetCount.column([100, 5, 3], countMin: 11).map(\.value) == [100, nil, nil])
        #expect(SheetCount.column([100, 20], countMin: 11).map(\.value) == [100, 20])
        #expect(SheetCount.column([5, 0], countMin: 11).map(\.value) == [nil, 0])
    }

    @Test func boundsSharesOfSmallCounts() {
        let few = SheetShare(3, of: 1000, countMin: 11)
        #expect(few.bound == .below && few.value == 0.011)
        let nearlyAll = SheetShare(995, of: 1000, countMin: 11)
        #expect(nearlyAll.bound == .above && nearlyAll.value == 1 - 0.011)
        #expect(SheetShare(500, of: 1000, countMin: 11) == SheetShare(5000, of: 10_000, countMin: 11))
        #expect(SheetShare(1000, of: 1000, countMin: 11).bound == nil)
        #expect(SheetShare(0, of: 0, countMin: 11).value == nil)
        #expect(SheetShare(3, of: 5, countMin: 11).value == 1)
    }

    @Test func writesWithheldCountsAsAWordAndReadsThemAgain() throws {
        let counts = SheetCount.column([5, 50, 70], countMin: 11)
        let bytes = try JSONEncoder().encode(counts)
        #expect(String(decoding: bytes, as: UTF8.self) == #"["< 11","withheld",70]"#)
        #expect(try JSONDecoder().decode([SheetCount].self, from: bytes) == counts)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([SheetCount].self, from: Data(#"["5"]"#.utf8)) }
    }

    @Test(arguments: [(11, 15), (12, 15), (17, 15), (18, 20), (0, 0), (1002, 1000)])
    func roundsWhatLeavesTheKeyHolder(count: Int, shown: Int) {
        #expect(SheetCount(count, countMin: 11, step: 5).value == shown)
    }

    /// Shares of rounded counts do not tell the exact ones.
    @Test func roundsTheCountsBehindAShare() {
        #expect(SheetShare(28, of: 52, countMin: 11, step: 5).value == 30.0 / 50)
    }

    /// Small ends withhold their reasons; rounding keeps the others from telling them.
    @Test func withholdsTheReasonsOfAWithheldEnd() {
        let delivery = QualitySheet.Delivery(
            source: "s", delivery: "d",
            groups: [
                .init(reason: "a", end: .known, count: 500), .init(reason: "b", end: .known, count: 4),
                .init(reason: "c", end: .known, count: 90), .init(reason: "d", end: .new, count: 300),
                .init(reason: "e", end: .ambiguous, count: 7), .init(reason: "f", end: .ambiguous, count: 0),
                .init(reason: "g", end: .excluded, count: 12),
            ], countMin: 11, countStep: 5, evidence: .init())
        #expect(delivery.known.value == 595 && delivery.new.value == 300 && delivery.excluded.value == 15)
        #expect(delivery.ambiguous.value == nil)
        #expect(delivery.steps.map(\.recordCount.value) == [500, nil, 90, 300, nil, 0, 15])
    }

    /// Whatever the counts are, a withheld one cannot be worked out from its total and the others.
    @Test func roundingLeavesAWithheldCountInDoubt() {
        for small in 1...10 {
            for other in 11..<40 {
                let column = SheetCount.column([small, other], countMin: 11, step: 5)
                let total = SheetCount(small + other, countMin: 11, step: 5)
                let possible = (1...10)
                    .filter { guess in
                        (11..<60)
                            .contains { rest in
                                SheetCount.column([guess, rest], countMin: 11, step: 5).map(\.value)
                                    == column.map(\.value)
                                    && SheetCount(rest + guess, countMin: 11, step: 5) == total
                            }
                    }
                #expect(possible.count >= 4 && possible.contains(small))
            }
        }
    }
}
