import HealthModel

extension Disclosure {
    /// A table of counts. Cells under the threshold are withheld, then as many others as it takes for nobody to
    /// compute the first ones, even someone who knows every total from elsewhere, rounded. All withheld cells say the
    /// same, so that the protecting ones do not give themselves away.
    package func table(_ table: CountTable) -> Releasable<ReleasableTable> {
        let withheld = SecondarySuppression(table, policy: policy).withheldCells()
        let cells = table.counts.indices.map { row in
            table.counts[row].indices
                .map { column in
                    withheld.contains(TableCell(row: row, column: column))
                        ? ReleasableCount.withheld(reason: .hiddenCell(policy, table))
                        : .exactlyRounded(policy.rounded(table.counts[row][column]))
                }
        }
        return Releasable(
            checked: ReleasableTable(
                rows: table.rows, columns: table.columns, cells: cells,
                totals: table.isAdditive ? ReleasableTable.Totals(cells) : nil))
    }
}

extension ReleasableTable.Totals {
    init(_ cells: [[ReleasableCount]]) {
        func total(_ cells: [ReleasableCount]) -> ReleasableTable.Total {
            ReleasableTable.Total(
                sum: cells.reduce(0) { $0 + ($1.number ?? 0) }, leavesOut: cells.contains { $0.number == nil })
        }
        rows = cells.map(total)
        columns = (cells.first ?? []).indices.map { column in total(cells.map { $0[column] }) }
        all = total(cells.flatMap { $0 })
    }
}

extension Phrase {
    fileprivate static func hiddenCell(_ policy: DisclosurePolicy, _ table: CountTable) -> Phrase {
        guard table.isAdditive else { return .tooFew(policy) }
        return Phrase(
            fr:
                "Non communiqué : moins de \(policy.thresholdPersons) personnes, ou case retirée pour qu’une telle case "
                + "ne puisse être calculée.",
            en: "Withheld: fewer than \(policy.thresholdPersons) persons, or removed so that such a cell cannot be "
                + "computed.")
    }
}
