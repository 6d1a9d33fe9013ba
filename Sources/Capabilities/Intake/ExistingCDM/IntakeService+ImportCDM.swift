package import Foundation
package import HealthModel
package import SQLBackends

/// What an import of an existing CDM led to.
package struct ImportResult: Sendable, Codable {
    package let release: String
    package let report: ExistingCDMReport
    /// Columns that look nominative: their values were not kept, unless somebody said why they are harmless.
    package let suspicions: [IntakeReport.Suspicion]
    package let areSuspicionsKept: Bool
    /// Accepted or refused.
    package let state: DeliveryState
}

extension IntakeService {
    /// Makes a release of each set of an existing CDM: of the given name if there is one set, of `<name>-<set>` if there
    /// are several.
    ///
    /// The values of columns that look nominative are not kept, unless somebody says why they are harmless; the reason
    /// is journalled. Rows are never dropped for it.
    package func importCDM(
        _ input: URL, set: String?, name: String, keptReason: String?, lake: Lake,
        progress: @escaping ProgressObserver = { _ in }
    ) throws -> [ImportResult] {
        let lock = try HubLock(home: home)
        defer { withExtendedLifetime(lock) {} }
        try recover()
        do {
            return [try importSet(input, set, name: name, keptReason: keptReason, lake: lake, progress)]
        } catch ExistingCDMError.severalSets(let names) {
            // All names are looked at before anything is written; a set that an earlier try released is not made again.
            let releases = names.map { "\(name)-\($0.split(separator: "/").joined(separator: "-"))" }
            for release in releases { try DeliveryManifest.checkName(release) }
            let known = Set(try store.releases().map(\.name))
            return try zip(names, releases).filter { !known.contains($1) }
                .map { try importSet(input, $0, name: $1, keptReason: keptReason, lake: lake, progress) }
        }
    }

    private func importSet(
        _ input: URL, _ set: String?, name: String, keptReason: String?, lake: Lake,
        _ progress: @escaping ProgressObserver
    ) throws -> ImportResult {
        try DeliveryManifest.checkName(name)
        guard try !store.releases().contains(where: { $0.name == name }) else {
            throw IntakeError.releaseNameTaken(name: name)
        }
        let objects = ["release": name, "input": String(input.lastPathComponent.prefix(64))]
        try record("import.begin", objects, "begin")
        do {
            let result = try importLocked(
                input, set: set, name: name, keepsSuspects: keptReason != nil, lake: lake, progress: progress)
            let reason = keptReason.map { ["reason": String($0.prefix(200))] } ?? [:]
            try record("import.end", objects.merging(reason) { first, _ in first }, result.state.rawValue)
            return result
        } catch {
            try record("import.end", objects, (error as? any HubError)?.code ?? "failed")
            throw error
        }
    }

    private func importLocked(
        _ input: URL, set: String?, name: String, keepsSuspects: Bool, lake: Lake, progress: @escaping ProgressObserver
    ) throws -> ImportResult {
        let work = try makeWorkFolder()
        defer { try? FileManager.default.removeItem(at: work) }
        let database = try workDatabase(work)
        let importer = ExistingCDMImport(
            input: input, set: set, connection: try database.connect(), work: work, surroundings: surroundings)
        var suspicions: [IntakeReport.Suspicion] = []
        let sequence = try store.nextReleaseSequence()
        let signer = try ReleaseSigner(home: home, surroundings: surroundings)
        let outcome = try importer.run(
            lake: lake, name: name, sequence: sequence, source: name, delivery: "import",
            codeVersion: settings.codeVersion, sign: { try signer.sign($0) },
            emptiedColumns: { staged in
                suspicions = try NominativeColumns(database: database, progress: progress)
                    .suspicions(selects: staged.selects)
                guard !keepsSuspects else { return [:] }
                return suspicions.reduce(into: [:]) { $0[$1.file, default: []].insert($1.column) }
            }, onProgress: progress)
        guard case .released(let release, let report) = outcome else {
            return ImportResult(
                release: name, report: outcome.report, suspicions: [], areSuspicionsKept: false, state: .refused)
        }
        try store.commit(
            ReleaseRecord(
                name: name, sequence: sequence, state: .published, created: release.manifest.created, origin: "import"),
            deliveries: [])
        return ImportResult(
            release: name, report: report, suspicions: suspicions, areSuspicionsKept: keepsSuspects, state: .accepted)
    }
}
