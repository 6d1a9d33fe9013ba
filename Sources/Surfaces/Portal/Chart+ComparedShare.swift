import DisclosureControl
package import HealthModel

extension Chart {
    /// Two shares as a pair of bars for a table cell, whose neighbours hold the numbers: decoration for readers of
    /// text. `widest` is the percentage that fills the width.
    package static func comparedShare(_ percents: [Double?], widest: Double) -> HTML {
        let height = 20 / max(1, percents.count)
        let bars = percents.enumerated()
            .map { group, percent -> HTML in
                let className = group == 0 ? "bar" : "peer"
                let length = percent.map { Int(($0 / max(1, widest) * 116).rounded()) } ?? 4
                return """
                    <rect class="\(percent == nil ? "withheld" : className)" x="0" y="\(group * height + 1)" \
                    width="\(max(percent == 0 ? 0 : 1, length))" height="\(height - 2)"></rect>
                    """
            }
        return """
            <svg class="pair" viewBox="0 0 120 20" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            \(bars)
            </svg>
            """
    }
}
