/// Writes the hospital stays of one shard, a set of tables for each year of discharge, and the hospitals' identities.
struct StaysWriter {
    /// The tables of one year.
    struct Year {
        var stays = ByteBuffer()
        var chaining = ByteBuffer()
        var acts = ByteBuffer()
        var diagnoses = ByteBuffer()
        var units = ByteBuffer()
    }

    private(set) var years: [Year]
    private(set) var identities = ByteBuffer()
    let firstYear: Int
    let calendar: CivilCalendar
    let places: Places
    let hospitals: Hospitals
    private var stayCount = 0

    /// Stays are numbered by a permutation, so that neighbours do not betray one person.
    private static let staysPerPersonMax = 100
    private static let numberStride: UInt64 = 4_294_967_291

    init(plan: SimulationPlan, calendar: CivilCalendar, places: Places) {
        years = [Year](repeating: Year(), count: plan.lastYear - plan.firstYear + 1)
        firstYear = plan.firstYear
        self.calendar = calendar
        self.places = places
        hospitals = Hospitals()
    }

    mutating func clear() {
        identities.clear()
        for year in years.indices {
            years[year].stays.clear()
            years[year].chaining.clear()
            years[year].acts.clear()
            years[year].diagnoses.clear()
            years[year].units.clear()
        }
    }

    mutating func begin() { stayCount = 0 }

    /// Writes one stay in every table, unless it ends outside the years or the person has had a hundred.
    mutating func write(_ stay: Stay, _ person: Person, _ truth: inout TruthWriter, _ random: inout RandomStream) {
        let year = calendar.year(stay.exit) - firstYear
        guard years.indices.contains(year), stayCount < StaysWriter.staysPerPersonMax else { return }
        let order = UInt64(person.number * StaysWriter.staysPerPersonMax + stayCount)
        stayCount += 1
        let number = 1_000_000_000 + Int((order &* StaysWriter.numberStride) % 9_000_000_000)
        let home = person.home.commune(on: stay.entry)
        let hospital = stay.isAtWarehouse ? Hospitals.warehouse : hospitals.nearest(to: home, in: places)
        write(stay, person, hospital: hospital, number: number, year: year, &truth, &random)
        // Some hospitals of the same group sent the same stay under two numbers.
        if stay.isAtWarehouse, random.chance(0.03) {
            write(stay, person, hospital: Hospitals.duplicate, number: number, year: year, &truth, &random)
        }
    }

    private mutating func write(
        _ stay: Stay,
        _ person: Person,
        hospital: StaticString,
        number: Int,
        year: Int,
        _ truth: inout TruthWriter,
        _ random: inout RandomStream
    ) {
        let isError = random.chance(0.005)
        appendStay(stay, person, hospital: hospital, number: number, year: year, isError: isError, &random)
        let missesNIR = random.chance(0.04)
        appendChaining(
            stay, person, hospital: hospital, number: number, year: year, missesNIR: missesNIR, &random)
        appendActs(stay, hospital: hospital, number: number, year: year)
        for (place, code) in stay.associated.enumerated() {
            years[year].diagnoses.field(hospital)
            years[year].diagnoses.field(number)
            years[year].diagnoses.field(place + 1)
            years[year].diagnoses.text(random.chance(0.002) ? "ZZZ" : code)
            years[year].diagnoses.windowsNewline()
        }
        appendUnit(stay, hospital: hospital, number: number, year: year)
        appendIdentity(stay, person, hospital: hospital, number: number, missesNIR: missesNIR, &random)
        truth.linkStay(hospital: hospital, number: number, person: person.number)
    }

    // MARK: - Tables

    private mutating func appendStay(
        _ stay: Stay,
        _ person: Person,
        hospital: StaticString,
        number: Int,
        year: Int,
        isError: Bool,
        _ random: inout RandomStream
    ) {
        let home = places.communes[person.home.commune(on: stay.entry)]
        let age = calendar.years(from: person.birthDay, to: stay.entry)
        years[year].stays.field(hospital)
        years[year].stays.field(number)
        years[year].stays.field(firstYear + year)
        years[year].stays.padded(calendar.month(stay.exit), 2)
        years[year].stays.next()
        // The age is in years from one year on, in days before.
        if age > 0 { years[year].stays.number(age) }
        years[year].stays.next()
        if age == 0 { years[year].stays.number(min(max(stay.entry - person.birthDay, 0), 365)) }
        years[year].stays.next()
        years[year].stays.field(person.sex)
        years[year].stays.byte(home.code[0])
        years[year].stays.byte(home.code[1])
        years[year].stays.next()
        years[year].stays.field(home.postalCode)
        years[year].stays.text(stay.isUrgent ? "8;5;" : "8;;")
        years[year].stays.text(stay.isDeath ? "9;;" : random.chance(0.05) ? "7;1;" : "8;;")
        years[year].stays.field(random.chance(0.0005) ? "III" : stay.principal)
        years[year].stays.field(stay.related)
        years[year].stays.field(isError ? "90Z00Z" : stay.group)
        years[year].stays.field(isError ? 1 : 0)
        years[year].stays
            .field(isError ? 9_999 : stay.tariff)
        if stay.sessions == 0 { years[year].stays.number(stay.exit - stay.entry) }
        years[year].stays.next()
        years[year].stays.text(random.chance(0.004) ? "B;" : "A;")
        years[year].stays.text("1;")
        years[year].stays.field(stay.associated.count)
        years[year].stays.field(stay.acts.count)
        if stay.sessions > 0 { years[year].stays.number(stay.sessions) }
        years[year].stays.next()
        if let weight = stay.weight { years[year].stays.number(weight) }
        years[year].stays.next()
        if stay.motherKey != nil { years[year].stays.number(stay.weight ?? 3_300 < 2_500 ? 36 : 39) }
        years[year].stays.windowsNewline()
    }

