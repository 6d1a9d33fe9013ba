extension LinkageEngine {
    /// Weighs the pairs found: model, term frequencies, competition, calibration.
    func weighed(
        _ found: consuming Found, _ model: FellegiSunterModel, _ table: RecordTable, _ plan: ComparisonPlan,
        _ blocking: [BlockingReport]
    ) -> LinkageResult {
        var model = model
        var pairs = found.pairs
        let competes = table.sources.count > 1 && table.sources.allSatisfy(\.isClean)
        var competition = competes ? CompetingPairs(pairs, table, matchProportion: model.matchProportion) : nil
        if configuration.model == nil, competition != nil {
            for _ in 0..<ModelRefinement.roundCount {
                let weights = weigher(model, plan).weigh(pairs, withNumbers: true)
                model.refine(pairs, competition?.settled(weights) ?? weights, plan, pairCount: table.pairCount)
            }
        }
        let weigher = weigher(model, plan)
        var weights = weigher.weigh(pairs, withNumbers: true)
        if competition != nil { weights = competition?.settled(weights) ?? weights }
        var certified = CertifiedPairs()
        if configuration.model == nil, let numbers = plan.numbers {
            let alone = weigher.weigh(pairs, withNumbers: false)
            certified = certifiedPairs(competition?.settled(alone) ?? alone, pairs, numbers)
            model.calibration = Calibration(weights: certified.weights, truths: certified.truths)
        }
        if let calibration = model.calibration { weights = weights.map { calibration($0) } }
        pairs.weights = weights
        var reports = blocking
        for rule in reports.indices {
            reports[rule].pairCount = found.pairCounts[rule]
            reports[rule].ownPairCount = found.ownPairCounts[rule]
        }
        return LinkageResult(
            table: table, plan: plan, model: model, pairs: pairs, blocking: reports,
            blockingRecall: blockingRecall(pairs, plan, blocking),
            missedByBlocking: missedByBlocking(pairs, blocking), certified: certified)
    }

    private func weigher(_ model: FellegiSunterModel, _ plan: ComparisonPlan) -> PairWeigher {
        PairWeigher(plan: plan, weights: PatternWeights(model, plan: plan), workerCount: workerCount)
    }

    /// The pairs whose two numbers are certified, weighed without their numbers.
    private func certifiedPairs(
        _ weights: [Float], _ pairs: ScoredPairs, _ numbers: NationalNumberComparator
    ) -> CertifiedPairs {
        var certified = CertifiedPairs()
        for pair in 0..<pairs.count {
            guard let truth = numbers.truth(Int(pairs.a[pair]), Int(pairs.b[pair])) else { continue }
            certified.weights.append(weights[pair])
            certified.truths.append(truth)
        }
        return certified
    }

    /// Share of the pairs of equal certified numbers that the other rules find too; nil without such pairs.
    private func blockingRecall(
        _ pairs: ScoredPairs, _ plan: ComparisonPlan, _ blocking: [BlockingReport]
    ) -> Double? {
        guard let number = plan.numberPlace else { return nil }
        let column = plan.comparisons[number].name
        var numberRules: UInt16 = 0
        for (place, report) in blocking.enumerated() where report.rule == column { numberRules |= 1 << UInt16(place) }
        guard numberRules != 0 else { return nil }
        var total = 0
        var foundOtherwise = 0
        for pair in 0..<pairs.count
        where plan.level(number, of: pairs.patterns[pair]) == NationalNumberComparator.certifiedEqual {
            total += 1
            if pairs.rules[pair] & ~numberRules != 0 { foundOtherwise += 1 }
        }
        return total >= Calibration.pairCountMin ? Double(foundOtherwise) / Double(total) : nil
    }

    /// Matches that no rule found, by capture and recapture (Lincoln-Petersen) between the rules that need the whole
    /// birth date and those that do not: errors of dates and of names are nearly independent. Nil when all the rules
    /// are of one kind.
    private func missedByBlocking(_ pairs: ScoredPairs, _ blocking: [BlockingReport]) -> Double? {
        var withDate: UInt16 = 0
        var withoutDate: UInt16 = 0
        for (place, report) in blocking.enumerated() {
            guard let rule = configuration.blocking.first(where: { $0.name == report.rule }) else { continue }
            switch kind(of: rule) {
            case .date: withDate |= 1 << UInt16(place)
            case .number: continue
            case .other: withoutDate |= 1 << UInt16(place)
            }
        }
        guard withDate != 0, withoutDate != 0 else { return nil }
        var (first, second, both, neither) = (0.0, 0.0, 0.0, 0.0)
        for pair in 0..<pairs.count {
            let chance = ScoredPairs.probability(pairs.weights[pair])
            let isFirst = pairs.rules[pair] & withDate != 0
            let isSecond = pairs.rules[pair] & withoutDate != 0
            if isFirst { first += chance }
            if isSecond { second += chance }
            if isFirst, isSecond { both += chance }
            if !isFirst, !isSecond { neither += chance }
        }
        guard both > 0 else { return nil }
        // Those that the number alone found are not missed.
        return max(0, first * second / both - (first + second - both) - neither)
    }

    private enum RuleKind { case date, number, other }

    private func kind(of rule: BlockingRule) -> RuleKind {
        func hasKind(_ part: BlockingPart, _ kind: FieldKind) -> Bool {
            part.columns.contains { name in configuration.columns.contains { $0.name == name && $0.kind == kind } }
        }
        if rule.parts.contains(where: { hasKind($0, .nationalNumber) }) { return .number }
        return rule.parts.contains { $0.transform == .whole && hasKind($0, .date) } ? .date : .other
    }
}
