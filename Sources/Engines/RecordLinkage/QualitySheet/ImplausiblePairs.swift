internal import HealthModel
package import QualitySheets

extension LinkedFiles {
    /// Linked records whose sex or birth cannot be one person's, counted as persons of both files; nil when the files say
    /// neither.
    package func implausibleLinks(countMin: Int) -> ImplausibleLinks? {
        let (table, columns) = (result.table, configuration.columns)
        func column(_ kind: FieldKind) -> String? {
            columns.first { $0.kind == kind && table.columns[$0.name] != nil }?.name
        }
        let sexes = column(.sex).map { table.codes($0) }
        let dates = column(.date).map { table.dates($0) }
        guard sexes != nil || dates != nil else { return nil }
        let rules = ImplausibleRule.allCases.filter {
            switch $0 {
            case .otherSex: sexes != nil
            case .otherBirthYear, .otherBirthMonth: dates != nil
            default: false
            }
        }
        let bySources = Dictionary(grouping: links) { SourcePair(table.source(of: $0.a), table.source(of: $0.b)) }
        let pairs = bySources.keys.sorted()
            .map { pair -> ImplausibleLinks.Pair in
                let links = bySources[pair] ?? []
                let findings = rules.map { rule in
                    (
                        rule: rule,
                        personCount: links.count { LinkedFiles.breaks(rule, $0, sexes: sexes, dates: dates) }
                    )
                }
                return ImplausibleLinks.Pair(
                    a: table.sources[pair.a].name, b: table.sources[pair.b].name, personCount: links.count,
                    findings: findings, countMin: countMin, countStep: 1)
            }
        return ImplausibleLinks(countMin: countMin, countStep: 1, pairs: pairs)
    }

    private struct SourcePair: Hashable, Comparable {
        let a: Int
        let b: Int

        init(_ a: Int, _ b: Int) { (self.a, self.b) = (min(a, b), max(a, b)) }

        static func < (left: SourcePair, right: SourcePair) -> Bool { (left.a, left.b) < (right.a, right.b) }
    }

    /// Dates are `YYYYMMDD` with zeros for what is unknown.
    private static func breaks(_ rule: ImplausibleRule, _ link: Link, sexes: [UInt32]?, dates: [Int32]?) -> Bool {
        switch rule {
        case .otherSex:
            guard let sexes else { return false }
            return Set([sexes[link.a], sexes[link.b]]) == [1, 2]
        case .otherBirthYear:
            guard let dates, dates[link.a] != 0, dates[link.b] != 0 else { return false }
            return abs(Int(dates[link.a] / 10_000 - dates[link.b] / 10_000)) > ImplausibleRule.yearsMax
        case .otherBirthMonth:
            guard let dates else { return false }
            let (left, right) = (dates[link.a], dates[link.b])
            let months = (left / 100 % 100, right / 100 % 100)
            return left / 10_000 == right / 10_000 && months.0 != 0 && months.1 != 0 && months.0 != months.1
        default: return false
        }
    }
}
