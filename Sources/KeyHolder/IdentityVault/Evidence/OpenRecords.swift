internal import GRDB
internal import HealthModel
internal import RecordLinkage
internal import SealedExchange

/// A record that no rule led to a known person.
struct OpenRecord {
    /// Its place in the delivery.
    let place: Int
    let traits: IdentityTraits
    /// The person that it founded; 0 for none.
    let person: PersonNumber
    let reason: LinkageReason
}

/// Third pass over a delivery: keeps the sealed traits of linked records, and gathers those that are open. Traits are
/// read from the sealed identities again: they are never written in the open.
struct OpenRecordCollection {
    private(set) var open: [OpenRecord] = []
    /// Records of persons known before, one a person, found by their number: what a model is learnt on.
    private(set) var sample: [(traits: IdentityTraits, person: PersonNumber)] = []
    private(set) var certifiedCount = 0
    /// Persons of this delivery; gathered only when it holds each of them once.
    private(set) var taken: Set<PersonNumber> = []
    private(set) var tally: DeliveryTally
    private var sampled: Set<PersonNumber> = []
    private var kept: Set<Int64> = []
    /// Persons whose new certified number may be a known person's, by a record that has it.
    private(set) var numberDoubts: [(traits: IdentityTraits, doubt: NumberDoubt)] = []
    private var doubts: [PersonNumber: NumberDoubt]

    init(tally: DeliveryTally, doubts: [NumberDoubt]) {
        self.tally = tally
        self.doubts = Dictionary(doubts.map { ($0.person, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Takes the ends that evidence gave into the tally.
    mutating func settle(_ ends: [Int: (person: PersonNumber, reason: LinkageReason)]) { tally.move(open, to: ends) }

    /// Finds out which records of the delivery the register has already, before the others are kept.
    mutating func see(
        _ reader: IdentityFileReader, answers: FixedRecordFile, maker: BlockKeyMaker, pages: inout ProfilePages
    ) throws {
        guard pages.profileCount > 0 else { return }
        var contents: Set<Int64> = []
        try answers.rewind()
        while true {
            let ends = try answers.next(DeliveryReceiver.batchCount)
            guard !ends.isEmpty else { break }
            for bytes in ends {
                guard let end = StagedAnswer(bytes), let record = try reader.next() else {
                    throw IdentityVaultError.workDamaged
                }
                if end.person != 0 { contents.insert(maker.content(record.traits.nominativeValue, of: end.person)) }
            }
        }
        kept = try pages.known(Array(contents))
    }

    mutating func collect(
        _ reader: IdentityFileReader,
        answers: FixedRecordFile,
        maker: inout BlockKeyMaker,
        pages: ProfilePages,
        writer: inout ProfileWriter,
        firstPerson: PersonNumber,
        isClean: Bool
    ) throws {
        var place = 0
        try answers.rewind()
        while true {
            let ends = try answers.next(DeliveryReceiver.batchCount)
            guard !ends.isEmpty else { break }
            var batch: (traits: [IdentityTraits], reasons: [LinkageReason]) = ([], [])
            defer { tally.add(batch.traits, batch.reasons) }
            for bytes in ends {
                guard let end = StagedAnswer(bytes), let record = try reader.next() else {
                    throw IdentityVaultError.workDamaged
                }
                let traits = record.traits.nominativeValue
                batch.traits.append(traits)
                batch.reasons.append(end.reason)
                if end.person == 0 || (end.reason == .firstSeen && pages.profileCount > 0) {
                    open.append(
                        OpenRecord(place: place, traits: traits, person: end.person, reason: end.reason))
                }
                if end.person != 0 { try keep(traits, end.person, &maker, &writer) }
                if !traits.nationalNumber.isEmpty, let doubt = doubts.removeValue(forKey: end.person) {
                    numberDoubts.append((traits, doubt))
                }
                if isClean, end.person != 0, end.reason != .firstSeen { taken.insert(end.person) }
                if end.reason == .numberBirthSex, end.person < firstPerson, pages.profileCount > 0 {
                    certifiedCount += 1
                    if sample.count < EvidencePolicy.sampleCountMax, sampled.insert(end.person).inserted {
                        sample.append((traits, end.person))
                    }
                }
                place += 1
            }
        }
    }

    /// Keeps what a person's profiles do not say yet.
    private mutating func keep(
        _ traits: IdentityTraits, _ person: PersonNumber, _ maker: inout BlockKeyMaker, _ writer: inout ProfileWriter
    ) throws {
        let content = maker.content(traits, of: person)
        guard kept.insert(content).inserted else { return }
        try writer.add(traits, person: person, hashes: [content] + maker.keys(traits).map(\.hash))
    }
}
