package import HealthModel

/// Plots as SVG with their numbers in text: they work without script, in print and for screen readers.
package enum Chart {
    /// One bar of a plot; nil when its value is withheld.
    package struct Bar: Sendable {
        package let label: String
        package let value: Int?

        package init(label: String, value: Int?) {
            self.label = label
            self.value = value
        }
    }

    /// An age pyramid: men to the left, women to the right, youngest at the bottom.
    ///
    /// Bands come youngest first and are the same on both sides. A withheld bar is drawn as a hatched stub.
    package static func pyramid(men: [Bar], women: [Bar], title: Phrase, language: Language) -> HTML {
        let widest = max(1, (men + women).compactMap(\.value).max() ?? 1)
        let rowHeight = 18
        let half = 260
        let gutter = 56
        let top = 26
        let height = top + men.count * rowHeight + 8
        let width = 2 * half + gutter
        let rows = zip(men, women).enumerated()
            .map { offset, pair -> HTML in
                let y = top + (men.count - 1 - offset) * rowHeight
                let (man, woman) = pair
                let manWidth = (man.value ?? 0) * (half - 50) / widest
                let womanWidth = (woman.value ?? 0) * (half - 50) / widest
                return """
                    <rect class="\(man.value == nil ? "withheld" : "men")" x="\(half - max(2, manWidth))" y="\(y)" \
                    width="\(max(2, manWidth))" height="\(rowHeight - 4)"></rect>
                    <text class="value" x="\(half - max(2, manWidth) - 5)" y="\(y + 11)" text-anchor="end">\
                    \(number(man.value, language))</text>
                    <text x="\(half + gutter / 2)" y="\(y + 11)" text-anchor="middle">\(man.label)</text>
                    <rect class="\(woman.value == nil ? "withheld" : "women")" x="\(half + gutter)" y="\(y)" \
                    width="\(max(2, womanWidth))" height="\(rowHeight - 4)"></rect>
                    <text class="value" x="\(half + gutter + max(2, womanWidth) + 5)" y="\(y + 11)">\
                    \(number(woman.value, language))</text>
                    """
            }
        return """
            <svg class="chart" viewBox="0 0 \(width) \(height)" role="img" aria-label="\(title.words(language))">
            <text class="side" x="\(half)" y="14" text-anchor="end">\(Phrase(fr: "Hommes", en: "Men").words(language))</text>
            <text class="side" x="\(half + gutter)" y="14">\(Phrase(fr: "Femmes", en: "Women").words(language))</text>
            \(rows)
            </svg>
            """
    }

    /// Horizontal bars, in the given order: attrition, counts by year.
    package static func bars(_ bars: [Bar], title: Phrase, language: Language) -> HTML {
        let widest = max(1, bars.compactMap(\.value).max() ?? 1)
        let rowHeight = 24
        let labelWidth = 200
        let plotWidth = 360
        let height = bars.count * rowHeight + 4
        let rows = bars.enumerated()
            .map { offset, bar -> HTML in
                let y = offset * rowHeight + 2
                let length = max(2, (bar.value ?? 0) * plotWidth / widest)
                return """
                    <text x="\(labelWidth - 8)" y="\(y + 14)" text-anchor="end">\(shortened(bar.label))</text>
                    <rect class="\(bar.value == nil ? "withheld" : "bar")" x="\(labelWidth)" y="\(y)" width="\(length)" \
                    height="\(rowHeight - 6)"></rect>
                    <text class="value" x="\(labelWidth + length + 6)" y="\(y + 14)">\(number(bar.value, language))</text>
                    """
            }
        return """
            <svg class="chart" viewBox="0 0 \(labelWidth + plotWidth + 90) \(height)" role="img" \
            aria-label="\(title.words(language))">
            \(rows)
            </svg>
            """
    }

    /// A number with its thousands apart, or the sign for a withheld one.
    package static func number(_ value: Int?, _ language: Language) -> String {
        guard let value else { return "< 11" }
        let digits = String(value)
        var text = ""
        for (offset, digit) in digits.enumerated() {
            if offset > 0, (digits.count - offset) % 3 == 0 {
                text += language == .french ? "\u{202F}" : ","
            }
            text.append(digit)
        }
        return text
    }

    private static func shortened(_ label: String) -> String {
        label.count <= 30 ? label : label.prefix(29) + "…"
    }
}
