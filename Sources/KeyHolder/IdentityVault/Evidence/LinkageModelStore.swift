internal import Foundation
internal import GRDB
internal import HealthModel
internal import RecordLinkage

/// A version of the parameters, without them.
package struct LinkageModelVersion: Sendable, Hashable, Codable {
    package let version: Int
    package let madeAt: String
    package let source: String
    package let delivery: String
    /// Pairs of certified numbers that it was learnt on.
    package let certifiedPairCount: Int
    /// False when there were too few of them: then nothing is linked by evidence, only queued for review.
    package let isCalibrated: Bool
    /// The next delivery learns another one.
    package let isRetired: Bool
}

/// A model and the size of the register that its probabilities were learnt in.
struct LinkageModel {
    let version: LinkageModelVersion
    let registerCount: Double
    let parameters: FellegiSunterModel
}

/// The versions of the parameters, none ever changed.
struct LinkageModelStore {
    let database: Database

    /// The latest version for a source; nil without one, or when the comparisons are others since: another is learnt
    /// then. Sources know other traits, so each has its own parameters.
    func latest(for source: String) throws -> LinkageModel? {
        let latest = try models(where: "source = ?", [source], limit: 1).first
        let plan = try LinkageEngine(.french).plan(on: EvidenceTable.make(records: [], profiles: []))
        return latest.flatMap { $0.parameters.fits(plan) ? $0 : nil }
    }

    func versions() throws -> [LinkageModelVersion] { try models(where: "true", [], limit: 1000).map(\.version) }

    private func models(where condition: String, _ arguments: StatementArguments, limit: Int) throws -> [LinkageModel] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT version, made_at, source, delivery, certified_pairs, is_retired, register_count, model
                FROM linkage_model WHERE \(condition) ORDER BY version DESC LIMIT \(limit)
                """, arguments: arguments)
        return try rows.map { row in
            guard
                let parameters = try? JSONDecoder()
                    .decode(FellegiSunterModel.self, from: Data((row[7] as String).utf8))
            else { throw IdentityVaultError.registerFailed(reason: "linkage_model") }
            return LinkageModel(
                version: LinkageModelVersion(
                    version: row[0], madeAt: row[1], source: row[2], delivery: row[3], certifiedPairCount: row[4],
                    isCalibrated: parameters.calibration != nil, isRetired: row[5] == 1), registerCount: row[6],
                parameters: parameters)
        }
    }

    func add(
        _ parameters: FellegiSunterModel, certifiedPairCount: Int, registerCount: Double, source: String,
        delivery: String, at moment: String
    ) throws {
        let text = String(decoding: try JSONEncoder().encode(parameters), as: UTF8.self)
        try database.execute(
            sql: """
                INSERT INTO linkage_model (made_at, source, delivery, certified_pairs, register_count, model)
                VALUES (?, ?, ?, ?, ?, ?)
                """, arguments: [moment, source, delivery, certifiedPairCount, registerCount, text])
    }

    /// Marks every version as to be replaced.
    func retire() throws { try database.execute(sql: "UPDATE linkage_model SET is_retired = 1") }
}
