import DisclosureControl
import HealthModel

/// Released figures as pages write them.
enum CharacterisationWords {
    /// `57.3` or `57,3`; thousands apart.
    static func number(_ value: Double, decimals: Int? = nil, _ language: Language) -> String {
        let sign = value < 0 ? "\u{2212}" : ""
        let scale = decimals.map { power($0) } ?? 1_000
        let scaled = Int((value.magnitude * scale).rounded())
        let whole = Chart.number(scaled / Int(scale), language)
        var fraction = String(scaled % Int(scale) + Int(scale)).dropFirst()
        if decimals == nil { while fraction.last == "0" { fraction.removeLast() } }
        guard !fraction.isEmpty else { return sign + whole }
        return sign + whole + (language == .french ? "," : ".") + fraction
    }

    /// `65 (32.5 %)`, `< 11`, `nearly all` or `withheld`.
    static func share(_ share: ReleasableShare, _ language: Language) -> String {
        if let persons = share.persons.number, let percent = share.percent {
            return "\(Chart.number(persons, language)) (\(number(percent, decimals: 1, language))\u{A0}%)"
        }
        if share.isNearlyAll { return nearlyAll.words(language) }
        return share.isHiddenPart ? Phrase(fr: "masqué", en: "withheld").words(language) : "< 11"
    }

    /// `0.97`, `> 1.10`, `< −1.10` for a bound, or a dash.
    static func difference(_ difference: ReleasableDifference?, _ language: Language) -> String {
        switch difference {
        case .about(let value): number(value, decimals: 2, language)
        case .beyond(let value): (value > 0 ? "> " : "< ") + number(value, decimals: 2, language)
        case .withheld, nil: "–"
        }
    }

    /// How many persons have a value: `65`, `< 11`, or nearly all, which is why they are withheld when a mean is told.
    static func persons(_ summary: ReleasableSummary, _ language: Language) -> String {
        guard summary.persons.number == nil, summary.mean.number != nil else {
            return Chart.number(summary.persons.number, language)
        }
        return nearlyAll.words(language)
    }

    private static let nearlyAll = Phrase(fr: "presque toutes", en: "nearly all")

    /// `57.3 ± 12`, or a dash.
    static func mean(_ summary: ReleasableSummary, _ language: Language) -> String {
        guard let mean = summary.mean.number, let deviation = summary.standardDeviation.number else { return "–" }
        return "\(number(mean, language))\u{A0}±\u{A0}\(number(deviation, language))"
    }

    /// `57 [48–66]`; quartiles are left out when they may not be told.
    static func median(_ summary: ReleasableSummary, _ language: Language) -> String {
        guard let median = summary.median.number else { return "–" }
        guard let lower = summary.lowerQuartile.number, let upper = summary.upperQuartile.number else {
            return number(median, language)
        }
        return "\(number(median, language)) [\(number(lower, language))\u{2060}–\u{2060}\(number(upper, language))]"
    }

    private static func power(_ decimals: Int) -> Double { (0..<decimals).reduce(1) { value, _ in value * 10 } }
}
