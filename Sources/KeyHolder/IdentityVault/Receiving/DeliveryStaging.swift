internal import Foundation
internal import GRDB
internal import HealthModel
internal import RecordLinkage
internal import SealedExchange

/// First pass over a delivery: opens the identities, keeps keyed hashes in a work file, forgets the traits, and finds
/// the numbers that twins share.
struct DeliveryStaging {
    /// Rows of one insert.
    private static let rowCount = 100

    let database: Database
    let records: FixedRecordFile
    var summary: ReceiveSummary

    init(database: Database, work: VaultHome, summary: ReceiveSummary) throws {
        self.database = database
        self.summary = summary
        records = try FixedRecordFile(
            work.work.appending(path: "records"), recordByteCount: StagedRecord.byteCount)
        try database.execute(sql: "DROP TABLE IF EXISTS temp.insured")
        try database.execute(sql: "CREATE TEMP TABLE insured (number BLOB NOT NULL, given INTEGER NOT NULL)")
    }

    /// Reads the whole file. Only digests outlive a turn of the loop.
    mutating func stage(_ reader: IdentityFileReader, keys: VaultKeys, progress: ProgressObserver) throws {
        var maker = LinkKeyMaker(KeyedDigester(key: keys.linkage))
        var insured: [(any DatabaseValueConvertible)?] = []
        while let record = try reader.next() {
            let identity = LinkageIdentity(record.traits)
            if let flaw = identity.numberFlaw { summary.numberFlaws[flaw.rawValue, default: 0] += 1 }
            let keys = maker.keys(of: identity)
            try records.append { StagedRecord(token: record.token, keys: keys).append(to: &$0) }
            if let number = keys.number, !keys.numberIsOwn, let given = keys.givenWitness {
                insured += [number.bytes, Int64(bitPattern: given)]
                if insured.count == 2 * DeliveryStaging.rowCount { try insertInsured(&insured) }
            }
            if records.recordCount.isMultiple(of: DeliveryReceiver.batchCount) {
                progress(ProgressStep(ReceiveWords.reading, done: records.recordCount))
            }
        }
        try insertInsured(&insured)
        try records.rewind()
    }

    /// Marks the numbers that two given names of this source share.
    mutating func markSharedNumbers(nextPerson: PersonNumber, writer: inout RegisterWriter) throws {
        let loader = RegisterLoader(database: database)
        try database.execute(sql: "DROP TABLE IF EXISTS temp.shared")
        try database.execute(
            sql: """
                CREATE TEMP TABLE shared AS
                SELECT number FROM temp.insured GROUP BY number HAVING min(given) <> max(given)
                """)
        var last = Int64(0)
        while true {
            let rows = try Row.fetchAll(
                database, sql: "SELECT rowid, number FROM temp.shared WHERE rowid > ? ORDER BY rowid LIMIT ?",
                arguments: [last, DeliveryReceiver.batchCount])
            guard let end = rows.last else { break }
            last = end[0]
            let numbers = rows.compactMap { LinkDigest(bytes: $0[1] as Data) }
            var memory = try loader.load(numbers, nextPerson: nextPerson)
            memory.markShared(numbers: Set(numbers))
            summary.sharedNumberCount += memory.addedKeys.count + memory.changedKeys.count
            try writer.write(memory)
        }
        try database.execute(sql: "DROP TABLE temp.shared")
        try database.execute(sql: "DROP TABLE temp.insured")
    }

    private func insertInsured(_ values: inout [(any DatabaseValueConvertible)?]) throws {
        guard !values.isEmpty else { return }
        let rows = SQLList.rows(values.count / 2, columns: 2)
        try database.cachedStatement(sql: "INSERT INTO temp.insured VALUES \(rows)")
            .execute(arguments: StatementArguments(values))
        values.removeAll(keepingCapacity: true)
    }
}
