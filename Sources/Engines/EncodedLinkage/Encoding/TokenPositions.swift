internal import Crypto

/// The bits of each token: independent words of HMAC-SHA-256 under the field's key. A token is hashed once.
///
/// Never two hashes combined (`h1 + i * h2`): those patterns were broken (Kroll and Steinmetzer 2015).
struct TokenPositions {
    /// A token alone in its field sets no more bits than this.
    static let positionCountMax = 64
    /// Tokens remembered before the cache starts again.
    static let cachedTokenCountMax = 200_000

    private let hash: KeyedHash
    private let bitMask: UInt16
    private let order: [UInt16]
    private var starts: [Entry: Int] = [:]
    private var positions: [UInt16] = []

    private struct Entry: Hashable {
        let token: UInt64
        let salt: UInt32
    }

    /// `order` is the secret place of each of the 1024 bits of the finished filter.
    init(key: SymmetricKey, folds: Bool, order: [UInt16]) {
        hash = KeyedHash(key)
        bitMask = folds ? 2047 : 1023
        self.order = order
    }

    /// Sets the first `count` bits of a token in `filter`, of 16 words or of 32 before folding.
    mutating func set(_ token: UInt64, salt: UInt32, count: Int, in filter: inout [UInt64]) {
        let start = start(of: Entry(token: token, salt: salt))
        for place in start..<(start + min(count, TokenPositions.positionCountMax)) {
            let position = Int(positions[place])
            filter[position >> 6] |= 1 << UInt64(position & 63)
        }
    }

    private mutating func start(of entry: Entry) -> Int {
        if let known = starts[entry] { return known }
        if starts.count >= TokenPositions.cachedTokenCountMax {
            starts.removeAll(keepingCapacity: true)
            positions.removeAll(keepingCapacity: true)
        }
        let start = positions.count
        starts[entry] = start
        var message = [UInt8](repeating: 0, count: 13)
        for byte in 0..<8 { message[1 + byte] = UInt8(truncatingIfNeeded: entry.token >> UInt64(56 - byte * 8)) }
        for byte in 0..<4 { message[9 + byte] = UInt8(truncatingIfNeeded: entry.salt >> UInt32(24 - byte * 8)) }
        var words: [UInt16] = []
        for counter in 0..<UInt8(TokenPositions.positionCountMax / 16) {
            message[0] = counter
            hash.appendHalfWords(message, to: &words)
        }
        // The order of the folded bits is put here, once a token, instead of once a record.
        positions += words.map { order[Int($0 & bitMask & 1023)] | ($0 & bitMask & 1024) }
        return start
    }
}
