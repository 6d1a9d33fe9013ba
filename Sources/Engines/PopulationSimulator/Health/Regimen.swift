/// Which drugs a person takes, from when to when.
struct Regimen {
    private var starts = [Int](repeating: .max, count: Drug.allCases.count)
    private var ends = [Int](repeating: .max, count: Drug.allCases.count)
    /// Drugs of the regimen, in order of the formulary.
    private(set) var drugs: [Drug] = []

    func takes(_ drug: Drug, on day: Int) -> Bool {
        starts[Int(drug.rawValue)] <= day && day < ends[Int(drug.rawValue)]
    }

    /// The first day of a drug, `Int.max` if never taken.
    func start(_ drug: Drug) -> Int { starts[Int(drug.rawValue)] }

    mutating func add(_ drug: Drug, from start: Int, to end: Int = .max) {
        let place = Int(drug.rawValue)
        guard start < starts[place] else { return }
        if starts[place] == .max { drugs.append(drug) }
        starts[place] = start
        ends[place] = end
    }

    /// Drugs given by cycles of three weeks rather than at follow-ups.
    static let cyclic: [Drug] = [.capecitabine, .gefitinib, .cyclophosphamide]

    /// Treatments follow the diseases.
    init(person: Person, state: HealthState, firstDay: Int, random: inout RandomStream) {
        for disease in Disease.allCases {
            let onset = state.onset(disease)
            guard onset < .max else { continue }
            // Treatment starts some days after the diagnosis.
            let start = onset + 5 + random.below(35)
            treatHeartAndMetabolism(disease, from: start, firstDay: firstDay, state: state, &random)
            treatOthers(disease, onset: onset, from: start, person: person, state: state, &random)
        }
        if person.sex == 2, (1977...2006).contains(person.birthYear), random.chance(0.3) {
            add(random.chance(0.8) ? .contraceptive : .levonorgestrel, from: firstDay - 400)
        }
    }

    private mutating func treatHeartAndMetabolism(
        _ disease: Disease,
        from start: Int,
        firstDay: Int,
        state: HealthState,
        _ random: inout RandomStream
    ) {
        switch disease {
        case .type1Diabetes:
            add(.glargine, from: start)
            add(random.chance(0.6) ? .aspart : .lispro, from: start)
        case .type2Diabetes:
            treatType2Diabetes(from: start, state: state, &random)
        case .hypertension:
            treatHypertension(from: start, firstDay: firstDay, &random)
        case .hyperlipidemia:
            if random.chance(0.65) { add(random.chance(0.7) ? .atorvastatin : .rosuvastatin, from: start) }
        case .coronaryDisease:
            add(.aspirin, from: start)
            add(.clopidogrel, from: start, to: start + 365)
            add(.atorvastatin, from: start)
            if random.chance(0.75) { add(.bisoprolol, from: start) }
            if random.chance(0.6) { add(.ramipril, from: start) }
        case .heartFailure:
            if random.chance(0.75) { add(random.chance(0.7) ? .bisoprolol : .carvedilol, from: start) }
            if random.chance(0.75) { add(random.chance(0.6) ? .ramipril : .perindopril, from: start) }
            if random.chance(0.75) { add(.furosemide, from: start) }
            if random.chance(0.3) { add(.spironolactone, from: start) }
            if random.chance(0.2) { add(.dapagliflozin, from: max(start, 19_000)) }
        case .atrialFibrillation:
            add(random.chance(0.75) ? .apixaban : .warfarin, from: start)
            if random.chance(0.5) { add(.bisoprolol, from: start) }
            if random.chance(0.2) { add(.amiodarone, from: start) }
        case .stroke, .arteryDisease:
            add(random.chance(0.6) ? .aspirin : .clopidogrel, from: start)
            if random.chance(0.7) { add(.atorvastatin, from: start) }
        default:
            break
        }
    }

