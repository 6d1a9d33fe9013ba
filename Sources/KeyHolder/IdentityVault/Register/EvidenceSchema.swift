/// Tables of the links by evidence: sealed traits, keyed blocking keys, model versions, review. No trait is readable
/// without the keys of both custodians.
enum EvidenceSchema {
    /// Profiles are numbered from 1; a page seals some of them together. A block page holds pairs of 16 bytes, key and
    /// profile, big-endian, in ascending order of the key; the pairs of one key are never in two pages of a segment.
    static let profiles = """
        CREATE TABLE profile_page (
            first INTEGER PRIMARY KEY,
            count INTEGER NOT NULL CHECK (count > 0),
            sealed BLOB NOT NULL
        );
        CREATE TABLE block_page (
            segment INTEGER NOT NULL,
            first INTEGER NOT NULL,
            entries BLOB NOT NULL CHECK (length(entries) % 16 = 0),
            PRIMARY KEY (segment, first)
        ) WITHOUT ROWID;
        """

    static let models = """
        CREATE TABLE linkage_model (
            version INTEGER PRIMARY KEY,
            made_at TEXT NOT NULL,
            source TEXT NOT NULL,
            delivery TEXT NOT NULL,
            certified_pairs INTEGER NOT NULL,
            register_count REAL NOT NULL,
            is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
            model TEXT NOT NULL
        );
        CREATE TABLE evidence_link (
            sequence INTEGER PRIMARY KEY,
            source TEXT NOT NULL,
            delivery TEXT NOT NULL,
            record INTEGER NOT NULL,
            person INTEGER NOT NULL REFERENCES person (number),
            probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
            model INTEGER NOT NULL
        );
        """

    /// Candidates for review by tenth of probability and kind, put in the queue or not: decisions stand for them.
    /// `model_probability` is the model's own, before reviewers' decisions corrected it; absent when they had not.
    static let reviewChoice = """
        CREATE TABLE review_choice (
            source TEXT NOT NULL,
            delivery TEXT NOT NULL,
            band INTEGER NOT NULL CHECK (band BETWEEN 0 AND 9),
            has_conflict INTEGER NOT NULL CHECK (has_conflict IN (0, 1)),
            is_twin_shaped INTEGER NOT NULL CHECK (is_twin_shaped IN (0, 1)),
            candidates INTEGER NOT NULL CHECK (candidates > 0),
            PRIMARY KEY (source, delivery, band, has_conflict, is_twin_shaped)
        ) WITHOUT ROWID;
        ALTER TABLE review_item ADD COLUMN model_probability REAL CHECK (model_probability BETWEEN 0 AND 1);
        """

    /// `record` is a keyed hash of the record's traits; `founded` is the person that the record founded meanwhile.
    static let review = """
        CREATE TABLE review_item (
            number INTEGER PRIMARY KEY,
            record INTEGER NOT NULL,
            person INTEGER NOT NULL REFERENCES person (number),
            founded INTEGER REFERENCES person (number),
            source TEXT NOT NULL,
            delivery TEXT NOT NULL,
            queued_at TEXT NOT NULL,
            probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
            pattern INTEGER NOT NULL,
            levels TEXT NOT NULL,
            has_conflict INTEGER NOT NULL CHECK (has_conflict IN (0, 1)),
            is_twin_shaped INTEGER NOT NULL CHECK (is_twin_shaped IN (0, 1)),
            state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'same', 'different', 'unsettled')),
            is_applied INTEGER NOT NULL DEFAULT 0 CHECK (is_applied IN (0, 1)),
            UNIQUE (record, person)
        );
        CREATE TABLE review_decision (
            item INTEGER NOT NULL REFERENCES review_item (number),
            position INTEGER NOT NULL CHECK (position IN (1, 2, 3)),
            reviewer TEXT NOT NULL COLLATE NOCASE,
            verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'unsure')),
            decided_at TEXT NOT NULL,
            PRIMARY KEY (item, position),
            UNIQUE (item, reviewer)
        );
        CREATE TABLE review_log (
            sequence INTEGER PRIMARY KEY,
            item INTEGER NOT NULL,
            reviewer TEXT NOT NULL,
            act TEXT NOT NULL CHECK (act IN ('decided', 'undone', 'settled', 'applied')),
            verdict TEXT NOT NULL,
            at TEXT NOT NULL
        );
        CREATE TRIGGER review_log_stays BEFORE DELETE ON review_log
            BEGIN SELECT RAISE(ABORT, 'the log of reviews is append-only'); END;
        CREATE TRIGGER review_log_is BEFORE UPDATE ON review_log
            BEGIN SELECT RAISE(ABORT, 'the log of reviews is append-only'); END;
        """

    /// What a pair in the queue asks: is the record the person's (`link`), is a number the person's new one (`number`), is
    /// a part of a person another (`split`)? While a held pair is open, the person that it founded is told to nobody.
    static let separations = """
        ALTER TABLE review_item ADD COLUMN kind TEXT NOT NULL DEFAULT 'link' CHECK (kind IN ('link', 'number', 'split'));
        ALTER TABLE review_item ADD COLUMN is_held INTEGER NOT NULL DEFAULT 0 CHECK (is_held IN (0, 1));
        DROP TRIGGER review_log_stays;
        DROP TRIGGER review_log_is;
        ALTER TABLE review_log RENAME TO review_log_before;
        CREATE TABLE review_log (
            sequence INTEGER PRIMARY KEY,
            item INTEGER NOT NULL,
            reviewer TEXT NOT NULL,
            act TEXT NOT NULL CHECK (act IN ('decided', 'undone', 'settled', 'applied', 'doubted')),
            verdict TEXT NOT NULL,
            at TEXT NOT NULL
        );
        INSERT INTO review_log SELECT sequence, item, reviewer, act, verdict, at FROM review_log_before;
        DROP TABLE review_log_before;
        CREATE TRIGGER review_log_stays BEFORE DELETE ON review_log
            BEGIN SELECT RAISE(ABORT, 'the log of reviews is append-only'); END;
        CREATE TRIGGER review_log_is BEFORE UPDATE ON review_log
            BEGIN SELECT RAISE(ABORT, 'the log of reviews is append-only'); END;
        """
}
