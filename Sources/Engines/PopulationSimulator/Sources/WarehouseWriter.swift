/// Writes the university hospital's warehouse of one shard as FHIR R4 NDJSON, one resource a line.
struct WarehouseWriter {
    private(set) var patients = ByteBuffer()
    private(set) var encounters = ByteBuffer()
    private(set) var conditions = ByteBuffer()
    private(set) var observations = ByteBuffer()
    private(set) var medications = ByteBuffer()
    private(set) var procedures = ByteBuffer()
    let calendar: CivilCalendar
    let places: Places
    let names: Names
    let streets: Streets
    private var person = 0
    private var resourceCount = 0
    private var patientIDs: [UInt64] = []
    private let salt: UInt64

    init(plan: SimulationPlan, calendar: CivilCalendar, places: Places, names: Names, streets: Streets) {
        salt = RandomStream.mixed(plan.seed ^ 0x4648_4952)
        self.calendar = calendar
        self.places = places
        self.names = names
        self.streets = streets
    }

    mutating func clear() {
        patients.clear()
        encounters.clear()
        conditions.clear()
        observations.clear()
        medications.clear()
        procedures.clear()
    }

    /// Resources are named by a hash of the person and a count: the names tell nothing.
    private mutating func newID() -> UInt64 {
        resourceCount += 1
        return RandomStream.mixed(salt ^ RandomStream.mixed(UInt64(person) << 20 | UInt64(resourceCount)))
    }

    // MARK: - Patients

    /// Writes the patient, for 1.5 % a second time as a duplicate with a worse identity.
    mutating func begin(_ person: Person, lastDay: Int, _ truth: inout TruthWriter, _ random: inout RandomStream) {
        self.person = person.number
        resourceCount = 0
        patientIDs = [newID()]
        patient(person, id: patientIDs[0], isDuplicate: false, lastDay: lastDay, &random)
        truth.linkPatient(patientIDs[0], person: person.number)
        guard random.chance(0.015) else { return }
        patientIDs.append(newID())
        patient(person, id: patientIDs[1], isDuplicate: true, lastDay: lastDay, &random)
        truth.linkPatient(patientIDs[1], person: person.number)
    }

