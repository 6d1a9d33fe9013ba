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
package struct PersonIndex: Sendable, Hashable {
    /// The person of each record identifier; smaller numbers are older.
    package private(set) var persons: [String: Int]
    package private(set) var nextPerson: Int

    package init(persons: [String: Int] = [:], nextPerson: Int = 1) {
        self.persons = persons
        self.nextPerson = max(nextPerson, (persons.values.max() ?? 0) + 1)
    }

    /// Takes the groups of a new run; gives what changed, in order. A number is never given twice.
    package mutating func update(_ groups: [[String]]) -> [PersonChange] {
        let claims = groups.map { group in Set(group.compactMap { persons[$0] }) }
        // The part of a split that keeps the number is the one with its smallest identifier.
        var keepers: [Int: (identifier: String, group: Int)] = [:]
        for (place, group) in groups.enumerated() {
            for identifier in group {
                guard let person = persons[identifier] else { continue }
                if keepers[person].map({ identifier < $0.identifier }) ?? true { keepers[person] = (identifier, place) }
            }
        }
        var changes: [PersonChange] = []
        var numbers: [Int] = []
        for (place, claimed) in claims.enumerated() {
            let kept = claimed.filter { keepers[$0]?.group == place }.sorted()
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
        persons = [:]
        for (place, group) in groups.enumerated() { for identifier in group { persons[identifier] = numbers[place] } }
        let merged = Set(claims.joined())
        for person in before.subtracting(merged).sorted() { changes.append(.gone(person: person)) }
        return changes
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
