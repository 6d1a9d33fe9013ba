internal import Foundation
internal import GRDB
internal import HealthModel
internal import RecordLinkage
internal import SealedExchange

/// Last pass over a delivery: seals the crosswalk to the hub.
struct CrosswalkAnswer {
    let database: Database
    let pseudonyms: PseudonymMaker

    /// Writes the file and gives its SHA-256.
    func write(
        to file: URL,
        hub: ExchangePublicKey,
        from keyHolder: ExchangeKeyPair,
        header: SealedHeader,
        merges: [PersonMerge],
        records: FixedRecordFile,
        answers: FixedRecordFile,
        progress: ProgressObserver
    ) throws -> String {
        let writer = try CrosswalkFileWriter(
            url: file, to: hub, header: header, supersessions: try supersessions(merges), from: keyHolder)
        try records.rewind()
        try answers.rewind()
        while true {
            let staged = try records.next(DeliveryReceiver.batchCount)
            let ends = try answers.next(DeliveryReceiver.batchCount).compactMap { StagedAnswer($0) }
            guard staged.count == ends.count else { throw IdentityVaultError.workDamaged }
            guard !staged.isEmpty else { break }
            let names = try names(of: Set(ends.map(\.person)))
            for (bytes, end) in zip(staged, ends) {
                guard let record = StagedRecord(bytes) else { throw IdentityVaultError.workDamaged }
                try writer.write(
                    CrosswalkEntry(
                        token: record.token, outcome: end.reason.outcome, reason: end.reason,
                        pseudonym: end.person == 0 ? nil : names[end.person]))
            }
            progress(ProgressStep(ReceiveWords.answering, done: writer.entryCount, total: records.recordCount))
        }
        return try writer.finish()
    }

    private func supersessions(_ merges: [PersonMerge]) throws -> [PseudonymSupersession] {
        var supersessions: [PseudonymSupersession] = []
        for merge in merges {
            guard let identifier = try Data.fetchOne(
                database, sql: "SELECT identifier FROM person WHERE number = ?", arguments: [merge.younger]),
                let new = try names(of: [merge.younger])[merge.younger]
            else { throw IdentityVaultError.workDamaged }
            supersessions.append(PseudonymSupersession(old: pseudonyms.pseudonym(of: Array(identifier)), new: new))
        }
        return supersessions
    }

    /// The pseudonyms of persons, those of merged persons being their survivor's.
    private func names(of persons: Set<PersonNumber>) throws -> [PersonNumber: PersonPseudonym] {
        var found: [PersonNumber: (identifier: Data, mergedInto: PersonNumber?)] = [:]
        var wanted = persons.subtracting([0])
        while !wanted.isEmpty {
            let sorted = wanted.sorted()
            wanted = []
            for start in stride(from: 0, to: sorted.count, by: RegisterLoader.listCount) {
                let part = sorted[start..<min(start + RegisterLoader.listCount, sorted.count)]
                let sql = """
                    SELECT number, identifier, merged_into FROM person
                    WHERE number IN (\(SQLList.marks(part.count)))
                    """
                let rows = try Row.fetchCursor(
                    database.cachedStatement(sql: sql), arguments: StatementArguments(part))
                while let row = try rows.next() {
                    let mergedInto: PersonNumber? = row[2]
                    found[row[0] as PersonNumber] = (row[1], mergedInto)
                    if let mergedInto, found[mergedInto] == nil { wanted.insert(mergedInto) }
                }
            }
        }
        var names: [PersonNumber: PersonPseudonym] = [:]
        for person in persons {
            var survivor = person
            while let next = found[survivor]?.mergedInto { survivor = next }
            guard let identifier = found[survivor]?.identifier else { continue }
            names[person] = pseudonyms.pseudonym(of: Array(identifier))
        }
        return names
    }
}
