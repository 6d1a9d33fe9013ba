internal import Foundation
internal import GRDB
internal import HealthModel
internal import QualitySheets
internal import RecordLinkage
internal import SealedExchange

/// Takes one delivery of identities in, in one transaction: either the register knows all of it and the crosswalk is on
/// the disk, or nothing happened.
struct DeliveryReceiver {
    /// Records looked up, resolved and written together: memory holds the keys of these only.
    static let batchCount = 20_000
    static let nameLengthMax = 128

    let home: VaultHome
    let keys: VaultKeys
    let exchangeKey: ExchangeKeyPair
    let surroundings: Surroundings
    let progress: ProgressObserver
    /// The source holds every person once.
    var sourceIsClean = false

    func receive(
        _ file: URL, digest: String, hub: ExchangePublicKey, sender: ExchangePublicKey?, in database: Database
    ) throws -> ReceiveSummary {
        let reader = try IdentityFileReader(url: file, key: exchangeKey, sender: sender)
        let header = reader.header
        try DeliveryReceiver.checkNames(header)
        let earlier = try RegisterStore.delivery(source: header.source, name: header.deliveryID, in: database)
        if let earlier { return try repeated(earlier, digest: digest, hub: hub) }

        try home.emptyWork()
        let reviewed = try PersonSeparations(database: database)
            .applyReviews(source: header.source, delivery: header.deliveryID, at: surroundings.timestamp())
        let loader = RegisterLoader(database: database)
        let firstPerson = try loader.nextPerson()
        var writer = RegisterWriter(database: database, identifiers: IdentifierSource(surroundings: surroundings))
        var staging = try DeliveryStaging(
            database: database, work: home,
            summary: ReceiveSummary(source: header.source, delivery: header.deliveryID, identitiesDigest: digest))
        try staging.stage(reader, keys: keys, progress: progress)
        guard reader.digest == digest else { throw IdentityVaultError.fileChanged(file: file.lastPathComponent) }
        try staging.markSharedNumbers(nextPerson: firstPerson, writer: &writer)

        var linking = DeliveryLinking(
            loader: loader, writer: writer, records: staging.records, summary: staging.summary, nextPerson: firstPerson,
            answers: try FixedRecordFile(
                home.work.appending(path: "answers"), recordByteCount: StagedAnswer.byteCount))
        try linking.run(progress: progress)
        let (evidence, tally) = try evidence(linking, header, firstPerson: firstPerson, in: database) {
            try IdentityFileReader(url: file, key: exchangeKey, sender: sender)
        }
        return try answer(
            linking, evidence, tally, reviewed: reviewed, header: header, digest: digest, hub: hub,
            firstPerson: firstPerson, in: database)
    }

    // MARK: - Evidence

    /// `reopen` reads the sealed identities from the beginning.
    private func evidence(
        _ linking: DeliveryLinking, _ header: SealedHeader, firstPerson: PersonNumber, in database: Database,
        reopen: () throws -> IdentityFileReader
    ) throws -> (EvidenceOutcome, DeliveryTally) {
        progress(ProgressStep(ReceiveWords.weighing, done: 0))
        let (source, delivery) = (header.source, header.deliveryID)
        var survivors = PersonSurvivors(database: database)
        let now = surroundings.timestamp()
        try ReviewStore(database: database).apply(&survivors, source: source, delivery: delivery, at: now)
        var maker = BlockKeyMaker(KeyedHasher(key: keys.block))
        var pages = try ProfilePages(database: database, key: keys.profile)
        var writer = try ProfileWriter(database: database, key: keys.profile)
        var collection = OpenRecordCollection(tally: DeliveryTally(at: now), doubts: linking.numberDoubts)
        try collection.see(try reopen(), answers: linking.answers, maker: maker, pages: &pages)
        try collection.collect(
            try reopen(), answers: linking.answers, maker: &maker, pages: pages, writer: &writer,
            firstPerson: firstPerson,
            isClean: sourceIsClean)
        try writer.finish()
        let pass = EvidencePass(
            database: database, keys: keys, now: now, source: source, delivery: delivery, isClean: sourceIsClean,
            linkedCount: linking.summary.knownPersonCount, certainCount: linking.summary.certainCount)
        var outcome = try pass.run(
            collection, maker: &maker, oldProfileCount: pages.profileCount, survivors: &survivors)
        outcome.quality.addedProfileCount += writer.profileCount
        try NumberChange(database: database)
            .log(linking.finalNumbers + survivors.finalNumbers, .waitingToFinal, source, delivery, now)
        outcome.finalNumberCount = linking.finalNumbers.count + survivors.finalNumbers.count
        collection.settle(outcome.ends)
        var tally = collection.tally
        try tallyHeld(linking, outcome, &tally, in: database, reopen: reopen)
        return (outcome, tally)
    }

