/// The insurer's register, the beneficiaries and their long-term illnesses.
extension ClaimsWriter {
    /// IDENTITES and IR_BEN_R: one line for each record of the person.
    mutating func register(_ person: Person, hasCare: Bool, lastDay: Int, _ random: inout RandomStream) {
        for record in person.records {
            identity(person, record, lastDay: lastDay, &random)
            beneficiary(person, record, hasCare: hasCare, lastDay: lastDay, &random)
        }
    }

    private mutating func identity(
        _ person: Person,
        _ record: ClaimRecord,
        lastDay: Int,
        _ random: inout RandomStream
    ) {
        let isFictive = ClaimsWriter.isFictive(record)
        let isChild = !record.isOwn && !isFictive && record.end > person.birthDay && record.start == person.birthDay
        identities.field(record.pseudonym)
        identities.field(record.rank)
        if random.chance(0.006) {
            identities.next()
        } else {
            // Some insurers know the child's own number.
            identities.field(isChild && random.chance(0.12) ? person.nir : record.insuredNIR)
        }
        if isFictive {
            identities.text(";;;")
        } else {
            identities.field(names.surnames[person.birthName].capitals)
            if let used = person.usedName { identities.text(names.surnames[used].capitals) }
            identities.next()
            for (place, rank) in person.firstNames.enumerated() {
                if place > 0 { identities.byte(0x20) }
                identities.text(names.firstName(rank, sex: person.sex, birthYear: person.birthYear).capitals)
            }
            identities.next()
        }
        identities.field(day: person.birthDay, calendar)
        identities.field(person.sex)
        identities.field(person.birthCode)
        appendHome(person, on: lastDay, isFictive: isFictive)
        identities.newline()
    }

    private mutating func appendHome(_ person: Person, on day: Int, isFictive: Bool) {
        let home = person.home
        let commune = places.communes[home.commune(on: day)]
        let isLater = home.isLater(day)
        if !isFictive {
            identities.number(isLater ? home.laterStreetNumber : home.streetNumber)
            identities.byte(0x20)
            identities.text(streets.names[isLater ? home.laterStreet : home.street])
        }
        identities.next()
        identities.field(commune.postalCode)
        identities.field(commune.name)
        if !isFictive {
            identities.text(person, .phone)
            identities.next()
            identities.text(person, .mail(names))
        } else {
            identities.next()
        }
    }

    private mutating func beneficiary(
        _ person: Person,
        _ record: ClaimRecord,
        hasCare: Bool,
        lastDay: Int,
        _ random: inout RandomStream
    ) {
        let isFictive = ClaimsWriter.isFictive(record)
        let knowsOwnNumber = !isFictive && !person.isProvisional && random.chance(record.isOwn ? 0.99 : 0.9)
        let own = InsurerPseudonym.person(nir: person.nirNumber)
        beneficiaries.field(record.pseudonym)
        beneficiaries.field(record.rank)
        if knowsOwnNumber { beneficiaries.text(own) }
        beneficiaries.next()
        beneficiaries.text(knowsOwnNumber ? own : record.pseudonym)
        if !knowsOwnNumber { beneficiaries.number(record.rank) }
        beneficiaries.next()
        beneficiaries.field(knowsOwnNumber ? 1 : 0)
        beneficiaries.field(InsurerPseudonym.person(nir: record.insuredNIR[0..<13]))
        beneficiaries.field(record.numberKind)
        appendBirthAndDeath(person, &random)
        let home = places.communes[person.home.commune(on: lastDay)]
        beneficiaries.text("01C")
        beneficiaries.byte(home.code[0])
        beneficiaries.byte(home.code[1])
        beneficiaries.text("0000;")
        beneficiaries.field(home.claimsDepartment)
        beneficiaries.field(home.claimsCommune)
        beneficiaries.field(hasCare ? 1 : 0)
        beneficiaries.field(day: lastDay + 60 - random.below(300), calendar)
        beneficiaries.field(day: max(person.birthDay, 13_149), calendar)
        beneficiaries.isoDate(lastDay + random.below(60), calendar)
        beneficiaries.newline()
    }

    /// Unknown births are January 1600; one death in twelve is not known here, and no death is 1 January 1600.
    private mutating func appendBirthAndDeath(_ person: Person, _ random: inout RandomStream) {
        if random.chance(0.0005) {
            beneficiaries.text("1600;01;")
        } else {
            beneficiaries.field(person.birthYear)
            beneficiaries.padded(calendar.month(person.birthDay), 2)
            beneficiaries.next()
        }
        beneficiaries.field(person.sex)
        guard let death = person.deathDay, !random.chance(0.08) else {
            beneficiaries.text("1600-01-01;160001;")
            return
        }
        beneficiaries.field(day: death, calendar)
        beneficiaries.number(calendar.date(death) / 100)
        beneficiaries.next()
    }

    /// IR_IMB_R: one long-term illness, open-ended more often than not.
    mutating func illness(
        _ person: Person,
        code: StaticString,
        list: Int,
        from day: Int,
        _ random: inout RandomStream
    ) {
        let covering = person.records.first { $0.start <= day && day < $0.end }
        guard let record = covering ?? person.records.first(where: \.isOwn) ?? person.records.first else { return }
        illnesses.field(record.pseudonym)
        illnesses.field(record.rank)
        illnesses.field(day: day, calendar)
        if random.chance(0.55) {
            illnesses.text("1600-01-01;")
        } else {
            illnesses.field(day: day + 3_652, calendar)
        }
        // The number of the illness is not checked at the source.
        illnesses.field(random.chance(0.02) ? 99 : list)
        illnesses.text("41;")
        illnesses.field(day: day + 20, calendar)
        illnesses.field(code)
        illnesses.text("CIM10;")
        illnesses.isoDate(day + 30, calendar)
        illnesses.newline()
    }
}

/// Ways to reach a person, in ranges kept for fiction (numbers 06 39 98 …, example.org).
enum Contact {
    case phone
    case mail(Names)
}

extension ByteBuffer {
    mutating func text(_ person: Person, _ contact: Contact) {
        switch contact {
        case .phone:
            text("063998")
            padded(person.phone, 4)
        case .mail(let names):
            guard let number = person.mailNumber, let rank = person.firstNames.first else { return }
            lowercase(names.firstName(rank, sex: person.sex, birthYear: person.birthYear).capitals)
            byte(0x2E)
            lowercase(names.surnames[person.birthName].capitals)
            self.number(number)
            text("@example.org")
        }
    }

    /// Letters only, in lower case.
    private mutating func lowercase(_ capitals: [UInt8]) {
        for letter in capitals where letter >= 0x41 { byte(letter | 0x20) }
    }
}
