/// Distinct texts, each held once and numbered from 1; 0 stands for "missing".
package struct ValueDictionary: Sendable {
    /// All texts one after the other; text `code` is `bytes[starts[code]..<starts[code + 1]]`.
    package private(set) var bytes: [UInt8] = []
    package private(set) var starts: [UInt32] = [0, 0]
    /// Open addressing, half full at most; 0 is a free slot.
    private var slots: [UInt32]

    package init() { slots = [UInt32](repeating: 0, count: 1 << 10) }

    /// How many distinct texts there are, missing not counted.
    package var count: Int { starts.count - 2 }

    package func range(_ code: UInt32) -> Range<Int> { Int(starts[Int(code)])..<Int(starts[Int(code) + 1]) }

    package func text(_ code: UInt32) -> String { String(decoding: bytes[range(code)], as: UTF8.self) }

    /// The code of a text, given now when it is new; 0 for an empty one.
    package mutating func code(of text: UnsafeBufferPointer<UInt8>) -> UInt32 {
        if text.isEmpty { return 0 }
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hashOfBytes(text)) & mask
        while slots[slot] != 0 {
            if isEqual(slots[slot], text) { return slots[slot] }
            slot = (slot + 1) & mask
        }
        let code = UInt32(starts.count - 1)
        bytes.append(contentsOf: text)
        starts.append(UInt32(bytes.count))
        slots[slot] = code
        if count * 2 > slots.count { grow() }
        return code
    }

    package mutating func code(of text: [UInt8]) -> UInt32 { text.withUnsafeBufferPointer { code(of: $0) } }

    package mutating func code(of text: String) -> UInt32 { code(of: Array(text.utf8)) }

    /// Adds the texts of another dictionary; gives, for each of its codes, the code here.
    package mutating func merge(_ other: ValueDictionary) -> [UInt32] {
        var codes = [UInt32](repeating: 0, count: other.count + 1)
        other.bytes.withUnsafeBufferPointer { all in
            for code in 1..<(other.count + 1) {
                codes[code] = self.code(of: UnsafeBufferPointer(rebasing: all[other.range(UInt32(code))]))
            }
        }
        return codes
    }

    private func isEqual(_ code: UInt32, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = Int(starts[Int(code)])
        guard Int(starts[Int(code) + 1]) - start == text.count else { return false }
        for offset in 0..<text.count where bytes[start + offset] != text[offset] { return false }
        return true
    }

    private mutating func grow() {
        var larger = [UInt32](repeating: 0, count: slots.count * 4)
        let mask = larger.count - 1
        bytes.withUnsafeBufferPointer { all in
            for code in 1..<starts.count - 1 {
                let text = UnsafeBufferPointer(rebasing: all[range(UInt32(code))])
                var slot = Int(truncatingIfNeeded: hashOfBytes(text)) & mask
                while larger[slot] != 0 { slot = (slot + 1) & mask }
                larger[slot] = UInt32(code)
            }
        }
        slots = larger
    }
}

/// FNV-1a by bytes, then mixed.
func hashOfBytes(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return mixed(hash)
}

/// SplitMix64's finaliser: every bit of the input moves every bit of the output.
@inline(__always)
func mixed(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
}

/// SplitMix64: the same seed gives the same numbers on every machine.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return mixed(state)
    }

    /// A number below `bound`.
    mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }
}
