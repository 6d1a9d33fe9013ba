package import Foundation

/// Circe JSON, the cohort format of OHDSI (ATLAS, PhenotypeLibrary): strict to read, stable to write.
package enum CirceJSON {
    /// Reads a definition; every key must be understood or known to be without effect.
    package static func read(_ data: Data) throws(CohortError) -> CohortDefinition {
        guard data.count <= CohortLimits.byteCountMax else {
            throw .limit(path: "$", name: "bytes", maximum: CohortLimits.byteCountMax)
        }
        let value = try JSONParser.parse(Array(data), depthMax: CohortLimits.depthMax)
        try checkSize(value)
        let definition = try CohortDefinition(value, path: "$")
        let criterionCount = definition.criterionCount
        guard criterionCount <= CohortLimits.criterionCountMax else {
            throw .limit(path: "$", name: "criteria", maximum: CohortLimits.criterionCountMax)
        }
        return definition
    }

    /// Counts the costly elements before any of them is read, or a small file could keep the reader busy for long.
    private static func checkSize(_ value: JSONValue) throws(CohortError) {
        var counts: [String: Int] = [:]
        count(value, &counts)
        let limits = [
            ("criteria", ["CriteriaList", "CensoringCriteria"], CohortLimits.criterionCountMax),
            ("groups", ["Groups", "DemographicCriteriaList"], CohortLimits.criterionCountMax),
            ("concept items", ["items"], CohortLimits.conceptItemCountMax),
        ]
        for (name, keys, maximum) in limits where keys.reduce(0, { $0 + (counts[$1] ?? 0) }) > maximum {
            throw .limit(path: "$", name: name, maximum: maximum)
        }
    }

    /// Elements of each list, by its key.
    private static func count(_ value: JSONValue, _ counts: inout [String: Int]) {
        switch value {
        case .object(let fields):
            for field in fields {
                if case .array(let elements) = field.value { counts[field.key, default: 0] += elements.count }
                count(field.value, &counts)
            }
        case .array(let elements): for element in elements { count(element, &counts) }
        default: break
        }
    }

    /// The definition as JSON: the same definition gives the same bytes, and reading them gives it back.
    package static func write(_ definition: CohortDefinition) -> Data {
        Data(definition.json.text.utf8)
    }
}
