internal import Foundation
internal import GRDB
internal import RecordLinkage

/// A record, as a keyed hash of its traits, and a person.
struct ReviewPair: Hashable {
    let record: Int64
    let person: PersonNumber
}

/// A pair to be put in the queue.
struct ReviewCandidate {
    let pair: ReviewPair
    let founded: PersonNumber?
    let probability: Double
    /// Before reviewers' earlier decisions corrected it.
    let modelProbability: Double
    let pattern: UInt64
    let levels: [ReviewLevel]
    let hasConflict: Bool
    let isTwinShaped: Bool
    var kind = ReviewKind.link
    /// The founded person is told to nobody while the pair is open.
    var isHeld = false
}

extension ReviewCandidate {
    /// The candidates that the queue treats like this one.
    var stratum: DecidedPairs.Stratum {
        DecidedPairs.Stratum(
            probability: modelProbability, hasConflict: hasConflict, isTwinShaped: isTwinShaped)
    }
}

/// What reviewers settled: links and non-links that no later run changes.
struct ReviewLabels {
    var same: [Int64: PersonNumber] = [:]
    var different: Set<ReviewPair> = []
    /// What the decisions on one source make of the probabilities of its model; nil with too few of them.
    var calibration: Calibration?
}

/// The queue and its decisions in the register.
struct ReviewStore {
    let database: Database

    /// Puts pairs in the queue, those that teach most first, up to the limit of one delivery; gives how many are new.
    func queue(_ candidates: [ReviewCandidate], source: String, delivery: String, at moment: String) throws -> Int {
        let frequency = Dictionary(candidates.map { ($0.pattern, 1) }, uniquingKeysWith: +)
        func teaching(_ candidate: ReviewCandidate) -> Double {
            1 - abs(2 * candidate.probability - 1) + (candidate.hasConflict ? 0.5 : 0)
                + (candidate.isTwinShaped ? 0.25 : 0) + 0.5 * (1 - 1 / Double(1 + (frequency[candidate.pattern] ?? 0)))
        }
        let sorted = candidates.sorted { (teaching($1), $0.pair.record) < (teaching($0), $1.pair.record) }
        // Only pairs that the model weighed say anything of the model.
        try count(candidates.filter { $0.kind == .link }, source: source, delivery: delivery)
        var added = 0
        for candidate in sorted.prefix(EvidencePolicy.queueCountMax) {
            try database.cachedStatement(
                sql: """
                    INSERT INTO review_item (record, person, founded, source, delivery, queued_at, probability, pattern,
                        levels, has_conflict, is_twin_shaped, model_probability, kind, is_held)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET kind = excluded.kind, is_held = 1, founded = excluded.founded
                        WHERE excluded.is_held = 1 AND is_held = 0 AND state = 'open'
                    """
            )
            .execute(arguments: [
                candidate.pair.record, candidate.pair.person, candidate.founded, source, delivery, moment,
                candidate.probability, Int64(bitPattern: candidate.pattern),
                String(decoding: try JSONEncoder().encode(candidate.levels), as: UTF8.self),
                candidate.hasConflict ? 1 : 0, candidate.isTwinShaped ? 1 : 0, candidate.modelProbability,
                candidate.kind.rawValue, candidate.isHeld ? 1 : 0,
            ])
            added += database.changesCount
        }
        return added
    }

    /// Keeps how many candidates the queue was chosen from.
    private func count(_ candidates: [ReviewCandidate], source: String, delivery: String) throws {
        for (stratum, members) in Dictionary(grouping: candidates, by: \.stratum) {
            try database.execute(
                sql: """
                    INSERT INTO review_choice (source, delivery, band, has_conflict, is_twin_shaped, candidates)
                    VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET candidates = candidates + excluded.candidates
                    """,
                arguments: [
                    source, delivery, stratum.band, stratum.hasConflict ? 1 : 0, stratum.isTwinShaped ? 1 : 0,
                    members.count,
                ])
        }
    }

    /// What two reviewers agreed on among the pairs of a source, and what their queue was chosen from.
    func decidedPairs(of source: String) throws -> DecidedPairs {
        var decided = DecidedPairs()
        let items = try Row.fetchCursor(
            database,
            sql: """
                SELECT coalesce(model_probability, probability), state, has_conflict, is_twin_shaped
                FROM review_item WHERE source = ? AND state IN ('same', 'different') AND kind = 'link'
                """, arguments: [source])
        while let row = try items.next() {
            let probability: Double = row[0]
            decided.add(
                probability: probability, isMatch: row[1] == "same",
                stratum: DecidedPairs.Stratum(
                    probability: probability, hasConflict: row[2] == 1, isTwinShaped: row[3] == 1))
        }
        let choices = try Row.fetchCursor(
            database,
            sql: """
                SELECT band, has_conflict, is_twin_shaped, sum(candidates) FROM review_choice
                WHERE source = ? GROUP BY band, has_conflict, is_twin_shaped
                """, arguments: [source])
        while let row = try choices.next() {
            decided.add(
                candidates: row[3],
                of: DecidedPairs.Stratum(band: row[0], hasConflict: row[1] == 1, isTwinShaped: row[2] == 1))
        }
        return decided
    }

