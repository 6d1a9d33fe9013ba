package import HealthModel

extension Chart {
    /// One band of a compared pyramid, in percent of each group; nil when withheld.
    package struct PyramidBand: Sendable {
        package let label: String
        package let men: [Double?]
        package let women: [Double?]

        package init(label: String, men: [Double?], women: [Double?]) {
            self.label = label
            self.men = men
            self.women = women
        }
    }

    private static let pyramidHalf = 178
    private static let pyramidGutter = 64
    private static let pyramidRow = 16

    /// An age pyramid in percent: bars are the first group, outlines the second. Youngest at the bottom; bands come
    /// youngest first. A withheld bar is a stub of one length, whatever it hides.
    package static func comparedPyramid(_ bands: [PyramidBand], title: Phrase, language: Language) -> HTML {
        let widest = max(1, bands.flatMap { $0.men + $0.women }.compactMap { $0 }.max() ?? 1)
        let top = 20
        let bottom = top + bands.count * pyramidRow
        let rows = bands.enumerated()
            .map { offset, band -> HTML in
                let y = bottom - (offset + 1) * pyramidRow
                return """
                    <text x="\(pyramidHalf + pyramidGutter / 2)" y="\(y + 11)" text-anchor="middle">\(band.label)</text>
                    \(side(band.men, y: y, widest: widest, isLeft: true, className: "men"))
                    \(side(band.women, y: y, widest: widest, isLeft: false, className: "women"))
                    """
            }
        // At most four labels a side: more would run into each other.
        let step = [1, 2, 5, 10, 20].first { widest / Double($0) < 5 } ?? 25
        let ticks = stride(from: step, through: Int(widest), by: step)
            .map { tick -> HTML in
                let length = Int(Double(tick) / widest * Double(pyramidHalf - 8))
                let right = pyramidHalf + pyramidGutter + length
                return """
                    <line x1="\(pyramidHalf - length)" x2="\(pyramidHalf - length)" y1="\(top)" y2="\(bottom)" stroke="#dddfe6"></line>
                    <line x1="\(right)" x2="\(right)" y1="\(top)" y2="\(bottom)" stroke="#dddfe6"></line>
                    <text class="quiet" x="\(pyramidHalf - length)" y="\(bottom + 13)" text-anchor="middle">\(tick)\u{A0}%</text>
                    <text class="quiet" x="\(right)" y="\(bottom + 13)" text-anchor="middle">\(tick)\u{A0}%</text>
                    """
            }
        return """
            <svg class="chart figure" viewBox="0 0 \(2 * pyramidHalf + pyramidGutter) \(bottom + 18)" role="img" \
            aria-label="\(title.words(language))">
            \(ticks)
            <text class="side" x="\(pyramidHalf)" y="12" text-anchor="end">\(Phrase(fr: "Hommes", en: "Men").words(language))</text>
            <text class="side" x="\(pyramidHalf + pyramidGutter)" y="12">\(Phrase(fr: "Femmes", en: "Women").words(language))</text>
            \(rows)
            </svg>
            """
    }

    private static func side(
        _ shares: [Double?], y: Int, widest: Double, isLeft: Bool, className: String
    ) -> [HTML] {
        // Beside another group the cohort has the colour that it has in every table.
        let filled = shares.count > 1 ? "bar" : className
        return shares.enumerated()
            .map { group, share -> HTML in
                let stub = 5
                let length = share.map { Int(($0 / widest * Double(pyramidHalf - 8)).rounded()) } ?? stub
                guard length > 0 else { return .empty }
                let x = isLeft ? pyramidHalf - length : pyramidHalf + pyramidGutter
                if group > 0 {
                    guard share != nil else { return .empty }
                    return """
                        <rect class="outline" fill="none" stroke="#161616" x="\(x)" y="\(y + 1)" width="\(length)" \
                        height="\(pyramidRow - 3)"></rect>
                        """
                }
                return """
                    <rect class="\(share == nil ? "withheld" : filled)" x="\(x)" y="\(y + 3)" width="\(length)" \
                    height="\(pyramidRow - 7)"></rect>
                    """
            }
    }
}
