import CohortEngine
import CohortTestSupport
import Foundation
import HealthModel
import HubTestSupport
import PatientIndex
import SQLBackends
import Testing

/// An OMOP database in memory, and the patient index built from it.
struct EvaluationModel {
    private let model: TestModel
    private let folder: TemporaryFolder

    /// The tables of a zip archive of CSV files.
    init(zip: String) throws {
        model = try TestModel(zip: zip)
        folder = try TemporaryFolder()
    }

    /// The index of what the tables hold now.
    func index(shardPersonCount: Int = IndexShard.personCountMax) throws -> PatientIndex {
        let file = folder.url.appending(path: "\(shardPersonCount).index")
        _ = try PatientIndexBuilder(
            connection: model.connection, schema: TestModel.schema,
            options: PatientIndexOptions(shardPersonCount: shardPersonCount)
        )
        .build(to: file, release: "test")
        return try PatientIndex.open(file)
    }

    /// An evaluator of what the tables hold now.
    func evaluator(
        shardPersonCount: Int = IndexShard.personCountMax, cacheByteCountMax: Int = 0
    ) throws -> IndexEvaluator {
        IndexEvaluator(
            index: try index(shardPersonCount: shardPersonCount), workerCount: 2, cacheByteCountMax: cacheByteCountMax)
    }

    /// The same question to DuckDB.
    var runner: CohortRunner { model.runner }
}

/// A definition of the test data.
func evaluationDefinition(_ path: String) throws -> CohortDefinition {
    try CirceJSON.read(Data(contentsOf: SharedData.url(path)))
}

extension CohortEvaluator {
    /// The memberships of a definition as `subject,start,end`, in order.
    func lines(_ definition: CohortDefinition, reading: CohortReading = .strict) throws -> [String] {
        var lines: [String] = []
        _ = try rows(definition, reading: reading) { lines.append("\($0),\($1),\($2)") }
        return lines
    }
}
