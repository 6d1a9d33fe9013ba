/// Numbers the different whole numbers in the order in which they are first met, from 0.
struct IntegerTable {
    private(set) var distinct: [Int64] = []
    private var slots: [UInt32]
    private var shift: UInt64
    private var lastValue: Int64 = 0
    private var lastCode: UInt32 = .max

    private static let empty = UInt32.max

    init() {
        slots = Array(repeating: IntegerTable.empty, count: 1 << 10)
        shift = 64 - 10
    }

    mutating func code(of value: Int64) -> UInt32 {
        if value == lastValue, lastCode != IntegerTable.empty { return lastCode }
        lastValue = value
        lastCode = find(value)
        return lastCode
    }

    /// The code of a value that was met; nil otherwise.
    func known(_ value: Int64) -> UInt32? {
        var slot = place(of: value)
        while slots[slot] != IntegerTable.empty {
            if distinct[Int(slots[slot])] == value { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private mutating func find(_ value: Int64) -> UInt32 {
        var slot = place(of: value)
        while slots[slot] != IntegerTable.empty {
            if distinct[Int(slots[slot])] == value { return slots[slot] }
            slot = (slot &+ 1) & (slots.count &- 1)
        }
        let code = UInt32(distinct.count)
        distinct.append(value)
        slots[slot] = code
        if distinct.count * 2 > slots.count { grow() }
        return code
    }

    private mutating func grow() {
        slots = Array(repeating: IntegerTable.empty, count: slots.count * 4)
        shift -= 2
        for (code, value) in distinct.enumerated() {
            var slot = place(of: value)
            while slots[slot] != IntegerTable.empty { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(code)
        }
    }

    @inline(__always)
    private func place(of value: Int64) -> Int {
        // Fibonacci hashing; the upper half is folded in so that round numbers and doubles spread too.
        let bits = UInt64(bitPattern: value)
        return Int(truncatingIfNeeded: ((bits ^ (bits >> 32)) &* 0x9E37_79B9_7F4A_7C15) >> shift)
    }
}
