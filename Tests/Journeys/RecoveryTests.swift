import Foundation
import HealthModel
import HubServer
import HubTestSupport
import IdentityVault
import Intake
import Journal
import PopulationSimulator
import SQLBackends
import SealedExchange
import Testing

/// What a hub does about lost records, merged persons and withdrawn deliveries.
@Suite(.serialized) struct RecoveryTests {
    private let folder: TemporaryFolder
    private let hub: Hub

    /// A hub with the stays of a small country.
    init() throws {
        folder = try TemporaryFolder()
        let country = folder.url.appending(path: "country")
        _ = try PopulationSimulator(plan: SimulationPlan(persons: 300, seed: 4)).run(into: country) { _ in }
        hub = try Self.open(folder.url)
        let vault = try IdentityVault(
            home: VaultHome(folder: folder.url.appending(path: "keyholder")), surroundings: .live)
        for custodian in ["one", "two"] { _ = try vault.ceremony.contribute(custodian: custodian) }
        try hub.trust(keyHolder: try vault.address())
        let source = try #require(SourceDescription.all.first { $0.name == "hospital-stays" })
        let sent = try SmallCountry.seal(source, from: country, into: folder.url, for: vault)
        let crosswalk = sent.appending(path: "crosswalk.sealed")
        _ = try vault.receive(
            ReceiveRequest(
                identities: sent.appending(path: SealedSending.identitiesName), hubKey: hub.exchangeKey.publicKey,
                crosswalk: crosswalk))
        let report = try hub.takeIn(delivery: sent.appending(path: "delivery"), crosswalk: crosswalk)
        #expect(report.state == .accepted)
    }

    private static func open(_ folder: URL) throws -> Hub {
        try Hub(
            home: HubHome(folder: folder.appending(path: "hub")), memoryLimitBytes: 500_000_000, codeVersion: "test",
            actor: "test")
    }

    @Test func twoPseudonymsOfOnePersonBecomeOnePersonInTheNextRelease() throws {
        let before = try hub.publish(name: "before")
        let register = try #require(try hub.store.personRegister())
        let file = SQLLiteral.text(hub.home.people.appending(path: register.file).path)
        let pseudonyms = try hub.opening.connection(to: hub.release())
            .query(
                """
                SELECT r.pseudonym FROM read_parquet(\(file)) r SEMI JOIN omop.person p ON p.person_id = r.person_id
                ORDER BY r.person_id LIMIT 3
                """
            )
            .strings()
        // A chain: the first became the second, which became the third.
        try hub.store.add([
            Supersession(old: pseudonyms[0], new: pseudonyms[1]), Supersession(old: pseudonyms[1], new: pseudonyms[2]),
        ])
        let after = try hub.publish(name: "after")
        #expect(after.persons == before.persons - 2)
        let rows = { (report: PublicationReport) in
            report.tables.first { $0.table == "visit_occurrence" }?.rows
        }
        #expect(rows(after) == rows(before))
    }

    @Test func aPersonTakenApartIsTwoPersonsAgainInTheNextRelease() throws {
        let before = try hub.publish(name: "before")
        let register = try #require(try hub.store.personRegister())
        let file = SQLLiteral.text(hub.home.people.appending(path: register.file).path)
        let pseudonyms = try hub.opening.connection(to: hub.release())
            .query(
                """
                SELECT r.pseudonym FROM read_parquet(\(file)) r SEMI JOIN omop.person p ON p.person_id = r.person_id
                ORDER BY r.person_id LIMIT 2
                """
            )
            .strings()
        let merge = [Supersession(old: pseudonyms[1], new: pseudonyms[0])]
        let split = [Separation(part: pseudonyms[1], kept: pseudonyms[0])]
        try hub.store.add(merge, saidAt: "2026-01-01T00:00:00Z")
        #expect(try hub.publish(name: "merged").persons == before.persons - 1)
        try hub.store.add([], separations: split, saidAt: "2026-02-01T00:00:00Z")
        #expect(try hub.publish(name: "apart").persons == before.persons)
        // An older word that is taken in late changes nothing; a newer one does.
        try hub.store.add(merge, saidAt: "2026-01-15T00:00:00Z")
        #expect(try hub.store.supersessions().isEmpty)
        try hub.store.add(merge, separations: split, saidAt: "2026-03-01T00:00:00Z")
        #expect(try hub.store.supersessions() == merge)
    }

    @Test func aLostDatabaseIsDamageAndErasesNothing() throws {
        _ = try hub.publish(name: "kept")
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: hub.home.database.path + suffix)
        }
        #expect(throws: IntakeError.storeDamaged(detail: "hub.sqlite is new, the rest of the home is not")) {
            try Self.open(folder.url)
        }
        #expect(try hub.lake.releases().map(\.name) == ["kept"])
    }

    @Test func aStagedTableThatIsGoneStopsThePublication() throws {
        let staged = hub.home.deliveries.appending(path: "hospital-stays/\(SmallCountry.delivery)/T_MCOaaD.parquet")
        try FileManager.default.removeItem(at: staged)
        #expect(throws: IntakeError.self) { try hub.publish(name: "short") }
        #expect(try hub.lake.releases().isEmpty)
    }

    @Test func whatAKillLeftGoesWhenTheHubOpens() throws {
        let left = hub.home.work.appending(path: "left/clean.csv")
        try FileManager.default.createDirectory(
            at: left.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("x".utf8).write(to: left)
        _ = try Self.open(folder.url)
        #expect(!FileManager.default.fileExists(atPath: left.path))
    }

    @Test func aWithdrawnDeliveryTakesItsReleasesAlongAndCanComeBack() throws {
        _ = try hub.publish(name: "gone")
        #expect(try hub.intake.withdraw(source: "hospital-stays", delivery: SmallCountry.delivery) == ["gone"])
        #expect(try hub.lake.releases().isEmpty)
        #expect(throws: HubServerError.noRelease) { try hub.release() }
        #expect(throws: IntakeError.nothingToPublish) { try hub.publish() }
        let sent = folder.url.appending(path: "sent/hospital-stays")
        let again = try hub.takeIn(
            delivery: sent.appending(path: "delivery"), crosswalk: sent.appending(path: "crosswalk.sealed"))
        #expect(again.state == .accepted)
        #expect(try hub.publish(name: "back").persons > 0)
        #expect(try hub.journal.reader.openReceipts().isEmpty)
    }
}
