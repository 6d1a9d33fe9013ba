internal import Foundation
internal import GRDB
internal import HealthModel
internal import RecordLinkage

/// What the evidence, and reviewers, decided on a delivery.
struct EvidenceOutcome {
    /// Records that end otherwise than the rules said, by their place.
    var ends: [Int: (person: PersonNumber, reason: LinkageReason)] = [:]
    var merges: [PersonMerge] = []
    /// Waiting numbers that a certified one replaced.
    var finalNumberCount = 0
    var quality: LinkageQuality
    var detail = EvidenceDetail()
}

/// Links by the sum of the evidence what the rules left open, against the sealed profiles that share a key with it: the
/// work is that of the delivery, not of the register.
struct EvidencePass {
    let database: Database
    let keys: VaultKeys
    let now: String
    let source: String
    let delivery: String
    let isClean: Bool
    /// Rules linked this many records to persons known, of this many certain ones.
    let linkedCount: Int
    let certainCount: Int

    /// The share of the source's persons that the register knows; a small delivery alone tells little of it.
    private var coverage: Double {
        let (known, all) = EvidencePolicy.coverageStart
        return (Double(linkedCount) + known) / (Double(certainCount) + all)
    }

    /// A record's best person among its candidates.
    struct Candidate {
        let record: OpenRecord
        /// Records of the same traits, that end like it.
        let copies: [OpenRecord]
        let content: Int64
        let person: PersonNumber
        let probability: Double
        /// Before reviewers' decisions corrected it.
        let modelProbability: Double
        let pattern: UInt64
        let levels: [ReviewLevel]
        let isTwinShaped: Bool
        let hasConflict: Bool
    }

    func run(
        _ collection: OpenRecordCollection, maker: inout BlockKeyMaker, oldProfileCount: Int,
        survivors: inout PersonSurvivors
    ) throws -> EvidenceOutcome {
        var outcome = EvidenceOutcome(quality: LinkageQuality(source: source, delivery: delivery))
        var pages = try ProfilePages(database: database, key: keys.profile)
        outcome.quality.registerProfileCount = oldProfileCount
        outcome.quality.openRecordCount = collection.open.count
        outcome.quality.certifiedPairCount = collection.certifiedCount
        let labels = try ReviewStore(database: database).labels(of: source)
        try EvidenceLearning(database: database, source: source, delivery: delivery, now: now)
            .learn(collection, oldProfileCount, maker: &maker, pages: &pages, survivors: &survivors)
        let model = try LinkageModelStore(database: database).latest(for: source)
        outcome.quality.modelVersion = model?.version.version
        outcome.quality.modelIsCalibrated = model?.version.isCalibrated ?? false
        var candidates: [Candidate] = []
        // Records of the same traits are compared once.
        var rest: [OpenRecord] = []
        var copies: [Int64: [OpenRecord]] = [:]
        for record in collection.open {
            let content = maker.content(record.traits)
            if let person = labels.same[content] {
                try link(record, to: survivors.survivor(of: person), .reviewed, &outcome, &survivors)
                outcome.quality.reviewedCount += 1
            } else if copies[content] != nil {
                copies[content]?.append(record)
            } else {
                copies[content] = []
                rest.append(record)
            }
        }
        if let model {
            for start in stride(from: 0, to: rest.count, by: EvidencePolicy.chunkCount) {
                let chunk = Array(rest[start..<min(rest.count, start + EvidencePolicy.chunkCount)])
                candidates += try compare(
                    chunk, copies, model, labels, taken: collection.taken, oldProfileCount, &maker, &pages, &survivors,
                    &outcome)
            }
        }
        try decide(candidates, model, &maker, &survivors, &outcome)
        if let model {
            outcome.detail.model = model.parameters
            outcome.detail.decoys = try decoys(
                collection, model, maker: maker, pages: pages, survivors: survivors, outcome.quality)
        }
        outcome.quality.queuedForReviewCount +=
            try NumberDoubts(database: database, source: source, delivery: delivery, now: now)
            .queue(collection.numberDoubts, maker: &maker, pages: &pages, survivors: &survivors)
        outcome.quality.openedProfileCount = pages.openedCount
        outcome.quality.droppedBlockCount = pages.droppedBlockCount
        outcome.merges = survivors.merges
        return outcome
    }

    // MARK: - Comparing

