/// The care of one person over the years, written as it happens into every source that sees it.
struct LifeCourse {
    let person: Person
    let state: HealthState
    let regimen: Regimen
    let values: LabValues
    /// First and last day on which care can happen.
    let start: Int
    let end: Int
    /// Days on which the person gives birth.
    let deliveries: [Int]
    let seed: UInt64
    var random: RandomStream
    var hasCare = false
    /// Diseases that the warehouse has already written, as bits.
    var known: UInt32 = 0

    /// Everything that happens to a person, in order of kind rather than of date.
    static func live(
        _ newborn: Person,
        deliveries: [Int],
        plan: SimulationPlan,
        firstDay: Int,
        lastDay: Int,
        into output: inout ShardOutput
    ) {
        var person = newborn
        var random = RandomStream(seed: plan.seed, purpose: 0x4C49_4645, number: person.number)
        let state = HealthState(person: person, firstDay: firstDay, lastDay: lastDay, random: &random)
        person.deathDay = state.deathDay
        person.isInWarehouse = random.chance(state.diseaseCount > 0 ? 0.19 : 0.11)
        let regimen = Regimen(person: person, state: state, firstDay: firstDay, random: &random)
        var life = LifeCourse(
            person: person, state: state, regimen: regimen, values: LabValues(person: person, state: state),
            start: max(firstDay, person.birthDay), end: min(lastDay, state.deathDay ?? lastDay),
            deliveries: deliveries, seed: plan.seed, random: random)
        life.run(lastDay: lastDay, into: &output)
    }

    private mutating func run(lastDay: Int, into output: inout ShardOutput) {
        output.truth.person(person, lastDay: lastDay)
        output.claims.begin(person)
        output.stays.begin()
        if person.isInWarehouse {
            output.warehouse.begin(person, lastDay: lastDay, &output.truth, &random)
        }
        if start <= end {
            for disease in Disease.allCases where state.onset(disease) <= end { fallIll(disease, &output) }
            birth(&output)
            for day in deliveries where day <= end { deliver(day, &output) }
            followUps(&output)
            acuteEpisodes(&output)
            prevention(&output)
            warehouseConsultations(&output)
            fictiveCare(&output)
            death(lastDay: lastDay, &output)
        }
        output.claims.register(person, hasCare: hasCare, lastDay: lastDay, &random)
    }

    // MARK: - What the rest uses

    func age(on day: Int) -> Int { (day - person.birthDay) * 100 / 36_525 }

    func has(_ disease: Disease, on day: Int) -> Bool { state.has(disease, on: day) }

    func diagnosis(_ disease: Disease) -> StaticString {
        let variant = Int(RandomStream.mixed(UInt64(person.number)) >> 33)
        return DiseaseCodes.diagnosis(disease, kidneyStage: state.kidneyStage, variant: variant)
    }

    /// Diseases of a day that doctors write beside the main one, each with a chance; at most six.
    mutating func comorbidities(on day: Int, besides main: Disease?) -> [StaticString] {
        var codes: [StaticString] = []
        for disease in Disease.allCases where disease != main && has(disease, on: day) && codes.count < 6 {
            // An old stroke is not a stroke.
            if disease != .stroke, random.chance(0.82) { codes.append(diagnosis(disease)) }
        }
        return codes
    }

    /// Whether care is refunded in full for a long-term illness.
    func isRefundedInFull(on day: Int) -> Bool {
        has(.type1Diabetes, on: day) || has(.heartFailure, on: day) || state.hasCancer && day > start
            || has(.type2Diabetes, on: day) && person.number % 4 > 0
    }

    /// A random day of care, or nil if there is none.
    mutating func anyDay() -> Int { random.between(start...end) }
}

// MARK: - Illness, birth and death

