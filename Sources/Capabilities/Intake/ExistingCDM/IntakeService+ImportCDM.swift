package import Foundation
package import HealthModel
package import SQLBackends

/// What an import of an existing CDM led to.
package struct ImportResult: Sendable, Codable {
    package let report: ExistingCDMReport
    package let suspicions: [IntakeReport.Suspicion]
    /// Accepted, refused or quarantined.
    package let state: DeliveryState
}

extension IntakeService {
    /// Makes a release of an existing CDM, or says why not. Columns that look nominative stop it, unless somebody says
    /// why they are harmless; the reason is journalled.
    package func importCDM(
        _ input: URL, set: String?, name: String, acceptedReason: String?, lake: Lake,
        progress: @escaping ProgressObserver = { _ in }
    ) throws -> ImportResult {
        let lock = try HubLock(home: home)
        defer { withExtendedLifetime(lock) {} }
        try recover()
        try DeliveryManifest.checkName(name)
        guard try !store.releases().contains(where: { $0.name == name }) else {
            throw IntakeError.releaseNameTaken(name: name)
        }
        let objects = ["release": name, "input": input.lastPathComponent]
        try record("import.begin", objects, "begin")
        do {
            let result = try importLocked(
                input, set: set, name: name, isAccepted: acceptedReason != nil, lake: lake, progress: progress)
            let reason = acceptedReason.map { ["reason": String($0.prefix(200))] } ?? [:]
            try record("import.end", objects.merging(reason) { first, _ in first }, result.state.rawValue)
            return result
        } catch {
            try record("import.end", objects, (error as? any HubError)?.code ?? "failed")
            throw error
        }
    }

    private func importLocked(
        _ input: URL, set: String?, name: String, isAccepted: Bool, lake: Lake, progress: @escaping ProgressObserver
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
            isAccepted: { staged in
                suspicions = try NominativeColumns(database: database, progress: progress)
                    .suspicions(
                        selects: staged.selects)
                return suspicions.isEmpty || isAccepted
            }, onProgress: progress)
        guard case .released(let release, let report) = outcome else {
            return ImportResult(
                report: outcome.report, suspicions: suspicions, state: suspicions.isEmpty ? .refused : .quarantined)
        }
        try store.commit(
            ReleaseRecord(
                name: name, sequence: sequence, state: .published, created: release.manifest.created, origin: "import"),
            deliveries: [])
        return ImportResult(report: report, suspicions: suspicions, state: .accepted)
    }
}
