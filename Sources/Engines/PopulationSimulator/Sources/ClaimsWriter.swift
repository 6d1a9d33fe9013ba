/// Writes the national claims of one shard: register, beneficiaries, long-term illnesses, acts and their details.
struct ClaimsWriter {
    var identities = ByteBuffer()
    var beneficiaries = ByteBuffer()
    var illnesses = ByteBuffer()
    private(set) var acts = ByteBuffer()
    private(set) var drugs = ByteBuffer()
    private(set) var laboratory = ByteBuffer()
    private(set) var technical = ByteBuffer()
    let calendar: CivilCalendar
    let places: Places
    let names: Names
    let streets: Streets

    /// The columns of the person in ER_PRS_F that do not change from one form to the next, for each record.
    private var heads: [[UInt8]] = []
    private var formCount = 0
    private var form = Form()
    /// The seven first of the nine columns that join an act and its details.
    private var key = ByteBuffer()

    /// Forms are numbered over the country by a permutation, so that neighbours do not betray one person.
    private static let formsPerPersonMax = 900
    private static let formSpace: UInt64 = 9_000_000_000
    private static let formStride: UInt64 = 4_294_967_291

    /// The claim form being written.
    private struct Form {
        var day = 0
        var record = 0
        var actCount = 0
        var delay = 0
    }

    init(calendar: CivilCalendar, places: Places, names: Names, streets: Streets) {
        self.calendar = calendar
        self.places = places
        self.names = names
        self.streets = streets
    }

    mutating func clear() {
        identities.clear()
        beneficiaries.clear()
        illnesses.clear()
        acts.clear()
        drugs.clear()
        laboratory.clear()
        technical.clear()
    }

    // MARK: - Forms

    /// Prepares the columns of a person.
    mutating func begin(_ person: Person) {
        formCount = 0
        heads.removeAll(keepingCapacity: true)
        for record in person.records {
            var head = ByteBuffer()
            let isFictive = ClaimsWriter.isFictive(record)
            head.field(record.pseudonym)
            head.field(record.rank)
            head.field(record.numberKind)
            head.field(person.sex)
            head.field(isFictive ? "888" : person.scheme == 1 ? "101" : person.scheme == 2 ? "200" : "676")
            head.field(isFictive ? "01" : person.scheme == 1 ? "1" : person.scheme == 2 ? "2" : "4")
            head.field(person.number % 11 == 0 ? 1 : 0)
            heads.append(head.bytes)
        }
    }

    static func isFictive(_ record: ClaimRecord) -> Bool { record.end == 0 }

    /// Starts the form of one day's care with one professional. False if no insurance covers the day.
    mutating func open(_ person: Person, day: Int, _ random: inout RandomStream) -> Bool {
        guard let record = ClaimsWriter.record(of: person, on: day, &random) else { return false }
        return open(person, day: day, record: record, delay: ClaimsWriter.delay(&random), &random)
    }

    /// The same under a given record: care under a fictive number, or a later correction.
    mutating func open(
        _ person: Person,
        day: Int,
        record: Int,
        delay: Int,
        _ random: inout RandomStream
    ) -> Bool {
        guard formCount < ClaimsWriter.formsPerPersonMax else { return false }
        let order = UInt64(person.number * ClaimsWriter.formsPerPersonMax + formCount)
        formCount += 1
        let number = Int((order &* ClaimsWriter.formStride) % ClaimsWriter.formSpace)
        form = Form(day: day, record: record, actCount: 0, delay: delay)
        let flow = calendar.firstOfMonth(after: delay + 1, of: day)
        let home = places.communes[person.home.commune(on: day)]
        key.clear()
        key.field(day: flow, calendar)
        key.field(day: max(flow - 3 - random.below(24), day), calendar)
        key.text("1;1;")
        key.field(number / 99_999_999)
        key.text("01C")
        key.byte(home.code[0])
        key.byte(home.code[1])
        key.text("0000;")
        key.field(1 + number % 99_999_999)
        return true
    }

    /// Months between the care and its arrival: 98 % within six, the rest up to 21, which leaves a correction until 27.
    private static func delay(_ random: inout RandomStream) -> Int {
        let kind = random.unit()
        if kind < 0.72 { return 0 }
        if kind < 0.88 { return 1 }
        if kind < 0.982 { return 2 + random.below(4) }
        return 6 + random.below(15)
    }