    private mutating func treatType2Diabetes(from start: Int, state: HealthState, _ random: inout RandomStream) {
        if state.kidneyStage < 4, random.chance(0.78) {
            add(random.chance(0.4) ? .metformin500 : .metformin850, from: start)
        }
        let second = random.unit()
        let later = start + 700 + random.below(1_500)
        if second < 0.15 { add(.gliclazide, from: later) }
        if second >= 0.15, second < 0.3 { add(.sitagliptin, from: later) }
        if second >= 0.3, second < 0.38 { add(.dulaglutide, from: max(later, 18_500)) }
        if second >= 0.38, second < 0.45 { add(.dapagliflozin, from: max(later, 19_000)) }
        if random.chance(0.18) { add(random.chance(0.7) ? .glargine : .glargineBiosimilar, from: start + 1_500) }
    }

    private mutating func treatHypertension(from start: Int, firstDay: Int, _ random: inout RandomStream) {
        let first = random.unit()
        if first < 0.26 { add(.ramipril, from: start) }
        if first >= 0.26, first < 0.40 { add(.perindopril, from: start) }
        if first >= 0.40, first < 0.56 { add(.irbesartan, from: start) }
        if first >= 0.56, first < 0.70 { add(.valsartan, from: start) }
        if random.chance(0.28) { add(.amlodipine, from: start + random.below(900)) }
        if random.chance(0.14) { add(.indapamide, from: start + random.below(900)) }
        if random.chance(0.1) { add(random.chance(0.5) ? .atenolol : .nebivolol, from: start) }
        // Some change treatment in the course of the years.
        if random.chance(0.1) { add(.ramipril, from: max(start, firstDay + 60 + random.below(1_300))) }
    }

    private mutating func treatOthers(
        _ disease: Disease,
        onset: Int,
        from start: Int,
        person: Person,
        state: HealthState,
        _ random: inout RandomStream
    ) {
        switch disease {
        case .chronicKidneyDisease:
            if random.chance(0.4) { add(.irbesartan, from: start) }
            if state.kidneyStage >= 4, random.chance(0.5) { add(.darbepoetin, from: start) }
        case .asthma, .chronicObstructiveLungDisease:
            if random.chance(0.6) { add(.salbutamol, from: start) }
            if disease == .asthma, random.chance(0.5) { add(.budesonide, from: start) }
            if disease == .chronicObstructiveLungDisease, random.chance(0.6) { add(.tiotropium, from: start) }
        case .breastCancer:
            if random.chance(0.42) { add(.capecitabine, from: onset + 18 + random.below(22), to: onset + 200) }
            if random.chance(0.05) { add(.cyclophosphamide, from: onset + 20, to: onset + 200) }
            let isOlder = onset - person.birthDay > 55 * 365
            if random.chance(0.7) { add(isOlder ? .letrozole : .tamoxifen, from: onset + 210, to: onset + 2_040) }
        case .colonCancer:
            if random.chance(0.6) { add(.capecitabine, from: onset + 18 + random.below(22), to: onset + 200) }
        case .lungCancer:
            if random.chance(0.3) { add(.gefitinib, from: onset + 14 + random.below(22), to: onset + 500) }
            if random.chance(0.3) { add(.morphine, from: onset + 120, to: onset + 900) }
        case .prostateCancer:
            if random.chance(0.5) { add(.leuprorelin, from: start, to: start + 1_100) }
            if random.chance(0.25) { add(.bicalutamide, from: start, to: start + 300) }
        case .depression:
            let drug: [Drug] = [.escitalopram, .sertraline, .paroxetine]
            let isLasting = random.chance(0.35)
            add(drug[random.below(3)], from: start, to: isLasting ? .max : start + 270)
            if random.chance(0.3) { add(.alprazolam, from: start, to: start + 90) }
        case .hypothyroidism:
            add(.levothyroxine, from: start)
        case .osteoporosis:
            if random.chance(0.5) { add(.alendronate, from: start, to: start + 1_826) }
        case .rheumatoidArthritis:
            if random.chance(0.6) { add(.prednisolone, from: start) }
        default:
            break
        }
    }
}
