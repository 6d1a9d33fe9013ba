/// Adds up persons, memberships and attrition.
struct ReferenceCount {
    private let ruleCount: Int
    private var personCount = 0
    private var rowCount = 0
    private var eventMasks: [Int: Int] = [:]
    private var personMasks: [Int: Int] = [:]
    private var personsAfterRules: [Int]

    init(ruleCount: Int) {
        self.ruleCount = ruleCount
        personsAfterRules = Array(repeating: 0, count: ruleCount + 1)
    }

    mutating func add(_ outcome: PersonOutcome) {
        if !outcome.memberships.isEmpty { personCount += 1 }
        rowCount += outcome.memberships.count
        let qualified = outcome.events.filter(\.isQualified)
        guard let best = outcome.best else { return }
        for event in qualified { eventMasks[event.mask, default: 0] += 1 }
        personMasks[best.mask, default: 0] += 1
        let longestRun = qualified.map { $0.rules.prefix(while: \.holds).count }.max() ?? 0
        for rule in 0...longestRun { personsAfterRules[rule] += 1 }
    }

    var figures: CohortFigures {
        CohortFigures(
            personCount: personCount, rowCount: rowCount,
            attrition: Attrition(
                ruleCount: ruleCount, eventMasks: eventMasks, personMasks: personMasks,
                personsAfterRules: personsAfterRules))
    }
}

extension PersonOutcome {
    /// "Best event per person: most rules, then lowest rule id, then earliest start."
    var best: PrimaryOutcome? {
        events.filter(\.isQualified)
            .min { left, right in
                let counts = (left.rules.count(where: \.holds), right.rules.count(where: \.holds))
                if counts.0 != counts.1 { return counts.0 > counts.1 }
                let firsts = (left.rules.firstIndex(where: \.holds) ?? 0, right.rules.firstIndex(where: \.holds) ?? 0)
                if firsts.0 != firsts.1 { return firsts.0 < firsts.1 }
                if left.event.start != right.event.start { return left.event.start < right.event.start }
                return left.number ?? 0 < right.number ?? 0
            }
    }
}
