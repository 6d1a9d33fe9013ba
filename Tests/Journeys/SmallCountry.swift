import Foundation
import HealthModel
import HubServer
import HubTestSupport
import IdentityVault
import Intake
import PopulationSimulator
import SealedExchange

/// A small synthetic country taken through the whole main job, once for all tests that look at it.
struct SmallCountry: Sendable {
    let folder: TemporaryFolder
    let hub: Hub
    let reports: [IntakeReport]
    let publication: PublicationReport

    static let persons = 600
    static let delivery = "2026-01"

    static let shared = Result { try SmallCountry() }

    init() throws {
        folder = try TemporaryFolder()
        let country = folder.url.appending(path: "country")
        _ = try PopulationSimulator(plan: SimulationPlan(persons: Self.persons, seed: 11)).run(into: country) { _ in }
        let hub = try Hub(
            home: HubHome(folder: folder.url.appending(path: "hub")), memoryLimitBytes: 800_000_000, codeVersion: "test"
        )
        self.hub = hub
        let vault = try IdentityVault(
            home: VaultHome(folder: folder.url.appending(path: "keyholder")), surroundings: .live)
        for custodian in ["one", "two"] { _ = try vault.ceremony.contribute(custodian: custodian) }
        try hub.trust(keyHolder: try vault.address())
        let place = folder.url
        reports = try SourceDescription.all.map { source in
            let sent = try SmallCountry.seal(source, from: country, into: place, for: vault)
            let crosswalk = sent.appending(path: "crosswalk.sealed")
            _ = try vault.receive(
                ReceiveRequest(
                    identities: sent.appending(path: SealedSending.identitiesName), hubKey: hub.exchangeKey.publicKey,
                    crosswalk: crosswalk))
            return try hub.takeIn(delivery: sent.appending(path: "delivery"), crosswalk: crosswalk)
        }
        publication = try hub.publish()
    }

    static func seal(
        _ source: SourceDescription, from country: URL, into folder: URL, for vault: IdentityVault
    ) throws -> URL {
        let sent = folder.appending(path: "sent/\(source.name)")
        try FileManager.default.createDirectory(at: sent, withIntermediateDirectories: true)
        let seal = HolderSeal(
            source: source, rawFolder: country.appending(path: source.name), outputFolder: sent, surroundings: .live)
        _ = try SealedSending(seal: seal, keyHolder: try vault.address(), surroundings: .live)
            .run(deliveryID: delivery)
        return sent
    }
}
