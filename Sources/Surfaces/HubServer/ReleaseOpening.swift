import HealthModel
import Intake
package import SQLBackends

/// Finds releases that are offered and opens them for queries.
package struct ReleaseOpening: Sendable {
    let home: HubHome
    let store: IntakeStore
    let lake: Lake
    let memoryLimitBytes: Int

    /// The named release, or the newest; one that is not published does not exist for anybody.
    package func release(named name: String?) throws -> Release {
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

    /// A connection on which the tables of a release are views in the schema `omop`.
    package func connection(to release: Release) throws -> DuckDBConnection {
        let connection = try DuckDBDatabase(
            settings: DuckDBSettings(memoryLimitBytes: memoryLimitBytes, temporaryFolder: home.spill)
        )
        .connect()
        try release.attach(to: connection, schema: "omop")
        return connection
    }
}
