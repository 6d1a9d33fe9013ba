package import HealthModel

/// Links the records of a table by Fellegi-Sunter: blocking, u by sampling, m by EM on patterns, term frequencies, twins
/// and households, competition between pairs, calibration on certified numbers.
///
/// The same table, configuration and seed give the same result on any number of threads.
package struct LinkageEngine: Sendable {
    /// Pairs below this weight, judged by the starting parameters, are counted and not kept.
    static let keptWeightMin: Float = -24
    /// Patterns that the comparisons may have: a pattern is one integer of 64 bits.
    static let patternCountMax = 0x1p62
    private static let pieceSize = 4096

    let configuration: LinkageConfiguration
    let workerCount: Int
    let progress: ProgressObserver?

    package init(_ configuration: LinkageConfiguration, workerCount: Int = 2, progress: ProgressObserver? = nil) {
        self.configuration = configuration
        self.workerCount = max(1, workerCount)
        self.progress = progress
    }

    /// Estimates the model and weighs every candidate pair.
    package func run(_ table: RecordTable) throws(LinkageError) -> LinkageResult {
        guard table.count <= LinkageConfiguration.recordCountMax else {
            throw .tooManyRecords(count: table.count, countMax: LinkageConfiguration.recordCountMax)
        }
        let plan = try plan(on: table)
        if let model = configuration.model, !model.fits(plan) { throw .configurationMalformed(reason: "model") }
        guard configuration.blocking.count <= CandidateSearch.ruleCountMax else {
            throw .configurationMalformed(reason: "blocking")
        }
        tell(Phrase(fr: "Clés de blocage", en: "Blocking"))
        let search = CandidateSearch(
            table: table, rules: configuration.blocking,
            blockSizeMax: configuration.blockSizeMax ?? LinkageConfiguration.blockSizeMaxDefault,
            workerCount: workerCount)
        guard !search.makers.isEmpty else { throw .nothingToCompare }
        let blocking = search.estimate()
        let estimate = blocking.reduce(0) { $0 + $1.estimatedPairCount }
        let pairCountMax = configuration.pairCountMax ?? LinkageConfiguration.pairCountMaxDefault
        guard estimate <= Double(pairCountMax) else {
            throw .tooManyPairs(estimate: Int(estimate), countMax: pairCountMax)
        }
        tell(Phrase(fr: "Hasard des accords (u)", en: "Chance agreements (u)"))
        let start = configuration.model ?? startingModel(table, plan, search.copies)
        tell(Phrase(fr: "Comparaison des paires", en: "Comparing pairs"))
        let found = compare(search, plan, PatternWeights(start, plan: plan))
        tell(Phrase(fr: "Estimation (EM)", en: "Estimation (EM)"))
        let model = configuration.model ?? estimated(start, found.histogram, table, plan)
        tell(Phrase(fr: "Poids des paires", en: "Match weights"))
        return weighed(found, model, table, plan, blocking)
    }

    /// The comparisons that the table can serve.
    package func plan(on table: RecordTable) throws(LinkageError) -> ComparisonPlan {
        var comparisons: [PlannedComparison] = []
        for specification in configuration.comparisons {
            if let planned = try specification.planned(on: table, settings: configuration) {
                comparisons.append(planned)
            }
        }
        guard !comparisons.isEmpty else { throw .nothingToCompare }
        let patternCount = comparisons.reduce(1.0) { $0 * Double($1.comparator.levels.count) }
        guard patternCount <= LinkageEngine.patternCountMax else {
            throw .configurationMalformed(reason: "comparisons")
        }
        return ComparisonPlan(comparisons)
    }

    private func startingModel(
        _ table: RecordTable, _ plan: ComparisonPlan, _ copies: IdenticalRecords
    ) -> FellegiSunterModel {
        let sampling = USampling(
            table: table, plan: plan, seed: configuration.seed ?? 1,
            pairCountMax: configuration.samplePairCount ?? LinkageConfiguration.samplePairCountDefault,
            workerCount: workerCount, copies: copies, sexColumn: column(.sex), dateColumn: column(.date))
        let pairs = max(1, table.pairCount)
        // Half the records are supposed to have a partner; a hundredth of the pairs of a small file at most.
        let match = min(0.2, Double(table.count) / 4 / pairs)
        return FellegiSunterModel(
            plan: plan, u: sampling.estimate(), matchProportion: match,
            hasFamilies: plan.comparisons.contains { $0.role == .inherited })
    }

    private func column(_ kind: FieldKind) -> String? {
        configuration.columns.first { $0.kind == kind }?.name
    }

    private func estimated(
        _ start: FellegiSunterModel, _ histogram: PatternHistogram, _ table: RecordTable, _ plan: ComparisonPlan
    ) -> FellegiSunterModel {
        var options = EstimationOptions()
        options.pairCount = max(1, table.pairCount)
        let patterns = histogram.entries.map {
            ExpectationMaximisation.Pattern(levels: plan.levels(of: $0.pattern), count: Double($0.count))
        }
        return ExpectationMaximisation(start, patterns: patterns, options: options).run(start)
    }

    private func tell(_ label: Phrase) { progress?(ProgressStep(label, done: 0)) }

    // MARK: - Comparing

    struct Found: Sendable {
        var pairs = ScoredPairs()
        var histogram = PatternHistogram()
        var pairCounts: [Int]
        var ownPairCounts: [Int]
    }

    private func compare(_ search: CandidateSearch, _ plan: ComparisonPlan, _ weights: PatternWeights) -> Found {
        let size = LinkageEngine.pieceSize
        let pieceCount = (search.probes.count + size - 1) / size
        // Consecutive pieces share the memory of one worker step.
        let group = max(1, pieceCount / (workerCount * 16))
        let groups = inParallel(count: (pieceCount + group - 1) / group, workerCount: workerCount) { place in
            let begin = search.probes.lowerBound + place * group * size
            return compare(begin..<min(search.probes.upperBound, begin + group * size), search, plan, weights)
        }
        var all = Found(
            pairCounts: [Int](repeating: 0, count: search.makers.count),
            ownPairCounts: [Int](repeating: 0, count: search.makers.count))
        for found in groups {
            all.pairs.a += found.pairs.a
            all.pairs.b += found.pairs.b
            all.pairs.patterns += found.pairs.patterns
            all.pairs.rules += found.pairs.rules
            all.histogram.add(found.histogram)
            for rule in search.makers.indices {
                all.pairCounts[rule] += found.pairCounts[rule]
                all.ownPairCounts[rule] += found.ownPairCounts[rule]
            }
        }
        // A copy's pair was found at the copy's turn, not at its original's.
        if search.copies.copyCount > 0 { all.pairs.sort() }
        return all
    }

    private func compare(
        _ records: Range<Int>, _ search: CandidateSearch, _ plan: ComparisonPlan, _ weights: PatternWeights
    ) -> Found {
        let scratch = ComparisonScratch()
        var work = CandidateBuffers()
        var found = Found(
            pairCounts: [Int](repeating: 0, count: search.makers.count),
            ownPairCounts: [Int](repeating: 0, count: search.makers.count))
        var isKept: [UInt64: Bool] = [:]
        for record in records {
            search.partners(of: record, &work)
            // A copy is paired with its original alone, which no rule is credited for.
            if let original = work.original { add(original, record, 0) }
            for partner in work.found { add(record, Int(partner >> 16), UInt16(truncatingIfNeeded: partner)) }
        }
        return found

        func add(_ a: Int, _ b: Int, _ rules: UInt16) {
            let pattern = plan.pattern(a, b, scratch)
            found.histogram.add(pattern)
            count(rules, &found)
            let keep = isKept[pattern] ?? (Float(weights.classes(of: pattern).weight) >= LinkageEngine.keptWeightMin)
            isKept[pattern] = keep
            guard keep else { return }
            found.pairs.a.append(UInt32(a))
            found.pairs.b.append(UInt32(b))
            found.pairs.patterns.append(pattern)
            found.pairs.rules.append(rules)
        }
    }

    private func count(_ rules: UInt16, _ found: inout Found) {
        var rest = rules
        while rest != 0 {
            found.pairCounts[rest.trailingZeroBitCount] += 1
            rest &= rest - 1
        }
        if rules.nonzeroBitCount == 1 { found.ownPairCounts[rules.trailingZeroBitCount] += 1 }
    }
}
