import HubTestSupport
import Terminology
import Testing

struct ConceptUseCounterTests {
    private func counts(
        _ rows: [(person: Int64, concept: Int32, records: Int64)], ancestries: [(Int32, Int32)], batch: Int = 1000
    ) throws -> [Int: ConceptCounts] {
        var counter = ConceptUseCounter(
            concepts: Array(Set(rows.map(\.concept))),
            ancestries: ancestries.map { (descendant: $0.0, ancestor: $0.1) })
        var start = 0
        while start < rows.count {
            let slice = rows[start..<min(rows.count, start + batch)]
            try slice.map(\.person)
                .withUnsafeBufferPointer { persons in
                    try slice.map(\.concept)
                        .withUnsafeBufferPointer { concepts in
                            try slice.map(\.records)
                                .withUnsafeBufferPointer {
                                    try counter.count(persons: persons, concepts: concepts, records: $0)
                                }
                        }
                }
            start += batch
        }
        return counter.counts()
    }

    @Test func countsAPersonOnceForAnAncestor() throws {
        // Concept 1 holds 2 and 3; person 7 has both.
        let counts = try counts([(7, 2, 4), (7, 3, 1), (8, 3, 2)], ancestries: [(2, 1), (3, 1), (2, 2), (2, 1)])
        #expect(counts[1] == ConceptCounts(recordsWithDescendants: 7, personsWithDescendants: 2))
        #expect(
            counts[2] == ConceptCounts(records: 4, persons: 1, recordsWithDescendants: 4, personsWithDescendants: 1))
        #expect(
            counts[3] == ConceptCounts(records: 3, persons: 2, recordsWithDescendants: 3, personsWithDescendants: 2))
        #expect(counts.count == 3)
    }

    @Test func countsNothingForNobody() throws { #expect(try counts([], ancestries: [(2, 1)]).isEmpty) }

    @Test func refusesPersonsOutOfOrder() {
        #expect(throws: ConceptIndexError.personsUnordered) {
            try counts([(7, 2, 1), (8, 2, 1), (7, 3, 1)], ancestries: [], batch: 1)
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func agreesWithSetsOfPersons(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        func below(_ count: Int) -> Int { Int(generator.next() % UInt64(count)) }
        let ancestries = (0..<40).map { _ in (Int32(below(20)), Int32(below(25))) }
        var rows: [(person: Int64, concept: Int32, records: Int64)] = []
        for person in 0..<30 {
            for concept in Set((0..<below(6)).map { _ in below(20) }).sorted() {
                rows.append((Int64(person), Int32(concept), Int64(1 + below(3))))
            }
        }
        let counts = try counts(rows, ancestries: ancestries, batch: 1 + below(9))
        for concept in 0..<25 {
            let below = Set(ancestries.filter { $0.1 == concept }.map { Int($0.0) } + [concept])
            let own = rows.filter { Int($0.concept) == concept }
            let all = rows.filter { below.contains(Int($0.concept)) }
            let expected = ConceptCounts(
                records: Int(own.reduce(0) { $0 + $1.records }), persons: Set(own.map(\.person)).count,
                recordsWithDescendants: Int(all.reduce(0) { $0 + $1.records }),
                personsWithDescendants: Set(all.map(\.person)).count)
            #expect((counts[concept] ?? .none) == expected)
        }
    }
}
