package import HealthModel

/// What a record is looked up by: digests only, no trait.
package struct LinkKeys: Sendable, Hashable {
    /// A name with first given name, birth date and sex, in its two roles.
    package struct NameKey: Sendable, Hashable {
        /// The name was registered as a birth name.
        package let asBirthName: LinkDigest
        /// The name was registered as a used name.
        package let asUsedName: LinkDigest

        package init(asBirthName: LinkDigest, asUsedName: LinkDigest) {
            self.asBirthName = asBirthName
            self.asUsedName = asUsedName
        }
    }

    package let number: LinkDigest?
    package let numberIsOwn: Bool
    package let numberIsWaiting: Bool
    /// The own number with the other first digit: who has it may be this person before their civil sex changed.
    package let numberOfOtherSex: LinkDigest?
    package let birthName: NameKey?
    package let usedName: NameKey?
    /// Stands for the first given name; equal names give equal witnesses.
    package let givenWitness: UInt64?
    /// Stands for the birth place.
    package let placeWitness: UInt64?
    /// Why no rule can use the record, if none can.
    package let exclusion: LinkageReason?

    package init(
        number: LinkDigest?,
        numberIsOwn: Bool,
        numberIsWaiting: Bool,
        numberOfOtherSex: LinkDigest?,
        birthName: NameKey?,
        usedName: NameKey?,
        givenWitness: UInt64?,
        placeWitness: UInt64?,
        exclusion: LinkageReason?
    ) {
        self.number = number
        self.numberIsOwn = numberIsOwn
        self.numberIsWaiting = numberIsWaiting
        self.numberOfOtherSex = numberOfOtherSex
        self.birthName = birthName
        self.usedName = usedName
        self.givenWitness = givenWitness
        self.placeWitness = placeWitness
        self.exclusion = exclusion
    }

    /// Stands for the person's certified number.
    package var ownWitness: UInt64? { numberIsOwn ? number?.low : nil }

    /// Stands for the number that the person waits under.
    package var waitingWitness: UInt64? { numberIsWaiting ? number?.low : nil }

    /// Every digest that some rule looks up.
    package var lookups: [LinkDigest] {
        var digests: [LinkDigest] = []
        if let number { digests.append(number) }
        if let numberOfOtherSex { digests.append(numberOfOtherSex) }
        for name in [birthName, usedName] {
            guard let name else { continue }
            digests.append(name.asBirthName)
            digests.append(name.asUsedName)
        }
        return digests
    }
}
