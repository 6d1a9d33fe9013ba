/// How persons and events are lost, rule by rule.
package struct Attrition: Sendable, Hashable {
    package let ruleCount: Int
    /// Qualified events by the rules that they satisfy; bit 0 is the first rule.
    package let eventMasks: [Int: Int]
    /// Persons by the rules that their best event satisfies: most rules, then earliest rule, then earliest start.
    package let personMasks: [Int: Int]
    /// Persons with a qualified event, then those with an event that satisfies rule 1, rules 1 and 2, and so on.
    package let personsAfterRules: [Int]

    package init(ruleCount: Int, eventMasks: [Int: Int], personMasks: [Int: Int], personsAfterRules: [Int]) {
        precondition(personsAfterRules.count == ruleCount + 1, "One figure before the rules and one after each.")
        self.ruleCount = ruleCount
        self.eventMasks = eventMasks
        self.personMasks = personMasks
        self.personsAfterRules = personsAfterRules
    }

    /// Every rule's bit set.
    package var fullMask: Int { ruleCount >= CohortLimits.ruleCountMax ? Int.max : (1 << ruleCount) - 1 }

    /// Persons whose best event satisfies the rule, whatever the others.
    package func personCount(satisfying rule: Int) -> Int {
        personMasks.reduce(0) { $0 + ($1.key >> rule & 1 == 1 ? $1.value : 0) }
    }

    /// Persons whose best event fails this rule only.
    package func personCount(failingOnly rule: Int) -> Int { personMasks[fullMask & ~(1 << rule)] ?? 0 }

    /// Persons whose best event satisfies every rule.
    package var personCountOfAllRules: Int { personMasks[fullMask] ?? 0 }
}

/// The exact figures of a cohort: not for a page before disclosure control.
package struct CohortFigures: Sendable, Hashable {
    /// Persons with at least one membership.
    package let personCount: Int
    /// Memberships; a person may have several.
    package let rowCount: Int
    package let attrition: Attrition

    package init(personCount: Int, rowCount: Int, attrition: Attrition) {
        self.personCount = personCount
        self.rowCount = rowCount
        self.attrition = attrition
    }
}