    /// Counts the records of persons who are held as what the crosswalk says of them. They are read once more, for they are
    /// rare, and any record may be one.
    private func tallyHeld(
        _ linking: DeliveryLinking, _ evidence: EvidenceOutcome, _ tally: inout DeliveryTally, in database: Database,
        reopen: () throws -> IdentityFileReader
    ) throws {
        let settled = try SettledEnds(evidence, in: database)
        guard settled.withholds else { return }
        let reader = try reopen()
        var held: [OpenRecord] = []
        var ends: [Int: (person: PersonNumber, reason: LinkageReason)] = [:]
        var place = 0
        try linking.answers.rewind()
        while true {
            let batch = try linking.answers.next(DeliveryReceiver.batchCount)
            guard !batch.isEmpty else { break }
            for bytes in batch {
                guard let staged = StagedAnswer(bytes), let record = try reader.next() else {
                    throw IdentityVaultError.workDamaged
                }
                let end = settled.end(of: place, staged)
                let before = settled.reasonBeforeHolding(place, staged)
                if end.reason != before {
                    held.append(
                        OpenRecord(place: place, traits: record.traits.nominativeValue, person: 0, reason: before))
                    ends[place] = end
                }
                place += 1
            }
        }
        tally.move(held, to: ends)
    }

    // MARK: - Answering

    private func answer(
        _ linking: DeliveryLinking,
        _ evidence: EvidenceOutcome,
        _ tally: DeliveryTally,
        reviewed: [PersonSeparation],
        header: SealedHeader,
        digest: String,
        hub: ExchangePublicKey,
        firstPerson: PersonNumber,
        in database: Database
    ) throws -> ReceiveSummary {
        var summary = linking.summary
        let merges = linking.merges + evidence.merges
        let separations = reviewed + linking.separations
        // Persons founded by this delivery have pseudonyms that the hub never saw.
        let superseding = merges.filter { $0.younger < firstPerson }
        guard superseding.count <= CrosswalkFileReader.supersessionCountMax else {
            throw IdentityVaultError.tooManyMerges(count: superseding.count)
        }
        summary.mergeCount = merges.count
        summary.supersessionCount = superseding.count
        summary.separationCount = separations.count
        summary.finalNumberCount = evidence.finalNumberCount
        let now = surroundings.timestamp()
        try PersonSeparations(database: database)
            .log(linking.separations, .number, source: header.source, delivery: header.deliveryID, at: now)
        for merge in merges {
            try database.cachedStatement(
                sql: "INSERT INTO merge (younger, older, source, delivery, merged_at) VALUES (?, ?, ?, ?, ?)"
            )
            .execute(arguments: [merge.younger, merge.older, header.source, header.deliveryID, now])
        }
        let sheet = DeliverySheet(
            summary: summary, evidence: evidence, tally: tally, isClean: sourceIsClean, made: String(now.prefix(10))
        )
        .sheet
        var answer = CrosswalkAnswer(
            database: database, pseudonyms: PseudonymMaker(key: keys.pseudonym), evidence: evidence)
        summary.crosswalkDigest = try answer.write(
            to: DeliveryReceiver.answerFile(digest, home), hub: hub, from: exchangeKey,
            header: SealedHeader(
                source: header.source, deliveryID: header.deliveryID, createdAt: now, answeredDigest: digest),
            sheet: try sheet.json(), merges: superseding, separations: separations, records: linking.records,
            answers: linking.answers, progress: progress)
        // The sheet counts what the crosswalk says.
        guard answer.reasons == tally.reasons.filter({ $0.value != 0 }) else { throw IdentityVaultError.workDamaged }
        summary.settle(answer.reasons, evidence.quality)
        summary.sheet = sheet
        try database.execute(
            sql: """
                INSERT INTO delivery (source, name, digest, received_at, hub_key, answer_digest, summary)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                header.source, header.deliveryID, digest, now, hexadecimal(hub.bytes), summary.crosswalkDigest,
                String(decoding: try JSONEncoder().encode(summary), as: UTF8.self),
            ])
        return summary
    }

    private func repeated(
        _ earlier: DeliveryRecord, digest: String, hub: ExchangePublicKey
    ) throws -> ReceiveSummary {
        guard earlier.digest == digest else {
            throw IdentityVaultError.deliveryDiffers(source: earlier.source, delivery: earlier.name)
        }
        guard earlier.hubKey == hexadecimal(hub.bytes) else {
            throw IdentityVaultError.answeredToAnotherKey(source: earlier.source, delivery: earlier.name)
        }
        let answer = DeliveryReceiver.answerFile(digest, home)
        guard (try? SealedFileReader.digest(of: answer)) == earlier.answerDigest,
            var summary = try? JSONDecoder().decode(ReceiveSummary.self, from: Data(earlier.summary.utf8))
        else { throw IdentityVaultError.answerLost(source: earlier.source, delivery: earlier.name) }
        summary.isRepeated = true
        return summary
    }

    /// Where the answer to the identities with this digest is kept.
    static func answerFile(_ digest: String, _ home: VaultHome) -> URL {
        home.answers.appending(path: "\(digest).sealed")
    }

    private static func checkNames(_ header: SealedHeader) throws {
        for name in [header.source, header.deliveryID] {
            guard (1...nameLengthMax).contains(name.count) else { throw IdentityVaultError.deliveryNameInvalid }
        }
    }
}
