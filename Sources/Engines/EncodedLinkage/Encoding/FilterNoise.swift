/// Bits replaced by coins (BLIP), the same whenever the same filter comes again.
///
/// The coins are computed from the project key and the filter itself. A second run, or the same person at another
/// holder, shows the same noise: nothing is learnt by averaging, and equal records stay equal.
struct FilterNoise {
    private let hash: KeyedHash
    /// Chance that at most n bits turn, in 2^32, for n = 0, 1, 2…
    private let atMost: [UInt64]

    init(hash: KeyedHash, perThousand: Int) {
        self.hash = hash
        // A coin turns a bit half of the time.
        let chance = Double(perThousand) / 2000
        var probability = 1.0
        for _ in 0..<1024 { probability *= 1 - chance }
        var sum = 0.0
        var table: [UInt64] = []
        for count in 0...1024 {
            sum += probability
            table.append(UInt64(min(1, sum) * 4_294_967_296))
            if sum > 1 - 1e-12 { break }
            probability *= Double(1024 - count) / Double(count + 1) * chance / (1 - chance)
        }
        atMost = table
    }

    func apply(to filter: inout [UInt64]) {
        var label: [UInt8] = []
        label.reserveCapacity(128)
        for word in filter { withUnsafeBytes(of: word.littleEndian) { label.append(contentsOf: $0) } }
        var stream = KeyedStream(hash, label: label)
        let draw = UInt64(stream.nextHalfWord()) << 16 | UInt64(stream.nextHalfWord())
        let count = atMost.firstIndex { draw < $0 } ?? atMost.count
        var turned: [UInt16] = []
        while turned.count < count {
            let position = stream.nextHalfWord() & 1023
            if turned.contains(position) { continue }
            turned.append(position)
            filter[Int(position >> 6)] ^= 1 << UInt64(position & 63)
        }
    }
}
