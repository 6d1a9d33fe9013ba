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

/// What two persons were made one by.
package enum MergeCause: Int, Sendable {
    case rule = 1
    case evidence = 2
    case review = 3
}

/// What the register knows of one person: witnesses that can tell two people apart.
package struct KnownPerson: Sendable, Hashable {
    package var ownWitness: UInt64?
    package var placeWitness: UInt64?
    /// Set when the person turned out to be an older one.
    package var mergedInto: PersonNumber?
    package var mergedBy: MergeCause?
    /// The number that the person waited under for a certified one.
    package var waitingWitness: UInt64?

    package init(
        ownWitness: UInt64? = nil, placeWitness: UInt64? = nil, mergedInto: PersonNumber? = nil,
        mergedBy: MergeCause? = nil, waitingWitness: UInt64? = nil
    ) {
        self.ownWitness = ownWitness
        self.placeWitness = placeWitness
        self.mergedInto = mergedInto
        self.mergedBy = mergedBy
        self.waitingWitness = waitingWitness
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

/// A person turned out to be two: what was merged into it is a person again, under the number that it had.
package struct PersonSeparation: Sendable, Hashable {
    package let part: PersonNumber
    /// The person that keeps its number: the older.
    package let from: PersonNumber

    package init(part: PersonNumber, from: PersonNumber) {
        self.part = part
        self.from = from
    }
}

/// A person whose certified number makes people look at another one: the same, or not.
package struct NumberDoubt: Sendable, Hashable {
    package let person: PersonNumber
    package let known: PersonNumber
    /// The numbers differ by the sex alone. Otherwise all the traits are the same, and the numbers are not.
    package let isOtherSex: Bool
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
    package private(set) var separations: [PersonSeparation] = []
    package private(set) var numberDoubts: [NumberDoubt] = []
    /// Persons whose waiting number was replaced by a certified one.
    package private(set) var finalNumbers: [PersonNumber] = []
    /// Pairs of persons that people said to be two: no rule makes them one again.
    private var apart: [PersonSeparation] = []
    private var nextPerson: PersonNumber

    /// `nextPerson` is the number of the first person to be founded.
    package init(nextPerson: PersonNumber) { self.nextPerson = nextPerson }

    // MARK: - Loading

    /// Makes room for this many keys.
    package mutating func reserve(_ count: Int) { keys.reserveCapacity(count) }

    package mutating func load(_ digest: LinkDigest, _ key: KnownKey) { keys[digest] = key }

    package mutating func load(_ number: PersonNumber, _ person: KnownPerson) { persons[number] = person }

    package mutating func load(apart: [PersonSeparation]) { self.apart = apart }

    // MARK: - Reading

    /// The person that a number stands for after all merges.
    package func survivor(of number: PersonNumber) -> PersonNumber {
        var survivor = number
        while let next = persons[survivor]?.mergedInto { survivor = next }
        return survivor
    }

    /// Whether people said that the two are not one.
    func areApart(_ left: PersonNumber, _ right: PersonNumber) -> Bool {
        apart.contains { pair in
            let (part, from) = (survivor(of: pair.part), survivor(of: pair.from))
            return (part, from) == (left, right) || (part, from) == (right, left)
        }
    }

    // MARK: - Changing

    mutating func doubt(_ doubt: NumberDoubt) { numberDoubts.append(doubt) }

    /// A record of certified number had the exact traits of a part that evidence joined: rules would have joined it too.
    mutating func confirm(_ part: PersonNumber) {
        var part = part
        while let person = persons[part], let next = person.mergedInto {
            if person.mergedBy == .evidence {
                persons[part]?.mergedBy = .rule
                changedPersons.insert(part)
            }
            part = next
        }
    }

    /// Takes a part out of the person that it was merged into.
    mutating func separate(_ part: PersonNumber) {
        guard let from = persons[part]?.mergedInto else { return }
        persons[part]?.mergedInto = nil
        persons[part]?.mergedBy = nil
        changedPersons.insert(part)
        separations.append(PersonSeparation(part: part, from: survivor(of: from)))
    }

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
        if person.ownWitness == nil, seen.ownWitness != nil, person.waitingWitness != nil {
            finalNumbers.append(number)
        }
        person.ownWitness = person.ownWitness ?? seen.ownWitness
        person.waitingWitness = person.waitingWitness ?? seen.waitingWitness
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
        persons[merge.younger]?.mergedBy = .rule
        changedPersons.insert(merge.younger)
        merges.append(merge)
        return merge.older
    }
}
