package import Foundation
internal import TabularFiles

/// The links between files, and what can be said of them.
package struct LinkedFiles: Sendable {
    package let result: LinkageResult
    package let configuration: LinkageConfiguration
    /// Pairs written: linked, in descending order of weight.
    package let links: [Link]

    /// A pair of records that are one person, with its match weight.
    package struct Link: Sendable, Hashable {
        package let a: Int
        package let b: Int
        package let weight: Float

        package init(a: Int, b: Int, weight: Float) {
            self.a = a
            self.b = b
            self.weight = weight
        }
    }

    package init(result: LinkageResult, configuration: LinkageConfiguration) {
        self.result = result
        self.configuration = configuration
        let weightMin = Float(configuration.weightMin ?? 0)
        let isOneToOne = configuration.assignment.map { $0 == .oneToOne } ?? result.table.sources.allSatisfy(\.isClean)
        var candidates: [Link] = []
        for pair in 0..<result.pairs.count where result.pairs.weights[pair] >= weightMin {
            candidates.append(
                Link(
                    a: Int(result.pairs.a[pair]), b: Int(result.pairs.b[pair]), weight: result.pairs.weights[pair]))
        }
        if isOneToOne { candidates = LinkedFiles.oneToOne(candidates, result.table) }
        links = candidates.sorted { ($1.weight, $0.a, $0.b) < ($0.weight, $1.a, $1.b) }
    }

    /// One partner for each record in each other source.
    private static func oneToOne(_ candidates: [Link], _ table: RecordTable) -> [Link] {
        guard table.sources.count > 2 else {
            return OneToOneAssignment.links(candidates, recordCount: table.count)
        }
        let bySources = Dictionary(grouping: candidates) { [table.source(of: $0.a), table.source(of: $0.b)] }
        return bySources.values.flatMap { OneToOneAssignment.links($0, recordCount: table.count) }
    }

    /// Writes `id_a,id_b,score`; the score is the match weight, log2 of the odds.
    package func writePairs(to file: URL) throws(LinkageError) {
        do {
            let writer = try CSVRecordWriter(file)
            try writer.write(["id_a", "id_b", "score"])
            for link in links {
                try writer.write([
                    result.table.identifier(link.a), result.table.identifier(link.b), LinkedFiles.score(link.weight),
                ])
            }
            try writer.finish()
        } catch {
            throw .file(code: error.code, reason: error.message)
        }
    }

    /// Four decimals: pairs of one score stay rare.
    private static func score(_ weight: Float) -> String {
        let scaled = Int((Double(weight) * 10_000).rounded())
        let rest = String(abs(scaled) % 10_000)
        return (scaled < 0 ? "-" : "") + "\(abs(scaled) / 10_000)." + String(repeating: "0", count: 4 - rest.count)
            + rest
    }
}
