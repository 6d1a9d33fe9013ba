package import CohortEngine
import Feasibility
package import Foundation
package import HealthModel
package import PatientIndex
package import SQLBackends
import Synchronization

/// Who counts: the same rows and figures from each.
package enum CohortEngineName: String, Sendable, CaseIterable {
    /// The patient index: answers at once.
    case index
    /// DuckDB on the release's Parquet files.
    case sql
    /// The plain one that others are held against: slow, in memory.
    case reference
}

/// The evaluators of releases. A patient index is opened once, and its cache is shared by all who ask.
package final class EvaluatorShelf: Sendable {
    /// Indexes open at a time; the one that was asked for least recently is closed.
    private static let openCountMax = 4
    /// Bytes of kept results for each open index.
    private static let cacheByteCountMax = 256 << 20
    private static let indexName = "patient.index"

    private struct Opened {
        let digest: String
        let evaluator: IndexEvaluator
        var use: Int
    }

    private struct Shelf {
        var opened: [String: Opened] = [:]
        var useCount = 0
    }

    private let opening: ReleaseOpening
    private let workerCount: Int
    private let shelf = Mutex(Shelf())

    init(opening: ReleaseOpening, workerCount: Int) {
        self.opening = opening
        self.workerCount = workerCount
    }

    /// The evaluator to use on a release. Without a name: the patient index if it has been built in the format of today,
    /// with SQL for what it cannot answer; else SQL.
    package func evaluator(on release: Release, engine: CohortEngineName? = nil) throws -> any CohortEvaluator {
        switch engine {
        case .index: return try index(of: release)
        case .sql: return try sql(release)
        case .reference:
            let reader = CDMSampleReader(connection: try opening.connection(to: release), schema: "omop")
            return ReferenceEvaluator(try reader.sample())
        case nil: return try indexFirst(release) ?? sql(release)
        }
    }

    private func indexFirst(_ release: Release) throws -> IndexFirstEvaluator? {
        guard hasIndex(release) else { return nil }
        do {
            return IndexFirstEvaluator(try index(of: release)) { [self] in try sql(release) }
        } catch PatientIndexError.formatUnknown {
            return nil
        }
    }

    private func sql(_ release: Release) throws -> CohortRunner {
        CohortRunner(
            connection: try opening.connection(to: release), schema: "omop",
            deadlineSeconds: FeasibilityService.deadlineSeconds)
    }

    // MARK: - Patient indexes

    /// Where everything lies that is built from a release.
    package func folder(of release: Release) -> URL { opening.home.indexes.appending(path: release.name) }

    /// Where the patient index of a release lies.
    package func indexFile(of release: Release) -> URL {
        folder(of: release).appending(path: EvaluatorShelf.indexName)
    }

    /// The reference evaluator over some persons, for evidence.
    package func reference(on release: Release, of persons: [Int64]) throws -> ReferenceEvaluator {
        let reader = CDMSampleReader(connection: try opening.connection(to: release), schema: "omop")
        return ReferenceEvaluator(try reader.sample(of: persons))
    }

    /// The evaluator over the patient index of a release; an index of other data than the release's is refused.
    package func index(of release: Release) throws -> IndexEvaluator {
        let digest = try Self.digest(of: release)
        if let known = known(release.name, digest) { return known }
        guard hasIndex(release) else { throw HubServerError.indexMissing(release: release.name) }
        let index = try PatientIndex.open(indexFile(of: release))
        guard index.header.releaseDigest == digest else { throw HubServerError.indexOfOtherData(release: release.name) }
        let evaluator = IndexEvaluator(
            index: index, workerCount: workerCount, cacheByteCountMax: EvaluatorShelf.cacheByteCountMax)
        keep(evaluator, release.name, digest)
        return evaluator
    }

    /// Builds the patient index of a release; the one before it is replaced when the new one is whole.
    @discardableResult
    package func buildIndex(
        of release: Release, progress: @escaping ProgressObserver = { _ in }
    ) throws -> PatientIndexBuildReport {
        try FileManager.default.createDirectory(
            at: folder(of: release), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
        let builder = PatientIndexBuilder(
            connection: try opening.connection(to: release), schema: "omop", workerCount: workerCount)
        let report = try builder.build(
            to: indexFile(of: release), release: release.name, releaseDigest: try Self.digest(of: release),
            onProgress: progress)
        shelf.withLock { $0.opened[release.name] = nil }
        return report
    }

    private func hasIndex(_ release: Release) -> Bool {
        FileManager.default.fileExists(atPath: indexFile(of: release).path)
    }

    private static func digest(of release: Release) throws -> String {
        FileDigest.sha256(of: try release.manifest.canonicalBytes())
    }

    private func known(_ name: String, _ digest: String) -> IndexEvaluator? {
        shelf.withLock { shelf in
            guard let opened = shelf.opened[name], opened.digest == digest else { return nil }
            shelf.useCount += 1
            shelf.opened[name]?.use = shelf.useCount
            return opened.evaluator
        }
    }

    private func keep(_ evaluator: IndexEvaluator, _ name: String, _ digest: String) {
        shelf.withLock { shelf in
            shelf.useCount += 1
            shelf.opened[name] = Opened(digest: digest, evaluator: evaluator, use: shelf.useCount)
            guard shelf.opened.count > EvaluatorShelf.openCountMax,
                let oldest = shelf.opened.min(by: { $0.value.use < $1.value.use })?.key
            else { return }
            // Who is counting with it keeps it alive until they are done.
            shelf.opened[oldest] = nil
        }
    }
}
