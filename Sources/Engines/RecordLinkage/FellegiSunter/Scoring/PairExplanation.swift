/// Why a pair weighs what it weighs: a waterfall from the prior to the final match weight, in log2.
package struct PairExplanation: Sendable, Hashable, Codable {
    /// One step of the waterfall.
    package struct Step: Sendable, Hashable, Codable {
        /// The comparison, or `prior`, `twins and kin`, `competition`, `calibration`.
        package let name: String
        /// The level that the pair reached; empty for steps that are not comparisons.
        package let level: String
        package let m: Double?
        package let u: Double?
        /// log2(m / u).
        package let weight: Double
        /// What the frequency of the value adds.
        package let termFrequency: Double
        /// Sum of the steps so far.
        package let total: Double
    }

    package let steps: [Step]
    package let weight: Double
    package let probability: Double
}

extension LinkageResult {
    /// The waterfall of one pair of identifiers; blocking need not have found it. Levels and weights, never values.
    package func explanation(_ idA: String, _ idB: String) throws(LinkageError) -> PairExplanation {
        guard let first = record(idA, from: 0), let second = record(idB, from: table.sources.count > 1 ? 1 : 0)
        else { throw .recordUnknown }
        let (a, b) = (min(first, second), max(first, second))
        let pattern = plan.pattern(a, b, ComparisonScratch())
        let weights = PatternWeights(model, plan: plan)
        var steps: [PairExplanation.Step] = []
        var total = 0.0
        func add(
            _ name: String, _ weight: Double, level: String = "", m: Double? = nil, u: Double? = nil,
            _ shift: Double = 0
        ) {
            total += weight + shift
            steps.append(
                PairExplanation.Step(
                    name: name, level: level, m: m, u: u, weight: weight, termFrequency: shift, total: total))
        }
        add("prior", weights.prior.match - weights.prior.unmatched)
        for place in plan.comparisons.indices {
            let level = plan.level(place, of: pattern)
            let parameters = model.comparisons[place].levels[level]
            let sum = weights.levels[plan.offsets[place] + level]
            let shift =
                plan.comparisons[place].usesTermFrequency && level > 0
                ? -Double(plan.comparators[place].frequencyShift(a, b, level: level)) : 0
            let isKnown = !parameters.level.isNull
            add(
                plan.comparisons[place].name, sum.match - sum.unmatched, level: parameters.level.name,
                m: isKnown ? parameters.m : nil, u: isKnown ? parameters.u : nil, shift)
        }
        let weigher = PairWeigher(plan: plan, weights: weights, workerCount: 1)
        let alone = Double(weigher.weigh(a, b, pattern, weights.classes(of: pattern)))
        add("twins and kin", alone - total)
        addFinal(a, b, alone) { add($0, $1) }
        return PairExplanation(steps: steps, weight: total, probability: ScoredPairs.probability(Float(total)))
    }

    private func addFinal(
        _ a: Int, _ b: Int, _ alone: Double,
        _ add: (_ name: String, _ weight: Double) -> Void
    ) {
        guard let pair = pair(a, b) else {
            add("not found by blocking", 0)
            return
        }
        let final = Double(pairs.weights[pair])
        guard let calibration = model.calibration else {
            add("competition", final - alone)
            return
        }
        let settled = calibration.inverse(final)
        add("competition", settled - alone)
        add("calibration", final - settled)
    }

    /// The record of an identifier, in the sources from one on.
    private func record(_ identifier: String, from source: Int) -> Int? {
        let bytes = Array(identifier.utf8)
        let first = source < table.sources.count ? table.sources[source].records.lowerBound : 0
        for record in first..<table.count where table.identifierSlice(record).elementsEqual(bytes) { return record }
        return nil
    }

    /// The place of a pair among those kept, which are in order.
    package func pair(_ a: Int, _ b: Int) -> Int? {
        var (low, high) = (0, pairs.count)
        while low < high {
            let middle = (low + high) / 2
            if (Int(pairs.a[middle]), Int(pairs.b[middle])) < (a, b) { low = middle + 1 } else { high = middle }
        }
        return low < pairs.count && Int(pairs.a[low]) == a && Int(pairs.b[low]) == b ? low : nil
    }
}
