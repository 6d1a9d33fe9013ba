internal import Foundation
internal import GRDB
internal import HealthModel
internal import RecordLinkage

/// Asks whether a person of the register is several: a pair in the queue for each part that was merged into it, and for
/// each record that evidence alone gave it. A part that two reviewers call different is a person again at the next
/// reception; such a record is the person's no longer.
struct PersonDoubt {
    /// Pairs that one doubt puts in the queue at most.
    static let partCountMax = 50
    /// Profiles opened at a time.
    private static let chunkCount = 48 * 200

    let database: Database
    let keys: VaultKeys
    let moment: String

    /// A record of the person, or of one of its parts.
    private struct Part {
        let founded: PersonNumber?
        let content: Int64
        let traits: IdentityTraits
    }

    /// The numbers of the pairs; looking for the person and its profiles reads the whole register once.
    func open(_ pseudonym: PersonPseudonym, reviewer: String) throws -> [Int] {
        let person = try self.person(of: pseudonym)
        let found = try parts(of: person)
        guard let own = found.own, !found.parts.isEmpty else { throw IdentityVaultError.personIsWhole }
        return try found.parts.prefix(PersonDoubt.partCountMax)
            .map { part in
                try queue(part, person, levels: try EvidenceTable.levels(part.traits, own), reviewer: reviewer)
            }
    }

    private func person(of pseudonym: PersonPseudonym) throws -> PersonNumber {
        let maker = PseudonymMaker(key: keys.pseudonym)
        let rows = try Row.fetchCursor(database, sql: "SELECT number, identifier FROM person")
        while let row = try rows.next() {
            guard maker.pseudonym(of: Array(row[1] as Data)) == pseudonym else { continue }
            var survivors = PersonSurvivors(database: database)
            return try survivors.survivor(of: row[0])
        }
        throw IdentityVaultError.personUnknown
    }

    /// The oldest record of the person itself, and the oldest of each part.
    private func parts(of person: PersonNumber) throws -> (own: IdentityTraits?, parts: [Part]) {
        let members = try PersonNumber.fetchSet(
            database,
            sql: """
                WITH RECURSIVE part (number) AS (
                    VALUES (?) UNION SELECT p.number FROM person p JOIN part ON p.merged_into = part.number)
                SELECT number FROM part
                """, arguments: [person])
        let linked = try Int64.fetchSet(
            database, sql: "SELECT record FROM evidence_link WHERE person = ?", arguments: [person])
        let maker = BlockKeyMaker(KeyedHasher(key: keys.block))
        var pages = try ProfilePages(database: database, key: keys.profile)
        var own: IdentityTraits?
        var parts: [Part] = []
        var seen: Set<PersonNumber> = []
        var first = Int64(1)
        while first <= Int64(pages.profileCount) {
            let last = min(Int64(pages.profileCount), first + Int64(PersonDoubt.chunkCount) - 1)
            for profile in try pages.open(Set(first...last)) where members.contains(profile.person) {
                let content = maker.content(profile.traits)
                if profile.person == person, linked.contains(content) {
                    parts.append(Part(founded: nil, content: content, traits: profile.traits))
                } else if seen.insert(profile.person).inserted {
                    if profile.person == person {
                        own = profile.traits
                    } else {
                        parts.append(Part(founded: profile.person, content: content, traits: profile.traits))
                    }
                }
            }
            first = last + 1
        }
        // A record that founded a part and was then given to the person is that part.
        let founding = Set(parts.filter { $0.founded != nil }.map(\.content))
        return (own, parts.filter { $0.founded != nil || !founding.contains($0.content) })
    }

    /// Queues a pair, or opens it again when it was settled before.
    private func queue(
        _ part: Part, _ person: PersonNumber, levels: [ReviewLevel], reviewer: String
    ) throws -> Int {
        let text = String(decoding: try JSONEncoder().encode(levels), as: UTF8.self)
        try database.execute(
            sql: """
                INSERT INTO review_item (record, person, founded, source, delivery, queued_at, probability, pattern, levels,
                    has_conflict, is_twin_shaped, kind)
                VALUES (?, ?, ?, '', '', ?, ?, 0, ?, 0, 0, 'split')
                ON CONFLICT (record, person) DO UPDATE SET kind = 'split', state = 'open', is_applied = 0, is_held = 0,
                    founded = coalesce(excluded.founded, founded), queued_at = excluded.queued_at, levels = excluded.levels
                """,
            arguments: [part.content, person, part.founded, moment, NumberDoubts.unknownProbability, text])
        guard
            let item = try Int.fetchOne(
                database, sql: "SELECT number FROM review_item WHERE record = ? AND person = ?",
                arguments: [part.content, person])
        else { throw IdentityVaultError.workDamaged }
        try ReviewStore(database: database).log(item, reviewer, "doubted", "", moment)
        try database.execute(sql: "DELETE FROM review_decision WHERE item = ?", arguments: [item])
        return item
    }
}
