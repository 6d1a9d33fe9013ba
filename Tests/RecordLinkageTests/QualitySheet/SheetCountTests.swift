import Foundation
import RecordLinkage
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

    @Test func writesWithheldCountsAsAWord() throws {
        let text = String(decoding: try JSONEncoder().encode(SheetCount.column([5, 50], countMin: 11)), as: UTF8.self)
        #expect(text == #"["withheld","withheld"]"#)
    }
}
