/// Numbers, within each person, the different identifiers that the person's rows carry.
struct PersonRanks {
    /// By table, by row: the rank from 0, or `none` for a row without identifier.
    private(set) var ranks: [[UInt32]] = []
    private(set) var largest: UInt32 = 0
    /// The different identifiers of person `p`, ascending, stand from `offsets[p]` up to `offsets[p + 1]`.
    private(set) var offsets: [UInt32]
    private(set) var identifiers: [Int64] = []

    static let none = UInt32.max

    private struct Carrier {
        let identifier: Int64
        let place: UInt32
    }

    /// Rows whose identifier is `missing` are not ranked. The identifiers themselves are kept when asked for.
    init(
        _ tables: [(persons: [UInt16], identifiers: [Int64])], personCount: Int, missing: Int64?, keepsIdentifiers: Bool
    ) {
        var begins = [Int](repeating: 0, count: personCount + 1)
        for table in tables {
            for (row, person) in table.persons.enumerated() where table.identifiers[row] != missing {
                begins[Int(person) + 1] += 1
            }
        }
        for person in 0..<personCount { begins[person + 1] += begins[person] }
        var carriers = [Carrier](repeating: Carrier(identifier: 0, place: 0), count: begins[personCount])
        var ends = begins
        var place: UInt32 = 0
        for table in tables {
            for (row, person) in table.persons.enumerated() {
                if table.identifiers[row] != missing {
                    carriers[ends[Int(person)]] = Carrier(identifier: table.identifiers[row], place: place)
                    ends[Int(person)] += 1
                }
                place += 1
            }
        }
        offsets = [0]
        offsets.reserveCapacity(personCount + 1)
        var flat = [UInt32](repeating: PersonRanks.none, count: Int(place))
        var distinctCount: UInt32 = 0
        carriers.withUnsafeMutableBufferPointer { carriers in
            for person in 0..<personCount {
                var own = UnsafeMutableBufferPointer(rebasing: carriers[begins[person]..<begins[person + 1]])
                own.sort { $0.identifier < $1.identifier }
                var rank: UInt32 = 0
                for index in own.indices {
                    let isNew = index == 0 || own[index].identifier != own[index - 1].identifier
                    if isNew, index > 0 { rank += 1 }
                    if isNew {
                        distinctCount += 1
                        if keepsIdentifiers { identifiers.append(own[index].identifier) }
                    }
                    flat[Int(own[index].place)] = rank
                }
                largest = max(largest, rank)
                offsets.append(distinctCount)
            }
        }
        var begin = 0
        for table in tables {
            ranks.append(Array(flat[begin..<(begin + table.persons.count)]))
            begin += table.persons.count
        }
    }

    /// The place of a person's identifier among `identifiers`; nil when no row carries it.
    func place(of identifier: Int64, person: Int) -> Int? {
        var (low, high) = (Int(offsets[person]), Int(offsets[person + 1]))
        while low < high {
            let middle = (low + high) / 2
            if identifiers[middle] < identifier { low = middle + 1 } else { high = middle }
        }
        return low < Int(offsets[person + 1]) && identifiers[low] == identifier ? low : nil
    }
}
