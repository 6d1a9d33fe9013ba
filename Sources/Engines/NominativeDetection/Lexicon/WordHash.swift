/// The hash of a word folded to lower-case ASCII: FNV-1a, 64 bits.
enum WordHash {
    static let start: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    static func adding(_ byte: UInt8, to hash: UInt64) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

    /// For the words of our own lists, already folded.
    static func of(_ word: some Sequence<UInt8>) -> UInt64 {
        var hash = start
        for byte in word { hash = adding(byte, to: hash) }
        return hash
    }
}
