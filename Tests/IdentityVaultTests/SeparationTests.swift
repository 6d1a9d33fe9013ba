import Foundation
import GRDB
import HealthModel
import HubTestSupport
import IdentityVault
import SealedExchange
import Testing

/// A person that turned out to be several.
@Suite struct SeparationTests {
    /// Two persons made one by a bridging record: the younger's pseudonym was superseded.
    private static func merged() throws -> (bench: VaultBench, older: PersonPseudonym, younger: PersonPseudonym) {
        let bench = try VaultBench()
        let older = try #require(try bench.receive([.marie(number: IdentityTraits.ownNumber, name: "")]).pseudonyms[0])
        let younger = try #require(try bench.receive([.marie()], source: "hospital").pseudonyms[0])
        let bridge = try bench.receive([.marie(number: IdentityTraits.ownNumber)], source: "births")
        #expect(bridge.supersessions.count == 1)
        return (bench, older, younger)
    }

    private static func log(_ bench: VaultBench) throws -> [String] {
        try DatabaseQueue(path: bench.vault.home.register.path)
            .read { try String.fetchAll($0, sql: "SELECT cause FROM separation ORDER BY sequence") }
    }

    @Test func twoReviewersTakeAPersonApartAndThePartsKeepTheirPseudonyms() throws {
        let (bench, older, younger) = try Self.merged()
        // Either pseudonym names the person.
        let item = try #require(try bench.vault.doubt(younger, reviewer: "anne").first)
        #expect(item.kind == .split && item.state == .open && item.decisionCount == 0)
        #expect(item.levels.contains { $0.comparison == "birth date" && $0.level == "same date" })
        try bench.vault.review.decide(item.number, reviewer: "anne", .different)
        let before = try bench.receive([.marie()], source: "deaths")
        #expect(before.pseudonyms == [older] && before.separations.isEmpty)
        try bench.vault.review.decide(item.number, reviewer: "bruno", .different)
        let after = try bench.receive(
            [.marie(), .marie(number: IdentityTraits.ownNumber, name: "")], source: "deaths-2")
        #expect(after.pseudonyms == [younger, older])
        #expect(after.separations == [PseudonymSeparation(part: younger, kept: older)])
        #expect(after.supersessions.isEmpty && after.summary.separationCount == 1)
        #expect(try Self.log(bench) == ["review"])
        #expect(try bench.vault.status().counts.persons == 2)
        #expect(try bench.receive([.marie()], source: "deaths-3").separations.isEmpty)
    }

    /// The record that bridged them comes again: what people took apart stays apart.
    @Test func noRuleJoinsWhatReviewersTookApart() throws {
        let (bench, older, younger) = try Self.merged()
        let item = try #require(try bench.vault.doubt(older, reviewer: "anne").first)
        for reviewer in ["anne", "bruno"] { try bench.vault.review.decide(item.number, reviewer: reviewer, .different) }
        let bridge = try bench.receive([.marie(number: IdentityTraits.ownNumber)], source: "births", delivery: "d2")
        #expect(bridge.pseudonyms == [older] && bridge.summary.mergeCount == 0)
        let later = try bench.receive([.marie(number: IdentityTraits.ownNumber, name: "")], source: "claims-2")
        #expect(later.pseudonyms == [older])
        #expect(younger != older)
        #expect(try bench.vault.status().counts.persons == 2)
    }

    @Test func aDoubtThatReviewersDoNotShareChangesNothing() throws {
        let (bench, older, _) = try Self.merged()
        let item = try #require(try bench.vault.doubt(older, reviewer: "anne").first)
        for reviewer in ["anne", "bruno"] { try bench.vault.review.decide(item.number, reviewer: reviewer, .same) }
        let after = try bench.receive([.marie()], source: "deaths")
        #expect(after.pseudonyms == [older] && after.separations.isEmpty)
        #expect(try Self.log(bench).isEmpty)
        // It can be doubted again, by anybody, with new decisions.
        let again = try #require(try bench.vault.doubt(older, reviewer: "clara").first)
        #expect(again.number == item.number && again.state == .open && again.decisionCount == 0)
    }

    @Test func doubtsThatMakeNoSenseAreRefused() throws {
        let bench = try VaultBench()
        let alone = try #require(try bench.receive([.marie()]).pseudonyms[0])
        let unknown = try #require(PersonPseudonym(String(repeating: "0", count: 66)))
        #expect(VaultBench.code { _ = try bench.vault.doubt(alone, reviewer: "anne") } == "vault.person-is-whole")
        #expect(VaultBench.code { _ = try bench.vault.doubt(unknown, reviewer: "anne") } == "vault.person-unknown")
        #expect(VaultBench.code { _ = try bench.vault.doubt(alone, reviewer: "") } == "vault.reviewer-name-invalid")
    }

    // MARK: - Contradicted by a certified number

    /// A record without a number, near enough a person's traits to be linked by evidence; then its own number arrives.
    private static func joinedByEvidence() throws -> (bench: EvidenceBench, record: IdentityTraits) {
        let bench = try EvidenceBench()
        var record = bench.persons[701]
        record.nationalNumber = ""
        record.birthName = "X" + record.birthName.dropFirst()
        let (_, ends) = try bench.receive([record])
        #expect(ends[0].reason.rawValue == "fellegi-sunter" && ends[0].pseudonym == bench.pseudonym(701))
        return (bench, record)
    }

    @Test func aCertifiedNumberTakesApartWhatEvidenceJoined() throws {
        let (bench, record) = try Self.joinedByEvidence()
        var certified = record
        let body = bench.persons[701].nationalNumber.prefix(10) + "007"
        let key = try #require(NIR.key(of: body))
        certified.nationalNumber = body + (key < 10 ? "0\(key)" : String(key))
        let answer = try bench.bench.receive([certified], source: "births")
        #expect(answer.reasons == ["exact-traits"])
        let own = try #require(answer.pseudonyms[0])
        #expect(own != bench.pseudonym(701))
        let kept = try #require(bench.pseudonym(701))
        #expect(answer.separations == [PseudonymSeparation(part: own, kept: kept)])
        #expect(try Self.log(bench.bench) == ["number"])
        // From now on the record without a number is that person too, and person 701 is whom they were.
        let later = try bench.bench.receive([record, bench.persons[701]], source: "deaths")
        #expect(later.pseudonyms == [own, bench.pseudonym(701)])
    }

    /// The same number as the person's says that the evidence was right: a namesake with another number comes later.
    @Test func aCertifiedNumberThatAgreesConfirmsTheLink() throws {
        let (bench, record) = try Self.joinedByEvidence()
        var certified = record
        certified.nationalNumber = bench.persons[701].nationalNumber
        #expect(try bench.bench.receive([certified], source: "births").pseudonyms == [bench.pseudonym(701)])
        let body = bench.persons[701].nationalNumber.prefix(10) + "007"
        let key = try #require(NIR.key(of: body))
        certified.nationalNumber = body + (key < 10 ? "0\(key)" : String(key))
        let namesake = try bench.bench.receive([certified], source: "deaths")
        #expect(namesake.separations.isEmpty && namesake.reasons == ["first-seen"])
    }
}
