import DisclosureControl
import HealthModel

/// A band of ages, made of bands of five years.
struct AgeBand: Hashable {
    static let fiveYearBandCount = 20
    /// From so many persons in the smaller group on, bands have five years; from so many on, ten; below, twenty. With
    /// narrower ones most cells by age and sex would be withheld.
    static let personsForFiveYears = 1_000
    static let personsForTenYears = 200

    /// Bands of five years, the last one open.
    let fiveYears: Range<Int>

    var label: Phrase {
        let from = fiveYears.lowerBound * 5
        let label =
            fiveYears.upperBound >= Self.fiveYearBandCount ? "\(from)+" : "\(from)–\(fiveYears.upperBound * 5 - 1)"
        return Phrase(fr: label, en: label)
    }

    func persons(_ group: ExactCharacterisation.Group, sex: Int) -> Int {
        fiveYears.reduce(0) { $0 + (group.ages[$1]?[sex] ?? 0) }
    }

    /// The bands of every table by age, youngest first: the same for both groups and with and without sex, so that no
    /// table cuts the bands of another.
    ///
    /// The youngest ages are one band, and so are the oldest, as far as it takes for them to hold enough men and enough
    /// women of each group: that they are few is all that this tells.
    static func bands(of groups: [ExactCharacterisation.Group], _ disclosure: Disclosure) -> [AgeBand] {
        // Released sizes, not exact ones, choose the width.
        let smallest = groups.map { (try? disclosure.count($0.persons))?.value.number ?? 0 }.min() ?? 0
        let width = smallest >= personsForFiveYears ? 1 : smallest >= personsForTenYears ? 2 : 4
        var bands = stride(from: 0, to: fiveYearBandCount, by: width).map { AgeBand(fiveYears: $0..<$0 + width) }
        let threshold = disclosure.policy.thresholdPersons
        let all = AgeBand(fiveYears: 0..<fiveYearBandCount)
        let counted = groups.flatMap { group in
            [1, 2].filter { all.persons(group, sex: $0) >= threshold }.map { (group: group, sex: $0) }
        }
        func isThin(_ band: AgeBand) -> Bool {
            counted.contains { band.persons($0.group, sex: $0.sex) < threshold }
        }
        while bands.count > 1, isThin(bands[0]) {
            bands[0...1] = [AgeBand(fiveYears: bands[0].fiveYears.lowerBound..<bands[1].fiveYears.upperBound)]
        }
        while bands.count > 1, isThin(bands[bands.count - 1]) {
            let end = bands.removeLast().fiveYears.upperBound
            bands[bands.count - 1] = AgeBand(fiveYears: bands[bands.count - 1].fiveYears.lowerBound..<end)
        }
        return bands
    }
}
