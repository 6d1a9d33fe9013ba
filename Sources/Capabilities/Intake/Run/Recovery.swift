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
        let abandoned = try store.abandonRunning(at: surroundings.timestamp())
        let files = FileManager.default
        for leftover in try files.contentsOfDirectory(at: home.work, includingPropertiesForKeys: nil) {
            try files.removeItem(at: leftover)
        }
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
