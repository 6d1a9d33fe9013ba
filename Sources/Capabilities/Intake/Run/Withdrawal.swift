import Foundation
import HealthModel
import SQLBackends

/// Taking a delivery back: its rows go, and every release that was made from it.
extension IntakeService {
    /// The published releases that hold rows of a delivery.
    package func releasesMade(from source: String, _ delivery: String) throws -> [String] {
        guard try store.acceptedDelivery(source: source, delivery: delivery) != nil else {
            throw IntakeError.deliveryUnknown(source: source, delivery: delivery)
        }
        return try store.releases(madeFrom: source, delivery)
    }

    /// Withdraws; gives the names of the releases that went with it. Publish again to offer the rest.
    package func withdraw(source: String, delivery: String) throws -> [String] {
        let lock = try HubLock(home: home)
        defer { withExtendedLifetime(lock) {} }
        try recover()
        guard let known = try store.acceptedDelivery(source: source, delivery: delivery) else {
            throw IntakeError.deliveryUnknown(source: source, delivery: delivery)
        }
        let objects = ["source": source, "delivery": delivery, "digest": known.digest]
        try record("withdrawal.begin", objects, "begin")
        let releases = try store.withdraw(source: source, delivery: delivery, at: surroundings.timestamp())
        // The commit is done: recovery removes the files, now or after a crash.
        try recover()
        try record(
            "withdrawal.end", objects.merging(["releases": releases.joined(separator: ",")]) { a, _ in a }, "done")
        return releases
    }
}
