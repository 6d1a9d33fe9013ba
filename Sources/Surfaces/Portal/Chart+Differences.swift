package import HealthModel

extension Chart {
    /// One row of a plot of standardised differences.
    package struct Difference: Sendable {
        package let label: String
        package let value: Double
        /// Whether the difference is at least this far from zero, rather than about this.
        package let isBound: Bool

        package init(label: String, value: Double, isBound: Bool) {
            self.label = label
            self.value = value
            self.isBound = isBound
        }
    }

    /// Beyond this a difference is usually called notable.
    private static let notableDifference = 0.1
    /// Larger differences are drawn at the edge; their number is in the text.
    private static let differenceDrawnMax = 3.0

    /// Standardised differences as dots, in the given order ("Love plot"); a bound is a triangle that points outwards.
    /// The grey band is what is usually called balanced.
    package static func differences(_ rows: [Difference], title: Phrase, language: Language) -> HTML {
        let reach = min(differenceDrawnMax, max(0.5, rows.map(\.value.magnitude).max() ?? 0.5))
        let left = 206
        let half = 82
        let middle = left + half
        let row = 18
        let bottom = 6 + rows.count * row
        func x(_ value: Double) -> Int {
            middle + Int((max(-reach, min(reach, value)) / reach * Double(half - 6)).rounded())
        }
        let edges = (x(-notableDifference), x(notableDifference))
        let dots = rows.enumerated()
            .map { offset, difference -> HTML in
                let y = 6 + offset * row + row / 2
                let place = x(difference.value)
                return """
                    <text x="\(left - 8)" y="\(y + 4)" text-anchor="end">\(shortened(difference.label))</text>
                    <line x1="\(left)" x2="\(left + 2 * half)" y1="\(y)" y2="\(y)" stroke="#eceef3"></line>
                    \(mark(difference, x: place, y: y))
                    <text class="value" x="\(left + 2 * half + 6)" y="\(y + 4)">\
                    \(CharacterisationWords.difference(difference, language))</text>
                    """
            }
        let ticks = [-reach, 0, reach]
            .map { tick -> HTML in
                """
                <text class="quiet" x="\(x(tick))" y="\(bottom + 14)" text-anchor="middle">\
                \(CharacterisationWords.number(tick, decimals: 1, language))</text>
                """
            }
        return """
            <svg class="chart figure" viewBox="0 0 420 \(bottom + 20)" role="img" aria-label="\(title.words(language))">
            <rect x="\(edges.0)" y="4" width="\(edges.1 - edges.0)" height="\(bottom - 4)" fill="#eceef3"></rect>
            <line x1="\(middle)" x2="\(middle)" y1="4" y2="\(bottom)" stroke="#5b5b66"></line>
            \(dots)
            \(ticks)
            </svg>
            """
    }

    private static func mark(_ difference: Difference, x: Int, y: Int) -> HTML {
        guard difference.isBound else { return "<circle class=\"bar\" cx=\"\(x)\" cy=\"\(y)\" r=\"4\"></circle>" }
        let tip = difference.value > 0 ? 5 : -5
        return "<path class=\"bar\" d=\"M\(x) \(y - 5)L\(x + tip) \(y)L\(x) \(y + 5)Z\"></path>"
    }

    private static func shortened(_ label: String) -> String {
        label.count <= 30 ? label : label.prefix(29) + "…"
    }
}

extension CharacterisationWords {
    fileprivate static func difference(_ difference: Chart.Difference, _ language: Language) -> String {
        let text = number(difference.value, decimals: 2, language)
        return difference.isBound ? (difference.value > 0 ? "> " : "< ") + text : text
    }
}
