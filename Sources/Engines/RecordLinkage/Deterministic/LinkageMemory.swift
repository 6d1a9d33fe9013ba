/// A person of the register; smaller numbers are older.
package typealias PersonNumber = Int64

/// What the register knows of one link key.
package struct KnownKey: Sendable, Hashable {
    package enum Kind: Int, Sendable {
        case ownNumber = 1
        case insuredNumber = 2
        case birthName = 3
        case usedName = 4
    }

    package let kind: Kind
    package var person: PersonNumber
    /// It names two people: it decides nothing any more.
    package var isShared: Bool
    package var givenWitness: UInt64?

    package init(kind: Kind, person: PersonNumber, isShared: Bool, givenWitness: UInt64? = nil) {
        self.kind = kind
        self.person = person
        self.isShared = isShared
        self.givenWitness = givenWitness
    }
}

/// What the register knows of one person: witnesses that can tell two people apart.
package struct KnownPerson: Sendable, Hashable {
    package var ownWitness: UInt64?
    package var placeWitness: UInt64?
    /// Set when the person turned out to be an older one.
    package var mergedInto: PersonNumber?

    package init(ownWitness: UInt64? = nil, placeWitness: UInt64? = nil, mergedInto: PersonNumber? = nil) {
        self.ownWitness = ownWitness
        self.placeWitness = placeWitness
        self.mergedInto = mergedInto
    }

    /// False when a certified number or a birth place says that they are two people.
    func canBe(_ other: KnownPerson) -> Bool { !hasOtherNumber(than: other) && !hasOtherPlace(than: other) }

    func hasOtherNumber(than other: KnownPerson) -> Bool {
        guard let mine = ownWitness, let theirs = other.ownWitness else { return false }
        return mine != theirs
    }

    func hasOtherPlace(than other: KnownPerson) -> Bool {
        guard let mine = placeWitness, let theirs = other.placeWitness else { return false }
        return mine != theirs
    }
}

/// Two persons turned out to be one; the older survives.
package struct PersonMerge: Sendable, Hashable {
    package let younger: PersonNumber
    package let older: PersonNumber

    package init(younger: PersonNumber, older: PersonNumber) {
        self.younger = younger
        self.older = older
    }
}

/// The part of the register that a run of records needs, and what they changed in it.
package struct LinkageMemory: Sendable {
    package private(set) var keys: [LinkDigest: KnownKey] = [:]
    package private(set) var persons: [PersonNumber: KnownPerson] = [:]
    package private(set) var addedKeys: [LinkDigest] = []
    package private(set) var changedKeys: Set<LinkDigest> = []
    package private(set) var addedPersons: [PersonNumber] = []
    package private(set) var changedPersons: Set<PersonNumber> = []
    package private(set) var merges: [PersonMerge] = []
    private var nextPerson: PersonNumber

    /// `nextPerson` is the number of the first person to be founded.
    package init(nextPerson: PersonNumber) { self.nextPerson = nextPerson }

    // MARK: - Loading

    /// Makes room for this many keys.
    package mutating func reserve(_ count: Int) { keys.reserveCapacity(count) }

    package mutating func load(_ digest: LinkDigest, _ key: KnownKey) { keys[digest] = key }

    package mutating func load(_ number: PersonNumber, _ person: KnownPerson) { persons[number] = person }

    // MARK: - Reading

    /// The person that a number stands for after all merges.
    package func survivor(of number: PersonNumber) -> PersonNumber {
        var survivor = number
        while let next = persons[survivor]?.mergedInto { survivor = next }
        return survivor
    }

    // MARK: - Changing

    mutating func found(_ person: KnownPerson) -> PersonNumber {
        let number = nextPerson
        nextPerson += 1
        persons[number] = person
        addedPersons.append(number)
        return number
    }

    mutating func add(_ digest: LinkDigest, _ key: KnownKey) {
        keys[digest] = key
        addedKeys.append(digest)
    }

    mutating func markShared(_ digest: LinkDigest) {
        guard keys[digest]?.isShared == false else { return }
        keys[digest]?.isShared = true
        changedKeys.insert(digest)
    }

    mutating func learnGivenName(_ witness: UInt64, of digest: LinkDigest) {
        keys[digest]?.givenWitness = witness
        changedKeys.insert(digest)
    }

    /// Completes what is known of a person; what is known already stays.
    mutating func learn(_ seen: KnownPerson, of number: PersonNumber) {
        guard var person = persons[number] else { return }
        let before = person
        person.ownWitness = person.ownWitness ?? seen.ownWitness
        person.placeWitness = person.placeWitness ?? seen.placeWitness
        guard person != before else { return }
        persons[number] = person
        changedPersons.insert(number)
    }

    /// Makes one person of two and gives the survivor.
    mutating func merge(_ left: PersonNumber, _ right: PersonNumber) -> PersonNumber {
        let merge = PersonMerge(younger: max(left, right), older: min(left, right))
        if let younger = persons[merge.younger] { learn(younger, of: merge.older) }
        persons[merge.younger]?.mergedInto = merge.older
        changedPersons.insert(merge.younger)
        merges.append(merge)
        return merge.older
    }
}
