import CohortEngine

/// What one shard gives.
struct ShardOutcome: Sendable {
    let tally: AttritionTally
    let memberships: MembershipCount
    /// What was computed and may be kept; nil when nothing is to be kept.
    let entry: IndexEvents?
    /// By rule; nil for rules that came from the cache, or when nothing is to be kept.
    let rules: [EventBits?]
}

/// The whole evaluation of a definition in one shard.
struct ShardEvaluation {
    let compiled: CompiledDefinition
    let groups: GroupEvaluation
    let wantsRows: Bool
    /// Whether new parts are copied for the cache.
    let keepsParts: Bool

    /// Parts that are known already are not computed again.
    func evaluate(
        entry known: IndexEvents?, rules knownRules: [EventBits?]
    ) throws(CohortEvaluationError) -> ShardOutcome {
        let scratch = groups.scratch
        let borrowed = scratch.borrowIndex()
        defer { scratch.giveBack(borrowed) }
        if known == nil {
            try EntryEvaluation(compiled: compiled, groups: groups)
                .evaluate(fields: compiled.entryFields, into: borrowed)
        }
        let entry = known ?? borrowed
        let all = scratch.borrowBits()
        let included = scratch.borrowBits()
        var rules: [EventBits] = []
        defer {
            scratch.giveBack(all)
            scratch.giveBack(included)
            for place in rules.indices where knownRules[place] == nil { scratch.giveBack(rules[place]) }
        }
        all.fill(eventCount: entry.entryCount)
        included.copy(all)
        let persons = scratch.borrowSet()
        defer { scratch.giveBack(persons) }
        var groups = groups
        if knownRules.contains(where: { $0 == nil }) {
            persons.become(personsOf: entry.keys.elements, count: entry.entryCount)
            groups.place(entry)
            groups.known = (all, persons)
        }
        for (place, rule) in compiled.rules.enumerated() {
            if let bits = knownRules[place] {
                rules.append(bits)
            } else {
                let bits = scratch.borrowBits()
                rules.append(bits)
                try groups.evaluate(rule, around: entry, alive: all, into: bits)
            }
            included.formIntersection(rules[place])
        }
        var tally = AttritionTally(ruleCount: rules.count)
        tally.count(entry, rules, byPerson: groups.byPerson(entry), personCount: groups.shard.personCount)
        let memberships = try MembershipEvaluation(compiled: compiled, groups: groups)
            .evaluate(included, of: entry, wantsRows: wantsRows)
        return ShardOutcome(
            tally: tally, memberships: memberships,
            entry: keepsParts && known == nil ? borrowed.compactCopy() : nil,
            rules: rules.indices.map { place in
                guard keepsParts, knownRules[place] == nil else { return nil }
                let copy = EventBits()
                copy.copy(rules[place])
                return copy
            })
    }
}
