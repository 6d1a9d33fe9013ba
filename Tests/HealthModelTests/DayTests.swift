import Foundation
import HealthModel
import Testing

@Suite struct DayTests {
    @Test func goesToTextAndBackForFourHundredYears() {
        for number in stride(from: Int32(-90_000), through: 60_000, by: 7) {
            let day = Day(daysSince1970: number)
            #expect(Day(iso: day.description) == day)
        }
    }

    @Test(arguments: [("1970-01-01", 0), ("2000-02-29", 11_016), ("1600-01-01", -135_140), ("2026-11-22", 20_779)])
    func countsFrom1970(text: String, number: Int32) {
        #expect(Day(iso: text)?.daysSince1970 == number)
    }

    @Test(arguments: ["2023-02-29", "2023-13-01", "2023-00-10", "2023-1-1", "20230101", "2023-01-32", ""])
    func refusesDatesThatDoNotExist(text: String) {
        #expect(Day(iso: text) == nil)
    }

    @Test func writesTimestampsInUTC() {
        #expect(Surroundings.timestamp(Date(timeIntervalSince1970: 1_000_000_000)) == "2001-09-09T01:46:40Z")
    }
}
