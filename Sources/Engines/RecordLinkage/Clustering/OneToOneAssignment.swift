/// Chooses links so that no record has two: the best total weight in small knots of pairs, the heaviest first in large ones.
package enum OneToOneAssignment {
    /// Records on one side of a knot that is solved to the optimum.
    static let optimalSizeMax = 12

    /// The links kept, in no particular order. Only pairs with a weight above `weightMin` come in.
    package static func links(_ candidates: [LinkedFiles.Link], recordCount: Int) -> [LinkedFiles.Link] {
        guard let least = candidates.map(\.weight).min() else { return [] }
        var union = DisjointSets(count: recordCount)
        for link in candidates { union.unite(link.a, link.b) }
        var degrees = [UInt8](repeating: 0, count: recordCount)
        for link in candidates {
            degrees[link.a] = min(2, degrees[link.a] + 1)
            degrees[link.b] = min(2, degrees[link.b] + 1)
        }
        var kept: [LinkedFiles.Link] = []
        var knots: [Int: [LinkedFiles.Link]] = [:]
        for link in candidates {
            if degrees[link.a] == 1, degrees[link.b] == 1 {
                kept.append(link)
            } else {
                knots[union.root(link.a), default: []].append(link)
            }
        }
        for root in knots.keys.sorted() {
            let knot = knots[root] ?? []
            let rows = Set(knot.map(\.a)).sorted()
            let columns = Set(knot.map(\.b)).sorted()
            let isSmall = rows.count <= optimalSizeMax && columns.count <= optimalSizeMax
            // A record may stand on both sides between more than two sources: the knot is then not bipartite.
            if isSmall, Set(rows).isDisjoint(with: columns) {
                kept += optimal(knot, rows: rows, columns: columns, least: least)
            } else {
                kept += heaviestFirst(knot)
            }
        }
        return kept
    }

    static func heaviestFirst(_ knot: [LinkedFiles.Link]) -> [LinkedFiles.Link] {
        var taken: Set<Int> = []
        var kept: [LinkedFiles.Link] = []
        for link in knot.sorted(by: { ($1.weight, $0.a, $0.b) < ($0.weight, $1.a, $1.b) })
        where !taken.contains(link.a) && !taken.contains(link.b) {
            taken.insert(link.a)
            taken.insert(link.b)
            kept.append(link)
        }
        return kept
    }

    /// The Hungarian method on a square matrix of gains above `least`; a pair that does not exist gains nothing.
    private static func optimal(
        _ knot: [LinkedFiles.Link], rows: [Int], columns: [Int], least: Float
    ) -> [LinkedFiles.Link] {
        let size = max(rows.count, columns.count)
        var gains = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
        var known: [Int: LinkedFiles.Link] = [:]
        for link in knot {
            guard let row = rows.firstIndex(of: link.a), let column = columns.firstIndex(of: link.b) else { continue }
            gains[row][column] = Double(link.weight - least) + 1
            known[row * size + column] = link
        }
        let assigned = HungarianMethod.assignment(costs: gains.map { $0.map { -$0 } })
        return assigned.enumerated().compactMap { known[$0.offset * size + $0.element] }
    }
}

/// Assigns rows to columns at the least total cost (Kuhn-Munkres with potentials, cubic).
enum HungarianMethod {
    /// For each row, its column; the matrix is square.
    static func assignment(costs: [[Double]]) -> [Int] {
        let size = costs.count
        var rowPotential = [Double](repeating: 0, count: size + 1)
        var columnPotential = rowPotential
        var rowOfColumn = [Int](repeating: 0, count: size + 1)
        var way = rowOfColumn
        for row in 1..<(size + 1) {
            rowOfColumn[0] = row
            var column = 0
            var least = [Double](repeating: .infinity, count: size + 1)
            var isUsed = [Bool](repeating: false, count: size + 1)
            repeat {
                isUsed[column] = true
                let current = rowOfColumn[column]
                var delta = Double.infinity
                var next = 0
                for other in 1..<(size + 1) where !isUsed[other] {
                    let cost = costs[current - 1][other - 1] - rowPotential[current] - columnPotential[other]
                    if cost < least[other] { (least[other], way[other]) = (cost, column) }
                    if least[other] < delta { (delta, next) = (least[other], other) }
                }
                for other in 0..<(size + 1) {
                    if isUsed[other] {
                        rowPotential[rowOfColumn[other]] += delta
                        columnPotential[other] -= delta
                    } else {
                        least[other] -= delta
                    }
                }
                column = next
            } while rowOfColumn[column] != 0
            while column != 0 {
                rowOfColumn[column] = rowOfColumn[way[column]]
                column = way[column]
            }
        }
        var result = [Int](repeating: 0, count: size)
        for column in 1..<(size + 1) { result[rowOfColumn[column] - 1] = column - 1 }
        return result
    }
}

/// Sets of records that are united by pairs.
struct DisjointSets: Sendable {
    private var parents: [UInt32]

    init(count: Int) { parents = (0..<UInt32(count)).map { $0 } }

    /// The smallest record of the set is its root.
    mutating func root(_ record: Int) -> Int {
        var place = record
        while parents[place] != UInt32(place) {
            parents[place] = parents[Int(parents[place])]
            place = Int(parents[place])
        }
        return place
    }

    mutating func unite(_ left: Int, _ right: Int) {
        let (a, b) = (root(left), root(right))
        if a == b { return }
        if a < b { parents[b] = UInt32(a) } else { parents[a] = UInt32(b) }
    }
}
