import CohortEngine
import Foundation
import HubTestSupport
import PatientIndex
import SQLBackends
import Synchronization

/// The patient index of a database, built in a folder that is removed once the index is mapped.
enum IndexedModel {
    /// Questions that indexes handed on to SQL.
    static let declinedCount = Atomic<Int>(0)

    @Sendable static func evaluator(_ connection: DuckDBConnection, _ schema: String) throws -> any CohortEvaluator {
        let index = IndexEvaluator(
            index: try index(connection, schema), workerCount: 2, cacheByteCountMax: 1 << 20)
        return IndexFirstEvaluator(index) {
            declinedCount.add(1, ordering: .relaxed)
            return CohortRunner(connection: connection, schema: schema)
        }
    }

    static func index(_ connection: DuckDBConnection, _ schema: String) throws -> PatientIndex {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "patient.index")
        // Few persons in a shard, so that small databases have several.
        let persons = try CohortRunner(connection: connection, schema: schema).personCount()
        let options = PatientIndexOptions(shardPersonCount: max(16, persons / 3))
        _ = try PatientIndexBuilder(connection: connection, schema: schema, options: options)
            .build(to: file, release: "test")
        return try PatientIndex.open(file)
    }
}
