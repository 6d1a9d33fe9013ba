/// Makes the persons of one shard from their sketches: names, numbers, homes, contacts, insurance.
struct PersonMaker {
    let plan: SimulationPlan
    let shard: Int
    let census: Census
    let places: Places
    let names: Names
    let streetCount: Int
    let firstDay: Int
    let lastDay: Int

    func make() -> [Person] {
        var maker = HouseholdMaker(plan: plan, shard: shard, places: places)
        let count = Census.personCount(plan, shard: shard)
        maker.make(count: count)
        var persons: [Person] = []
        persons.reserveCapacity(count)
        var family = Family(number: -1)
        for (place, sketch) in maker.persons.enumerated() {
            if sketch.household != family.number {
                family = self.family(sketch.household, maker.households[sketch.household])
            }
            let person = person(place, sketch, &family)
            persons.append(person)
        }
        for place in persons.indices { persons[place].records = records(place, persons) }
        return persons
    }

    /// What the members of a household share.
    private struct Family {
        let number: Int
        var fatherName = 0
        var motherName = 0
        var home = Home(
            commune: 0, laterCommune: 0, moveDay: nil, street: 0, streetNumber: 1, laterStreet: 0, laterStreetNumber: 1)
        var scheme = 1
        var randomSource: RandomStream

        init(number: Int) {
            self.number = number
            randomSource = RandomStream(seed: 0, purpose: 0, number: 0)
        }
    }

    private func family(_ number: Int, _ sketch: HouseholdSketch) -> Family {
        var family = Family(number: number)
        var random = RandomStream(seed: plan.seed, purpose: 0x4641_4D49, number: shard << 13 | number)
        family.fatherName = names.anySurname(&random)
        family.motherName = names.anySurname(&random)
        family.home = Home(
            commune: sketch.commune, laterCommune: sketch.laterCommune, moveDay: sketch.moveDay,
            street: random.below(streetCount), streetNumber: 1 + random.below(180),
            laterStreet: random.below(streetCount), laterStreetNumber: 1 + random.below(180))
        let kind = random.unit()
        family.scheme = kind < 0.88 ? 1 : kind < 0.94 ? 2 : 3
        family.randomSource = random
        return family
    }

    private func person(_ place: Int, _ sketch: PersonSketch, _ family: inout Family) -> Person {
        let index = shard * Census.shardSize + place
        var random = RandomStream(seed: plan.seed, purpose: 0x4E41_4D45, number: index)
        let year = HealthDay(sketch.birthDay).year
        let bornAbroad = sketch.birthPlace >= places.communes.count
        let isProvisional = bornAbroad && random.chance(0.02)
        let code = places.birthCode(sketch.birthPlace, bornBefore1976: year < 1976)
        let nir = nir(sketch, code: code, order: census.order(index), isProvisional: isProvisional)
        let birthName = birthName(sketch, family, &random)
        let isWife = sketch.sex == 2 && sketch.spouse != nil
        let takesName = isWife && random.chance(year < 1975 ? 0.72 : 0.48)
        let isWidow = sketch.sex == 2 && sketch.spouse == nil && !sketch.isChild && year < 1960
        let keepsName = isWidow && random.chance(0.5)
        let given = givenNames(&random)
        return Person(
            number: index + 1, sex: sketch.sex, birthDay: sketch.birthDay, birthYear: year, nir: nir,
            isProvisional: isProvisional, birthCode: code, birthName: birthName,
            usedName: takesName ? family.fatherName : keepsName ? names.anySurname(&random) : nil,
            firstNames: given, home: family.home, phone: random.below(10_000),
            mailNumber: !sketch.isChild && random.chance(0.7) ? random.below(1_000) : nil, sketch: sketch,
            scheme: family.scheme)
    }