    /// The decisions on all sources, and what those on one make of its probabilities.
    func labels(of source: String) throws -> ReviewLabels {
        var labels = ReviewLabels(calibration: try decidedPairs(of: source).calibration())
        let rows = try Row.fetchCursor(
            database, sql: "SELECT record, person, state FROM review_item WHERE state IN ('same', 'different')")
        while let row = try rows.next() {
            let pair = ReviewPair(record: row[0], person: row[1])
            if row[2] == "same" { labels.same[pair.record] = pair.person } else { labels.different.insert(pair) }
        }
        return labels
    }

    /// Persons that are told to nobody, for their number may be another's, and what they were merged into.
    func held() throws -> Set<PersonNumber> {
        try PersonNumber.fetchSet(
            database,
            sql: """
                WITH RECURSIVE held (number) AS (
                    SELECT founded FROM review_item
                    WHERE is_held = 1 AND state IN ('open', 'unsettled') AND founded IS NOT NULL
                    UNION
                    SELECT p.merged_into FROM person p JOIN held h ON p.number = h.number
                    WHERE p.merged_into IS NOT NULL)
                SELECT number FROM held
                """)
    }

    /// Makes one person of those that reviewers said to be one.
    func apply(
        _ survivors: inout PersonSurvivors, source: String, delivery: String, at moment: String
    ) throws {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT number, person, founded, kind, is_held FROM review_item
                WHERE state = 'same' AND is_applied = 0 AND founded IS NOT NULL ORDER BY number
                """)
        for row in rows {
            let person = try survivors.survivor(of: row[1])
            let founded = try survivors.survivor(of: row[2])
            if person != founded { try survivors.merge(person, founded, by: .review) }
            let number: Int = row[0]
            if row[3] == ReviewKind.number.rawValue {
                try NumberChange(database: database)
                    .log([min(person, founded)], row[4] == 1 ? .otherSex : .otherNumber, source, delivery, moment)
            }
            try database.execute(sql: "UPDATE review_item SET is_applied = 1 WHERE number = ?", arguments: [number])
            try log(number, "", "applied", "same", moment)
        }
    }

    func log(_ item: Int, _ reviewer: String, _ act: String, _ verdict: String, _ moment: String) throws {
        try database.execute(
            sql: "INSERT INTO review_log (item, reviewer, act, verdict, at) VALUES (?, ?, ?, ?, ?)",
            arguments: [item, reviewer, act, verdict, moment])
    }

    // MARK: - Reading

    func items(where condition: String = "true", _ arguments: StatementArguments = []) throws -> [ReviewItem] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT i.number, i.source, i.delivery, i.queued_at, i.probability, i.levels, i.has_conflict,
                    i.is_twin_shaped, i.state,
                    (SELECT count(*) FROM review_item s WHERE s.pattern = i.pattern AND s.state = 'open') AS alike,
                    (SELECT count(*) FROM review_decision d WHERE d.item = i.number) AS decisions, i.kind
                FROM review_item i WHERE \(condition) ORDER BY i.number
                """, arguments: arguments)
        return try rows.map { row in
            guard let levels = try? JSONDecoder().decode([ReviewLevel].self, from: Data((row[5] as String).utf8)),
                let state = ReviewState(rawValue: row[8]), let kind = ReviewKind(rawValue: row[11])
            else { throw IdentityVaultError.registerFailed(reason: "review_item") }
            return ReviewItem(
                number: row[0], source: row[1], delivery: row[2], queuedAt: row[3], probability: row[4],
                levels: levels, hasConflict: row[6] == 1, isTwinShaped: row[7] == 1, samePatternCount: row[9],
                state: state, decisionCount: row[10], kind: kind)
        }
    }

    func decisions(_ number: Int) throws -> [(reviewer: String, verdict: ReviewVerdict)] {
        try Row.fetchAll(
            database, sql: "SELECT reviewer, verdict FROM review_decision WHERE item = ? ORDER BY position",
            arguments: [number]
        )
        .compactMap { row in ReviewVerdict(rawValue: row[1]).map { (row[0], $0) } }
    }
}
