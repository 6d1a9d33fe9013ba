internal import Foundation

/// How an estimation is run.
package struct EstimationOptions: Sendable, Hashable, Codable {
    package var iterationCountMax = 60
    /// Stops when no probability moves by more.
    package var tolerance = 1e-5
    /// Also estimates u on the pairs given, as when they are all pairs; otherwise u stays as sampled.
    package var updatesU = false
    /// Pairs that the proportions refer to; nil for those given. Pairs left out by blocking are taken as non-matches.
    package var pairCount: Double?
    /// Weight of the starting m, in pairs, so that a level never seen keeps a chance above zero.
    package var priorPairCount = 1.0
    package init() {}
}

/// Estimates m, and the proportions of the classes, on the histogram of comparison patterns.
///
/// Its cost depends on how many distinct patterns there are, not on how many pairs.
package struct ExpectationMaximisation {
    /// A pattern as the levels of its comparisons, and how many pairs have it.
    package struct Pattern: Sendable {
        package let levels: [Int]
        package let count: Double

        package init(levels: [Int], count: Double) {
            self.levels = levels
            self.count = count
        }
    }

    /// Kin are mostly met because blocking brought them together by the beginning of the given name: their given names
    /// agree more than by chance, up to this many times.
    private static let kinAgreementMax = 16.0

    private let offsets: [Int]
    private let levels: [ComparisonLevel]
    private let roles: [HouseholdRole]
    private let options: EstimationOptions
    private let startingM: [Double]
    private let sampledU: [Double]
    /// Places among all levels, -1 for missing, pattern after pattern.
    private let places: [Int32]
    private let counts: [Double]
    private var m: [Double]
    private var u: [Double]
    private var twins: [Double]
    private var kin: [Double]
    private var proportions: (match: Double, twins: Double, kin: Double)

    package init(_ model: FellegiSunterModel, patterns: [Pattern], options: EstimationOptions) {
        self.options = options
        var offsets: [Int] = []
        var levels: [ComparisonLevel] = []
        var roles: [HouseholdRole] = []
        for comparison in model.comparisons {
            offsets.append(levels.count)
            levels += comparison.levels.map(\.level)
            roles += comparison.levels.map { _ in comparison.role }
        }
        (self.offsets, self.levels, self.roles) = (offsets, levels, roles)
        let all = model.comparisons.flatMap(\.levels)
        startingM = all.map(\.level.startingM)
        m = all.map(\.m)
        u = all.map(\.u)
        sampledU = u
        twins = all.map(\.twins)
        kin = all.map(\.kin)
        proportions = (model.matchProportion, model.twinProportion, model.kinProportion)
        counts = patterns.map(\.count)
        var places: [Int32] = []
        places.reserveCapacity(patterns.count * offsets.count)
        for pattern in patterns {
            for (place, level) in pattern.levels.enumerated() {
                places.append(levels[offsets[place] + level].isNull ? -1 : Int32(offsets[place] + level))
            }
        }
        self.places = places
    }

    /// Iterates to the end; gives the model with its parameters estimated.
    package consuming func run(_ model: FellegiSunterModel) -> FellegiSunterModel {
        var convergence = Convergence()
        while convergence.iterationCount < options.iterationCountMax, !convergence.hasConverged {
            convergence.lastChange = iterate()
            convergence.iterationCount += 1
            convergence.hasConverged = convergence.lastChange < options.tolerance
        }
        var result = model
        result.convergence = convergence
        result.matchProportion = proportions.match
        result.twinProportion = proportions.twins
        result.kinProportion = proportions.kin
        for place in offsets.indices {
            for level in result.comparisons[place].levels.indices {
                result.comparisons[place].levels[level].m = m[offsets[place] + level]
                result.comparisons[place].levels[level].u = u[offsets[place] + level]
                result.comparisons[place].levels[level].twins = twins[offsets[place] + level]
                result.comparisons[place].levels[level].kin = kin[offsets[place] + level]
            }
        }
        return result
    }

    /// One expectation and one maximisation; gives the largest change.
    private mutating func iterate() -> Double {
        let sums = expectation()
        let total = options.pairCount ?? counts.reduce(0, +)
        guard total > 0 else { return 0 }
        var change = abs(sums.matches / total - proportions.match) / max(proportions.match, 1e-12)
        // Proportions are tiny when they refer to all pairs: their change is judged relative to them, m's as it is.
        if options.pairCount == nil { change = abs(sums.matches / total - proportions.match) }
        proportions.match = max(sums.matches / total, 1e-12)
        if proportions.twins > 0 { proportions.twins = max(sums.twinPairs / total, 1e-15) }
        if proportions.kin > 0 { proportions.kin = max(sums.kinPairs / total, 1e-15) }
        let newM = normalised(sums.m, prior: startingM)
        for place in m.indices where !levels[place].isNull { change = max(change, abs(newM[place] - m[place])) }
        m = newM
        if options.updatesU {
            u = normalised(sums.u, prior: sampledU)
        } else {
            takeMatchesOutOfSample()
        }
        maximiseFamilies(sums)
        return change
    }

    private mutating func maximiseFamilies(_ sums: Sums) {
        let freeTwins = normalised(sums.twins, prior: startingM)
        let freeKin = normalised(sums.kin, prior: startingM)
        for place in m.indices {
            switch roles[place] {
            case .inherited: (twins[place], kin[place]) = (m[place], m[place])
            case .twins: (twins[place], kin[place]) = (m[place], u[place])
            case .individual:
                twins[place] = u[place]
                kin[place] = min(freeKin[place], u[place] * ExpectationMaximisation.kinAgreementMax)
            case .free: (twins[place], kin[place]) = (freeTwins[place], freeKin[place])
            }
            if let chanceMax = levels[place].familyChanceMax {
                (twins[place], kin[place]) = (min(twins[place], chanceMax), min(kin[place], chanceMax))
            }
        }
    }

    /// Random pairs hold some matches, many when files are small: their share is taken out of u.
    private mutating func takeMatchesOutOfSample() {
        guard options.pairCount != nil else { return }
        for place in u.indices where !levels[place].isNull {
            let rest = (sampledU[place] - proportions.match * m[place]) / (1 - proportions.match)
            u[place] = min(1, max(rest, sampledU[place] * 0.05, 1e-9))
        }
    }

    private struct Sums {
        var m: [Double]
        var u: [Double]
        var twins: [Double]
        var kin: [Double]
        var matches = 0.0
        var twinPairs = 0.0
        var kinPairs = 0.0
    }

    private func expectation() -> Sums {
        let zeros = [Double](repeating: 0, count: m.count)
        var sums = Sums(m: zeros, u: zeros, twins: zeros, kin: zeros)
        let logs = [m, u, twins, kin].map { $0.map { log(max($0, 1e-300)) } }
        let unmatched = 1 - proportions.match - proportions.twins - proportions.kin
        let starts = [proportions.match, unmatched, proportions.twins, proportions.kin].map { log(max($0, 1e-300)) }
        let width = offsets.count
        for pattern in counts.indices {
            var (a, b, c, d) = (starts[0], starts[1], starts[2], starts[3])
            let range = (pattern * width)..<(pattern * width + width)
            for place in places[range] where place >= 0 {
                a += logs[0][Int(place)]
                b += logs[1][Int(place)]
                c += logs[2][Int(place)]
                d += logs[3][Int(place)]
            }
            let toUnmatched = exp(max(-700, min(700, b - a)))
            let toTwins = proportions.twins > 0 ? exp(max(-700, min(700, c - a))) : 0
            let toKin = proportions.kin > 0 ? exp(max(-700, min(700, d - a))) : 0
            let match = counts[pattern] / (1 + toUnmatched + toTwins + toKin)
            sums.matches += match
            sums.twinPairs += match * toTwins
            sums.kinPairs += match * toKin
            for place in places[range] where place >= 0 {
                sums.m[Int(place)] += match
                sums.u[Int(place)] += match * toUnmatched
                sums.twins[Int(place)] += match * toTwins
                sums.kin[Int(place)] += match * toKin
            }
        }
        return sums
    }

    /// Shares within each stratum of each comparison.
    private func normalised(_ sums: [Double], prior: [Double]) -> [Double] {
        var result = sums
        for place in levels.indices where levels[place].isNull { result[place] = 1 }
        for (place, offset) in offsets.enumerated() {
            let end = place + 1 < offsets.count ? offsets[place + 1] : levels.count
            for stratum in Set(levels[offset..<end].map(\.stratum)) where stratum >= 0 {
                let members = (offset..<end).filter { levels[$0].stratum == stratum }
                let total = members.reduce(0.0) { $0 + sums[$1] + prior[$1] * options.priorPairCount }
                for member in members {
                    result[member] =
                        total > 0 ? (sums[member] + prior[member] * options.priorPairCount) / total : prior[member]
                }
            }
        }
        return result
    }
}
