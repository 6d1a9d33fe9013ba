/// A stream of pseudo-random numbers of its own for each household and each person (SplitMix64).
///
/// Only additions, multiplications, divisions and square roots follow from it, which IEEE 754 defines to the last bit:
/// the same plan gives the same bytes on every machine. It makes test data, never keys.
struct RandomStream {
    private var state: UInt64

    /// Streams of different purposes or numbers are independent.
    init(seed: UInt64, purpose: UInt64, number: Int) {
        state = RandomStream.mixed(seed &+ RandomStream.mixed(purpose &+ RandomStream.mixed(UInt64(number))))
    }

    /// SplitMix64's finaliser: a good hash of 64 bits.
    @inline(__always)
    static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    @inline(__always)
    mutating func next() -> UInt64 {
        let value = RandomStream.mixed(state)
        state &+= 0x9E37_79B9_7F4A_7C15
        return value
    }

    /// Uniform in 0..<1.
    @inline(__always)
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// True with this probability.
    @inline(__always)
    mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    /// Uniform in 0..<count; `count` is at least 1 and below 2³².
    @inline(__always)
    mutating func below(_ count: Int) -> Int { Int(((next() >> 32) &* UInt64(count)) >> 32) }

    @inline(__always)
    mutating func between(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// Nearly normal, mean 0, deviation 1, never beyond ±3.5: the sum of four uniforms.
    mutating func normal() -> Double { (unit() + unit() + unit() + unit() - 2) * 1.732_050_807_568_877 }

    /// How often something of this yearly rate happens within a span of years, at most 30 times.
    mutating func occurrences(rate: Double, years: Double) -> Int {
        // Twelve draws a year approach Poisson well enough below a rate of 6.
        let months = Int(years * 12)
        let probability = rate / 12
        guard probability > 0, months > 0 else { return 0 }
        var count = 0
        for _ in 0..<months where chance(probability) { count += 1 }
        return min(count, 30)
    }
}

/// A choice among numbered things of given weights.
struct WeightedChoice {
    private let cumulated: [Double]

    init(_ weights: [Double]) {
        var sum = 0.0
        cumulated = weights.map {
            sum += $0
            return sum
        }
    }

    /// Weights falling slowly with rank, as those of names do (Zipf-Mandelbrot with exponent 1).
    static func byRank(count: Int, shift: Double) -> WeightedChoice {
        WeightedChoice((0..<count).map { 1 / (Double($0) + shift) })
    }

    func pick(_ random: inout RandomStream) -> Int {
        guard let total = cumulated.last else { return 0 }
        let target = random.unit() * total
        var low = 0
        var high = cumulated.count - 1
        while low < high {
            let middle = (low + high) / 2
            if cumulated[middle] > target { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
