import Foundation
import HealthModel
import SQLBackends

/// Removes what a crash left behind: only what SQLite has committed counts.
struct Recovery {
    let home: HubHome
    let store: IntakeStore
    let surroundings: Surroundings

    /// Runs under the hub's lock, before any new work.
    func run() throws -> [DeliveryRecord] {
        try refuseIfRecordsWereLost()
        let abandoned = try store.abandonRunning(at: surroundings.timestamp())
        let files = FileManager.default
        for leftover in try files.contentsOfDirectory(at: home.work, includingPropertiesForKeys: nil) {
            try files.removeItem(at: leftover)
        }
        for delivery in abandoned { try removeReports(of: delivery) }
        try removeUncommittedDeliveries()
        try removeOldRegisters()
        let lake = Lake(folder: home.lake)
        try lake.recover()
        let committed = Set(try store.releases().filter { $0.state == .published }.map(\.name))
        for release in try lake.releases() where !committed.contains(release.name) {
            try lake.remove(release)
        }
        return abandoned
    }

    /// A blank store beside a full home is a lost `hub.sqlite`, not a hub in which nothing was committed.
    private func refuseIfRecordsWereLost() throws {
        guard try store.isBlank() else { return }
        let kept =
            try FileManager.default.contentsOfDirectory(atPath: home.people.path)
            + Lake(folder: home.lake).releases().map(\.name)
        if !kept.isEmpty { throw IntakeError.storeDamaged(detail: "hub.sqlite is new, the rest of the home is not") }
    }

    /// What was written before the commit that did not come.
    private func removeReports(of delivery: DeliveryRecord) throws {
        let folder = home.reports.appending(path: delivery.source)
        let stem = "\(delivery.delivery)-\(delivery.digest.prefix(12))."
        for file in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        where file.hasPrefix(stem) {
            try FileManager.default.removeItem(at: folder.appending(path: file))
        }
    }

    private func removeUncommittedDeliveries() throws {
        let files = FileManager.default
        let accepted = Set(
            try store.deliveries().filter { $0.state == .accepted }.map { "\($0.source)/\($0.delivery)" })
        for source in try files.contentsOfDirectory(atPath: home.deliveries.path) {
            let folder = home.deliveries.appending(path: source)
            for delivery in try files.contentsOfDirectory(atPath: folder.path)
            where !accepted.contains("\(source)/\(delivery)") {
                try files.removeItem(at: folder.appending(path: delivery))
            }
        }
    }

    private func removeOldRegisters() throws {
        let files = FileManager.default
        let current = try store.personRegister()?.file
        for file in try files.contentsOfDirectory(atPath: home.people.path) where file != current {
            try files.removeItem(at: home.people.appending(path: file))
        }
    }
}
