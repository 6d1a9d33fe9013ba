import Foundation
import HealthModel
import QualitySheets
import RecordLinkage

/// The weights of a pair as bars of text, step by step. Levels and weights, never values.
struct WaterfallText {
    private static let barWidth = 24
    private let explanation: PairExplanation

    init(_ explanation: PairExplanation) { self.explanation = explanation }

    func text(_ language: Language) -> String {
        func say(_ fr: String, _ en: String) -> String { Phrase(fr: fr, en: en).words(language) }
        let titles = [
            say("étape", "step"), say("niveau", "level"), "m", "u", say("poids", "weight"), say("cumul", "total"),
        ]
        let rows = explanation.steps.map { step in
            [
                LinkageWords.phrase(step.name).words(language), LinkageWords.phrase(step.level).words(language),
                step.m.map { chance($0, language) } ?? "", step.u.map { chance($0, language) } ?? "",
                signed(step.weight + step.termFrequency, language), signed(step.total, language),
            ]
        }
        var widths = titles.map(\.count)
        for row in rows { for (place, cell) in row.enumerated() { widths[place] = max(widths[place], cell.count) } }
        func line(_ cells: [String]) -> String {
            cells.enumerated()
                .map { place, cell in
                    let blank = String(repeating: " ", count: widths[place] - cell.count)
                    return place < 2 ? cell + blank : blank + cell
                }
                .joined(separator: "  ")
        }
        let largest = explanation.steps.map { abs($0.weight + $0.termFrequency) }.max() ?? 1
        var lines = [line(titles)]
        for (row, step) in zip(rows, explanation.steps) {
            lines.append(line(row) + "  " + bar(step.weight + step.termFrequency, largest))
        }
        let probability = number(explanation.probability * 100, explanation.probability > 0.999 ? 4 : 2, language)
        lines.append(
            say(
                "poids \(signed(explanation.weight, language)), probabilité \(probability) %",
                "weight \(signed(explanation.weight, language)), probability \(probability) %"))
        return lines.joined(separator: "\n")
    }

    /// Against on the left of the axis, for on the right.
    private func bar(_ weight: Double, _ largest: Double) -> String {
        let half = WaterfallText.barWidth / 2
        let length = largest > 0 ? Int((abs(weight) / largest * Double(half)).rounded()) : 0
        let (blank, full) = (String(repeating: " ", count: half - length), String(repeating: "█", count: length))
        let line = weight < 0 ? blank + full + "│" : String(repeating: " ", count: half) + "│" + full
        return line
    }

    private func number(_ number: Double, _ digits: Int, _ language: Language) -> String {
        let text = String(format: "%.\(digits)f", number)
        return language == .french ? text.replacingOccurrences(of: ".", with: ",") : text
    }

    private func signed(_ weight: Double, _ language: Language) -> String {
        (weight > 0 ? "+" : "") + number(weight, 2, language)
    }

    private func chance(_ chance: Double, _ language: Language) -> String {
        if chance >= 0.001 { return number(chance, 4, language) }
        let text = String(format: "%.1e", chance)
        return language == .french ? text.replacingOccurrences(of: ".", with: ",") : text
    }
}
