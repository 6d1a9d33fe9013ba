/// How alike two texts are.
package enum TextSimilarity {
    /// Jaro-Winkler on bytes, 0...1: window `max/2 - 1`, prefix of at most 4, weight 0.1.
    package static func jaroWinkler(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Double {
        jaroWinkler(Array(left), 0..<left.count, Array(right), 0..<right.count)
    }

    /// The same on parts of two byte arrays; texts beyond 64 bytes are cut.
    static func jaroWinkler(_ left: [UInt8], _ a: Range<Int>, _ right: [UInt8], _ b: Range<Int>) -> Double {
        let countA = min(a.count, 64)
        let countB = min(b.count, 64)
        if countA == 0 || countB == 0 { return countA == countB ? 1 : 0 }
        let window = max(0, max(countA, countB) / 2 - 1)
        var taken: UInt64 = 0
        var matchedInA: UInt64 = 0
        var matches = 0
        for place in 0..<countA {
            let low = max(0, place - window)
            let high = min(countB - 1, place + window)
            if low > high { continue }
            let byte = left[a.lowerBound + place]
            for other in low...high
            where taken & (1 << UInt64(other)) == 0 && right[b.lowerBound + other] == byte {
                taken |= 1 << UInt64(other)
                matchedInA |= 1 << UInt64(place)
                matches += 1
                break
            }
        }
        if matches == 0 { return 0 }
        var transpositions = 0
        var rest = taken
        for place in 0..<countA where matchedInA & (1 << UInt64(place)) != 0 {
            let other = rest.trailingZeroBitCount
            rest &= rest - 1
            if left[a.lowerBound + place] != right[b.lowerBound + other] { transpositions += 1 }
        }
        let matched = Double(matches)
        let jaro =
            (matched / Double(countA) + matched / Double(countB) + (matched - Double(transpositions / 2)) / matched) / 3
        var prefix = 0
        while prefix < min(4, countA, countB), left[a.lowerBound + prefix] == right[b.lowerBound + prefix] {
            prefix += 1
        }
        return jaro + Double(prefix) * 0.1 * (1 - jaro)
    }

    /// At most one letter was added, lost, changed, or swapped with its neighbour.
    package static func isOneEdit(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        isOneEdit(Array(left), 0..<left.count, Array(right), 0..<right.count)
    }

    static func isOneEdit(_ left: [UInt8], _ a: Range<Int>, _ right: [UInt8], _ b: Range<Int>) -> Bool {
        if a.count > b.count { return isOneEdit(right, b, left, a) }
        guard b.count - a.count <= 1 else { return false }
        var start = 0
        while start < a.count, left[a.lowerBound + start] == right[b.lowerBound + start] { start += 1 }
        var end = 0
        while end < a.count - start, left[a.upperBound - 1 - end] == right[b.upperBound - 1 - end] { end += 1 }
        let restA = a.count - start - end
        let restB = b.count - start - end
        if restA <= 1, restB <= 1 { return true }
        guard restA == 2, restB == 2 else { return false }
        return left[a.lowerBound + start] == right[b.lowerBound + start + 1]
            && left[a.lowerBound + start + 1] == right[b.lowerBound + start]
    }
}
