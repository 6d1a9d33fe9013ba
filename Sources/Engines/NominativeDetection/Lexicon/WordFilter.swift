/// A set of words kept as bits: it never forgets a word, and takes a foreign one for its own about once in a hundred.
///
/// Coded as base64 of a bit array (bit p is bit p % 8 of byte p / 8). A word is folded to lower-case ASCII and hashed
/// with FNV-1a (64 bits), the hash is mixed, its low half starts and its high half steps the probes.
struct WordFilter: Sendable {
    private let bits: [UInt8]
    private let bitCount: UInt64
    private let probeCount: Int

    init(base64: String, probeCount: Int) {
        bits = WordFilter.decode(base64)
        bitCount = UInt64(bits.count) * 8
        self.probeCount = probeCount
    }

    /// Whether the word of this hash belongs to the set, or looks as if.
    @inline(__always)
    func contains(_ hash: UInt64) -> Bool {
        guard bitCount > 0 else { return false }
        var mixed = hash
        mixed ^= mixed >> 32
        mixed = mixed &* 0x9E37_79B9_7F4A_7C15
        mixed ^= mixed >> 29
        var place = mixed & 0xFFFF_FFFF
        let step = (mixed >> 32) | 1
        for _ in 0..<probeCount {
            let bit = Int((place &* bitCount) >> 32)
            if bits[bit >> 3] & (1 << UInt8(bit & 7)) == 0 { return false }
            place = (place &+ step) & 0xFFFF_FFFF
        }
        return true
    }

    private static func decode(_ text: String) -> [UInt8] {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, byte) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() {
            values[Int(byte)] = UInt8(value)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3 / 4 + 3)
        var buffer: UInt32 = 0
        var bitsHeld = 0
        for byte in text.utf8 {
            let value = values[Int(byte)]
            guard value != 0xFF else { continue }
            buffer = (buffer << 6) | UInt32(value)
            bitsHeld += 6
            if bitsHeld >= 8 {
                bitsHeld -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bitsHeld)))
            }
        }
        return bytes
    }
}
