package import DisclosureControl
import Foundation
package import HealthModel
package import Intake
package import SQLBackends

/// What the hub holds, described for people.
package struct CatalogueService: Sendable {
    package let home: HubHome
    package let store: IntakeStore
    package let lake: Lake
    package let memoryLimitBytes: Int
    package let disclosure: Disclosure

    package init(
        home: HubHome, store: IntakeStore, lake: Lake, memoryLimitBytes: Int, disclosure: Disclosure = Disclosure()
    ) {
        self.home = home
        self.store = store
        self.lake = lake
        self.memoryLimitBytes = memoryLimitBytes
        self.disclosure = disclosure
    }

    /// Every published release, newest first.
    package func datasets() throws -> [DatasetView] {
        try published().reversed().map { try view(of: $0.release, record: $0.record) }
    }

    /// One published release.
    package func dataset(release name: String) throws -> DatasetView {
        guard let found = try published().first(where: { $0.release.name == name }) else {
            throw LakeError.releaseUnknown(name: name)
        }
        return try view(of: found.release, record: found.record)
    }

    /// Counts a release once, so that nobody waits for it later.
    @discardableResult
    package func prepare(release name: String, progress: ProgressObserver? = nil) throws -> ReleaseProfile {
        let release = try lake.release(named: name)
        let connection = try DuckDBDatabase(
            settings: DuckDBSettings(memoryLimitBytes: memoryLimitBytes, temporaryFolder: home.spill)
        )
        .connect()
        try release.attach(to: connection, schema: "omop")
        let profile = try ProfileQueries(connection: connection, schema: "omop")
            .profile(release: name, progress: progress)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try DurableFiles.write(try encoder.encode(profile), to: place(of: name))
        return profile
    }

    private func published() throws -> [(release: Release, record: ReleaseRecord)] {
        try store.releases().filter { $0.state == .published }.map { (try lake.release(named: $0.name), $0) }
    }

    private func profile(of release: String) throws -> ReleaseProfile {
        if let bytes = try? Data(contentsOf: place(of: release)),
            let profile = try? JSONDecoder().decode(ReleaseProfile.self, from: bytes)
        {
            return profile
        }
        return try prepare(release: release)
    }

    private func place(of release: String) -> URL { home.profiles.appending(path: "\(release).json") }

    // MARK: - Views

    private func view(of release: Release, record: ReleaseRecord) throws -> DatasetView {
        let profile = try profile(of: release.name)
        return DatasetView(
            release: release.name, created: String(release.manifest.created.prefix(10)),
            cdmVersion: release.manifest.cdmVersion.replacing("v", with: ""),
            codeVersion: release.manifest.codeVersion, isImported: record.origin == "import",
            persons: try disclosure.count(profile.persons, isZeroSensitive: false), firstDay: profile.firstDay,
            lastDay: profile.lastDay,
            sources: release.manifest.sources.map { made in
                let source = SourceDescription.all.first { $0.name == made.source }
                return DatasetView.Source(
                    name: made.source, title: source?.title ?? Phrase(fr: made.source, en: made.source),
                    holder: source?.holder ?? Phrase(fr: "–", en: "–"), deliveries: made.deliveries.map(\.delivery))
            },
            tables: try profile.tables.map(view), ages: try ages(profile))
    }

    private func view(of table: ReleaseProfile.Table) throws -> DatasetView.Table {
        let years = table.personsByYear.keys.sorted()
        let byYear =
            years.isEmpty
            ? nil
            : disclosure.table(
                try CountTable(
                    rows: years.map { Phrase(fr: String($0), en: String($0)) },
                    counts: years.map { table.personsByYear[$0] ?? 0 }, isAdditive: false))
        let isAboutPersons = !OMOPVersion54.vocabularyTables.contains(table.name) && table.name != "cdm_source"
        let persons = try table.persons.map { try disclosure.count($0) }
        // Rows of a few persons are as telling as the persons.
        let isTold = isAboutPersons && persons.map { $0.value.number != nil } ?? true
        return DatasetView.Table(
            name: table.name, title: TableTitles.title(of: table.name),
            rows: isTold ? try disclosure.count(table.rows, isZeroSensitive: false) : nil,
            persons: persons,
            variables: table.variables.map {
                DatasetView.Variable(
                    name: $0.name, type: $0.type, isRequired: $0.isRequired,
                    filledPercent: disclosure.filledPercent(
                        rows: $0.filledRows, of: table.rows, persons: table.persons))
            },
            personsByYear: byYear, years: years)
    }

    private func ages(_ profile: ReleaseProfile) throws -> Releasable<ReleasableTable>? {
        guard !profile.ages.isEmpty else { return nil }
        let table = try CountTable(
            rows: profile.ages.map { band in
                let label = band.fromYears >= 95 ? "95+" : "\(band.fromYears)–\(band.fromYears + 4)"
                return Phrase(fr: label, en: label)
            },
            columns: [Phrase(fr: "Hommes", en: "Men"), Phrase(fr: "Femmes", en: "Women")],
            counts: profile.ages.map { [$0.men, $0.women] }, isZeroSensitive: false)
        return disclosure.table(table)
    }
}
