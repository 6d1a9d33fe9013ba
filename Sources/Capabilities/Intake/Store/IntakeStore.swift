import Foundation
internal import GRDB
package import HealthModel

/// The hub's records of deliveries, of the person register and of releases, in SQLite.
///
/// What is not committed here did not happen: files without a row are leftovers of a crash and are removed.
package final class IntakeStore: Sendable {
    private let queue: DatabaseQueue

    package init(home: HubHome) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA foreign_keys = ON")
        }
        do {
            queue = try DatabaseQueue(path: home.database.path, configuration: configuration)
            try IntakeStore.migrator.migrate(queue)
        } catch let error as DatabaseError {
            throw IntakeError.storeDamaged(detail: "SQLite \(error.resultCode.rawValue)")
        }
    }

    // MARK: - Deliveries

    /// Notes that an intake starts; a row left in this state is an intake that was cut off.
    package func begin(_ delivery: DeliveryRecord) throws {
        try queue.write { database in
            try database.execute(
                sql: """
                    INSERT INTO delivery (source, delivery, digest, state, received, finished, rowCount, byteCount,
                        certainCount, ambiguousCount, excludedCount)
                    VALUES (?, ?, ?, 'running', ?, NULL, 0, ?, 0, 0, 0)
                    ON CONFLICT (source, delivery, digest) DO UPDATE
                    SET state = 'running', received = excluded.received, finished = NULL
                    """,
                arguments: [
                    delivery.source, delivery.delivery, delivery.digest, delivery.received, delivery.byteCount,
                ])
        }
    }

    /// Ends an intake; for an accepted one the person register moves to its next generation in the same transaction.
    package func finish(_ delivery: DeliveryRecord, register: PersonRegisterRecord?) throws {
        try queue.write { database in
            try database.execute(
                sql: """
                    UPDATE delivery
                    SET state = ?, finished = ?, rowCount = ?, byteCount = ?, certainCount = ?, ambiguousCount = ?,
                        excludedCount = ?
                    WHERE source = ? AND delivery = ? AND digest = ?
                    """,
                arguments: [
                    delivery.state.rawValue, delivery.finished, delivery.rowCount, delivery.byteCount,
                    delivery.certainCount, delivery.ambiguousCount, delivery.excludedCount, delivery.source,
                    delivery.delivery, delivery.digest,
                ])
            if let register {
                try database.execute(
                    sql: "INSERT INTO personRegister (generation, file, personCount) VALUES (?, ?, ?)",
                    arguments: [register.generation, register.file, register.personCount])
            }
        }
    }

    package func deliveries() throws -> [DeliveryRecord] {
        try queue.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM delivery ORDER BY received, source, delivery")
                .compactMap(IntakeStore.deliveryRecord)
        }
    }

    package func acceptedDelivery(source: String, delivery: String) throws -> DeliveryRecord? {
        try deliveries().first { $0.source == source && $0.delivery == delivery && $0.state == .accepted }
    }

    /// Withdraws a delivery and every release that was made from it, in one transaction; gives these releases.
    package func withdraw(source: String, delivery: String, at time: String) throws -> [String] {
        try queue.write { database in
            try database.execute(
                sql: """
                    UPDATE delivery SET state = 'withdrawn', finished = ?
                    WHERE source = ? AND delivery = ? AND state = 'accepted'
                    """,
                arguments: [time, source, delivery])
            let releases = try IntakeStore.releases(madeFrom: source, delivery, in: database)
            for name in releases {
                try database.execute(sql: "UPDATE release SET state = 'withdrawn' WHERE name = ?", arguments: [name])
            }
            return releases
        }
    }

    /// Published releases that hold rows of a delivery.
    package func releases(madeFrom source: String, _ delivery: String) throws -> [String] {
        try queue.read { try IntakeStore.releases(madeFrom: source, delivery, in: $0) }
    }

    private static func releases(
        madeFrom source: String, _ delivery: String, in database: Database
    ) throws -> [String] {
        try String.fetchAll(
            database,
            sql: """
                SELECT r.name FROM release r JOIN releaseDelivery d ON d.release = r.name
                WHERE d.source = ? AND d.delivery = ? AND r.state = 'published'
                ORDER BY r.sequence
                """,
            arguments: [source, delivery])
    }

    // MARK: - Persons

    /// The present generation of the person register; nil before the first accepted delivery.
    package func personRegister() throws -> PersonRegisterRecord? {
        try queue.read { database in
            try Row.fetchOne(database, sql: "SELECT * FROM personRegister ORDER BY generation DESC LIMIT 1")
                .map {
                    PersonRegisterRecord(generation: $0["generation"], file: $0["file"], personCount: $0["personCount"])
                }
        }
    }

    /// Remembers which pseudonyms became another's, and which are their own again. They are the key holder's word, whatever
    /// becomes of the delivery that they came with: it never says them twice. `saidAt` is when it spoke (ISO, UTC): the
    /// later word counts, whichever delivery is taken in first.
    package func add(
        _ supersessions: [Supersession], separations: [Separation] = [], saidAt: String = ""
    ) throws {
        try queue.write { database in
            // What is merged anew in the same breath is merged.
            for one in separations {
                try database.execute(
                    sql: "INSERT OR IGNORE INTO separation (part, kept, saidAt) VALUES (?, ?, ?)",
                    arguments: [one.part, one.kept, saidAt])
                try database.execute(
                    sql: "DELETE FROM supersession WHERE oldPseudonym = ? AND saidAt <= ?",
                    arguments: [one.part, saidAt])
            }
            for one in supersessions {
                try database.execute(
                    sql: """
                        INSERT INTO supersession (oldPseudonym, newPseudonym, saidAt) VALUES (?, ?, ?)
                        ON CONFLICT (oldPseudonym) DO UPDATE
                            SET newPseudonym = excluded.newPseudonym, saidAt = excluded.saidAt
                            WHERE excluded.saidAt >= saidAt
                        """,
                    arguments: [one.old, one.new, saidAt])
            }
        }
    }

    /// Every pseudonym that became another's, and was not taken apart from it since.
    package func supersessions() throws -> [Supersession] {
        try queue.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT oldPseudonym, newPseudonym FROM supersession s
                    WHERE NOT EXISTS (
                        SELECT 1 FROM separation p WHERE p.part = s.oldPseudonym AND p.saidAt > s.saidAt)
                    ORDER BY oldPseudonym
                    """
            )
            .map { Supersession(old: $0["oldPseudonym"], new: $0["newPseudonym"]) }
        }
    }

    /// True when nothing was ever recorded: a new hub, or one whose records were lost.
    package func isBlank() throws -> Bool {
        try queue.read { database in
            try Bool.fetchOne(
                database,
                sql: """
                    SELECT NOT EXISTS (SELECT 1 FROM delivery) AND NOT EXISTS (SELECT 1 FROM release)
                        AND NOT EXISTS (SELECT 1 FROM personRegister)
                    """) ?? true
        }
    }

    // MARK: - Releases

    package func releases() throws -> [ReleaseRecord] {
        try queue.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM release ORDER BY sequence")
                .compactMap { row in
                    ReleaseState(rawValue: row["state"])
                        .map {
                            ReleaseRecord(
                                name: row["name"], sequence: row["sequence"], state: $0, created: row["created"],
                                origin: row["origin"])
                        }
                }
        }
    }

    /// The number that the next release takes.
    package func nextReleaseSequence() throws -> Int {
        try queue.read { database in
            try Int.fetchOne(database, sql: "SELECT coalesce(max(sequence), 0) + 1 FROM release") ?? 1
        }
    }

    /// Commits a release whose files are already in their final place.
    package func commit(_ release: ReleaseRecord, deliveries: [(source: String, delivery: String)]) throws {
        try queue.write { database in
            try database.execute(
                sql: "INSERT INTO release (name, sequence, state, created, origin) VALUES (?, ?, ?, ?, ?)",
                arguments: [release.name, release.sequence, release.state.rawValue, release.created, release.origin])
            for made in deliveries {
                try database.execute(
                    sql: "INSERT INTO releaseDelivery (release, source, delivery) VALUES (?, ?, ?)",
                    arguments: [release.name, made.source, made.delivery])
            }
        }
    }

    /// Marks intakes that were cut off; gives them.
    package func abandonRunning(at time: String) throws -> [DeliveryRecord] {
        let running = try deliveries().filter { $0.state == .running }
        try queue.write { database in
            try database.execute(
                sql: "UPDATE delivery SET state = 'abandoned', finished = ? WHERE state = 'running'",
                arguments: [time])
        }
        return running
    }

    private static func deliveryRecord(_ row: Row) -> DeliveryRecord? {
        guard let state = DeliveryState(rawValue: row["state"]) else { return nil }
        return DeliveryRecord(
            source: row["source"], delivery: row["delivery"], digest: row["digest"], state: state,
            received: row["received"], finished: row["finished"], rowCount: row["rowCount"],
            byteCount: row["byteCount"], certainCount: row["certainCount"], ambiguousCount: row["ambiguousCount"],
            excludedCount: row["excludedCount"])
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 deliveries, persons and releases") { database in
            try database.execute(
                sql: """
                    CREATE TABLE delivery (
                        source TEXT NOT NULL,
                        delivery TEXT NOT NULL,
                        digest TEXT NOT NULL CHECK (length(digest) = 64),
                        state TEXT NOT NULL CHECK (state IN
                            ('running', 'accepted', 'refused', 'quarantined', 'withdrawn', 'abandoned')),
                        received TEXT NOT NULL,
                        finished TEXT,
                        rowCount INTEGER NOT NULL,
                        byteCount INTEGER NOT NULL,
                        certainCount INTEGER NOT NULL,
                        ambiguousCount INTEGER NOT NULL,
                        excludedCount INTEGER NOT NULL,
                        PRIMARY KEY (source, delivery, digest)
                    ) STRICT;
                    CREATE UNIQUE INDEX deliveryOnce ON delivery (source, delivery) WHERE state = 'accepted';
                    CREATE TABLE personRegister (
                        generation INTEGER PRIMARY KEY,
                        file TEXT NOT NULL UNIQUE,
                        personCount INTEGER NOT NULL
                    ) STRICT;
                    CREATE TABLE supersession (
                        oldPseudonym TEXT PRIMARY KEY,
                        newPseudonym TEXT NOT NULL CHECK (newPseudonym <> oldPseudonym)
                    ) STRICT;
                    CREATE TABLE release (
                        name TEXT PRIMARY KEY,
                        sequence INTEGER NOT NULL UNIQUE,
                        state TEXT NOT NULL CHECK (state IN ('published', 'withdrawn')),
                        created TEXT NOT NULL,
                        origin TEXT NOT NULL CHECK (origin IN ('intake', 'import'))
                    ) STRICT;
                    CREATE TABLE releaseDelivery (
                        release TEXT NOT NULL REFERENCES release (name),
                        source TEXT NOT NULL,
                        delivery TEXT NOT NULL,
                        PRIMARY KEY (release, source, delivery)
                    ) STRICT;
                    """)
        }
        migrator.registerMigration("2 separations") { database in
            try database.execute(
                sql: """
                    ALTER TABLE supersession ADD COLUMN saidAt TEXT NOT NULL DEFAULT '';
                    CREATE TABLE separation (
                        part TEXT NOT NULL,
                        kept TEXT NOT NULL CHECK (kept <> part),
                        saidAt TEXT NOT NULL,
                        PRIMARY KEY (part, saidAt)
                    ) STRICT;
                    """)
        }
        return migrator
    }
}
