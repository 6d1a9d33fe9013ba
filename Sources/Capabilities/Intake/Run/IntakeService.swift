package import Foundation
package import HealthModel
import SQLBackends
package import SealedExchange

/// Takes deliveries in, withdraws them and publishes releases of what is in place.
package struct IntakeService: Sendable {
    package let home: HubHome
    package let store: IntakeStore
    package let surroundings: Surroundings
    package let settings: IntakeSettings
    package let record: ActRecorder

    package init(
        home: HubHome,
        store: IntakeStore,
        surroundings: Surroundings,
        settings: IntakeSettings,
        record: @escaping ActRecorder
    ) {
        self.home = home
        self.store = store
        self.surroundings = surroundings
        self.settings = settings
        self.record = record
    }

    /// Takes one delivery in, whole or not at all. The same delivery again is told as it stands and changes nothing.
    ///
    /// The crosswalk must be signed by the key holder: anybody can seal to the hub, nobody else can say who is who.
    /// Refusals (wrong files) and quarantines (nominative data) are results: see the report's state.
    package func takeIn(
        delivery folder: URL, crosswalk: URL, key: ExchangeKeyPair, keyHolder: ExchangePublicKey,
        progress: @escaping ProgressObserver = { _ in }
    ) throws -> IntakeReport {
        let lock = try HubLock(home: home)
        defer { withExtendedLifetime(lock) {} }
        try recover()
        let manifest = try DeliveryManifest.read(from: folder)
        guard let source = SourceDescription.all.first(where: { $0.name == manifest.source }) else {
            throw IntakeError.sourceUnknown(name: manifest.source)
        }
        let digest = manifest.digest
        if let known = try store.acceptedDelivery(source: manifest.source, delivery: manifest.delivery) {
            guard known.digest == digest else {
                throw IntakeError.deliveryConflict(source: manifest.source, delivery: manifest.delivery)
            }
            return try report(of: known)
        }
        let objects = ["source": manifest.source, "delivery": manifest.delivery, "digest": digest]
        try record("intake.begin", objects, "begin")
        let report: IntakeReport
        do {
            let run = IntakeRun(
                service: self, source: source, manifest: manifest, folder: folder, crosswalk: crosswalk, key: key,
                keyHolder: keyHolder, progress: progress)
            report = try run.report()
        } catch {
            _ = try? store.abandonRunning(at: surroundings.timestamp())
            try record("intake.end", objects, (error as? any HubError)?.code ?? "failed")
            throw error
        }
        try record("intake.end", objects, report.state.rawValue)
        return report
    }

    /// The report of a delivery that was taken in, refused or quarantined before.
    package func report(of delivery: DeliveryRecord) throws -> IntakeReport {
        let place = reportPlace(source: delivery.source, delivery: delivery.delivery, digest: delivery.digest)
        let bytes = try Data(contentsOf: place.appendingPathExtension("json"))
        return try JSONDecoder().decode(IntakeReport.self, from: bytes)
    }

    /// Where the report of a delivery is written: `reports/<source>/<delivery>-<digest>.{json,fr.html,en.html}`.
    package func reportPlace(source: String, delivery: String, digest: String) -> URL {
        home.reports.appending(path: source).appending(path: "\(delivery)-\(digest.prefix(12))")
    }

    /// Opens DuckDB for one piece of work, with a work folder of its own.
    func workDatabase(_ folder: URL) throws -> DuckDBDatabase {
        let spill = folder.appending(path: "spill")
        try FileManager.default.createDirectory(at: spill, withIntermediateDirectories: true)
        return try DuckDBDatabase(
            settings: DuckDBSettings(
                memoryLimitBytes: settings.memoryLimitBytes, threadCount: settings.threadCount,
                temporaryFolder: spill))
    }

    /// Removes what a crash left behind; gives the intakes that were cut off.
    @discardableResult
    func recover() throws -> [DeliveryRecord] {
        let abandoned = try Recovery(home: home, store: store, surroundings: surroundings).run()
        for delivery in abandoned {
            let objects = ["source": delivery.source, "delivery": delivery.delivery, "digest": delivery.digest]
            try record("intake.end", objects, "abandoned")
        }
        return abandoned
    }

    /// Removes what a crash left behind, if nothing is under way.
    package func recoverIfIdle() throws {
        guard let lock = try? HubLock(home: home) else { return }
        defer { withExtendedLifetime(lock) {} }
        try recover()
    }

    /// Makes a folder for work under way; recovery empties it if the work is cut off.
    func makeWorkFolder() throws -> URL {
        let folder = home.work.appending(path: surroundings.newID())
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return folder
    }
}
