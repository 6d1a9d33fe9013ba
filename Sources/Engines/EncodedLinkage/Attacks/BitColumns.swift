/// The bits of a file seen by position: what an attacker counts.
struct BitColumns {
    static let columnCount = 1024

    let rowCount: Int
    let wordCount: Int
    /// Column after column, one bit a row.
    private(set) var words: [UInt64]

    init(_ records: EncodedRecords) {
        rowCount = records.count
        wordCount = (records.count + 63) / 64
        words = [UInt64](repeating: 0, count: BitColumns.columnCount * wordCount)
        for row in 0..<rowCount {
            let bit: UInt64 = 1 << UInt64(row & 63)
            for (place, word) in records.filter(at: row).enumerated() {
                var rest = word
                while rest != 0 {
                    let column = place * 64 + rest.trailingZeroBitCount
                    words[column * wordCount + row >> 6] |= bit
                    rest &= rest - 1
                }
            }
        }
    }

    func has(_ column: Int, row: Int) -> Bool { words[column * wordCount + row >> 6] >> UInt64(row & 63) & 1 == 1 }

    /// Correlation of every two columns, row-major; 0 for a column that never changes.
    func correlations() -> [Float] {
        let size = BitColumns.columnCount
        let counts = (0..<size).map { common($0, $0) }
        var result = [Float](repeating: 0, count: size * size)
        let total = Float(rowCount)
        for first in 0..<size {
            for second in (first + 1)..<max(first + 1, size) {
                let (p, q) = (Float(counts[first]) / total, Float(counts[second]) / total)
                let spread = p * (1 - p) * q * (1 - q)
                guard spread > 0 else { continue }
                let value = (Float(common(first, second)) / total - p * q) / spread.squareRoot()
                result[first * size + second] = value
                result[second * size + first] = value
            }
        }
        return result
    }

    private func common(_ first: Int, _ second: Int) -> Int {
        var count = 0
        for word in 0..<wordCount {
            count += (words[first * wordCount + word] & words[second * wordCount + word]).nonzeroBitCount
        }
        return count
    }
}