    /// Return codes are 0 but for 3 % of stays; a stay without NIR says so.
    private mutating func appendChaining(
        _ stay: Stay,
        _ person: Person,
        hospital: StaticString,
        number: Int,
        year: Int,
        missesNIR: Bool,
        _ random: inout RandomStream
    ) {
        let record = record(of: person, on: stay.entry)
        years[year].chaining.field(hospital)
        years[year].chaining.field(number)
        if missesNIR {
            years[year].chaining.text("xxxxxxxxxxxxxxxxx;")
        } else {
            years[year].chaining.field(record?.pseudonym ?? [])
        }
        if let mother = stay.motherKey {
            years[year].chaining.hexadecimal(mother)
            years[year].chaining.hexadecimal(RandomStream.mixed(mother))
        }
        years[year].chaining.next()
        years[year].chaining.frenchDate(stay.entry, calendar)
        years[year].chaining.next()
        years[year].chaining.frenchDate(stay.exit, calendar)
        years[year].chaining.next()
        years[year].chaining.sasDate(stay.entry, calendar)
        years[year].chaining.next()
        years[year].chaining.sasDate(stay.exit, calendar)
        years[year].chaining.next()
        years[year].chaining.field(firstYear + year)
        years[year].chaining.padded(calendar.month(stay.exit), 2)
        years[year].chaining.next()
        years[year].chaining.field(stay.entry + 20_000)
        years[year].chaining.text("1;1;")
        let faulty = random.chance(0.03) ? 1 + random.below(8) : -1
        for code in 0..<9 {
            let isWrong = code == faulty || (code == 0 && missesNIR)
            years[year].chaining.byte(isWrong ? 0x31 : 0x30)
            if code < 8 { years[year].chaining.next() }
        }
        years[year].chaining.windowsNewline()
    }

    private mutating func appendActs(_ stay: Stay, hospital: StaticString, number: Int, year: Int) {
        for (place, act) in stay.acts.enumerated() {
            years[year].acts.field(hospital)
            years[year].acts.field(number)
            years[year].acts.text("01;")
            years[year].acts.field(act)
            years[year].acts.text("1;0;")
            years[year].acts.field(min(place, stay.exit - stay.entry))
            years[year].acts.number(max(stay.sessions, 1))
            years[year].acts.windowsNewline()
        }
    }

    private mutating func appendUnit(_ stay: Stay, hospital: StaticString, number: Int, year: Int) {
        years[year].units.field(hospital)
        years[year].units.field(number)
        years[year].units.text(stay.isUrgent ? "1;07;" : "1;;")
        years[year].units.field(stay.principal)
        years[year].units.field(stay.related)
        years[year].units.field(stay.exit - stay.entry)
        years[year].units.text(hospital)
        years[year].units.windowsNewline()
    }

    /// VID-HOSP: the insured's number, without names; 4 % missing, 1 % with a wrong key.
    private mutating func appendIdentity(
        _ stay: Stay,
        _ person: Person,
        hospital: StaticString,
        number: Int,
        missesNIR: Bool,
        _ random: inout RandomStream
    ) {
        identities.field(hospital)
        identities.field(number)
        identities.field(calendar.year(stay.exit))
        if !missesNIR, let record = record(of: person, on: stay.entry) {
            var nir = record.insuredNIR
            if random.chance(0.01) { nir[14] = 0x30 + (nir[14] - 0x30 + 1) % 10 }
            identities.text(nir)
        }
        identities.next()
        identities.field(day: person.birthDay, calendar)
        identities.field(person.sex)
        identities.text(places.communes[person.home.commune(on: stay.entry)].postalCode)
        identities.windowsNewline()
    }

    /// The insurance that the hospital sees: the first that covers the day.
    private func record(of person: Person, on day: Int) -> ClaimRecord? {
        person.records.first { $0.start <= day && day < $0.end } ?? person.records.first { !ClaimsWriter.isFictive($0) }
    }
}
