internal import Foundation
internal import GRDB
internal import RecordLinkage

/// A delivery as the register remembers it.
struct DeliveryRecord: Sendable {
    let source: String
    let name: String
    let digest: String
    let receivedAt: String
    let hubKey: String
    let answerDigest: String
    let summary: String
}

/// What the register counts.
package struct RegisterCounts: Sendable, Hashable, Codable {
    /// Persons known, after merges.
    package let persons: Int
    package let merges: Int
    package let linkKeys: Int
    package let sharedLinkKeys: Int
    package let deliveries: Int
}

/// The register on disk: one writer, one SQLite file, nothing lost once a transaction ended.
struct RegisterStore: Sendable {
    /// Pages of the register held in memory, KiB: a country's keys do not fit, a region's do.
    static let cacheKibibytes = 256 * 1024

    private let queue: DatabaseQueue

    init(file: URL) throws {
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA cache_size = -\(RegisterStore.cacheKibibytes)")
            try database.execute(sql: "PRAGMA temp_store = FILE")
        }
        configuration.label = "register"
        let configured = configuration
        queue = try RegisterStore.translating { try DatabaseQueue(path: file.path, configuration: configured) }
        try RegisterStore.translating { try RegisterSchema.migrator.migrate(queue) }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    }

    /// Reads in one transaction.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try RegisterStore.translating { try queue.read(body) }
    }

    /// Writes in one transaction: all of it, or nothing.
    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try RegisterStore.translating { try queue.write(body) }
    }

    /// SQLite's own words hold no value of a row.
    private static func translating<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw IdentityVaultError.registerFailed(reason: "SQLite \(error.extendedResultCode)")
        }
    }
}

// MARK: - Custody

extension RegisterStore {
    func custodians() throws -> [Custodian] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: "SELECT name, fingerprint, contributed_at, share_file FROM custodian ORDER BY position")
            return rows.map {
                Custodian(name: $0[0], fingerprint: $0[1], contributedAt: $0[2], shareFile: $0[3])
            }
        }
    }

    func keyFingerprint() throws -> String? {
        try read { database in
            try String.fetchOne(
                database, sql: "SELECT fingerprint FROM vault_key WHERE version = ?",
                arguments: [Int(VaultKeys.version)])
        }
    }

    func add(_ custodian: Custodian, keyFingerprint: String?) throws {
        try write { database in
            try database.execute(
                sql: """
                    INSERT INTO custodian (position, name, fingerprint, contributed_at, share_file)
                    VALUES ((SELECT count(*) + 1 FROM custodian), ?, ?, ?, ?)
                    """,
                arguments: [custodian.name, custodian.fingerprint, custodian.contributedAt, custodian.shareFile])
            guard let keyFingerprint else { return }
            try database.execute(
                sql: "INSERT INTO vault_key (version, fingerprint) VALUES (?, ?)",
                arguments: [Int(VaultKeys.version), keyFingerprint])
        }
    }
}

// MARK: - Deliveries

extension RegisterStore {
    func delivery(source: String, name: String) throws -> DeliveryRecord? {
        try read { try RegisterStore.delivery(source: source, name: name, in: $0) }
    }

    static func delivery(source: String, name: String, in database: Database) throws -> DeliveryRecord? {
        try deliveries(in: database, where: "source = ? AND name = ?", [source, name]).first
    }

    /// In the order of their reception.
    func deliveries() throws -> [DeliveryRecord] {
        try read { try RegisterStore.deliveries(in: $0, where: "true", []) }
    }

    /// Forgets that a delivery was received; false when it is unknown.
    func removeDelivery(source: String, name: String) throws -> Bool {
        try write { database in
            try database.execute(
                sql: "DELETE FROM delivery WHERE source = ? AND name = ?", arguments: [source, name])
            return database.changesCount > 0
        }
    }

    func counts() throws -> RegisterCounts {
        try read { database in
            func count(_ sql: String) throws -> Int { try Int.fetchOne(database, sql: sql) ?? 0 }
            return RegisterCounts(
                persons: try count("SELECT count(*) FROM person WHERE merged_into IS NULL"),
                merges: try count("SELECT count(*) FROM merge"),
                linkKeys: try count("SELECT count(*) FROM link_key"),
                sharedLinkKeys: try count("SELECT count(*) FROM link_key WHERE state = 1"),
                deliveries: try count("SELECT count(*) FROM delivery"))
        }
    }

    private static func deliveries(
        in database: Database, where condition: String, _ arguments: StatementArguments
    ) throws -> [DeliveryRecord] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT source, name, digest, received_at, hub_key, answer_digest, summary
                FROM delivery
                WHERE \(condition)
                ORDER BY sequence
                """, arguments: arguments)
        return rows.map {
            DeliveryRecord(
                source: $0[0], name: $0[1], digest: $0[2], receivedAt: $0[3], hubKey: $0[4], answerDigest: $0[5],
                summary: $0[6])
        }
    }
}
