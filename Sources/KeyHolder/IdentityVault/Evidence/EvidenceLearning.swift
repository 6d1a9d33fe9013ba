internal import GRDB
internal import HealthModel
internal import RecordLinkage

/// Learns the parameters of a source: m and u by EM on records whose number is certified, and the probabilities on the
/// same records with their number hidden, as open records are: the number says who they are.
struct EvidenceLearning {
    /// Non-matches far below every kept pair, that the curve begins with: all the pairs that no key brought together.
    private static let anchorCount = 20
    private static let anchorWeight: Float = -30

    let database: Database
    let source: String
    let delivery: String
    let now: String

    /// Adds a version when there is none for the source, when it is retired, or when the delivery has many more
    /// certified numbers than it was learnt on.
    func learn(
        _ collection: OpenRecordCollection, _ oldProfileCount: Int, maker: inout BlockKeyMaker,
        pages: inout ProfilePages, survivors: inout PersonSurvivors
    ) throws {
        let store = LinkageModelStore(database: database)
        let present = try store.latest(for: source)?.version
        let isDue =
            present.map {
                $0.isRetired || collection.certifiedCount >= EvidencePolicy.relearnFactor * $0.certifiedPairCount
            } ?? true
        guard isDue, collection.sample.count >= EvidencePolicy.sampleCountMin else { return }
        var numbers = try pages.spread(EvidencePolicy.learningBackgroundCount)
        for record in collection.sample {
            guard let key = maker.keys(record.traits).first(where: { $0.rule == .number }) else { continue }
            numbers.formUnion(try pages.profiles(under: key.hash))
        }
        // One profile a person, and never this delivery's.
        var persons: [PersonNumber] = []
        var seen: Set<PersonNumber> = []
        var profiles: [Profile] = []
        for profile in try pages.open(numbers.filter { $0 <= oldProfileCount }) {
            let person = try survivors.survivor(of: profile.person)
            guard seen.insert(person).inserted else { continue }
            profiles.append(profile)
            persons.append(person)
        }
        guard !profiles.isEmpty else { return }
        let records = collection.sample.map(\.traits)
        var configuration = LinkageConfiguration.french
        configuration.samplePairCount = min(
            LinkageConfiguration.samplePairCountDefault,
            EvidencePolicy.samplePairsPerRecord * (records.count + profiles.count))
        var model = try LinkageEngine(configuration).run(EvidenceTable.make(records: records, profiles: profiles)).model
        let own = try collection.sample.map { try survivors.survivor(of: $0.person) }
        model.calibration = try calibration(model, records, own: own, profiles, persons)
        try store.add(
            model, certifiedPairCount: collection.certifiedCount, registerCount: Double(profiles.count),
            source: source, delivery: delivery, at: now)
    }

    private func calibration(
        _ model: FellegiSunterModel, _ records: [IdentityTraits], own: [PersonNumber], _ profiles: [Profile],
        _ persons: [PersonNumber]
    ) throws -> Calibration? {
        var configuration = LinkageConfiguration.french
        configuration.model = model
        configuration.model?.calibration = nil
        let hidden = records.map { record in
            var record = record
            record.nationalNumber = ""
            return record
        }
        let result = try LinkageEngine(configuration).run(EvidenceTable.make(records: hidden, profiles: profiles))
        var weights = [Float](repeating: EvidenceLearning.anchorWeight, count: EvidenceLearning.anchorCount)
        var truths = [Bool](repeating: false, count: EvidenceLearning.anchorCount)
        for pair in 0..<result.pairs.count {
            let (a, b) = (Int(result.pairs.a[pair]), Int(result.pairs.b[pair]) - records.count)
            guard a < records.count, b >= 0 else { continue }
            weights.append(result.pairs.weights[pair])
            truths.append(own[a] == persons[b])
        }
        return Calibration(weights: weights, truths: truths)
    }
}
