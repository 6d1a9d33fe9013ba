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
/// - Exact traits of a part that only evidence joined to a person with another certified number are a contradiction:
///   the part is a person again.
/// - A number that is new, and known but for its sex, or beside the same exact traits, is told to people.
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
        /// Has the same exact traits and another certified number.
        var namesake: PersonNumber?
    }

    package mutating func resolve(_ keys: LinkKeys) -> Resolution {
        if let reason = keys.exclusion { return Resolution(outcome: .excluded, reason: reason, person: nil) }
        let seen = KnownPerson(
            ownWitness: keys.ownWitness, placeWitness: keys.placeWitness, waitingWitness: keys.waitingWitness)
        let search = search(keys, seen)
        if let person = search.person, let rule = search.rule {
            tell(search, keys, person)
            register(keys, seen, as: person)
            return Resolution(outcome: .certain, reason: rule.reason, person: memory.survivor(of: person))
        }
        if let doubt = doubt(search, keys) { return Resolution(outcome: .ambiguous, reason: doubt, person: nil) }
        let person = memory.found(seen)
        tell(search, keys, person)
        register(keys, seen, as: person)
        return Resolution(outcome: .certain, reason: .firstSeen, person: person)
    }

    /// Tells people of a certified number that is seen for the first time, and may be a known person's new one.
    private mutating func tell(_ search: Search, _ keys: LinkKeys, _ person: PersonNumber) {
        guard keys.numberIsOwn, let number = keys.number, memory.keys[number] == nil else { return }
        if let digest = keys.numberOfOtherSex, let key = memory.keys[digest], !key.isShared {
            let known = memory.survivor(of: key.person)
            if known != person { memory.doubt(NumberDoubt(person: person, known: known, isOtherSex: true)) }
        } else if let namesake = search.namesake, namesake != person {
            memory.doubt(NumberDoubt(person: person, known: namesake, isOtherSex: false))
        }
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
        if rule == .exactTraits, let part = contradicted(key.person, seen) { memory.separate(part) }
        let candidate = memory.survivor(of: key.person)
        let known = memory.persons[candidate] ?? KnownPerson()
        if let person = search.person {
            guard person != candidate else {
                if rule == .exactTraits, keys.numberIsOwn { memory.confirm(key.person) }
                return
            }
            let mine = memory.persons[person] ?? KnownPerson()
            guard mine.canBe(known), seen.canBe(known), !memory.areApart(person, candidate) else { return }
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
                if rule == .exactTraits { search.namesake = candidate }
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

    /// The part that holds exact traits, no certified number, and was joined by evidence alone to a person with another
    /// certified number than the record's; nil without such a contradiction.
    private func contradicted(_ person: PersonNumber, _ seen: KnownPerson) -> PersonNumber? {
        guard seen.ownWitness != nil else { return nil }
        var part = person
        while let known = memory.persons[part], let next = known.mergedInto {
            if known.ownWitness != nil { return nil }
            if known.mergedBy == .evidence, seen.hasOtherNumber(than: memory.persons[next] ?? KnownPerson()) {
                return part
            }
            part = next
        }
        return nil
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
