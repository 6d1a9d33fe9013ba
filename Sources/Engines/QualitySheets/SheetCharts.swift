internal import Foundation
internal import HealthModel

/// The drawings of a sheet, as SVG that needs nothing else.
struct SheetCharts {
    let sheet: QualitySheet
    let language: Language
    private let width = 720.0
    private let left = 58.0
    private let bottom = 44.0

    private func say(_ fr: String, _ en: String) -> String { Phrase(fr: fr, en: en).words(language) }
    private var numbers: SheetNumbers { SheetNumbers(language: language) }
    private func place(_ number: Double) -> String { String(format: "%.1f", number) }

    /// Pairs by weight, on a logarithmic scale; withheld counts are drawn pale at their bound.
    func histogram() -> HTML {
        let height = 260.0
        let bins = sheet.histogram
        guard let first = bins.first, let last = bins.last else { return .empty }
        let tallest = log10(Double(max(10, bins.compactMap(\.pairCount.value).max() ?? 10)))
        let span = last.weightMax - first.weightMin
        func x(_ weight: Double) -> Double { left + (weight - first.weightMin) / span * (width - left - 8) }
        func y(_ level: Double) -> Double { height - bottom - level / tallest * (height - bottom - 12) }
        let bars = bins.map { bin -> HTML in
            let count = bin.pairCount.value ?? sheet.countMin
            guard count > 0 else { return .empty }
            let top = y(max(0.12, log10(Double(count))))
            let kind = bin.pairCount.value == nil ? "pale" : bin.weightMin >= sheet.weightMin ? "link" : "rest"
            return """
                <rect class="\(kind)" x="\(place(x(bin.weightMin) + 1))" y="\(place(top))" \
                width="\(place(max(1, x(bin.weightMax) - x(bin.weightMin) - 2)))" height="\(place(height - bottom - top))">\
                <title>\(numbers.decimal(bin.weightMin, 0)) … \(numbers.decimal(bin.weightMax, 0)): \
                \(numbers.count(bin.pairCount))</title></rect>
                """
        }
        let rows = (0...Int(tallest)).map { level in gridline(y(Double(level)), numbers.whole(power(level))) }
        let step = span > 50 ? 10.0 : 5.0
        let marks = stride(from: (first.weightMin / step).rounded(.up) * step, through: last.weightMax, by: step)
            .map { tick(x($0), height - bottom, numbers.decimal($0, 0)) }
        return drawing(
            height, say("Paires comparées par poids", "Pairs compared by weight"),
            [HTML(rows), HTML(bars), HTML(marks), threshold(x(sheet.weightMin), height - bottom)],
            say("poids (log2 des chances)", "weight (log2 of the odds)"))
    }

    /// Expected precision and recall by threshold.
    func curve() -> HTML {
        let height = 240.0
        let points = sheet.thresholds
        guard points.count > 1, let first = points.first, let last = points.last else { return .empty }
        let lowest = points.map { min($0.precision, $0.recall) }.min() ?? 0
        let floor = lowest > 0.99 ? 0.99 : lowest > 0.95 ? 0.95 : lowest > 0.9 ? 0.9 : lowest > 0.5 ? 0.5 : 0
        let span = max(1, last.weightMin - first.weightMin)
        func x(_ weight: Double) -> Double { left + (weight - first.weightMin) / span * (width - left - 16) }
        func y(_ share: Double) -> Double { height - bottom - (share - floor) / (1 - floor) * (height - bottom - 14) }
        func line(_ kind: String, _ value: (QualitySheet.Threshold) -> Double) -> HTML {
            let path = points.map { "\(place(x($0.weightMin))),\(place(y(value($0))))" }.joined(separator: " ")
            return "<polyline class=\"\(kind)\" points=\"\(path)\"/>"
        }
        let rows = (0...4)
            .map { row -> HTML in
                let share = floor + (1 - floor) * Double(row) / 4
                return gridline(y(share), numbers.percent(share, floor >= 0.95 ? 2 : floor >= 0.9 ? 1 : 0))
            }
        let marks = points.filter { $0.weightMin.truncatingRemainder(dividingBy: 2) == 0 }
            .map { tick(x($0.weightMin), height - bottom, numbers.decimal($0.weightMin, 0)) }
        let key: HTML = """
            <p class="key"><span class="precision"></span>\(say("précision attendue", "expected precision"))
            <span class="recall"></span>\(say("rappel attendu", "expected recall"))</p>
            """
        return HTML([
            drawing(
                height, say("Précision et rappel attendus par seuil", "Expected precision and recall by threshold"),
                [HTML(rows), HTML(marks), line("precision") { $0.precision }, line("recall") { $0.recall }],
                say("seuil de poids", "weight threshold")), key,
        ])
    }

    // MARK: - Parts

    private func power(_ level: Int) -> Int { (0..<level).reduce(1) { product, _ in product * 10 } }

    private func drawing(_ height: Double, _ title: String, _ parts: [HTML], _ axis: String) -> HTML {
        """
        <div class="chart"><svg viewBox="0 0 \(Int(width)) \(Int(height))" role="img" aria-label="\(title)">
        \(parts)<text class="axis" x="\(place((width + left) / 2))" y="\(place(height - 6))">\(axis)</text></svg></div>
        """
    }

    private func gridline(_ y: Double, _ label: String) -> HTML {
        """
        <line class="grid" x1="\(place(left))" x2="\(place(width - 8))" y1="\(place(y))" y2="\(place(y))"/>\
        <text class="scale" x="\(place(left - 6))" y="\(place(y + 4))">\(label)</text>
        """
    }

    private func tick(_ x: Double, _ y: Double, _ label: String) -> HTML {
        "<text class=\"axis\" x=\"\(place(x))\" y=\"\(place(y + 17))\">\(label)</text>"
    }

    private func threshold(_ x: Double, _ y: Double) -> HTML {
        """
        <line class="threshold" x1="\(place(x))" x2="\(place(x))" y1="6" y2="\(place(y))"/>\
        <text class="mark" x="\(place(x + 5))" y="16">\(say("seuil", "threshold"))</text>
        """
    }
}
