import DisclosureControl
import Testing

@Suite struct FilledShareTests {
    @Test(arguments: [
        (500, 1000, 200, 50), (1000, 1000, 200, 100), (0, 1000, 200, 0), (123, 1000, 200, 10), (880, 1000, 200, 90),
    ])
    func isToldInStepsOfFive(rows: Int, all: Int, persons: Int, percent: Int) {
        #expect(Disclosure().filledPercent(rows: rows, of: all, persons: persons).value == percent)
    }

    @Test(arguments: [(4, 110, 110), (106, 110, 110), (500, 1000, 109), (500, 1000, 1), (0, 0, 0)])
    func isWithheldWhenASideIsSmallOrThePersonsAreFew(rows: Int, all: Int, persons: Int) {
        #expect(Disclosure().filledPercent(rows: rows, of: all, persons: persons).value == nil)
    }
}
