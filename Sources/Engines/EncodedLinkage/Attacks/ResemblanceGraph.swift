/// How much every two rows of a file resemble each other: what an attacker compares between two files.
struct ResemblanceGraph {
    let count: Int
    /// Dice of every two rows, row-major; 0 of a row with itself.
    private(set) var weights: [Float]

    init(_ records: EncodedRecords) {
        count = records.count
        let rows = (0..<UInt32(records.count)).map { $0 }
        let bitCounts = PackedFilters.counts(records)
        weights = []
        weights.reserveCapacity(count * count)
        for row in rows {
            let common = ComparisonKernel.best.commonBits(
                records, records, leftRows: Array(repeating: row, count: rows.count), rightRows: rows)
            for (other, bits) in common.enumerated() {
                let sum = bitCounts[Int(row)] + bitCounts[other]
                weights.append(other == Int(row) || sum == 0 ? 0 : 2 * Float(bits) / Float(sum))
            }
        }
    }

    /// The mean of graphs of the same rows under several keys: the chance of each key fades.
    init(meanOf graphs: [ResemblanceGraph]) {
        count = graphs.first?.count ?? 0
        weights = [Float](repeating: 0, count: count * count)
        for graph in graphs {
            for place in weights.indices { weights[place] += graph.weights[place] / Float(graphs.count) }
        }
    }

    static let strongestCount = 20
    static let quantileCount = 10
    static let neighbourCount = 5
    static let featureCount = strongestCount + quantileCount + 2 + neighbourCount * 3 + 10

    /// What tells a row from others without any match: its strongest resemblances, their spread, those of its nearest
    /// neighbours, and how its neighbours resemble each other. Centred, because two keys have two levels.
    func features() -> [Float] {
        let sorted = (0..<count).map { row in weights[(row * count)..<((row + 1) * count)].sorted(by: >) }
        let strongest = (0..<count)
            .map { row in
                let least = sorted[row][min(ResemblanceGraph.neighbourCount, count) - 1]
                return (0..<count).filter { weights[row * count + $0] >= least }
                    .sorted { weights[row * count + $0] > weights[row * count + $1] }
            }
        var features: [Float] = []
        features.reserveCapacity(count * ResemblanceGraph.featureCount)
        for row in 0..<count {
            for place in 0..<ResemblanceGraph.strongestCount { features.append(sorted[row][min(place, count - 1)]) }
            let step = max(1, (count - 1) / ResemblanceGraph.quantileCount)
            for place in 1...ResemblanceGraph.quantileCount { features.append(sorted[row][place * step]) }
            let own = weights[(row * count)..<((row + 1) * count)]
            let mean = own.reduce(0, +) / Float(count)
            features.append(mean)
            features.append((own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(count)).squareRoot())
            let near = strongest[row].prefix(ResemblanceGraph.neighbourCount)
            for neighbour in near { features += sorted[neighbour].prefix(3) }
            for one in 0..<near.count {
                for two in (one + 1)..<max(one + 1, near.count) {
                    features.append(weights[near[one] * count + near[two]])
                }
            }
        }
        return ResemblanceGraph.centred(features, width: ResemblanceGraph.featureCount)
    }

    /// Resemblance of each row to some rows, without its mean.
    func columns(_ seeds: [Int]) -> [Float] {
        var result: [Float] = []
        result.reserveCapacity(count * seeds.count)
        for row in 0..<count {
            for seed in seeds { result.append(weights[row * count + seed]) }
        }
        result = ResemblanceGraph.centred(result, width: seeds.count)
        for (place, seed) in seeds.enumerated() { result[seed * seeds.count + place] = 0 }
        return result
    }

    static func centred(_ features: [Float], width: Int) -> [Float] {
        var result = features
        let count = max(1, features.count / max(1, width))
        for column in 0..<width {
            var sum: Float = 0
            for row in 0..<count { sum += features[row * width + column] }
            for row in 0..<count { result[row * width + column] -= sum / Float(count) }
        }
        return result
    }
}

/// Measures features by how far the chance of a key moves them (the distance of Mahalanobis).
struct FeatureScale {
    /// Lower triangle of the factor of Cholesky of the covariance of chance.
    private var factor: [Double]
    private let width: Int

    /// From the features of the same rows under two keys.
    init(_ first: [Float], _ second: [Float], width: Int) {
        self.width = width
        let count = max(1, first.count / width)
        var covariance = [Double](repeating: 0, count: width * width)
        for row in 0..<count {
            let gaps = (0..<width).map { Double(first[row * width + $0] - second[row * width + $0]) }
            for one in 0..<width {
                for two in 0...one { covariance[one * width + two] += gaps[one] * gaps[two] / Double(count) }
            }
        }
        // A ridge: some features are nearly sums of others.
        let ridge = (0..<width).reduce(0) { $0 + covariance[$1 * width + $1] } / Double(width) * 0.02 + 1e-9
        factor = [Double](repeating: 0, count: width * width)
        for one in 0..<width {
            for two in 0...one {
                var sum = covariance[one * width + two] + (one == two ? ridge : 0)
                for place in 0..<two { sum -= factor[one * width + place] * factor[two * width + place] }
                if one == two {
                    factor[one * width + one] = max(1e-12, sum).squareRoot()
                } else {
                    factor[one * width + two] = sum / factor[two * width + two]
                }
            }
        }
    }

    /// Features whose chance has no direction and deviation 1.
    func scaled(_ features: [Float]) -> [Float] {
        var result = features
        for row in 0..<(features.count / width) {
            for one in 0..<width {
                var sum = Double(features[row * width + one])
                for place in 0..<one { sum -= factor[one * width + place] * Double(result[row * width + place]) }
                result[row * width + one] = Float(sum / factor[one * width + one])
            }
        }
        return result
    }
}
