/// A fixed set of short texts looked up by their bytes, without making a String.
///
/// Layout: `slots` holds 1 + the index of a text, 0 when free; texts stand one after the other in `bytes`.
final class ByteSet {
    private let slots: [Int32]
    private let starts: [Int32]
    private let bytes: [UInt8]
    private let mask: Int

    init(_ texts: some Sequence<String>) {
        let list = Array(Set(texts))
        var size = 16
        while size < list.count * 2 { size *= 2 }
        mask = size - 1
        var slots = [Int32](repeating: 0, count: size)
        var starts: [Int32] = [0]
        var bytes: [UInt8] = []
        for (index, text) in list.enumerated() {
            let utf8 = Array(text.utf8)
            bytes += utf8
            starts.append(Int32(bytes.count))
            var slot = Int(truncatingIfNeeded: utf8.withUnsafeBufferPointer { hashBytes($0) }) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(index + 1)
        }
        self.slots = slots
        self.starts = starts
        self.bytes = bytes
    }

    func contains(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var slot = Int(truncatingIfNeeded: hashBytes(text)) & mask
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            let start = Int(starts[index])
            if Int(starts[index + 1]) - start == text.count {
                var place = 0
                while place < text.count, bytes[start + place] == text[place] { place += 1 }
                if place == text.count { return true }
            }
            slot = (slot + 1) & mask
        }
        return false
    }
}

/// A quick hash of bytes; not for anything that must resist an adversary.
@inline(__always)
func hashBytes(_ text: UnsafeBufferPointer<UInt8>, seed: UInt64 = 0x9E37_79B9_7F4A_7C15) -> UInt64 {
    guard let base = text.baseAddress else { return mix(seed, 0x2545_F491_4F6C_DD1D) }
    let raw = UnsafeRawPointer(base)
    var hash = seed ^ UInt64(text.count) &* 0xD6E8_FEB8_6659_FD93
    var index = 0
    // Safe because each load stays within the text.
    while index + 8 <= text.count {
        hash = mix(hash, raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        index += 8
    }
    var rest: UInt64 = 0
    while index < text.count {
        rest = rest << 8 | UInt64(text[index])
        index += 1
    }
    return mix(hash, rest)
}

@inline(__always)
private func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = (left ^ right).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low ^ (left &+ 0xE703_7ED1_A0B4_28DB)
}

/// Remembers 64-bit hashes of keys to tell a second one; memory is bounded by its limit.
struct KeyMemory {
    private var slots: [UInt64] = [UInt64](repeating: 0, count: 1024)
    private var count = 0
    private let countMax: Int
    /// More keys came than it may remember.
    private(set) var isFull = false

    init(countMax: Int) { self.countMax = countMax }

    /// False when the key was there already. The chance of a false alarm among 4 million keys is under one in a million.
    mutating func insert(_ hash: UInt64) -> Bool {
        guard !isFull else { return true }
        let key = hash == 0 ? 1 : hash
        var slot = Int(truncatingIfNeeded: key) & (slots.count - 1)
        while slots[slot] != 0 {
            if slots[slot] == key { return false }
            slot = (slot + 1) & (slots.count - 1)
        }
        guard count < countMax else {
            isFull = true
            slots = []
            return true
        }
        slots[slot] = key
        count += 1
        if count * 2 > slots.count { grow() }
        return true
    }

    private mutating func grow() {
        var larger = [UInt64](repeating: 0, count: slots.count * 2)
        for key in slots where key != 0 {
            var slot = Int(truncatingIfNeeded: key) & (larger.count - 1)
            while larger[slot] != 0 { slot = (slot + 1) & (larger.count - 1) }
            larger[slot] = key
        }
        slots = larger
    }
}
