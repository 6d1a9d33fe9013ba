internal import Crypto

/// SipHash-2-4 under a key of the vault: a keyed hash of 64 bits, fast enough for ten keys a record.
struct KeyedHasher: Sendable {
    private let first: UInt64
    private let second: UInt64

    init(key: SymmetricKey) {
        let bytes = key.withUnsafeBytes { Array($0) }
        precondition(bytes.count == 16, "SipHash has a key of 16 bytes.")
        first = FixedBytes.word(bytes[...], 0)
        second = FixedBytes.word(bytes[...], 8)
    }

    func hash(_ text: [UInt8]) -> Int64 {
        var state = (
            first ^ 0x736F_6D65_7073_6575, second ^ 0x646F_7261_6E64_6F6D, first ^ 0x6C79_6765_6E65_7261,
            second ^ 0x7465_6462_7974_6573
        )
        var word: UInt64 = 0
        for (place, byte) in text.enumerated() {
            word |= UInt64(byte) << UInt64(8 * (place & 7))
            if place & 7 == 7 {
                KeyedHasher.take(word, &state)
                word = 0
            }
        }
        KeyedHasher.take(word | UInt64(text.count & 255) << 56, &state)
        state.2 ^= 0xFF
        for _ in 0..<4 { KeyedHasher.turn(&state) }
        return Int64(bitPattern: state.0 ^ state.1 ^ state.2 ^ state.3)
    }

    private static func take(_ word: UInt64, _ state: inout (UInt64, UInt64, UInt64, UInt64)) {
        state.3 ^= word
        turn(&state)
        turn(&state)
        state.0 ^= word
    }

    @inline(__always)
    private static func turn(_ v: inout (UInt64, UInt64, UInt64, UInt64)) {
        func rotated(_ x: UInt64, _ bits: UInt64) -> UInt64 { x << bits | x >> (64 - bits) }
        v.0 = v.0 &+ v.1
        v.1 = rotated(v.1, 13) ^ v.0
        v.0 = rotated(v.0, 32)
        v.2 = v.2 &+ v.3
        v.3 = rotated(v.3, 16) ^ v.2
        v.0 = v.0 &+ v.3
        v.3 = rotated(v.3, 21) ^ v.0
        v.2 = v.2 &+ v.1
        v.1 = rotated(v.1, 17) ^ v.2
        v.2 = rotated(v.2, 32)
    }
}
