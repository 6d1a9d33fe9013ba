package import Catalogue
package import Feasibility
package import Foundation
package import HealthModel
package import Intake
package import Journal
package import SQLBackends
package import SealedExchange

/// The hub of one home folder: the only place that builds the graph of its parts.
package struct Hub: Sendable {
    package let home: HubHome
    package let surroundings: Surroundings
    package let exchangeKey: ExchangeKeyPair
    package let journal: Journal
    package let store: IntakeStore
    package let lake: Lake
    package let intake: IntakeService
    package let catalogue: CatalogueService
    package let feasibility: FeasibilityService

    /// Opens the hub, and makes its folders and keys at first use.
    package init(
        home: HubHome,
        memoryLimitBytes: Int,
        codeVersion: String,
        surroundings: Surroundings = .live
    ) throws {
        try home.prepare()
        self.home = home
        self.surroundings = surroundings
        exchangeKey = try ExchangeKeyPair.readOrMake(
            at: home.keys.appending(path: "exchange.key"), surroundings: surroundings)
        let signer = try JournalSigner.open(
            file: home.keys.appending(path: "journal.key"), name: Hub.origin, surroundings: surroundings)
        let journal = try Journal.open(
            folder: home.journal, signer: signer, origin: Hub.origin, surroundings: surroundings)
        self.journal = journal
        store = try IntakeStore(home: home)
        lake = Lake(folder: home.lake)
        let record: ActRecorder = { action, objects, outcome in
            _ = try journal.append(
                JournalEntry(
                    time: surroundings.now(), actor: "operator", role: "operator", action: JournalAction(rawValue: action),
                    objects: objects, outcome: outcome))
        }
        intake = IntakeService(
            home: home, store: store, surroundings: surroundings,
            settings: IntakeSettings(memoryLimitBytes: memoryLimitBytes, codeVersion: codeVersion), record: record)
        catalogue = CatalogueService(home: home, store: store, lake: lake, memoryLimitBytes: memoryLimitBytes)
        feasibility = FeasibilityService(record: record)
    }

    /// The journal's name in its checkpoints.
    package static let origin = "health-data-hub"

    /// The release to use: the named one, or the newest that is published.
    package func release(named name: String? = nil) throws -> Release {
        let published = Set(try store.releases().filter { $0.state == .published }.map(\.name))
        guard let name else {
            guard let latest = try lake.latest(isCommitted: { published.contains($0) }) else {
                throw HubServerError.noRelease
            }
            return latest
        }
        guard published.contains(name) else { throw LakeError.releaseUnknown(name: name) }
        return try lake.release(named: name)
    }

    /// Makes a release of every accepted delivery and describes it in the catalogue.
    package func publish(name: String? = nil, progress: @escaping ProgressObserver = { _ in }) throws -> PublicationReport {
        let report = try intake.publish(name: name, lake: lake, progress: progress)
        try catalogue.prepare(release: report.release, progress: progress)
        return report
    }

    /// A connection on which the tables of a release are views in the schema `omop`.
    package func connection(to release: Release) throws -> DuckDBConnection {
        let connection = try DuckDBDatabase(
            settings: DuckDBSettings(memoryLimitBytes: intake.settings.memoryLimitBytes, temporaryFolder: home.work)
        ).connect()
        try release.attach(to: connection, schema: "omop")
        return connection
    }
}
