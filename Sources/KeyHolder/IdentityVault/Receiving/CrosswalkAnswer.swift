internal import Foundation
internal import GRDB
internal import HealthModel
internal import RecordLinkage
internal import SealedExchange

/// Last pass over a delivery: seals the crosswalk to the hub.
struct CrosswalkAnswer {
    let database: Database
    let pseudonyms: PseudonymMaker
    let evidence: EvidenceOutcome
    /// How many records ended by each reason.
    private(set) var reasons: [LinkageReason: Int] = [:]

    init(database: Database, pseudonyms: PseudonymMaker, evidence: EvidenceOutcome) {
        self.database = database
        self.pseudonyms = pseudonyms
        self.evidence = evidence
    }

    /// Writes the file and gives its SHA-256.
    mutating func write(
        to file: URL,
        hub: ExchangePublicKey,
        from keyHolder: ExchangeKeyPair,
        header: SealedHeader,
        sheet: Data,
        merges: [PersonMerge],
        separations: [PersonSeparation],
        records: FixedRecordFile,
        answers: FixedRecordFile,
        progress: ProgressObserver
    ) throws -> String {
        let writer = try CrosswalkFileWriter(
            url: file, to: hub, header: header, separations: try pseudonyms(of: separations),
            supersessions: try supersessions(merges), sheet: sheet, from: keyHolder)
        let settledEnds = try SettledEnds(evidence, in: database)
        try records.rewind()
        try answers.rewind()
        while true {
            let staged = try records.next(DeliveryReceiver.batchCount)
            let ends = try answers.next(DeliveryReceiver.batchCount).compactMap { StagedAnswer($0) }
            guard staged.count == ends.count else { throw IdentityVaultError.workDamaged }
            guard !staged.isEmpty else { break }
            let first = writer.entryCount
            let settled = ends.enumerated()
                .map { place, end in settledEnds.end(of: first + place, end) }
            let names = try names(of: Set(settled.map(\.person)))
            for (bytes, end) in zip(staged, settled) {
                guard let token = StagedRecord.token(bytes) else { throw IdentityVaultError.workDamaged }
                reasons[end.reason, default: 0] += 1
                try writer.write(
                    CrosswalkEntry(
                        token: token, outcome: end.reason.outcome, reason: end.reason,
                        pseudonym: end.person == 0 ? nil : names[end.person]))
            }
            progress(ProgressStep(ReceiveWords.answering, done: writer.entryCount, total: records.recordCount))
        }
        return try writer.finish()
    }

    /// Both sides by the identifier that they have now: a part may have been merged anew since.
    private func pseudonyms(of separations: [PersonSeparation]) throws -> [PseudonymSeparation] {
        try separations.map { separation in
            let made = try [separation.part, separation.from]
                .map { person in
                    guard
                        let identifier = try Data.fetchOne(
                            database, sql: "SELECT identifier FROM person WHERE number = ?", arguments: [person])
                    else { throw IdentityVaultError.workDamaged }
                    return pseudonyms.pseudonym(of: Array(identifier))
                }
            return PseudonymSeparation(part: made[0], kept: made[1])
        }
    }

    private func supersessions(_ merges: [PersonMerge]) throws -> [PseudonymSupersession] {
        var supersessions: [PseudonymSupersession] = []
        for merge in merges {
            guard
                let identifier = try Data.fetchOne(
                    database, sql: "SELECT identifier FROM person WHERE number = ?", arguments: [merge.younger]),
                let new = try names(of: [merge.younger])[merge.younger]
            else { throw IdentityVaultError.workDamaged }
            supersessions.append(PseudonymSupersession(old: pseudonyms.pseudonym(of: Array(identifier)), new: new))
        }
        return supersessions
    }

    /// The pseudonyms of persons, those of merged persons being their survivor's.
    private func names(of persons: Set<PersonNumber>) throws -> [PersonNumber: PersonPseudonym] {
        var names: [PersonNumber: PersonPseudonym] = [:]
        names.reserveCapacity(persons.count)
        var merged: [PersonNumber: PersonNumber] = [:]
        var wanted = persons.subtracting([0]).sorted()
        while !wanted.isEmpty {
            var survivors: Set<PersonNumber> = []
            for start in stride(from: 0, to: wanted.count, by: RegisterLoader.listCount) {
                let part = wanted[start..<min(start + RegisterLoader.listCount, wanted.count)]
                let sql = """
                    SELECT number, identifier, merged_into FROM person
                    WHERE number IN (\(SQLList.marks(part.count)))
                    """
                let rows = try Row.fetchCursor(
                    database.cachedStatement(sql: sql), arguments: StatementArguments(part))
                while let row = try rows.next() {
                    let number: PersonNumber = row[0]
                    if let survivor: PersonNumber = row[2] {
                        merged[number] = survivor
                        if names[survivor] == nil { survivors.insert(survivor) }
                    } else {
                        names[number] = pseudonyms.pseudonym(of: Array(row[1] as Data))
                    }
                }
            }
            wanted = survivors.sorted()
        }
        for person in merged.keys {
            var survivor = person
            while let next = merged[survivor] { survivor = next }
            names[person] = names[survivor]
        }
        return names
    }
}