    /// Own record from majority on, else one of the parents'.
    private static func record(of person: Person, on day: Int, _ random: inout RandomStream) -> Int? {
        var first: Int?
        var second: Int?
        for (place, record) in person.records.enumerated() where record.start <= day && day < record.end {
            if first == nil { first = place } else { second = place }
        }
        guard let second else { return first }
        return random.chance(0.35) ? second : first
    }

    // MARK: - Lines

    /// Writes a line on the open form; 1.5 % are later cancelled by a mirror line, some of them then written again.
    mutating func write(_ line: ClaimLine, _ person: Person, _ random: inout RandomStream) {
        append(line, person, sign: 1)
        guard line.supplement == 0, random.chance(0.015) else { return }
        let saved = (form, key)
        let months = form.delay + 1 + random.below(6)
        if open(person, day: saved.0.day, record: saved.0.record, delay: months, &random) {
            append(line, person, sign: -1)
            if random.chance(0.4) { append(line, person, sign: 1) }
        }
        (form, key) = saved
    }

    private mutating func append(_ line: ClaimLine, _ person: Person, sign: Int) {
        form.actCount += 1
        acts.text(key)
        acts.field(form.actCount)
        acts.text("0;")
        acts.text(heads[form.record])
        appendAge(person)
        let home = places.communes[person.home.commune(on: form.day)]
        acts.field(home.claimsDepartment)
        acts.field(home.claimsCommune)
        acts.field(day: form.day, calendar)
        acts.field(day: form.day, calendar)
        acts.field(day: line.prescriptionDay ?? form.day, calendar)
        acts.field(line.nature)
        let isSupplement = line.supplement > 0
        acts.field(isSupplement ? 0 : line.nature)
        acts.field(isSupplement ? line.nature : 0)
        acts.field(line.supplement)
        acts.field(line.supplementKind)
        acts.field(line.qualifier)
        acts.field(line.supplementKind == 16 ? 71 : line.qualifier)
        acts.field(line.performer)
        acts.field(line.activity)
        acts.field(line.prescriber)
        acts.field(line.establishment)
        acts.field(line.rate == 100 ? 42 : 0)
        appendAmounts(line, sign: sign)
        appendDetail(line, sign: sign)
    }

    /// Months for infants, as 1000 plus months; years from two on.
    private mutating func appendAge(_ person: Person) {
        let days = form.day - person.birthDay
        acts.field(days < 730 ? 1_000 + max(days * 12 / 365, 0) : calendar.years(from: person.birthDay, to: form.day))
    }

    private mutating func appendAmounts(_ line: ClaimLine, sign: Int) {
        if line.supplementKind == 16 {
            // The flat contribution takes money back: no act, a negative complement.
            acts.text("0;0;0.00;0.00;0.00;0;")
            acts.field(hundredths: -line.cents)
        } else {
            let isInformation = line.qualifier == 71
            acts.field(sign * line.quantity)
            acts.field(sign * line.quantity)
            acts.field(hundredths: sign * line.cents)
            acts.field(hundredths: sign * line.cents)
            acts.field(hundredths: isInformation ? 0 : sign * line.cents * line.rate / 100)
            acts.field(sign < 0 ? 2 : 1)
            acts.text("0.00;")
        }
        acts.number(line.rate)
        acts.newline()
    }

    private mutating func appendDetail(_ line: ClaimLine, sign: Int) {
        switch line.detail {
        case .none: break
        case .drug(let facts, let boxes):
            drugs.text(key)
            drugs.field(form.actCount)
            drugs.text("0;1;")
            drugs.field(facts.cip)
            drugs.field(sign * boxes)
            drugs.hundredths(facts.cents)
            drugs.newline()
        case .laboratory(let code):
            laboratory.text(key)
            laboratory.field(form.actCount)
            laboratory.text("0;1;")
            laboratory.field(code)
            laboratory.number(sign)
            laboratory.newline()
        case .act(let code):
            technical.text(key)
            technical.field(form.actCount)
            technical.text("0;1;")
            technical.field(code)
            technical.text("1;0;")
            technical.hundredths(line.cents)
            technical.newline()
        }
    }
}
