package import HealthModel

/// How one record ended.
package struct Resolution: Sendable, Hashable {
    package let outcome: LinkageOutcome
    package let reason: LinkageReason
    /// Present when the outcome is certain.
    package let person: PersonNumber?

    package init(outcome: LinkageOutcome, reason: LinkageReason, person: PersonNumber?) {
        self.outcome = outcome
        self.reason = reason
        self.person = person
    }
}

/// Decides who each record is, one after the other, and lets what each record adds help the next ones.
///
/// - A certified number (one that agrees with the birth date and the sex) decides alone.
/// - An insured parent's number with the child's birth date and sex decides unless it is known to be shared by twins,
///   or the given name differs.
/// - Names decide unless they are known to belong to two people, or the birth places differ.
/// - A record that leads to two persons by two rules makes one person of them, unless they have different certified
///   numbers or birth places: then the key that led astray is shared from now on.
/// - A record that leads to nobody founds a person, unless something that it carries is in doubt.
package struct PersonResolver: Sendable {
    package var memory: LinkageMemory

    package init(memory: LinkageMemory) { self.memory = memory }

    /// What the rules found for one record.
    private struct Search {
        var person: PersonNumber?
        var rule: DeterministicRule?
        var block: LinkageReason?
        var sharesNumber = false
        var sharesName = false
    }

    package mutating func resolve(_ keys: LinkKeys) -> Resolution {
        if let reason = keys.exclusion { return Resolution(outcome: .excluded, reason: reason, person: nil) }
        let seen = KnownPerson(ownWitness: keys.ownWitness, placeWitness: keys.placeWitness)
        let search = search(keys, seen)
        if let person = search.person, let rule = search.rule {
            register(keys, seen, as: person)
            return Resolution(outcome: .certain, reason: rule.reason, person: memory.survivor(of: person))
        }
        if let doubt = doubt(search, keys) { return Resolution(outcome: .ambiguous, reason: doubt, person: nil) }
        let person = memory.found(seen)
        register(keys, seen, as: person)
        return Resolution(outcome: .certain, reason: .firstSeen, person: person)
    }

    // MARK: - Searching

    private mutating func search(_ keys: LinkKeys, _ seen: KnownPerson) -> Search {
        var search = Search()
        for rule in DeterministicRule.allCases {
            var lookups: [LinkDigest] = []
            rule.forEachLookup(keys) { lookups.append($0) }
            for digest in lookups {
                guard let key = memory.keys[digest] else { continue }
                consider(digest, key, rule, keys, seen, &search)
            }
        }
        return search
    }

    private mutating func consider(
        _ digest: LinkDigest,
        _ key: KnownKey,
        _ rule: DeterministicRule,
        _ keys: LinkKeys,
        _ seen: KnownPerson,
        _ search: inout Search
    ) {
        guard !key.isShared else {
            if rule == .numberBirthSex { search.sharesNumber = true } else { search.sharesName = true }
            return
        }
        let candidate = memory.survivor(of: key.person)
        let known = memory.persons[candidate] ?? KnownPerson()
        if let person = search.person {
            guard person != candidate else { return }
            let mine = memory.persons[person] ?? KnownPerson()
            guard mine.canBe(known), seen.canBe(known) else { return }
            search.person = memory.merge(person, candidate)
            return
        }
        switch rule {
        case .numberBirthSex:
            if !keys.numberIsOwn, let mine = keys.givenWitness, let theirs = key.givenWitness, mine != theirs {
                search.block = .givenNameConflict
                return
            }
        case .exactTraits, .usedName:
            if seen.hasOtherNumber(than: known) {
                search.sharesName = true
                return
            }
            if seen.hasOtherPlace(than: known) {
                search.block = search.block ?? .birthPlaceConflict
                return
            }
        }
        search.person = candidate
        search.rule = rule
    }

    /// Why a record that leads to nobody may not found a person; nil when it may.
    private func doubt(_ search: Search, _ keys: LinkKeys) -> LinkageReason? {
        if let block = search.block { return block }
        if keys.numberIsOwn { return nil }
        if search.sharesName { return .homonyms }
        // Only exact traits tell apart those who share a number.
        return search.sharesNumber && keys.birthName == nil && keys.usedName == nil ? .sharedNumber : nil
    }

    // MARK: - Learning

    private mutating func register(_ keys: LinkKeys, _ seen: KnownPerson, as person: PersonNumber) {
        memory.learn(seen, of: person)
        if let number = keys.number {
            register(number, keys.numberIsOwn ? .ownNumber : .insuredNumber, keys, person)
        }
        if let name = keys.birthName { register(name.asBirthName, .birthName, keys, person) }
        if let name = keys.usedName { register(name.asUsedName, .usedName, keys, person) }
    }

    private mutating func register(
        _ digest: LinkDigest, _ kind: KnownKey.Kind, _ keys: LinkKeys, _ person: PersonNumber
    ) {
        let given = kind == .insuredNumber ? keys.givenWitness : nil
        guard let known = memory.keys[digest] else {
            memory.add(digest, KnownKey(kind: kind, person: person, isShared: false, givenWitness: given))
            return
        }
        guard !known.isShared else { return }
        if memory.survivor(of: known.person) != person {
            memory.markShared(digest)
        } else if let given, known.givenWitness == nil {
            memory.learnGivenName(given, of: digest)
        }
    }
}
