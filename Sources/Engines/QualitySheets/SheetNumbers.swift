internal import Foundation
package import HealthModel

/// Numbers of a sheet as a language writes them.
package struct SheetNumbers: Sendable {
    let language: Language

    package init(language: Language) { self.language = language }

    func whole(_ number: Int) -> String {
        let digits = String(abs(number))
        var text = ""
        for (offset, digit) in digits.enumerated() {
            if offset > 0, (digits.count - offset) % 3 == 0 { text += language == .french ? "\u{202F}" : "," }
            text.append(digit)
        }
        return (number < 0 ? "\u{2212}" : "") + text
    }

    package func count(_ count: SheetCount) -> String {
        if let value = count.value { return whole(value) }
        return count.withheldBelow.map { "< \($0)" } ?? Phrase(fr: "masqué", en: "withheld").words(language)
    }

    func decimal(_ number: Double, _ digits: Int) -> String {
        let text = String(format: "%.\(digits)f", abs(number))
        let isZero = !text.contains { $0 != "0" && $0 != "." }
        let sign = number < 0 && !isZero ? "\u{2212}" : ""
        return sign + (language == .french ? text.replacingOccurrences(of: ".", with: ",") : text)
    }

    package func percent(_ share: Double, _ digits: Int = 1) -> String {
        decimal(share * 100, digits) + (language == .french ? "\u{202F}%" : "%")
    }

    func share(_ share: SheetShare) -> String {
        guard let value = share.value else { return "–" }
        switch share.bound {
        case .below?: return "< " + percent(value, 2)
        case .above?: return "> " + percent(value, 2)
        case nil: return percent(value)
        }
    }

    /// Small chances with two digits that mean something.
    func chance(_ chance: Double) -> String {
        if chance >= 0.001 || chance == 0 { return decimal(chance, 4) }
        let exponent = Int(log10(chance).rounded(.down))
        let superscripts = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
        let power = String(-exponent).compactMap { $0.wholeNumberValue.map { superscripts[$0] } }
        return decimal(chance / pow(10, Double(exponent)), 1) + "·10⁻" + String(power)
    }

    func signed(_ number: Double, _ digits: Int = 1) -> String {
        let text = decimal(number, digits)
        return number > 0 && text.contains { $0 != "0" && $0 != "." && $0 != "," } ? "+" + text : text
    }
}
