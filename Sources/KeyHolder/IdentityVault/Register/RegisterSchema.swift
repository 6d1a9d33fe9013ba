internal import GRDB

/// The register's tables. They hold keyed hashes and random identifiers; no trait, token or pseudonym.
enum RegisterSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: custody, persons, link keys, deliveries") { database in
            try database.execute(sql: custody)
            try database.execute(sql: persons)
            try database.execute(sql: deliveries)
        }
        migrator.registerMigration("2: sealed profiles, linkage models, review") { database in
            try database.execute(sql: EvidenceSchema.profiles)
            try database.execute(sql: EvidenceSchema.models)
            try database.execute(sql: EvidenceSchema.review)
        }
        migrator.registerMigration("3: what review chooses from") { database in
            try database.execute(sql: EvidenceSchema.reviewChoice)
        }
        migrator.registerMigration("4: separations, numbers that change") { database in
            try database.execute(sql: changes)
            try database.execute(sql: EvidenceSchema.separations)
        }
        return migrator
    }

    private static let custody = """
        CREATE TABLE custodian (
            position INTEGER PRIMARY KEY CHECK (position IN (1, 2)),
            name TEXT NOT NULL UNIQUE COLLATE NOCASE,
            fingerprint TEXT NOT NULL UNIQUE,
            contributed_at TEXT NOT NULL,
            share_file TEXT NOT NULL UNIQUE
        );
        CREATE TABLE vault_key (
            version INTEGER PRIMARY KEY,
            fingerprint TEXT NOT NULL
        );
        """

    /// `own` and `place` are 64 bits of a keyed hash of the certified number and of the birth place.
    private static let persons = """
        CREATE TABLE person (
            number INTEGER PRIMARY KEY,
            identifier BLOB NOT NULL CHECK (length(identifier) = 16),
            own INTEGER,
            place INTEGER,
            merged_into INTEGER REFERENCES person (number) CHECK (merged_into < number)
        );
        CREATE TABLE link_key (
            hash BLOB PRIMARY KEY CHECK (length(hash) = 16),
            kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4),
            person INTEGER NOT NULL,
            state INTEGER NOT NULL CHECK (state IN (0, 1)),
            given INTEGER
        ) WITHOUT ROWID;
        """

    /// `merged_by` is a `MergeCause`; `waiting` is of the number that a certified one replaces. Witnesses are learnt again:
    /// places are told by departments from here on, numbers of births since 2000 with their century. A merge may be
    /// undone and made again: its table becomes a log.
    private static let changes = """
        ALTER TABLE person ADD COLUMN merged_by INTEGER CHECK (merged_by IN (1, 2, 3));
        ALTER TABLE person ADD COLUMN waiting INTEGER;
        UPDATE person SET own = NULL, place = NULL;
        UPDATE person SET merged_by = 1 WHERE merged_into IS NOT NULL;
        ALTER TABLE merge RENAME TO merge_before;
        CREATE TABLE merge (
            sequence INTEGER PRIMARY KEY,
            younger INTEGER NOT NULL REFERENCES person (number),
            older INTEGER NOT NULL REFERENCES person (number) CHECK (older < younger),
            source TEXT NOT NULL,
            delivery TEXT NOT NULL,
            merged_at TEXT NOT NULL
        );
        INSERT INTO merge (younger, older, source, delivery, merged_at)
            SELECT younger, older, source, delivery, merged_at FROM merge_before ORDER BY merged_at, younger;
        DROP TABLE merge_before;
        CREATE TABLE separation (
            sequence INTEGER PRIMARY KEY,
            part INTEGER NOT NULL REFERENCES person (number),
            kept INTEGER NOT NULL REFERENCES person (number) CHECK (kept < part),
            cause TEXT NOT NULL CHECK (cause IN ('review', 'number')),
            source TEXT NOT NULL,
            delivery TEXT NOT NULL,
            separated_at TEXT NOT NULL
        );
        CREATE TABLE number_change (
            sequence INTEGER PRIMARY KEY,
            person INTEGER NOT NULL REFERENCES person (number),
            kind TEXT NOT NULL CHECK (kind IN ('waiting-to-final', 'other-sex', 'other-number')),
            source TEXT NOT NULL,
            delivery TEXT NOT NULL,
            seen_at TEXT NOT NULL
        );
        """

    private static let deliveries = """
        CREATE TABLE delivery (
            sequence INTEGER PRIMARY KEY,
            source TEXT NOT NULL,
            name TEXT NOT NULL,
            digest TEXT NOT NULL,
            received_at TEXT NOT NULL,
            hub_key TEXT NOT NULL,
            answer_digest TEXT NOT NULL,
            summary TEXT NOT NULL,
            UNIQUE (source, name)
        );
        CREATE TABLE merge (
            younger INTEGER PRIMARY KEY REFERENCES person (number),
            older INTEGER NOT NULL REFERENCES person (number) CHECK (older < younger),
            source TEXT NOT NULL,
            delivery TEXT NOT NULL,
            merged_at TEXT NOT NULL
        );
        """
}
