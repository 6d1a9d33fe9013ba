/// Counts, for every concept, its records and persons, alone and with all concepts below it, in one pass over the
/// persons.
///
/// A person counts once for an ancestor however many descendants they have: each concept remembers the last person it
/// was counted for. Cost: one step for each (person, concept) pair and each ancestor of that concept; memory: some bytes
/// for each concept and each (concept, ancestor) pair, none for persons.
package struct ConceptUseCounter {
    /// Concepts in order; their places number them.
    private let concepts: [Int32]
    private var numbers: [Int32: Int32] = [:]
    /// Ancestors of each concept, itself included.
    private var ancestorEnds: [Int] = []
    private var ancestors: [Int32] = []

    private var records: [Int]
    private var persons: [Int]
    private var personsWithDescendants: [Int]
    private var lastPersons: [UInt32]
    private var lastPersonsWithDescendants: [UInt32]
    private var person: Int64?
    private var personNumber: UInt32 = 0

    /// `concepts` are those with records; `ancestries` pairs each with the concepts above it (repeated pairs and the
    /// concept itself are allowed, pairs of other descendants are left out).
    package init(concepts used: [Int32], ancestries: [(descendant: Int32, ancestor: Int32)]) {
        let usedSet = Set(used)
        let kept = ancestries.filter { usedSet.contains($0.descendant) }
        concepts = usedSet.union(kept.map(\.ancestor)).sorted()
        for (number, concept) in concepts.enumerated() { numbers[concept] = Int32(number) }
        var pairs: [UInt64] = []
        pairs.reserveCapacity(kept.count + used.count)
        for concept in usedSet {
            let number = UInt64(numbers[concept] ?? 0)
            pairs.append(number << 32 | number)
        }
        for pair in kept {
            pairs.append(UInt64(numbers[pair.descendant] ?? 0) << 32 | UInt64(numbers[pair.ancestor] ?? 0))
        }
        pairs.sort()
        var last: UInt64?
        for pair in pairs where pair != last {
            last = pair
            while ancestorEnds.count < Int(pair >> 32) { ancestorEnds.append(ancestors.count) }
            ancestors.append(Int32(truncatingIfNeeded: pair))
        }
        while ancestorEnds.count < concepts.count { ancestorEnds.append(ancestors.count) }
        records = [Int](repeating: 0, count: concepts.count)
        persons = records
        personsWithDescendants = records
        lastPersons = [UInt32](repeating: 0, count: concepts.count)
        lastPersonsWithDescendants = lastPersons
    }

    /// Distinct persons so far.
    package var personCount: Int { Int(personNumber) }

    /// Starts over with the smallest person: those that follow were not counted before.
    package mutating func startPart() { person = nil }

    /// Counts records in the order of persons: all rows of a person stand together, in this call and the next. Concepts
    /// that were not named at the start are left out.
    package mutating func count(
        persons rows: UnsafeBufferPointer<Int64>, concepts: UnsafeBufferPointer<Int32>,
        records recordCounts: UnsafeBufferPointer<Int64>
    ) throws(ConceptIndexError) {
        precondition(rows.count == concepts.count && rows.count == recordCounts.count, "Columns have the same rows.")
        for row in rows.indices {
            if rows[row] != person {
                if let person, rows[row] < person { throw .personsUnordered }
                person = rows[row]
                precondition(personNumber < .max, "Persons are fewer than 2^32.")
                personNumber += 1
            }
            guard let number = numbers[concepts[row]] else { continue }
            count(Int(number), records: Int(recordCounts[row]))
        }
    }

    private mutating func count(_ number: Int, records count: Int) {
        records[number] += count
        guard lastPersons[number] != personNumber else { return }
        lastPersons[number] = personNumber
        persons[number] += 1
        let start = number == 0 ? 0 : ancestorEnds[number - 1]
        for place in start..<ancestorEnds[number] {
            let ancestor = Int(ancestors[place])
            if lastPersonsWithDescendants[ancestor] != personNumber {
                lastPersonsWithDescendants[ancestor] = personNumber
                personsWithDescendants[ancestor] += 1
            }
        }
    }

    /// The figures of every concept that has any.
    package func counts() -> [Int: ConceptCounts] {
        var recordsWithDescendants = [Int](repeating: 0, count: concepts.count)
        var start = 0
        for (number, end) in ancestorEnds.enumerated() {
            for ancestor in ancestors[start..<end] { recordsWithDescendants[Int(ancestor)] += records[number] }
            start = end
        }
        var counts: [Int: ConceptCounts] = [:]
        for (number, concept) in concepts.enumerated() where personsWithDescendants[number] > 0 {
            counts[Int(concept)] = ConceptCounts(
                records: records[number], persons: persons[number],
                recordsWithDescendants: recordsWithDescendants[number],
                personsWithDescendants: personsWithDescendants[number])
        }
        return counts
    }
}
