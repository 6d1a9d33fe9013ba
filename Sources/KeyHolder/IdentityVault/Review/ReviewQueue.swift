internal import Foundation
internal import GRDB
internal import HealthModel
internal import RecordLinkage

/// The pairs that neither rules nor evidence decide: two people decide, a third when they disagree.
package struct ReviewQueue: Sendable {
    package static let listCountMax = 1000
    static let nameLengthMax = 64

    private let store: RegisterStore
    private let surroundings: Surroundings

    init(store: RegisterStore, surroundings: Surroundings) {
        self.store = store
        self.surroundings = surroundings
    }

    /// Open pairs, those whose decision teaches most first; with a reviewer, those that wait for them.
    package func open(for reviewer: String? = nil, limit: Int = 50) throws -> [ReviewItem] {
        let items = try store.read { database in
            let store = ReviewStore(database: database)
            guard let reviewer else { return try store.items(where: "i.state = 'open'") }
            return try store.items(
                where: """
                    i.state = 'open' AND NOT EXISTS (
                        SELECT 1 FROM review_decision d WHERE d.item = i.number AND d.reviewer = ?)
                    """, [reviewer])
        }
        let sorted = items.sorted { ($1.teaching, $0.number) < ($0.teaching, $1.number) }
        return Array(sorted.prefix(max(0, min(limit, ReviewQueue.listCountMax))))
    }

    package func item(_ number: Int) throws -> ReviewItem {
        try store.read { try ReviewQueue.item(number, in: $0) }
    }

    /// Takes a verdict. Two equal ones settle the pair; otherwise a third reviewer decides with the majority.
    @discardableResult
    package func decide(_ number: Int, reviewer: String, _ verdict: ReviewVerdict) throws -> ReviewItem {
        try ReviewQueue.check(reviewer)
        let moment = surroundings.timestamp()
        return try store.write { database in
            let store = ReviewStore(database: database)
            let item = try ReviewQueue.item(number, in: database)
            let decisions = try store.decisions(number)
            guard item.state == .open, decisions.count < 3,
                !decisions.contains(where: { $0.reviewer.lowercased() == reviewer.lowercased() })
            else { throw IdentityVaultError.reviewClosed(number: number) }
            // Logged before it takes effect, in the same transaction.
            try store.log(number, reviewer, "decided", verdict.rawValue, moment)
            try database.execute(
                sql:
                    "INSERT INTO review_decision (item, position, reviewer, verdict, decided_at) VALUES (?, ?, ?, ?, ?)",
                arguments: [number, decisions.count + 1, reviewer, verdict.rawValue, moment])
            let state = ReviewQueue.state(decisions.map(\.verdict) + [verdict])
            if state != .open {
                try store.log(number, reviewer, "settled", state.rawValue, moment)
                try database.execute(
                    sql: "UPDATE review_item SET state = ? WHERE number = ?", arguments: [state.rawValue, number])
            }
            return try ReviewQueue.item(number, in: database)
        }
    }

    /// Takes a verdict back, by its author and before anybody else decided.
    @discardableResult
    package func undo(_ number: Int, reviewer: String) throws -> ReviewItem {
        try ReviewQueue.check(reviewer)
        let moment = surroundings.timestamp()
        return try store.write { database in
            let store = ReviewStore(database: database)
            let item = try ReviewQueue.item(number, in: database)
            let decisions = try store.decisions(number)
            guard item.state == .open, decisions.count == 1,
                decisions[0].reviewer.lowercased() == reviewer.lowercased()
            else { throw IdentityVaultError.reviewNotUndoable(number: number) }
            try store.log(number, reviewer, "undone", decisions[0].verdict.rawValue, moment)
            try database.execute(sql: "DELETE FROM review_decision WHERE item = ?", arguments: [number])
            return try ReviewQueue.item(number, in: database)
        }
    }

    /// Agreement of the first two reviewers of every pair.
    package func agreement() throws -> ReviewAgreement {
        try store.read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT a.verdict, b.verdict FROM review_decision a
                    JOIN review_decision b ON b.item = a.item AND b.position = 2 WHERE a.position = 1
                    """)
            return ReviewAgreement(
                rows.compactMap { row in
                    guard let first = ReviewVerdict(rawValue: row[0]), let second = ReviewVerdict(rawValue: row[1])
                    else { return nil }
                    return (first, second)
                })
        }
    }

    /// What the verdicts say together.
    static func state(_ verdicts: [ReviewVerdict]) -> ReviewState {
        if verdicts.count(where: { $0 == .same }) >= 2 { return .same }
        if verdicts.count(where: { $0 == .different }) >= 2 { return .different }
        return verdicts.count < 3 ? .open : .unsettled
    }

    static func item(_ number: Int, in database: Database) throws -> ReviewItem {
        guard let item = try ReviewStore(database: database).items(where: "i.number = ?", [number]).first else {
            throw IdentityVaultError.reviewUnknown(number: number)
        }
        return item
    }

    static func check(_ reviewer: String) throws {
        let isPlain = reviewer.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." }
        guard isPlain, (1...nameLengthMax).contains(reviewer.count) else {
            throw IdentityVaultError.reviewerNameInvalid
        }
    }
}
