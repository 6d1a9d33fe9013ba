internal import HealthModel

/// Makes the link keys of records from their canonical texts, fields separated by `|`, in UTF-8:
/// ```
/// own number        o 2790351215189      (born from 2000 on: o 2050351215189 20, for its year has two digits)
/// waiting number    w 8790399352189 birth sex
/// another's number  i 1550151215189 birth sex   (the child's birth date and sex)
/// name              n DUPONT MARIE birth sex
/// given name        g MARIE
/// birth place       p 51215
/// ```
/// `birth` is days since 1970-01-01 in decimal, `sex` is 1 or 2. An own number needs no birth date beside it: its year,
/// month and sex were checked against the record's.
package struct LinkKeyMaker<Digester: LinkDigester> {
    /// Given names and places repeat: their witnesses are remembered up to this many.
    package static var witnessCountMax: Int { 100_000 }

    private var digester: Digester
    private var witnesses: [String: UInt64] = [:]

    package init(_ digester: Digester) { self.digester = digester }

    package mutating func keys(of person: LinkageIdentity) -> LinkKeys {
        let exclusion = LinkKeyMaker.exclusion(of: person)
        return LinkKeys(
            number: exclusion == nil ? numberDigest(person) : nil,
            numberIsOwn: person.number?.isOwn ?? false,
            numberIsWaiting: person.number?.isWaiting ?? false,
            numberOfOtherSex: exclusion == nil ? otherSexDigest(person) : nil,
            birthName: nameKey(person.birthName, person),
            usedName: nameKey(person.usedName, person),
            givenWitness: person.firstGivenName.map { witness("g|" + $0) },
            placeWitness: person.birthPlace.map { witness("p|" + $0) },
            exclusion: exclusion)
    }

    private static func exclusion(of person: LinkageIdentity) -> LinkageReason? {
        let hasName = person.firstGivenName != nil && (person.birthName != nil || person.usedName != nil)
        if !hasName, person.number == nil { return .nothingUsable }
        if person.birthDate == nil { return .missingBirthDate }
        if person.sex == .unknown { return .missingSex }
        return nil
    }

    private mutating func numberDigest(_ person: LinkageIdentity) -> LinkDigest? {
        guard let number = person.number, let birthDate = person.birthDate else { return nil }
        if number.isOwn { return ownDigest(number.number, birthDate) }
        let kind = number.isWaiting ? "w" : "i"
        return digester.digests(of: canonical(kind, number.number, birthDate, person.sex)).first
    }

    private mutating func otherSexDigest(_ person: LinkageIdentity) -> LinkDigest? {
        guard let number = person.number, number.isOwn, let birthDate = person.birthDate else { return nil }
        return ownDigest(number.ofOtherSex, birthDate)
    }

    /// A child born in 2025 under the number of somebody born in 1925 is not that person.
    private mutating func ownDigest(_ number: String, _ birthDate: Day) -> LinkDigest {
        digester.digests(of: canonical("o", birthDate.year < 2000 ? number : "\(number)|20")).first
    }

    private mutating func nameKey(_ name: String?, _ person: LinkageIdentity) -> LinkKeys.NameKey? {
        guard let name, let given = person.firstGivenName, let birthDate = person.birthDate, person.sex != .unknown
        else { return nil }
        let pair = digester.digests(of: canonical("n", name + "|" + given, birthDate, person.sex))
        return LinkKeys.NameKey(asBirthName: pair.first, asUsedName: pair.second)
    }

    private func canonical(_ kind: String, _ text: String) -> [UInt8] {
        var bytes = Array(kind.utf8)
        bytes.reserveCapacity(64)
        bytes.append(0x7C)
        bytes.append(contentsOf: text.utf8)
        return bytes
    }

    private func canonical(_ kind: String, _ text: String, _ birthDate: Day, _ sex: Sex) -> [UInt8] {
        var bytes = canonical(kind, text)
        bytes.append(0x7C)
        bytes.append(contentsOf: String(birthDate.daysSince1970).utf8)
        bytes.append(0x7C)
        bytes.append(contentsOf: sex.rawValue.utf8)
        return bytes
    }

    private mutating func witness(_ text: String) -> UInt64 {
        if let known = witnesses[text] { return known }
        if witnesses.count >= LinkKeyMaker.witnessCountMax { witnesses.removeAll(keepingCapacity: true) }
        let witness = digester.digests(of: Array(text.utf8)).first.low
        witnesses[text] = witness
        return witness
    }
}
