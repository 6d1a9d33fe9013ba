/// A change of the persons between two runs.
package enum PersonChange: Sendable, Hashable {
    /// A person seen for the first time.
    case new(person: Int)
    /// Persons that turned out to be one; the oldest survives.
    case merged(persons: [Int], into: Int)
    /// A person that turned out to be several; the part with the oldest record keeps the number.
    case split(person: Int, into: [Int])
    /// All the records of a person are gone.
    case gone(person: Int)
}

/// Stable person numbers across runs: a group keeps the number of the person that its oldest record had.
///
/// The oldest record is the one that was seen first, over all runs. Of several persons in one group the smallest number
/// survives; of several groups with records of one person, the one with its oldest record keeps the number.
package struct PersonIndex: Sendable, Hashable {
    /// The person of each record identifier; smaller numbers are older.
    package private(set) var persons: [String: Int]
    /// The records in the order in which they were first seen.
    package private(set) var records: [String]
    package private(set) var nextPerson: Int

    /// What an earlier run knew: its records, oldest first.
    package init(_ known: [(record: String, person: Int)] = [], nextPerson: Int = 1) {
        persons = Dictionary(known.map { ($0.record, $0.person) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<String> = []
        records = known.map(\.record).filter { seen.insert($0).inserted }
        self.nextPerson = max(nextPerson, (persons.values.max() ?? 0) + 1)
    }

    /// Takes the groups of a new run; gives what changed, in order. A number is never given twice.
    package mutating func update(_ groups: [[String]]) -> [PersonChange] {
        let claims = groups.map { group in Set(group.compactMap { persons[$0] }) }
        let keepers = keepers(of: groups)
        var changes: [PersonChange] = []
        var numbers: [Int] = []
        for (place, claimed) in claims.enumerated() {
            let kept = claimed.filter { keepers[$0] == place }.sorted()
            if let survivor = kept.first {
                numbers.append(survivor)
                if kept.count > 1 { changes.append(.merged(persons: Array(kept.dropFirst()), into: survivor)) }
            } else {
                numbers.append(nextPerson)
                nextPerson += 1
                if claimed.isEmpty { changes.append(.new(person: numbers[place])) }
            }
        }
        changes += splits(claims, numbers)
        let before = Set(persons.values)
        take(groups, numbers)
        let claimed = Set(claims.joined())
        for person in before.subtracting(claimed).sorted() { changes.append(.gone(person: person)) }
        return changes
    }

    /// For each person known, the group that has the oldest of its records.
    private func keepers(of groups: [[String]]) -> [Int: Int] {
        var groupOf: [String: Int] = [:]
        for (place, group) in groups.enumerated() { for record in group { groupOf[record] = place } }
        var keepers: [Int: Int] = [:]
        for record in records {
            guard let person = persons[record], keepers[person] == nil, let place = groupOf[record] else { continue }
            keepers[person] = place
        }
        return keepers
    }

    private mutating func take(_ groups: [[String]], _ numbers: [Int]) {
        let known = Set(records)
        persons = [:]
        for (place, group) in groups.enumerated() { for record in group { persons[record] = numbers[place] } }
        records.removeAll { persons[$0] == nil }
        for group in groups { records += group.filter { !known.contains($0) } }
    }

    /// Persons whose records are now in several groups.
    private func splits(_ claims: [Set<Int>], _ numbers: [Int]) -> [PersonChange] {
        var parts: [Int: [Int]] = [:]
        for (place, claimed) in claims.enumerated() {
            for person in claimed { parts[person, default: []].append(numbers[place]) }
        }
        return parts.keys.sorted()
            .compactMap { person in
                guard let numbers = parts[person], numbers.count > 1 else { return nil }
                return .split(person: person, into: numbers.sorted())
            }
    }
}
