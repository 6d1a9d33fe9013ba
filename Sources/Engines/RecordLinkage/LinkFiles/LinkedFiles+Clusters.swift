package import Foundation
internal import TabularFiles

extension LinkedFiles {
    /// Groups of records that are one person, as the smallest record of each; at most one record per clean source.
    package func clusters(_ clustering: RecordClustering = RecordClustering()) -> [Int] {
        var all: [Link] = []
        var copies: [Link] = []
        all.reserveCapacity(result.pairs.count)
        for pair in 0..<result.pairs.count {
            let link = Link(
                a: Int(result.pairs.a[pair]), b: Int(result.pairs.b[pair]), weight: result.pairs.weights[pair])
            // Copies follow their original: they bring no evidence of their own.
            if result.pairs.rules[pair] == 0 { copies.append(link) } else { all.append(link) }
        }
        var roots = clustering.groups(all, recordCount: result.table.count, sources: result.table.sources)
        for link in copies where link.weight >= clustering.weightMin { roots[link.b] = roots[link.a] }
        return roots
    }

    /// The groups as identifiers, for `PersonIndex`. Identifiers of different sources are told apart by `source/`.
    package func identifierGroups(_ roots: [Int]) -> [[String]] {
        let table = result.table
        var groups: [Int: [String]] = [:]
        for source in table.sources {
            for record in source.records {
                groups[roots[record], default: []].append("\(source.name)/\(table.identifier(record))")
            }
        }
        return groups.keys.sorted().map { groups[$0] ?? [] }
    }

    /// Writes `source,id,cluster`; the cluster is the identifier of its first record.
    package func writeClusters(_ roots: [Int], to file: URL) throws(LinkageError) {
        do {
            let writer = try CSVRecordWriter(file)
            try writer.write(["source", "id", "cluster"])
            for source in result.table.sources {
                for record in source.records {
                    try writer.write([
                        source.name, result.table.identifier(record), result.table.identifier(roots[record]),
                    ])
                }
            }
            try writer.finish()
        } catch {
            throw .file(code: error.code, reason: error.message)
        }
    }
}
