package import HealthModel

extension Disclosure {
    /// How many of a group have something: withheld when fewer than the threshold have it, or all but fewer have it.
    package func share(_ exact: Int, of group: Int) throws(DisclosureError) -> Releasable<ReleasableShare> {
        guard exact >= 0 else { throw .negativeCount }
        precondition(exact <= group, "A part is not larger than its whole.")
        return Releasable(checked: share(review(exact, of: group), exact: exact, of: group))
    }

    /// The parts that make up a group, each person in one of them: cells that would give a small one away are withheld
    /// with it. Nobody in a part may be told, as for a year of birth.
    package func parts(
        _ labels: [Phrase], _ counts: [Int]
    ) throws(DisclosureError) -> [Releasable<ReleasableShare>] {
        let table = try CountTable(rows: labels, counts: counts, isZeroSensitive: false)
        let group = counts.reduce(0, +)
        return self.table(table).value.cells
            .map { cells in
                let persons = cells.first ?? .withheld(reason: .tooFew(policy))
                guard let number = persons.number, isTold(group) else {
                    return Releasable(checked: ReleasableShare(withheld: persons, known: 0...1, isNearlyAll: false))
                }
                return Releasable(checked: ReleasableShare(persons, number, of: policy.rounded(group)))
            }
    }

    private func share(_ persons: ReleasableCount, exact: Int, of group: Int) -> ReleasableShare {
        guard isTold(group) else {
            return ReleasableShare(withheld: .withheld(reason: .tooFew(policy)), known: 0...1, isNearlyAll: false)
        }
        if let number = persons.number { return ReleasableShare(persons, number, of: policy.rounded(group)) }
        let fewest = Double(policy.possibleCounts(of: policy.rounded(group)).lowerBound)
        let smallest = min(1, Double(policy.thresholdPersons - 1) / fewest)
        return exact < policy.thresholdPersons
            ? ReleasableShare(withheld: persons, known: 0...smallest, isNearlyAll: false)
            : ReleasableShare(withheld: persons, known: (1 - smallest)...1, isNearlyAll: true)
    }

    private func isTold(_ group: Int) -> Bool { group >= policy.thresholdPersons }
}

extension ReleasableShare {
    init(_ persons: ReleasableCount, _ number: Int, of group: Int) {
        let share = min(1, Double(number) / Double(max(1, group)))
        self.persons = persons
        percent = (share * 1_000).rounded() / 10
        isNearlyAll = false
        knownShares = share...share
    }

    init(withheld persons: ReleasableCount, known: ClosedRange<Double>, isNearlyAll: Bool) {
        self.persons = persons
        percent = nil
        self.isNearlyAll = isNearlyAll
        knownShares = known
    }
}