    private mutating func patient(
        _ person: Person,
        id: UInt64,
        isDuplicate: Bool,
        lastDay: Int,
        _ random: inout RandomStream
    ) {
        patients.text(#"{"resourceType":"Patient","id":""#)
        patients.hexadecimal(id)
        patients.text(#"","identifier":["#)
        if !random.chance(isDuplicate ? 0.5 : 0.12) {
            var nir = person.nir
            if random.chance(0.02) { nir[14] = 0x30 + (nir[14] - 0x30 + 3) % 10 }
            patients.text(#"{"use":"official","system":"urn:oid:1.2.250.1.213.1.4.8","value":""#)
            patients.text(nir)
            patients.text(#""},"#)
        }
        patients.text(
            #"{"use":"usual","type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"PI"}]},"#
        )
        patients.text(#""system":"urn:oid:1.2.250.1.999.1.1","value":"8"#)
        patients.padded(Int(id % 1_000_000_000), 9)
        patients.text(#""}],"name":["#)
        appendNames(person, &random)
        patients.text(#"],"telecom":[{"system":"phone","value":""#)
        patients.text(person, .phone)
        if person.mailNumber != nil {
            patients.text(#""},{"system":"email","value":""#)
            patients.text(person, .mail(names))
        }
        patients.text(person.sex == 1 ? #""}],"gender":"male","birthDate":""# : #""}],"gender":"female","birthDate":""#)
        patients.isoDate(person.birthDay, calendar)
        if let death = person.deathDay, random.chance(0.6) {
            patients.text(#"","deceasedDateTime":""#)
            patients.isoDate(death, calendar)
        }
        patients.text(#"","#)
        if random.chance(0.7) { appendBirthPlace(person) }
        appendAddress(person, lastDay: lastDay, &random)
        patients.newline()
    }

    /// Birth name and, if any, married name; 3 % have the married name alone, 2 % a slip of the pen.
    private mutating func appendNames(_ person: Person, _ random: inout RandomStream) {
        let knowsOnlyUsed = person.usedName != nil && random.chance(0.06)
        if !knowsOnlyUsed {
            appendName("official", names.surnames[person.birthName].accented, person, &random)
        }
        if let used = person.usedName {
            if !knowsOnlyUsed { patients.byte(0x2C) }
            appendName("usual", names.surnames[used].accented, person, &random)
        }
    }

    private mutating func appendName(
        _ use: StaticString,
        _ surname: [UInt8],
        _ person: Person,
        _ random: inout RandomStream
    ) {
        var family = surname
        if family.count > 4, random.chance(0.02) { family.swapAt(2, 3) }
        patients.text(#"{"use":""#)
        patients.text(use)
        patients.text(#"","family":""#)
        patients.text(family)
        patients.text(#"","given":["#)
        let known = random.chance(0.4) ? 1 : person.firstNames.count
        for (place, rank) in person.firstNames.prefix(known).enumerated() {
            patients.text(place == 0 ? #"""# : #",""#)
            patients.text(names.firstName(rank, sex: person.sex, birthYear: person.birthYear).accented)
            patients.byte(0x22)
        }
        patients.text("]}")
    }

    private mutating func appendBirthPlace(_ person: Person) {
        patients.text(
            #""extension":[{"url":"http://hl7.org/fhir/StructureDefinition/patient-birthPlace","valueAddress":"#)
        patients.text(
            #"{"extension":[{"url":"https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-address-insee-code","#)
        patients.text(#""valueCoding":{"code":""#)
        patients.text(person.birthCode)
        patients.text(#""}}]}}],"#)
    }

    /// Half of those who moved have not told the hospital.
    private mutating func appendAddress(_ person: Person, lastDay: Int, _ random: inout RandomStream) {
        let isLater = person.home.isLater(lastDay) && random.chance(0.5)
        let commune = places.communes[isLater ? person.home.laterCommune : person.home.commune]
        patients.text(#""address":[{"line":[""#)
        patients.number(isLater ? person.home.laterStreetNumber : person.home.streetNumber)
        patients.byte(0x20)
        patients.text(streets.names[isLater ? person.home.laterStreet : person.home.street])
        patients.text(#""],"city":""#)
        patients.text(commune.name)
        patients.text(#"","postalCode":""#)
        patients.text(commune.postalCode)
        patients.text(#"","country":"FRA"}]}"#)
    }
}

// MARK: - Care

extension WarehouseWriter {
    /// One venue: its number in FHIR and the patient record it hangs on.
    struct Venue {
        let id: UInt64
        let patient: UInt64
        let day: Int
    }

    /// A stay (`IMP`), a consultation (`AMB`) or a passage in the emergency room (`EMER`).
    mutating func encounter(_ kind: StaticString, from day: Int, to end: Int, _ random: inout RandomStream) -> Venue {
        let patient = patientIDs.count > 1 && random.chance(0.3) ? patientIDs[1] : patientIDs[0]
        let venue = Venue(id: newID(), patient: patient, day: day)
        encounters.text(#"{"resourceType":"Encounter","id":""#)
        encounters.hexadecimal(venue.id)
        encounters.text(random.chance(0.008) ? #"","status":"entered-in-error","# : #"","status":"finished","#)
        encounters.text(#""class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":""#)
        encounters.text(kind)
        encounters.text(#""},"subject":{"reference":"Patient/"#)
        encounters.hexadecimal(patient)
        encounters.text(#""},"period":{"start":""#)
        encounters.moment(day, hour: 8 + Int(venue.id % 9), calendar)
        encounters.text(#"","end":""#)
        encounters.moment(end, hour: 17 + Int(venue.id % 3), calendar)
        encounters.text("\"}}\n")
        return venue
    }

    /// A diagnosis at a venue, begun on `onset`; some dates are partial, some entries mistaken.
    mutating func condition(_ code: StaticString, onset: Int, at venue: Venue, _ random: inout RandomStream) {
        conditions.text(#"{"resourceType":"Condition","id":""#)
        conditions.hexadecimal(newID())
        conditions.text(
            #"","verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","#
        )
        conditions.text(random.chance(0.01) ? #""code":"entered-in-error"}]},"# : #""code":"confirmed"}]},"#)
        conditions.text(#""code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":""#)
        conditions.text(code)
        conditions.text(#""}]},"#)
        conditions.subject(venue)
        conditions.text(#","onsetDateTime":""#)
        if random.chance(0.03) {
            conditions.padded(calendar.year(onset), 4)
        } else if random.chance(0.04) {
            conditions.padded(calendar.year(onset), 4)
            conditions.byte(0x2D)
            conditions.padded(calendar.month(onset), 2)
        } else {
            conditions.isoDate(onset, calendar)
        }
        conditions.text(#"","recordedDate":""#)
        conditions.isoDate(venue.day, calendar)
        if random.chance(0.15) {
            conditions.text(#"","note":[{"text":""#)
            conditions.text(WarehouseWriter.note(random.below(6)))
            conditions.text("\"}]}\n")
        } else {
            conditions.text("\"}\n")
        }
    }

    /// Sentences that say nothing of who the patient is.
    private static func note(_ number: Int) -> StaticString {
        switch number {
        case 0: "Évolution favorable, traitement bien toléré."
        case 1: "Découverte au cours d'un bilan, pas de signe de gravité."
        case 2: "Observance moyenne ; éducation thérapeutique proposée."
        case 3: "Pas d'antécédent familial connu. À revoir dans six mois."
        case 4: "Douleur modérée, examen clinique sans particularité."
        default: "Surveillance biologique rapprochée demandée."
        }
    }

    /// A result; `value` is in tenths of the unit.
    mutating func observation(_ test: LabTest, value: Int, at venue: Venue, day: Int, _ random: inout RandomStream) {
        let facts = LabFacts.of(test)
        observations.text(#"{"resourceType":"Observation","id":""#)
        observations.hexadecimal(newID())
        observations.text(random.chance(0.01) ? #"","status":"entered-in-error","# : #"","status":"final","#)
        observations.text(
            facts.isVital
                ? #""category":[{"coding":[{"code":"vital-signs"}]}],"#
                : #""category":[{"coding":[{"code":"laboratory"}]}],"#)
        observations.text(#""code":{"coding":[{"system":"http://loinc.org","code":""#)
        observations.text(facts.loinc)
        observations.text(#""}]},"#)
        observations.subject(venue)
        observations.text(#","effectiveDateTime":""#)
        if random.chance(0.7) {
            observations.moment(day, hour: 7 + random.below(5), calendar)
        } else {
            observations.isoDate(day, calendar)
        }
        observations.text(#"","valueQuantity":{"value":"#)
        observations.shortTenths(facts.isVital && test != .temperature ? value / 10 * 10 : value)
        if facts.unit.utf8CodeUnitCount > 0 {
            observations.text(#","unit":""#)
            observations.text(facts.unit)
            observations.text(#"","system":"http://unitsofmeasure.org","code":""#)
            observations.text(facts.unit)
            observations.byte(0x22)
        }
        observations.byte(0x7D)
        if facts.high > 0 {
            observations.text(#","referenceRange":[{"low":{"value":"#)
            observations.shortTenths(facts.low)
            observations.text(#"},"high":{"value":"#)
            observations.shortTenths(facts.high)
            observations.text("}}]")
        }
        observations.text("}\n")
    }

    /// A prescription; `cip` is empty for drugs that only hospitals give.
    mutating func medication(
        atc: StaticString,
        cip: StaticString,
        days: Int,
        at venue: Venue,
        _ random: inout RandomStream
    ) {
        medications.text(#"{"resourceType":"MedicationRequest","id":""#)
        medications.hexadecimal(newID())
        medications.text(random.chance(0.01) ? #"","status":"entered-in-error","# : #"","status":"completed","#)
        medications.text(#""intent":"order","medicationCodeableConcept":{"coding":["#)
        medications.text(#"{"system":"http://www.whocc.no/atc","code":""#)
        medications.text(atc)
        if cip.utf8CodeUnitCount > 0 {
            medications.text(#""},{"system":"https://smt.esante.gouv.fr/terminologie-cip13","code":""#)
            medications.text(cip)
        }
        medications.text(#""}]},"#)
        medications.subject(venue)
        medications.text(#","authoredOn":""#)
        medications.isoDate(venue.day, calendar)
        medications.text(#"","dispenseRequest":{"expectedSupplyDuration":{"value":"#)
        medications.number(days)
        medications.text(#","unit":"jour","system":"http://unitsofmeasure.org","code":"d"}}}"#)
        medications.newline()
    }

    mutating func procedure(_ code: StaticString, day: Int, at venue: Venue, _ random: inout RandomStream) {
        procedures.text(#"{"resourceType":"Procedure","id":""#)
        procedures.hexadecimal(newID())
        procedures.text(random.chance(0.01) ? #"","status":"entered-in-error","# : #"","status":"completed","#)
        procedures.text(#""code":{"coding":[{"system":"https://smt.esante.gouv.fr/terminologie-ccam","code":""#)
        procedures.text(code)
        procedures.text(#""}]},"#)
        procedures.subject(venue)
        procedures.text(#","performedDateTime":""#)
        procedures.moment(day, hour: 9 + random.below(8), calendar)
        procedures.text("\"}\n")
    }
}

extension ByteBuffer {
    /// The elements `subject` and `encounter`.
    fileprivate mutating func subject(_ venue: WarehouseWriter.Venue) {
        text(#""subject":{"reference":"Patient/"#)
        hexadecimal(venue.patient)
        text(#""},"encounter":{"reference":"Encounter/"#)
        hexadecimal(venue.id)
        text(#""}"#)
    }

    /// `2024-07-05T09:15:00+02:00`: summer time from April to October, near enough.
    fileprivate mutating func moment(_ day: Int, hour: Int, _ calendar: CivilCalendar) {
        isoDate(day, calendar)
        byte(0x54)
        padded(hour, 2)
        text(":15:00+0")
        byte((4...10).contains(calendar.month(day)) ? 0x32 : 0x31)
        text(":00")
    }

    /// Tenths without a useless decimal: `78` as `7.8`, `1430` as `143`.
    fileprivate mutating func shortTenths(_ value: Int) {
        if value % 10 == 0 { number(value / 10) } else { tenths(value) }
    }
}
