package import Foundation

/// Everything the hub keeps, as places under one folder (`HUB_HOME`, default `hub-data/`).
package struct HubHome: Sendable, Hashable {
    package let folder: URL

    package init(folder: URL) { self.folder = folder }

    /// The hub's own records (SQLite).
    package var database: URL { folder.appending(path: "hub.sqlite") }
    /// Private keys of the hub, readable by its account only.
    package var keys: URL { folder.appending(path: "keys") }
    /// Public key of the key holder whose crosswalks are taken.
    package var trustedKeyHolder: URL { keys.appending(path: "keyholder.public") }
    package var journal: URL { folder.appending(path: "journal") }
    /// Staged tables of accepted deliveries: `deliveries/<source>/<delivery>/<table>.parquet`.
    package var deliveries: URL { folder.appending(path: "deliveries") }
    /// Reports of every intake, also of refused and quarantined deliveries.
    package var reports: URL { folder.appending(path: "reports") }
    /// Register of pseudonyms and person numbers, one Parquet file a generation.
    package var people: URL { folder.appending(path: "people") }
    /// The lake: `releases/<name>/`.
    package var lake: URL { folder }
    /// Work under way; emptied at start and after each run.
    package var work: URL { folder.appending(path: "work") }
    /// Where queries on releases spill; not emptied by recovery, which may run beside them.
    package var spill: URL { folder.appending(path: "spill") }
    /// Athena vocabulary, once loaded.
    package var vocabulary: URL { folder.appending(path: "vocabulary") }
    /// Reference tables of codes (`<NAME>.csv`), which deliveries are checked against when the operator puts them here.
    package var nomenclatures: URL { folder.appending(path: "nomenclatures") }
    /// Raw counts of each release, for the catalogue; pages get them through disclosure control.
    package var profiles: URL { folder.appending(path: "profiles") }
    /// What is built from each release to answer at once: `indexes/<release>/`; may be built again at any time.
    package var indexes: URL { folder.appending(path: "indexes") }
    /// Reports of publications.
    package var publications: URL { reports.appending(path: "publications") }

    /// Makes the folders that are missing.
    package func prepare() throws {
        for place in [folder, keys, journal, deliveries, reports, publications, people, profiles, indexes, work, spill]
        {
            try FileManager.default.createDirectory(
                at: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: keys.path)
    }
}
