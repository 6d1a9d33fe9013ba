import Testing

@testable import PopulationSimulator

struct HealthTests {
    /// One draw gives whether and when: as many have begun by an age as the curve says.
    @Test(arguments: Disease.allCases)
    func onsetsAgreeWithPrevalence(disease: Disease) {
        let curve = OnsetCurve.of(disease)
        for sex in 1...2 {
            let onsets = (0..<20_000).compactMap { curve.onsetAge(sex: sex, draw: Double($0) / 20_000, factor: 1) }
            for age in [50.0, 70, 85] {
                let begun = Double(onsets.count { $0 <= age }) / 20_000
                // Curves have a small tail before birth, which nobody lives.
                let beforeBirth = curve.prevalence(sex: sex, age: 0)
                #expect(abs(begun - (curve.prevalence(sex: sex, age: age) - beforeBirth)) < 0.0005, "\(age)")
            }
        }
    }

    @Test func deathComesMoreOftenWithAge() {
        for sex in 1...2 {
            let risks = [20.0, 40, 60, 80, 95].map { Mortality.yearly(age: $0, sex: sex) }
            #expect(risks == risks.sorted())
        }
        #expect(Mortality.yearly(age: 80, sex: 1) > Mortality.yearly(age: 80, sex: 2))
    }

    @Test func weightsDecideHowOftenAThingIsChosen() {
        var random = RandomStream(seed: 1, purpose: 2, number: 3)
        let choice = WeightedChoice([1, 0, 3])
        let counts = (0..<8_000).reduce(into: [0, 0, 0]) { counts, _ in counts[choice.pick(&random)] += 1 }
        #expect(counts[1] == 0)
        #expect((1_800...2_200).contains(counts[0]))
    }

    @Test func streamsOfDifferentPurposesDiffer() {
        var first = RandomStream(seed: 1, purpose: 2, number: 3)
        var second = RandomStream(seed: 1, purpose: 3, number: 2)
        #expect(first.next() != second.next())
        var again = RandomStream(seed: 1, purpose: 2, number: 3)
        _ = again.next()
        #expect(first.next() == again.next())
    }
}

struct ByteBufferTests {
    @Test(arguments: [(0, "0"), (7, "7"), (10, "10"), (-45, "-45"), (1_234_567_890, "1234567890")])
    func writesWholeNumbers(value: Int, text: String) {
        var buffer = ByteBuffer()
        buffer.number(value)
        #expect(String(decoding: buffer.bytes, as: UTF8.self) == text)
    }

    @Test(arguments: [(0, "0.00"), (5, "0.05"), (-2_650, "-26.50"), (123_456, "1234.56")])
    func writesHundredths(value: Int, text: String) {
        var buffer = ByteBuffer()
        buffer.hundredths(value)
        #expect(String(decoding: buffer.bytes, as: UTF8.self) == text)
    }

    @Test func writesDatesInThreeWays() {
        let calendar = CivilCalendar()
        var buffer = ByteBuffer()
        let day = CivilCalendar.day(2024, 2, 29)
        buffer.isoDate(day, calendar)
        buffer.next()
        buffer.frenchDate(day, calendar)
        buffer.next()
        buffer.sasDate(day, calendar)
        #expect(String(decoding: buffer.bytes, as: UTF8.self) == "2024-02-29;29022024;29FEB2024:00:00:00")
        #expect(calendar.date(calendar.firstOfMonth(after: 11, of: day)) == 20_250_101)
        #expect(calendar.years(from: CivilCalendar.day(1980, 3, 1), to: day) == 43)
    }

    @Test func capitalsLoseTheirAccents() {
        #expect(String(decoding: Names.capitals("Maël-Émilie"), as: UTF8.self) == "MAEL-EMILIE")
    }
}
