import CohortEngine

/// What a button of the builder asks for: a word, then places counted from 0, as in `rule.up:2`.
package enum BuilderAction: Sendable, Hashable {
    /// Only counts again.
    case refresh
    case undo
    case addSet
    case removeSet(Int)
    /// Looks concepts up for a set.
    case search(set: Int)
    case addConcept(set: Int, identifier: Int)
    case removeConcept(set: Int, row: Int)
    case addEntry
    case removeEntry(Int)
    case addRule
    case removeRule(Int)
    case moveRule(Int, by: Int)
    case addCriterion(rule: Int)
    case removeCriterion(rule: Int, row: Int)
    case addPerson(rule: Int)
    case removePerson(rule: Int, row: Int)

    /// Nil for words that no button has.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let places = parts.dropFirst().compactMap { Int($0) }
        guard places.count == parts.count - 1, places.allSatisfy({ $0 >= 0 }), let word = parts.first else {
            return nil
        }
        switch (word, places.count) {
        case ("refresh", 0), ("", 0): self = .refresh
        case ("undo", 0): self = .undo
        case ("set.add", 0): self = .addSet
        case ("set.remove", 1): self = .removeSet(places[0])
        case ("set.search", 1): self = .search(set: places[0])
        case ("concept.add", 2): self = .addConcept(set: places[0], identifier: places[1])
        case ("concept.remove", 2): self = .removeConcept(set: places[0], row: places[1])
        case ("entry.add", 0): self = .addEntry
        case ("entry.remove", 1): self = .removeEntry(places[0])
        case ("rule.add", 0): self = .addRule
        case ("rule.remove", 1): self = .removeRule(places[0])
        case ("rule.up", 1): self = .moveRule(places[0], by: -1)
        case ("rule.down", 1): self = .moveRule(places[0], by: 1)
        case ("criterion.add", 1): self = .addCriterion(rule: places[0])
        case ("criterion.remove", 2): self = .removeCriterion(rule: places[0], row: places[1])
        case ("person.add", 1): self = .addPerson(rule: places[0])
        case ("person.remove", 2): self = .removePerson(rule: places[0], row: places[1])
        default: return nil
        }
    }
}

extension BuilderDraft {
    /// Does what a button asks for and gives the field or button to go to next; places that do not exist change
    /// nothing. Searching, adding concepts and undoing need more than the draft and are done by whoever has it.
    package mutating func perform(_ action: BuilderAction) -> String? {
        switch action {
        case .refresh, .undo, .search, .addConcept: return nil
        case .addSet:
            guard sets.count < CohortLimits.conceptSetCountMax else { return nil }
            sets.append(SetDraft(identifier: freeSetIdentifier, name: ""))
            return "sets.\(sets.count - 1).name"
        case .removeSet(let place):
            guard sets.indices.contains(place) else { return nil }
            sets.remove(at: place)
            return place > 0 ? "sets.\(place - 1).name" : "set.add"
        case .removeConcept(let place, let row):
            guard sets.indices.contains(place), sets[place].items.indices.contains(row) else { return nil }
            sets[place].items.remove(at: row)
            return "sets.\(place).query"
        case .addEntry:
            entry.append(EventDraft(.conditionOccurrence))
            return "entry.\(entry.count - 1).kind"
        case .removeEntry(let place):
            guard entry.count > 1, entry.indices.contains(place) else { return nil }
            entry.remove(at: place)
            return "entry.\(max(0, place - 1)).kind"
        default: return performOnRules(action)
        }
    }

    private mutating func performOnRules(_ action: BuilderAction) -> String? {
        switch action {
        case .addRule:
            guard rules.count < CohortLimits.ruleCountMax else { return nil }
            rules.append(RuleDraft(criteria: [CriterionDraft(EventDraft(.conditionOccurrence))]))
            return "rules.\(rules.count - 1).name"
        case .removeRule(let place):
            guard rules.indices.contains(place) else { return nil }
            rules.remove(at: place)
            return place > 0 ? "rules.\(place - 1).name" : "rule.add"
        case .moveRule(let place, let step):
            guard rules.indices.contains(place), rules.indices.contains(place + step) else { return nil }
            rules.swapAt(place, place + step)
            return step < 0 ? "rule.up:\(place + step)" : "rule.down:\(place + step)"
        case .addCriterion(let place):
            guard rules.indices.contains(place) else { return nil }
            rules[place].criteria.append(CriterionDraft(EventDraft(.conditionOccurrence)))
            return "rules.\(place).criteria.\(rules[place].criteria.count - 1).kind"
        case .removeCriterion(let place, let row):
            guard rules.indices.contains(place), rules[place].criteria.indices.contains(row) else { return nil }
            rules[place].criteria.remove(at: row)
            return row > 0 ? "rules.\(place).criteria.\(row - 1).kind" : "rules.\(place).name"
        case .addPerson(let place):
            guard rules.indices.contains(place) else { return nil }
            rules[place].persons.append(PersonDraft())
            return "rules.\(place).persons.\(rules[place].persons.count - 1).age.op"
        case .removePerson(let place, let row):
            guard rules.indices.contains(place), rules[place].persons.indices.contains(row) else { return nil }
            rules[place].persons.remove(at: row)
            return "rules.\(place).name"
        default: return nil
        }
    }
}
