/// XXH64 with seed 0 (Yann Collet's xxHash, 64 bits): finds every accidental change, at several bytes a cycle.
///
/// It is no signature: whoever can write the file can make it fit. A release's signature covers its own files, and the
/// index can be built again from them.
enum Checksum {
    private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        guard let start = bytes.baseAddress else { return finish(prime5, nil, 0) }
        let count = bytes.count
        var place = 0
        var hash = prime5
        if count >= 32 {
            var lane1 = prime1 &+ prime2
            var lane2 = prime2
            var lane3: UInt64 = 0
            var lane4 = 0 &- prime1
            while place <= count - 32 {
                lane1 = round(lane1, start.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                lane2 = round(lane2, start.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self))
                lane3 = round(lane3, start.loadUnaligned(fromByteOffset: place + 16, as: UInt64.self))
                lane4 = round(lane4, start.loadUnaligned(fromByteOffset: place + 24, as: UInt64.self))
                place += 32
            }
            hash = rotate(lane1, 1) &+ rotate(lane2, 7) &+ rotate(lane3, 12) &+ rotate(lane4, 18)
            for lane in [lane1, lane2, lane3, lane4] {
                hash = (hash ^ round(0, lane)) &* prime1 &+ prime4
            }
        }
        return finish(hash &+ UInt64(count), start + place, count - place)
    }

    static func of(_ bytes: [UInt8]) -> UInt64 { bytes.withUnsafeBytes { of($0) } }

    private static func finish(_ begun: UInt64, _ rest: UnsafeRawPointer?, _ count: Int) -> UInt64 {
        var hash = begun
        var place = 0
        if let rest {
            while place + 8 <= count {
                hash ^= round(0, rest.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                hash = rotate(hash, 27) &* prime1 &+ prime4
                place += 8
            }
            if place + 4 <= count {
                hash ^= UInt64(rest.loadUnaligned(fromByteOffset: place, as: UInt32.self)) &* prime1
                hash = rotate(hash, 23) &* prime2 &+ prime3
                place += 4
            }
            while place < count {
                hash ^= UInt64(rest.load(fromByteOffset: place, as: UInt8.self)) &* prime5
                hash = rotate(hash, 11) &* prime1
                place += 1
            }
        }
        hash = (hash ^ (hash >> 33)) &* prime2
        hash = (hash ^ (hash >> 29)) &* prime3
        return hash ^ (hash >> 32)
    }

    @inline(__always)
    private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
        rotate(lane &+ word &* prime2, 31) &* prime1
    }

    @inline(__always)
    private static func rotate(_ word: UInt64, _ count: UInt64) -> UInt64 {
        (word << count) | (word >> (64 - count))
    }
}