    /// One to three different first names.
    private func givenNames(_ random: inout RandomStream) -> [Int] {
        var given: [Int] = []
        for _ in 0..<(1 + random.below(3)) {
            let rank = names.anyFirstName(&random)
            if !given.contains(rank) { given.append(rank) }
        }
        return given
    }

    /// Children bear the father's name, else the mother's.
    private func birthName(_ sketch: PersonSketch, _ family: Family, _ random: inout RandomStream) -> Int {
        if sketch.isChild { return sketch.father != nil ? family.fatherName : family.motherName }
        return sketch.sex == 1 ? family.fatherName : family.motherName
    }

    private func nir(_ sketch: PersonSketch, code: [UInt8], order: Int, isProvisional: Bool) -> [UInt8] {
        let date = HealthDay(sketch.birthDay)
        var text = ByteBuffer()
        text.number(isProvisional ? sketch.sex + 6 : sketch.sex)
        text.padded(date.year % 100, 2)
        text.padded(date.month, 2)
        text.text(code)
        text.padded(order, 3)
        text.padded(PersonMaker.key(text.bytes), 2)
        return text.bytes
    }

    /// 97 less the number modulo 97; Corsica's 2A counts as 19 and 2B as 18.
    static func key(_ number: [UInt8]) -> Int {
        var value = 0
        for byte in number {
            if byte >= 0x41 {
                value = value / 10 * 100 + (byte == 0x41 ? 19 : 18)
            } else {
                value = value * 10 + Int(byte - 0x30)
            }
        }
        return 97 - value % 97
    }
}

// MARK: - Insurance

extension PersonMaker {
    /// Care of children is refunded to a parent until 18; some children have two insured parents.
    private func records(_ place: Int, _ persons: [Person]) -> [ClaimRecord] {
        let person = persons[place]
        var random = RandomStream(seed: plan.seed, purpose: 0x5245_4352, number: person.number)
        let majority = person.birthDay + 6_575
        var records: [ClaimRecord] = []
        let parents = [person.sketch.mother, person.sketch.father].compactMap { $0 }
        if !parents.isEmpty, majority > firstDay {
            let first = random.chance(0.6) ? parents.startIndex : parents.endIndex - 1
            records.append(record(person, insured: persons[parents[first]], from: person.birthDay, to: majority))
            if parents.count == 2, random.chance(0.3) {
                let second = persons[parents[1 - first]]
                records.append(record(person, insured: second, from: person.birthDay, to: majority))
            }
        }
        if majority <= lastDay {
            records.append(record(person, insured: person, from: majority, to: .max))
        }
        // Before 2016 a spouse without work was insured by the other: the old line is still in the register.
        if let spouse = person.sketch.spouse, person.sex == 2, person.birthYear < 1990, random.chance(0.12) {
            records.append(record(person, insured: persons[spouse], from: majority, to: firstDay - 2_000))
        }
        if person.sex == 2, (1976...2007).contains(person.birthYear), random.chance(0.004) {
            records.append(fictiveRecord(person, &random))
        }
        return records
    }

    private func record(_ person: Person, insured: Person, from start: Int, to end: Int) -> ClaimRecord {
        let isOwn = insured.number == person.number
        return ClaimRecord(
            pseudonym: InsurerPseudonym.beneficiary(
                insuredNIR: insured.nirNumber, birthDay: person.birthDay, sex: person.sex),
            rank: max(person.sketch.twinRank, 1), insuredNIR: insured.nir, isOwn: isOwn, start: start, end: end,
            numberKind: insured.isProvisional ? "04" : "00")
    }

    /// An abortion is refunded under a number that leads to nobody.
    private func fictiveRecord(_ person: Person, _ random: inout RandomStream) -> ClaimRecord {
        ClaimRecord(
            pseudonym: InsurerPseudonym.text(random.next()), rank: 1, insuredNIR: Array("255555555555555".utf8),
            isOwn: false, start: random.between(firstDay...lastDay), end: 0, numberKind: "01")
    }
}