    func compare(
        _ records: [OpenRecord], _ copies: [Int64: [OpenRecord]], _ model: LinkageModel, _ labels: ReviewLabels,
        taken: Set<PersonNumber>,
        _ oldProfileCount: Int, _ maker: inout BlockKeyMaker, _ pages: inout ProfilePages,
        _ survivors: inout PersonSurvivors, _ outcome: inout EvidenceOutcome
    ) throws -> [Candidate] {
        var numbers: Set<Int64> = []
        for record in records {
            // A record that founded a person is held against earlier deliveries only: the rules saw its own.
            let last = record.person == 0 ? Int64.max : Int64(oldProfileCount)
            var byKey: [(rule: BlockKeyMaker.Rule, hash: Int64, profiles: [Int64]?)] = []
            for key in maker.keys(record.traits) {
                let droppedCount = pages.droppedBlockCount
                let found = try pages.profiles(under: key.hash, upTo: last)
                outcome.quality.pairsByBlockingKey[key.rule.name, default: 0] += found.count
                numbers.formUnion(found)
                byKey.append((key.rule, key.hash, pages.droppedBlockCount > droppedCount ? nil : found))
            }
            outcome.detail.count(byKey)
        }
        guard !numbers.isEmpty else { return [] }
        let candidateCount = numbers.count
        numbers.formUnion(try pages.spread(EvidencePolicy.backgroundCount))
        let profiles = try pages.open(numbers)
        var configuration = LinkageConfiguration.french
        configuration.model = EvidencePass.forOpenRecords(model.parameters)
        let table = EvidenceTable.make(records: records.map(\.traits), profiles: profiles)
        let result = try LinkageEngine(configuration).run(table)
        outcome.quality.comparedPairCount += candidateCount
        let persons = try Double(
            PersonNumber.fetchOne(database, sql: "SELECT count(*) FROM person WHERE merged_into IS NULL") ?? 1)
        // Odds were learnt among fewer or more persons, all of them known.
        let shift = Float(log2(model.registerCount / max(1, persons)) + log2(coverage))
        var best: [Int: [PersonNumber: (weight: Float, pattern: UInt64)]] = [:]
        for pair in 0..<result.pairs.count {
            let (a, b) = (Int(result.pairs.a[pair]), Int(result.pairs.b[pair]) - records.count)
            guard a < records.count, b >= 0 else { continue }
            let profile = profiles[b]
            if records[a].person != 0, profile.number > oldProfileCount { continue }
            let person = try survivors.survivor(of: profile.person)
            guard person != records[a].person, !taken.contains(person) else { continue }
            let weight = result.pairs.weights[pair] + shift
            outcome.detail.weights.add(weight)
            if let known = best[a]?[person], known.weight >= weight { continue }
            best[a, default: [:]][person] = (weight, result.pairs.patterns[pair])
        }
        return try best.keys.sorted()
            .compactMap { place in
                try candidate(
                    records[place], copies, best[place] ?? [:], labels, result.plan, maker, survivors, &outcome)
            }
    }

    /// Had its number been a known one, the rules would have found the record's person: that the number differs says
    /// nothing of an open record, unless both are certified.
    static func forOpenRecords(_ model: FellegiSunterModel) -> FellegiSunterModel {
        var model = model
        for place in model.comparisons.indices {
            for level in model.comparisons[place].levels.indices
            where differentNumbers.contains(model.comparisons[place].levels[level].level.name) {
                let neutral = model.comparisons[place].levels[level].level
                model.comparisons[place].levels[level] = LevelParameters(level: neutral, m: 1, u: 1, twins: 1, kin: 1)
            }
        }
        return model
    }

    private static let differentNumbers: Set = [
        "different, not both certified", "different, birth data differ or unknown",
    ]

    /// The candidates of one record compete: it is one person at most.
    private func candidate(
        _ record: OpenRecord, _ copies: [Int64: [OpenRecord]],
        _ persons: [PersonNumber: (weight: Float, pattern: UInt64)], _ labels: ReviewLabels,
        _ plan: ComparisonPlan, _ maker: BlockKeyMaker, _ survivors: PersonSurvivors, _ outcome: inout EvidenceOutcome
    ) throws -> Candidate? {
        let content = maker.content(record.traits)
        let left = persons.filter { !labels.different.contains(ReviewPair(record: content, person: $0.key)) }
            .map { (person: $0.key, odds: exp2(Double(min(40, $0.value.weight))), pattern: $0.value.pattern) }
            .sorted { ($1.odds, $0.person) < ($0.odds, $1.person) }
        guard let first = left.first else { return nil }
        let promised = first.odds / (1 + left.reduce(0) { $0 + $1.odds })
        let probability = labels.calibration.map { DecidedPairs.probability(promised, under: $0) } ?? promised
        outcome.quality.count(probability: probability)
        outcome.detail.add(probability: probability, recordCount: 1 + (copies[content]?.count ?? 0))
        let levels = EvidenceTable.levels(of: first.pattern, plan)
        let numbersDiffer =
            record.person == 0 ? false : try survivors.haveOtherNumbers(record.person, first.person)
        return Candidate(
            record: record, copies: copies[content] ?? [], content: content, person: first.person,
            probability: probability, modelProbability: promised, pattern: first.pattern,
            levels: levels,
            isTwinShaped: left.count > 1 && left[1].odds >= first.odds * EvidencePolicy.twinOddsRatio,
            hasConflict: numbersDiffer || levels.contains { $0.level.hasPrefix("two certified numbers") })
    }

