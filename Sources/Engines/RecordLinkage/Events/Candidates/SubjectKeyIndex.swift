/// The subjects of the register by the keys of their stays: small, so that the national file is only streamed past it.
struct SubjectKeyIndex: Sendable {
    /// Distinct keys in order of their slots.
    private(set) var keys: [UInt64] = []
    /// Subjects of a key are `subjects[starts[place]..<starts[place + 1]]`.
    private(set) var starts: [UInt32] = [0]
    private(set) var subjects: [UInt32] = []
    /// Open addressing, a quarter full at most; 0 is free, otherwise the place of the key + 1.
    private var slots: [UInt32]
    /// One bit per hash: most stays of the national file stop here.
    private var filter: [UInt64]
    private let slotMask: Int
    private let filterMask: UInt64

    init(_ table: StayTable, stays: StaysByOwner, maker: StayKeyMaker) {
        var maker = maker
        var pairs: [(key: UInt64, subject: UInt32)] = []
        pairs.reserveCapacity(stays.order.count * (maker.ruleCount + 2))
        var some: [UInt64] = []
        for subject in 0..<table.ownerCount {
            for place in stays.range(subject) {
                some.removeAll(keepingCapacity: true)
                maker.addKeys(table.stay(Int(stays.order[place])), to: &some)
                for key in some { pairs.append((key, UInt32(subject))) }
            }
        }
        pairs.sort { $0.key != $1.key ? $0.key < $1.key : $0.subject < $1.subject }
        for pair in pairs {
            if pair.key == keys.last {
                if subjects.last != pair.subject { subjects.append(pair.subject) }
            } else {
                if !keys.isEmpty { starts.append(UInt32(subjects.count)) }
                keys.append(pair.key)
                subjects.append(pair.subject)
            }
        }
        if !keys.isEmpty { starts.append(UInt32(subjects.count)) }
        var size = 1024
        while size < keys.count * 4 { size *= 2 }
        slots = [UInt32](repeating: 0, count: size)
        slotMask = size - 1
        filter = [UInt64](repeating: 0, count: size / 16)
        filterMask = UInt64(size / 16 - 1)
        for (place, key) in keys.enumerated() {
            filter[Int(key >> 6 & filterMask)] |= 1 << (key & 63)
            var slot = Int(truncatingIfNeeded: key >> 20) & slotMask
            while slots[slot] != 0 { slot = (slot + 1) & slotMask }
            slots[slot] = UInt32(place + 1)
        }
    }

    /// The place of a key, nil when no subject has it.
    @inline(__always)
    func place(_ key: UInt64) -> Int? {
        if filter[Int(key >> 6 & filterMask)] & (1 << (key & 63)) == 0 { return nil }
        var slot = Int(truncatingIfNeeded: key >> 20) & slotMask
        while slots[slot] != 0 {
            let place = Int(slots[slot]) - 1
            if keys[place] == key { return place }
            slot = (slot + 1) & slotMask
        }
        return nil
    }

    @inline(__always)
    func range(_ place: Int) -> Range<Int> { Int(starts[place])..<Int(starts[place + 1]) }
}
