import Foundation
import GRDB
import HealthModel
import HubTestSupport
import IdentityVault
import Testing

/// People decide on pairs; their decisions last.
@Suite struct ReviewTests {
    /// A bench with one pair in the queue: a change of civil sex, certified numbers disagree.
    private static func queued() throws -> (bench: EvidenceBench, record: IdentityTraits, item: ReviewItem) {
        let bench = try EvidenceBench()
        var record = bench.persons[720]
        let isWoman = record.sex == .female
        record.sex = isWoman ? .male : .female
        let body = (isWoman ? "1" : "2") + record.nationalNumber.dropFirst().prefix(12)
        let key = NIR.key(of: body) ?? 0
        record.nationalNumber = body + (key < 10 ? "0\(key)" : String(key))
        _ = try bench.receive([record])
        let item = try #require(try bench.bench.vault.review.open().first { $0.hasConflict })
        return (bench, record, item)
    }

    @Test func showsLevelsAndNoValue() throws {
        let (bench, record, item) = try ReviewTests.queued()
        let text = String(decoding: try JSONEncoder().encode(item), as: UTF8.self)
        #expect(item.levels.contains { $0.comparison == "birth date" && $0.level == "same date" })
        for value in [record.birthName, record.givenNames, record.birthDate, record.nationalNumber, record.postalCode] {
            #expect(!text.contains(value))
        }
        #expect(try bench.bench.vault.review.item(item.number) == item)
    }

    @Test func twoReviewersSettleAPairAndTheNextRunFollowsThem() throws {
        let (bench, record, item) = try ReviewTests.queued()
        let review = bench.bench.vault.review
        #expect(try review.decide(item.number, reviewer: "anne", .same).state == .open)
        #expect(VaultBench.code { try review.decide(item.number, reviewer: "ANNE", .same) } == "vault.review-closed")
        #expect(try review.open(for: "anne").isEmpty)
        #expect(try review.decide(item.number, reviewer: "bruno", .same).state == .same)
        #expect(VaultBench.code { try review.decide(item.number, reviewer: "clara", .same) } == "vault.review-closed")
        let next = try bench.bench.receive([record], source: "hospital", delivery: "d2")
        #expect(next.pseudonyms == [bench.pseudonym(720)])
        #expect(next.summary.supersessionCount == 1)
        #expect(try review.agreement().agreementCount == 1)
    }

    @Test func aDifferenceIsNotAskedAgain() throws {
        let (bench, record, item) = try ReviewTests.queued()
        let review = bench.bench.vault.review
        try review.decide(item.number, reviewer: "anne", .different)
        #expect(try review.decide(item.number, reviewer: "bruno", .different).state == .different)
        let next = try bench.bench.receive([record], source: "hospital", delivery: "d2")
        #expect(next.pseudonyms != [bench.pseudonym(720)] && next.pseudonyms[0] != nil)
        #expect(try !review.open().contains { $0.hasConflict })
    }

    @Test func aThirdSettlesADisagreement() throws {
        let (bench, _, item) = try ReviewTests.queued()
        let review = bench.bench.vault.review
        try review.decide(item.number, reviewer: "anne", .same)
        #expect(try review.decide(item.number, reviewer: "bruno", .different).state == .open)
        #expect(try review.decide(item.number, reviewer: "clara", .different).state == .different)
        #expect(try review.agreement() == ReviewAgreement([(.same, .different)]))
    }

    @Test func aVerdictIsTakenBackByItsAuthorBeforeTheNext() throws {
        let (bench, _, item) = try ReviewTests.queued()
        let review = bench.bench.vault.review
        try review.decide(item.number, reviewer: "anne", .same)
        #expect(VaultBench.code { try review.undo(item.number, reviewer: "bruno") } == "vault.review-not-undoable")
        #expect(try review.undo(item.number, reviewer: "anne").decisionCount == 0)
        try review.decide(item.number, reviewer: "anne", .different)
        try review.decide(item.number, reviewer: "bruno", .unsure)
        #expect(VaultBench.code { try review.undo(item.number, reviewer: "anne") } == "vault.review-not-undoable")
        #expect(VaultBench.code { try review.undo(999_999, reviewer: "anne") } == "vault.review-unknown")
        #expect(
            VaultBench.code { try review.decide(item.number, reviewer: "", .same) } == "vault.reviewer-name-invalid")
        let queue = try DatabaseQueue(path: bench.bench.vault.home.register.path)
        let acts = try queue.read { try String.fetchAll($0, sql: "SELECT act FROM review_log ORDER BY sequence") }
        #expect(acts == ["decided", "undone", "decided", "decided"])
        #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: "DELETE FROM review_log") } }
    }

    /// What is promised of the doubtful records of a second delivery when those of the first were all decided one way:
    /// with that correction, and without it.
    private static func promises(after verdict: ReviewVerdict?) throws -> [(corrected: Double, own: Double)] {
        let bench = try EvidenceBench()
        func doubtful(_ person: Int) -> IdentityTraits {
            var record = bench.persons[person]
            (record.nationalNumber, record.givenNames, record.birthPlace, record.postalCode) = ("", "AUTRE", "", "")
            return record
        }
        let review = bench.bench.vault.review
        _ = try bench.receive((610..<650).map(doubtful), delivery: "d1")
        for item in try review.open(limit: 1000) {
            guard let verdict else { break }
            try review.decide(item.number, reviewer: "anne", verdict)
            try review.decide(item.number, reviewer: "bruno", verdict)
        }
        _ = try bench.receive((660..<690).map(doubtful), delivery: "d2")
        let queue = try DatabaseQueue(path: bench.bench.vault.home.register.path)
        return try queue.read { database in
            let chosenFrom = try Int.fetchOne(database, sql: "SELECT sum(candidates) FROM review_choice")
            let queued = try Int.fetchOne(database, sql: "SELECT count(*) FROM review_item")
            #expect(chosenFrom == queued)
            return
                try Row.fetchAll(
                    database, sql: "SELECT probability, model_probability FROM review_item WHERE delivery = 'd2'"
                )
                .map { ($0[0], $0[1]) }
        }
    }

    @Test func decisionsCorrectWhatTheNextDeliveryPromises() throws {
        let undecided = try ReviewTests.promises(after: nil)
        #expect(undecided.count > 10 && undecided.allSatisfy { $0.corrected == $0.own })
        let doubted = try ReviewTests.promises(after: .different)
        #expect(doubted.count > 5 && doubted.allSatisfy { $0.corrected < $0.own })
        let confirmed = try ReviewTests.promises(after: .same)
        #expect(confirmed.count > 5 && confirmed.allSatisfy { $0.corrected > $0.own })
    }

    @Test func kappaIsOneMinusChance() {
        #expect(ReviewAgreement([]).kappa == nil)
        #expect(ReviewAgreement([(.same, .same), (.different, .different)]).kappa == 1)
        let half = ReviewAgreement([(.same, .same), (.same, .different), (.different, .same), (.different, .different)])
        #expect(half.kappa == 0)
    }
}
