internal import GRDB
internal import RecordLinkage

/// Persons that turned out to be several.
///
/// Only what was merged is taken apart again: every part gets back the number, and so the pseudonym, that it had before;
/// the older person, founded by the oldest record, keeps the one that both had. Links that a rule made within one part
/// stay. What a certified number contradicts is taken apart at once, what reviewers doubt at the next reception.
struct PersonSeparations {
    enum Cause: String {
        case review
        case number
    }

    let database: Database

    /// Pairs that reviewers took apart: no rule and no evidence makes them one again.
    func apart() throws -> [PersonSeparation] {
        try Row.fetchAll(
            database.cachedStatement(
                sql: "SELECT part, kept FROM separation WHERE cause = 'review' ORDER BY sequence")
        )
        .map { PersonSeparation(part: $0[0], from: $0[1]) }
    }

    /// Takes apart what two reviewers said to be others since the last reception.
    func applyReviews(source: String, delivery: String, at moment: String) throws -> [PersonSeparation] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT number, founded FROM review_item
                WHERE kind = 'split' AND state = 'different' AND is_applied = 0 ORDER BY number
                """)
        var separations: [PersonSeparation] = []
        let store = ReviewStore(database: database)
        for row in rows {
            let item: Int = row[0]
            try store.log(item, "", "applied", "different", moment)
            try database.execute(sql: "UPDATE review_item SET is_applied = 1 WHERE number = ?", arguments: [item])
            if let part: PersonNumber = row[1], let separation = try separate(part) { separations.append(separation) }
        }
        try log(separations, .review, source: source, delivery: delivery, at: moment)
        return separations
    }

    func log(
        _ separations: [PersonSeparation], _ cause: Cause, source: String, delivery: String, at moment: String
    ) throws {
        for separation in separations {
            try database.execute(
                sql: """
                    INSERT INTO separation (part, kept, cause, source, delivery, separated_at) VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [separation.part, separation.from, cause.rawValue, source, delivery, moment])
        }
    }

    /// Nil when the part is a person already.
    private func separate(_ part: PersonNumber) throws -> PersonSeparation? {
        var survivors = PersonSurvivors(database: database)
        let from = try survivors.survivor(of: part)
        guard from != part else { return nil }
        try database.execute(
            sql: "UPDATE person SET merged_into = NULL, merged_by = NULL WHERE number = ?", arguments: [part])
        // What the person learnt of the part is no longer its own; the rest is learnt again.
        try database.execute(
            sql: """
                UPDATE person SET place = NULL,
                    own = CASE WHEN own = (SELECT own FROM person WHERE number = :part) THEN NULL ELSE own END
                WHERE number = :from
                """, arguments: ["part": part, "from": from])
        return PersonSeparation(part: part, from: from)
    }
}
