/// The order in which the rows of a table are written: concept, person, start, identifier.
struct TableSort {
    /// Ascending.
    let concepts: [Int64]
    /// Rows of each concept: one more number than there are concepts.
    let offsets: [UInt32]
    /// The places of the rows, sorted.
    let places: [UInt32]
    let firstDay: Int32
    let lastDay: Int32

    init(_ rows: TableRows) {
        let count = rows.count
        var table = IntegerTable()
        var codes = [UInt32](repeating: 0, count: count)
        codes.withUnsafeMutableBufferPointer { codes in
            let concepts = rows.concepts.elements
            for row in 0..<count { codes[row] = table.code(of: concepts[row]) }
        }
        let order = table.distinct.indices.sorted { table.distinct[$0] < table.distinct[$1] }
        var ranks = [UInt64](repeating: 0, count: order.count)
        for (rank, code) in order.enumerated() { ranks[code] = UInt64(rank) }
        concepts = order.map { table.distinct[$0] }
        (firstDay, lastDay) = TableSort.range(rows.starts)

        var counts = [UInt32](repeating: 0, count: order.count + 1)
        for code in codes { counts[Int(ranks[Int(code)]) + 1] += 1 }
        for rank in 0..<order.count { counts[rank + 1] += counts[rank] }
        offsets = counts

        var places = (0..<UInt32(count)).map { $0 }
        let dayBits = PackedNumbers.bitWidth(of: UInt64(Int64(lastDay) - Int64(firstDay)))
        let personBits = 16
        let conceptBits = PackedNumbers.bitWidth(of: UInt64(max(0, order.count - 1)))
        let first = Int64(firstDay)
        var keys = [UInt64](repeating: 0, count: count)
        if dayBits + personBits + conceptBits <= 64 {
            for row in 0..<count {
                keys[row] =
                    (ranks[Int(codes[row])] << UInt64(personBits) | UInt64(rows.persons[row])) << UInt64(dayBits)
                    | UInt64(Int64(rows.starts[row]) - first)
            }
            radixSort(keys: &keys, places: &places, usedBitCount: dayBits + personBits + conceptBits)
        } else {
            // Dates thousands of years apart: by day first, then the rest.
            for row in 0..<count { keys[row] = UInt64(Int64(rows.starts[row]) - first) }
            radixSort(keys: &keys, places: &places, usedBitCount: dayBits)
            for place in 0..<count {
                let row = Int(places[place])
                keys[place] = ranks[Int(codes[row])] << UInt64(personBits) | UInt64(rows.persons[row])
            }
            radixSort(keys: &keys, places: &places, usedBitCount: personBits + conceptBits)
        }
        TableSort.settleTies(keys, &places, rows)
        self.places = places
    }

    private static func range(_ days: RowBuffer<Int32>) -> (Int32, Int32) {
        guard days.count > 0 else { return (0, 0) }
        var (first, last) = (Int32.max, Int32.min)
        for place in 0..<days.count {
            first = min(first, days[place])
            last = max(last, days[place])
        }
        return (first, last)
    }

    /// Rows of the same concept, person and day go by identifier, then by all they hold: the order of reading must not
    /// show in the file.
    private static func settleTies(_ keys: [UInt64], _ places: inout [UInt32], _ rows: TableRows) {
        let starts = rows.starts
        var begin = 0
        while begin < keys.count {
            var end = begin + 1
            while end < keys.count, keys[end] == keys[begin],
                starts[Int(places[end])] == starts[Int(places[begin])]
            {
                end += 1
            }
            if end - begin == 2 {
                if comesBefore(places[begin + 1], places[begin], rows) { places.swapAt(begin, begin + 1) }
            } else if end - begin > 2 {
                places[begin..<end].sort { comesBefore($0, $1, rows) }
            }
            begin = end
        }
    }

    private static func comesBefore(_ place: UInt32, _ other: UInt32, _ rows: TableRows) -> Bool {
        let (row, otherRow) = (Int(place), Int(other))
        let identifiers = rows.identifiers
        if identifiers[row] != identifiers[otherRow] { return identifiers[row] < identifiers[otherRow] }
        if let visits = rows.visits, visits[row] != visits[otherRow] { return visits[row] < visits[otherRow] }
        for (_, column) in rows.days where column[row] != column[otherRow] { return column[row] < column[otherRow] }
        for (_, column) in rows.values {
            let order = column.order(row, otherRow)
            if order != 0 { return order < 0 }
        }
        return false
    }
}