extension LifeCourse {
    /// The truth, the long-term illness and what the first days bring.
    private mutating func fallIll(_ disease: Disease, _ output: inout ShardOutput) {
        let onset = state.onset(disease)
        output.truth.disease(disease, person: person.number, onset: onset)
        if let illness = DiseaseCodes.longTermIllness(disease, kidneyStage: state.kidneyStage),
            random.below(100) < illness.percent
        {
            // A cancer's is opened after surgery has named it.
            let day = onset + random.below(25) + (disease.isCancer ? 24 : 0)
            if day <= end {
                output.claims.illness(person, code: diagnosis(disease), list: illness.number, from: day, &random)
            }
        }
        diseaseStays(disease, onset: onset, &output)
        // The hospital that finds high blood pressure measures it on that day.
        if person.isInWarehouse, onset >= start, onset <= end, random.chance(0.5) {
            consultWarehouse(onset, &output)
        }
    }

    /// The stay in which the person is born.
    private mutating func birth(_ output: inout ShardOutput) {
        guard person.birthDay == start, person.sketch.mother != nil else { return }
        var stay = Stay("Z380", group: "15M05A", entry: start, nights: 3 + random.below(2))
        stay.motherKey = RandomStream.mixed(seed ^ UInt64(person.birthDay) << 32 ^ homeKey)
        stay.weight = (person.sketch.twinRank > 0 ? 2_400 : 3_300) + Int(400 * random.normal())
        admit(stay, &output)
    }

    /// The same for all of a household: ties mother and child.
    private var homeKey: UInt64 {
        UInt64(person.home.street) << 40 ^ UInt64(person.home.streetNumber) << 20 ^ UInt64(person.home.mixKey)
    }

    private mutating func deliver(_ day: Int, _ output: inout ShardOutput) {
        let isCaesarean = random.chance(0.21)
        var stay = Stay(
            isCaesarean ? "O820" : "O800", group: isCaesarean ? "14C08A" : "14Z14A", entry: day,
            nights: 3 + random.below(isCaesarean ? 4 : 2))
        stay.associated = ["Z370"]
        stay.acts = [
            isCaesarean ? (random.chance(0.5) ? "JQGA002" : "JQGA004") : random.chance(0.45) ? "JQGD010" : "JQGD012"
        ]
        stay.motherKey = RandomStream.mixed(seed ^ UInt64(day) << 32 ^ homeKey)
        admit(stay, &output)
        for months in [7, 4, 2] where day - months * 30 >= start {
            act("JNQM001", nature: 1324, cents: 3_559, specialty: 7, on: day - months * 30, &output)
        }
        for months in [6, 3, 1] where day - months * 30 >= start {
            visit(nature: 1112, cents: 3_150, specialty: 7, on: day - months * 30, &output)
            tests([1104, 552], on: day - months * 30 + 3, &output)
        }
    }

    /// Care whose number leads to nobody.
    private mutating func fictiveCare(_ output: inout ShardOutput) {
        for (place, record) in person.records.enumerated() where ClaimsWriter.isFictive(record) && record.start <= end {
            guard output.claims.open(person, day: record.start, record: place, delay: 1, &random) else { return }
            var line = ClaimLine(1112, cents: 3_150, rate: 100)
            line.performer = 7
            output.claims.write(line, person, &random)
            hasCare = true
        }
    }

    /// Half of deaths happen in hospital.
    private mutating func death(lastDay: Int, _ output: inout ShardOutput) {
        guard let death = state.deathDay, death <= lastDay, random.chance(0.5) else { return }
        let nights = random.below(9)
        guard death - nights >= start else { return }
        let causes: [StaticString] = ["A419", "J189", "J960", "I500", "N179"]
        let cancer = Disease.allCases.first { $0.isCancer && has($0, on: death) }
        var stay = Stay(
            cancer.map { diagnosis($0) } ?? causes[random.below(causes.count)], group: "23Z02Z", entry: death - nights,
            nights: nights)
        stay.associated = comorbidities(on: death, besides: cancer)
        if cancer == .colonCancer, random.chance(0.5) { stay.associated.append("C787") }
        stay.isDeath = true
        stay.isUrgent = true
        admit(stay, &output)
    }
}
