import CohortEngine
import Foundation
import HubTestSupport
import PatientIndex
import SQLBackends

/// The patient index of a database, built in a folder that is removed once the index is mapped.
enum IndexedModel {
    /// Few persons in a shard, so that small databases have several.
    private static let options = PatientIndexOptions(shardPersonCount: 16)

    @Sendable static func evaluator(_ connection: DuckDBConnection, _ schema: String) throws -> any CohortEvaluator {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "patient.index")
        _ = try PatientIndexBuilder(connection: connection, schema: schema, options: options)
            .build(to: file, release: "test")
        return IndexEvaluator(index: try PatientIndex.open(file), workerCount: 2, cacheByteCountMax: 1 << 20)
    }
}
