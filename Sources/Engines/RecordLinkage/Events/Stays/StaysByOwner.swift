/// The stays of each owner, by day of entry; identical ones once, those without an event left out.
struct StaysByOwner: Sendable {
    /// Stays of `owner` are `order[starts[owner]..<starts[owner + 1]]`.
    private(set) var starts: [UInt32]
    private(set) var order: [UInt32]
    /// Stays that are left out, by their place in the table.
    private(set) var isLeftOut: [Bool]
    private(set) var copyCount = 0

    init(_ table: StayTable) {
        let ownerCount = table.ownerCount
        isLeftOut = [Bool](repeating: false, count: table.count)
        starts = [UInt32](repeating: 0, count: ownerCount + 1)
        for stay in 0..<table.count {
            if table.hasEvent(stay) {
                starts[Int(table.owners[stay]) + 1] += 1
            } else {
                isLeftOut[stay] = true
            }
        }
        for owner in 0..<ownerCount { starts[owner + 1] += starts[owner] }
        order = [UInt32](repeating: 0, count: Int(starts[ownerCount]))
        var next = starts
        for stay in 0..<table.count where !isLeftOut[stay] {
            let owner = Int(table.owners[stay])
            order[Int(next[owner])] = UInt32(stay)
            next[owner] += 1
        }
        sortAndRemoveCopies(table)
    }

    @inline(__always)
    func range(_ owner: Int) -> Range<Int> { Int(starts[owner])..<Int(starts[owner + 1]) }

    private mutating func sortAndRemoveCopies(_ table: StayTable) {
        var kept = 0
        var begin = 0
        for owner in 0..<starts.count - 1 {
            let end = Int(starts[owner + 1])
            if end - begin > 1 {
                order[begin..<end].sort { StaysByOwner.isBefore(table.stay(Int($0)), table.stay(Int($1)), $0, $1) }
            }
            starts[owner] = UInt32(kept)
            for place in begin..<end {
                let stay = order[place]
                if place > begin, table.stay(Int(stay)) == table.stay(Int(order[kept - 1])) {
                    isLeftOut[Int(stay)] = true
                    copyCount += 1
                    continue
                }
                order[kept] = stay
                kept += 1
            }
            begin = end
        }
        starts[starts.count - 1] = UInt32(kept)
        order.removeSubrange(kept...)
    }

    private static func isBefore(_ a: CodedStay, _ b: CodedStay, _ placeA: UInt32, _ placeB: UInt32) -> Bool {
        if a.entry != b.entry { return a.entry < b.entry }
        if a.exit != b.exit { return a.exit < b.exit }
        if a.hospital != b.hospital { return a.hospital < b.hospital }
        if a.diagnosis != b.diagnosis { return a.diagnosis < b.diagnosis }
        if a.department != b.department { return a.department < b.department }
        if a.birth != b.birth { return a.birth < b.birth }
        if a.sex != b.sex { return a.sex < b.sex }
        return placeA < placeB
    }
}
