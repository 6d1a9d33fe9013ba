package import Foundation

/// Circe JSON, the cohort format of OHDSI (ATLAS, PhenotypeLibrary): strict to read, stable to write.
package enum CirceJSON {
    /// Reads a definition; every key must be understood or known to be without effect.
    package static func read(_ data: Data) throws(CohortError) -> CohortDefinition {
        guard data.count <= CohortLimits.byteCountMax else {
            throw .limit(path: "$", name: "bytes", maximum: CohortLimits.byteCountMax)
        }
        let value = try JSONParser.parse(Array(data), depthMax: CohortLimits.depthMax)
        let definition = try CohortDefinition(value, path: "$")
        let criterionCount = definition.criterionCount
        guard criterionCount <= CohortLimits.criterionCountMax else {
            throw .limit(path: "$", name: "criteria", maximum: CohortLimits.criterionCountMax)
        }
        return definition
    }

    /// The definition as JSON: the same definition gives the same bytes, and reading them gives it back.
    package static func write(_ definition: CohortDefinition) -> Data {
        Data(definition.json.text.utf8)
    }
}
