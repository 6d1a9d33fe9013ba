import CohortEngine

/// A day expression over the columns of one table of a shard.
struct BoundDay {
    /// The row's start plus what the columns hold plus days; unknown when a column is.
    struct Alternative {
        let column: IndexColumn?
        let added: IndexColumn?
        let days: Int
    }

    /// The first that is known counts.
    let alternatives: [Alternative]

    init(_ expression: DayExpression, table: IndexTable, startColumn: String) {
        alternatives = BoundDay.flatten(expression, table, startColumn)
    }

    private static func flatten(
        _ expression: DayExpression, _ table: IndexTable, _ startColumn: String
    ) -> [Alternative] {
        switch expression {
        case .column(let name):
            if name == startColumn { return [Alternative(column: nil, added: nil, days: 0)] }
            // A column that the data do not have is unknown throughout.
            return table.columns[name].map { [Alternative(column: $0, added: nil, days: 0)] } ?? []
        case .adding(let inner, let days):
            return flatten(inner, table, startColumn)
                .map { Alternative(column: $0.column, added: $0.added, days: $0.days + days) }
        case .addingColumn(let inner, let name):
            guard let added = table.columns[name] else { return [] }
            return flatten(inner, table, startColumn)
                .map { Alternative(column: $0.column, added: added, days: $0.days) }
        case .firstKnown(let list): return list.flatMap { flatten($0, table, startColumn) }
        }
    }

    /// The days of rows.
    func write(
        _ target: UnsafeMutablePointer<Int32>, _ rows: UnsafePointer<UInt32>, _ count: Int, _ table: IndexTable
    ) {
        guard let first = alternatives.first else {
            target.update(repeating: unknownDay, count: count)
            return
        }
        let starts = table.start
        let firstDay = table.firstDay
        if first.column == nil, first.added == nil {
            let offset = firstDay + first.days
            for place in 0..<count {
                target[place] = Int32(truncatingIfNeeded: offset &+ starts[Int(rows[place])])
            }
            return
        }
        if let column = first.column, first.added == nil, case .sequence(let lowest) = column.values,
            let second = alternatives.dropFirst().first, second.column == nil, second.added == nil
        {
            // A stored end, or a fixed number of days: nearly every table.
            let codes = column.codes
            let known = firstDay + first.days + lowest - 1
            let unknown = firstDay + second.days
            for place in 0..<count {
                let row = Int(rows[place])
                let code = codes[row]
                let base = starts[row] &+ (code == 0 ? unknown : known &+ code)
                target[place] = Int32(truncatingIfNeeded: base)
            }
            return
        }
        for place in 0..<count { target[place] = day(Int(rows[place]), starts, firstDay) }
    }

    private func day(_ row: Int, _ starts: PackedColumn, _ firstDay: Int) -> Int32 {
        for alternative in alternatives {
            var days = alternative.days
            if let column = alternative.column {
                let code = column.codes[row]
                if code == 0 { continue }
                days += column.values.whole(code)
            }
            if let added = alternative.added {
                let code = added.codes[row]
                if code == 0 { continue }
                days += added.values.whole(code)
            }
            return Int32(clamping: firstDay + starts[row] + days)
        }
        return unknownDay
    }
}
