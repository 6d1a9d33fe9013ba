internal import Foundation

/// How pairs become links.
package enum Assignment: String, Codable, Sendable, CaseIterable {
    /// Every record has one partner at most: sources that hold each person once.
    case oneToOne
    /// Every pair above the threshold.
    case all
}

/// What is compared and how: columns, comparisons, blocking rules and limits. Read from JSON.
package struct LinkageConfiguration: Codable, Sendable, Hashable {
    /// Frequencies below are taken as this: a value seen once is not a proof.
    package static let termFrequencyFloorDefault = 2e-6
    package static let blockSizeMaxDefault = 1000
    package static let samplePairCountDefault = 1_200_000
    /// Pairs that one run compares at most.
    package static let pairCountMaxDefault = 500_000_000
    package static let recordCountMax = 50_000_000

    package var columns: [LinkageColumn]
    package var comparisons: [ComparisonSpecification]
    package var blocking: [BlockingRule]
    /// Every source holds each person once; unless said otherwise, true for two files and false for one.
    package var sourcesAreClean: Bool?
    package var assignment: Assignment?
    /// Pairs below this match weight are not written; 0 unless said otherwise.
    package var weightMin: Double?
    /// Pairs between this weight and `weightMin` are for review.
    package var reviewWeightMin: Double?
    package var blockSizeMax: Int?
    package var pairCountMax: Int?
    /// Random pairs that u is estimated on.
    package var samplePairCount: Int?
    package var termFrequencyFloor: Double?
    /// Codes of merged communes and the present one.
    package var communeSuccessors: [String: String]?
    package var seed: UInt64?
    /// Fixed parameters: nothing is estimated. The explanation of a pair reuses those of the run.
    package var model: FellegiSunterModel?

    package init(columns: [LinkageColumn], comparisons: [ComparisonSpecification], blocking: [BlockingRule]) {
        self.columns = columns
        self.comparisons = comparisons
        self.blocking = blocking
    }

    /// Reads a configuration from JSON.
    package init(json: [UInt8]) throws(LinkageError) {
        do {
            self = try JSONDecoder().decode(LinkageConfiguration.self, from: Data(json))
        } catch let error as DecodingError {
            throw .configurationMalformed(reason: LinkageConfiguration.place(of: error))
        } catch {
            throw .configurationMalformed(reason: "JSON")
        }
    }

    /// The configuration as JSON, keys sorted.
    package func json() throws(LinkageError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(self))
        } catch {
            throw .configurationMalformed(reason: "JSON")
        }
    }

    /// The path of what is wrong; never its value.
    private static func place(of error: DecodingError) -> String {
        let context: DecodingError.Context? =
            switch error {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context): context
            case .keyNotFound(let key, let context):
                DecodingError.Context(codingPath: context.codingPath + [key], debugDescription: "")
            @unknown default: nil
            }
        let path = context?.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue } ?? []
        return path.isEmpty ? "JSON" : path.joined(separator: ".")
    }
}
