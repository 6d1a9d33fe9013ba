/// Finds persons of a known file among encodings by who resembles whom, whatever the encoding
/// (Vidanage, Christen, Ranbaduge and Schnell 2020, with refinement from the surest pairs).
///
/// The attacker encodes the file that they know with keys of their own and the same profile: resemblances survive the
/// change of key. Rows are first told by the shape of their neighbourhood, then by their resemblance to the surest
/// matches, round after round.
package enum GraphMatchingAttack {
    static let roundCount = 10
    static let seedCountMax = 200

    /// A row whose person the attacker happens to know.
    package struct Seed: Sendable, Hashable {
        package let encoded: Int
        package let known: Int

        package init(encoded: Int, known: Int) {
            self.encoded = encoded
            self.known = known
        }
    }

    /// For each encoded row, the known row that it seems to be. `known` holds the same rows under two or more keys of
    /// the attacker; `seeds` may be empty.
    package static func attack(_ encoded: EncodedRecords, known: [EncodedRecords], seeds: [Seed] = []) -> [Int] {
        let knownCount = known.first?.count ?? 0
        guard encoded.count > 10, knownCount > 10, known.count > 1 else {
            return Array(repeating: 0, count: encoded.count)
        }
        let graph = ResemblanceGraph(encoded)
        let knownGraphs = known.map { ResemblanceGraph($0) }
        let mean = ResemblanceGraph(meanOf: knownGraphs)
        var match = FeatureMatch(best: [], mutual: [])
        if seeds.isEmpty {
            let others = ResemblanceGraph(meanOf: Array(knownGraphs.dropFirst()))
            let width = ResemblanceGraph.featureCount
            let scale = FeatureScale(knownGraphs[0].features(), others.features(), width: width)
            match = FeatureMatch.nearest(scale.scaled(graph.features()), scale.scaled(mean.features()), width: width)
        }
        var pairs = seeds.map { FeatureMatch.Pair(left: $0.encoded, right: $0.known, margin: .infinity) }
        for round in 1...roundCount {
            // More seeds each round: the surest pairs that choose each other; known ones stay.
            let wanted = min(seedCountMax, max(12, match.mutual.count * round / roundCount))
            let surest = match.mutual.sorted { ($1.margin, $0.left) < ($0.margin, $1.left) }
            pairs = Array(pairs.prefix(seeds.count)) + surest.prefix(max(0, wanted - seeds.count))
            guard pairs.count >= 3 else { break }
            match = FeatureMatch.nearest(
                FeatureMatch.unitLength(graph.columns(pairs.map(\.left)), width: pairs.count),
                FeatureMatch.unitLength(mean.columns(pairs.map(\.right)), width: pairs.count), width: pairs.count)
        }
        return match.best.isEmpty ? Array(repeating: 0, count: encoded.count) : match.best
    }
}

/// The nearest rows of two files by features.
struct FeatureMatch {
    struct Pair {
        let left: Int
        let right: Int
        /// By how much the best is nearer than the second.
        let margin: Float
    }

    /// For each row of the first file, the nearest of the second.
    let best: [Int]
    /// Pairs that choose each other.
    let mutual: [Pair]

    static func nearest(_ first: [Float], _ second: [Float], width: Int) -> FeatureMatch {
        let (count, otherCount) = (first.count / width, second.count / width)
        var best = [(score: Float, second: Float, place: Int)](
            repeating: (-.infinity, -.infinity, 0), count: count)
        var reverse = [(score: Float, place: Int)](repeating: (-.infinity, 0), count: otherCount)
        let (lengths, otherLengths) = (squares(first, width: width), squares(second, width: width))
        for row in 0..<count {
            let scores = FeatureMatch.products(of: row, first, second, width: width)
            var own = best[row]
            for other in 0..<otherCount {
                let score = 2 * scores[other] - lengths[row] - otherLengths[other]
                if score > own.score {
                    own = (score, own.score, other)
                } else if score > own.second {
                    own.second = score
                }
                if score > reverse[other].score { reverse[other] = (score, row) }
            }
            best[row] = own
        }
        let mutual = best.indices.filter { reverse[best[$0].place].place == $0 }
            .map { Pair(left: $0, right: best[$0].place, margin: best[$0].score - best[$0].second) }
        return FeatureMatch(best: best.map(\.place), mutual: mutual)
    }

    /// Rows to length 1, so that nearness is a cosine.
    static func unitLength(_ features: [Float], width: Int) -> [Float] {
        var result = features
        for (row, square) in squares(features, width: width).enumerated() {
            let length = max(1e-9, square.squareRoot())
            for column in 0..<width { result[row * width + column] /= length }
        }
        return result
    }

    private static func squares(_ features: [Float], width: Int) -> [Float] {
        (0..<(features.count / width))
            .map { row in
                (0..<width).reduce(0) { $0 + features[row * width + $1] * features[row * width + $1] }
            }
    }

    /// Scalar products of one row with every row of the other file.
    private static func products(of row: Int, _ first: [Float], _ second: [Float], width: Int) -> [Float] {
        let count = second.count / width
        let wholeCount = width / 8 * 8
        var products = [Float](repeating: 0, count: count)
        // Safe because row and other are below the numbers of rows, and the vectors end before the width.
        first.withUnsafeBytes { first in
            second.withUnsafeBytes { second in
                for other in 0..<count {
                    let (start, otherStart) = (row * width * 4, other * width * 4)
                    var sums = SIMD8<Float>()
                    for place in stride(from: 0, to: wholeCount, by: 8) {
                        let one = first.loadUnaligned(fromByteOffset: start + place * 4, as: SIMD8<Float>.self)
                        let two = second.loadUnaligned(fromByteOffset: otherStart + place * 4, as: SIMD8<Float>.self)
                        sums += one * two
                    }
                    var sum = sums.sum()
                    for place in wholeCount..<width {
                        let one = first.loadUnaligned(fromByteOffset: start + place * 4, as: Float.self)
                        sum += one * second.loadUnaligned(fromByteOffset: otherStart + place * 4, as: Float.self)
                    }
                    products[other] = sum
                }
            }
        }
        return products
    }
}
