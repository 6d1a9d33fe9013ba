/// Writes what is true in one shard: who everybody is, which record is whose, who has which disease.
struct TruthWriter {
    private(set) var persons = ByteBuffer()
    private(set) var links = ByteBuffer()
    private(set) var diseases = ByteBuffer()
    private(set) var diseased = [Int](repeating: 0, count: Disease.allCases.count)
    let calendar: CivilCalendar
    let places: Places
    let names: Names
    let streets: Streets

    init(calendar: CivilCalendar, places: Places, names: Names, streets: Streets) {
        self.calendar = calendar
        self.places = places
        self.names = names
        self.streets = streets
    }

    mutating func clear() {
        persons.clear()
        links.clear()
        diseases.clear()
        diseased = [Int](repeating: 0, count: Disease.allCases.count)
    }

    mutating func person(_ person: Person, lastDay: Int) {
        persons.field(person.number)
        persons.field(person.sex)
        persons.field(day: person.birthDay, calendar)
        if let death = person.deathDay { persons.isoDate(death, calendar) }
        persons.next()
        persons.field(person.nir)
        persons.field(names.surnames[person.birthName].accented)
        if let used = person.usedName { persons.text(names.surnames[used].accented) }
        persons.next()
        for (place, rank) in person.firstNames.enumerated() {
            if place > 0 { persons.byte(0x20) }
            persons.text(names.firstName(rank, sex: person.sex, birthYear: person.birthYear).accented)
        }
        persons.next()
        persons.field(person.birthCode)
        let isLater = person.home.isLater(lastDay)
        persons.number(isLater ? person.home.laterStreetNumber : person.home.streetNumber)
        persons.byte(0x20)
        persons.field(streets.names[isLater ? person.home.laterStreet : person.home.street])
        let commune = places.communes[person.home.commune(on: lastDay)]
        persons.field(commune.postalCode)
        persons.field(commune.name)
        persons.text(person, .phone)
        persons.next()
        persons.text(person, .mail(names))
        persons.next()
        persons.number(person.sketch.twinRank)
        persons.newline()
        for record in person.records { linkRecord(record, person: person.number) }
    }

    private mutating func linkRecord(_ record: ClaimRecord, person: Int) {
        links.text("national-claims;")
        links.text(record.pseudonym)
        links.byte(0x7C)
        links.field(record.rank)
        links.number(person)
        links.newline()
    }

    mutating func linkStay(hospital: StaticString, number: Int, person: Int) {
        links.text("hospital-stays;")
        links.text(hospital)
        links.byte(0x7C)
        links.field(number)
        links.number(person)
        links.newline()
    }

    mutating func linkPatient(_ patient: UInt64, person: Int) {
        links.text("hospital-warehouse;")
        links.hexadecimal(patient)
        links.next()
        links.number(person)
        links.newline()
    }

    mutating func disease(_ disease: Disease, person: Int, onset: Int) {
        diseases.field(person)
        diseases.field(disease.name)
        diseases.isoDate(onset, calendar)
        diseases.newline()
        diseased[disease.rawValue] += 1
    }
}