    // MARK: - Deciding

    private func decide(
        _ candidates: [Candidate], _ model: LinkageModel?, _ maker: inout BlockKeyMaker,
        _ survivors: inout PersonSurvivors, _ outcome: inout EvidenceOutcome
    ) throws {
        var writer = try ProfileWriter(database: database, key: keys.profile)
        let budget =
            Double(certainCount) * (1 - EvidencePolicy.expectedPrecisionMin - EvidencePolicy.ruleErrorShare)
        var spent = 0.0
        var queue: [ReviewCandidate] = []
        var taken: Set<PersonNumber> = []
        for candidate in candidates.sorted(by: {
            ($1.probability, $0.record.place) < ($0.probability, $1.record.place)
        }) {
            let count = 1 + candidate.copies.count
            let risk = Double(count) * (1 - candidate.probability)
            let isSure =
                candidate.probability >= EvidencePolicy.certainProbability
                || (candidate.probability >= EvidencePolicy.certainProbabilityMin && spent + risk <= budget)
            let isFree = !isClean || (count == 1 && !taken.contains(candidate.person))
            if isSure, isFree, model?.version.isCalibrated == true, !candidate.hasConflict,
                try link(candidate.record, to: candidate.person, .fellegiSunter, &outcome, &survivors)
            {
                spent += risk
                taken.insert(candidate.person)
                outcome.quality.evidenceLinkCount += count
                for copy in candidate.copies {
                    try link(copy, to: candidate.person, .fellegiSunter, &outcome, &survivors)
                }
                try remember(candidate, model)
                try writer.add(
                    candidate.record.traits, person: candidate.person,
                    hashes: [maker.content(candidate.record.traits, of: candidate.person)]
                        + maker.keys(candidate.record.traits).map(\.hash))
                continue
            }
            outcome.quality.expectedMissedLinkCount += Double(count) * candidate.probability
            guard candidate.probability >= EvidencePolicy.reviewProbabilityMin else { continue }
            if candidate.probability >= EvidencePolicy.probableProbabilityMin {
                for record in [candidate.record] + candidate.copies {
                    outcome.ends[record.place] = (0, .probableMatch)
                }
            }
            queue.append(review(candidate))
        }
        try writer.finish()
        outcome.quality.expectedFalseLinkCount = spent
        let links = Double(certainCount + outcome.quality.evidenceLinkCount)
        if links > 0 {
            outcome.quality.expectedPrecision =
                1 - (spent + Double(certainCount) * EvidencePolicy.ruleErrorShare) / links
        }
        outcome.quality.addedProfileCount += writer.profileCount
        outcome.quality.queuedForReviewCount = try ReviewStore(database: database)
            .queue(queue, source: source, delivery: delivery, at: now)
    }

    /// False when the record's person became another one meanwhile.
    @discardableResult
    private func link(
        _ record: OpenRecord, to person: PersonNumber, _ reason: LinkageReason, _ outcome: inout EvidenceOutcome,
        _ survivors: inout PersonSurvivors
    ) throws -> Bool {
        let target = try survivors.survivor(of: person)
        if record.person != 0 {
            let own = try survivors.survivor(of: record.person)
            if own != target {
                guard try !survivors.haveOtherNumbers(own, target), try !survivors.areApart(own, target) else {
                    return false
                }
                try survivors.merge(own, target, by: reason == .reviewed ? .review : .evidence)
            }
        }
        outcome.ends[record.place] = (target, reason)
        return true
    }

    private func remember(_ candidate: Candidate, _ model: LinkageModel?) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO evidence_link (source, delivery, record, person, probability, model)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        )
        .execute(arguments: [
            source, delivery, candidate.content, candidate.person, candidate.probability, model?.version.version ?? 0,
        ])
    }

    private func review(_ candidate: Candidate) -> ReviewCandidate {
        ReviewCandidate(
            pair: ReviewPair(record: candidate.content, person: candidate.person),
            founded: candidate.record.person == 0 ? nil : candidate.record.person, probability: candidate.probability,
            modelProbability: candidate.modelProbability, pattern: candidate.pattern, levels: candidate.levels,
            hasConflict: candidate.hasConflict, isTwinShaped: candidate.isTwinShaped)
    }
}
