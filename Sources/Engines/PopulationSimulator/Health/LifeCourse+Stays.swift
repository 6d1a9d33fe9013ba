/// Hospital stays: those that a disease brings, and accidents of life.
extension LifeCourse {
    /// Stays at the onset of a disease and, for some, every year after.
    mutating func diseaseStays(_ disease: Disease, onset: Int, _ output: inout ShardOutput) {
        let isNew = onset >= start && onset <= end
        let from = max(onset + 30, start)
        let years = Double(max(end - from, 0)) / 365
        switch disease {
        case .coronaryDisease:
            if isNew { heartAttack(onset, &output) }
            repeated(disease, group: "05M06T", rate: 0.05, from: from, years: years, nights: 3, &output)
        case .heartFailure:
            if isNew, random.chance(0.55) { flare(disease, group: "05M092", on: onset, nights: 8, &output) }
            repeated(disease, group: "05M092", rate: 0.38, from: from, years: years, nights: 8, &output)
        case .stroke:
            if isNew { stroke(onset, &output) }
        case .atrialFibrillation:
            if isNew, random.chance(0.3) { flare(disease, group: "05M081", on: onset, nights: 3, &output) }
            if isNew, random.chance(0.06) { pacemaker(onset + 30, &output) }
        case .chronicObstructiveLungDisease:
            repeated(disease, group: "04M052", rate: 0.09, from: from, years: years, nights: 6, &output)
        case .asthma:
            repeated(disease, group: "04M071", rate: 0.01, from: from, years: years, nights: 2, &output)
        case .type2Diabetes, .type1Diabetes:
            repeated(disease, group: "10M021", rate: 0.035, from: from, years: years, nights: 4, &output)
        case .depression:
            repeated(disease, group: "19M061", rate: 0.012, from: from, years: years, nights: 9, &output)
        case .dementia:
            repeated(disease, group: "01M261", rate: 0.12, from: from, years: years, nights: 9, &output)
        case .chronicKidneyDisease:
            if state.kidneyStage == 5 { dialysis(from: from, &output) }
        case .breastCancer, .colonCancer, .lungCancer, .prostateCancer:
            if isNew { cancer(disease, onset, &output) }
        default:
            break
        }
    }

    private mutating func repeated(
        _ disease: Disease,
        group: StaticString,
        rate: Double,
        from: Int,
        years: Double,
        nights: Int,
        _ output: inout ShardOutput
    ) {
        guard from <= end else { return }
        for _ in 0..<random.occurrences(rate: rate, years: years) {
            flare(disease, group: group, on: random.between(from...end), nights: nights, &output)
        }
    }

    private mutating func flare(
        _ disease: Disease,
        group: StaticString,
        on day: Int,
        nights: Int,
        _ output: inout ShardOutput
    ) {
        let isBronchitis = disease == .chronicObstructiveLungDisease
        let principal: StaticString = isBronchitis ? (random.chance(0.6) ? "J440" : "J441") : diagnosis(disease)
        var stay = Stay(principal, group: group, entry: day, nights: max(nights / 2 + random.below(nights + 1), 1))
        stay.associated = comorbidities(on: day, besides: disease)
        if disease == .heartFailure, random.chance(0.12) { stay.associated.append("N179") }
        if disease == .heartFailure, random.chance(0.5) { stay.acts = ["DEQP003", "DZQM006"] }
        stay.isUrgent = random.chance(0.7)
        admit(stay, &output)
    }

    private mutating func heartAttack(_ day: Int, _ output: inout ShardOutput) {
        guard random.chance(0.55) else { return }
        let kinds: [StaticString] = ["I210", "I211", "I214", "I219"]
        var stay = Stay(kinds[random.below(4)], group: "05K061", entry: day, nights: 4 + random.below(5))
        stay.acts = ["DEQP003", random.chance(0.7) ? "DDAF006" : "DDAF007"]
        if random.chance(0.3) { stay.acts.append("DDQH012") }
        stay.associated = comorbidities(on: day, besides: .coronaryDisease)
        stay.isUrgent = true
        admit(stay, &output)
        tests([7335, 996], on: day + 40, &output)
    }

    private mutating func stroke(_ day: Int, _ output: inout ShardOutput) {
        var stay = Stay(diagnosis(.stroke), group: "01M302", entry: day, nights: 6 + random.below(12))
        stay.acts = random.chance(0.6) ? ["ACQH003", "EBQM001"] : ["ACQN001"]
        stay.associated = comorbidities(on: day, besides: .stroke)
        stay.isUrgent = true
        admit(stay, &output)
    }

    private mutating func pacemaker(_ day: Int, _ output: inout ShardOutput) {
        var stay = Stay(diagnosis(.atrialFibrillation), group: "05C151", entry: day, nights: 2)
        stay.acts = ["DELF005"]
        admit(stay, &output)
    }

    /// Sessions are counted by month: about thirteen a stay.
    private mutating func dialysis(from: Int, _ output: inout ShardOutput) {
        var day = from
        while day + 27 <= end {
            var stay = Stay("Z491", group: "28Z04Z", entry: day, nights: 27)
            stay.related = "N185"
            stay.sessions = 12 + random.below(3)
            stay.acts = ["JVJF004"]
            admit(stay, &output)
            day += 30
        }
    }

    /// Surgery, chemotherapy sessions, radiotherapy.
    private mutating func cancer(_ disease: Disease, _ onset: Int, _ output: inout ShardOutput) {
        let hasSurgery = random.chance(disease == .lungCancer ? 0.3 : 0.7)
        let day = onset + 3 + random.below(20)
        if hasSurgery {
            let right = random.chance(0.5)
            var stay =
                switch disease {
                case .breastCancer: Stay(diagnosis(disease), group: "09C04T", entry: day, nights: 1 + random.below(3))
                case .colonCancer: Stay(diagnosis(disease), group: "06C041", entry: day, nights: 6 + random.below(7))
                case .lungCancer: Stay(diagnosis(disease), group: "04C021", entry: day, nights: 6 + random.below(6))
                default: Stay(diagnosis(disease), group: "12C111", entry: day, nights: 4 + random.below(4))
                }
            stay.acts =
                switch disease {
                case .breastCancer: [right ? "QEFA004" : "QEFA003"]
                case .colonCancer: [right ? "HHFA008" : "HHFA002"]
                case .lungCancer: ["GFFA009", "GEQE007"]
                default: ["JGFA006"]
                }
            stay.associated = comorbidities(on: day, besides: disease)
            admit(stay, &output)
        }
        for drug in Regimen.cyclic where regimen.start(drug) < .max {
            for cycle in 0..<6 { dispense([(drug, 1)], on: regimen.start(drug) + cycle * 21, &output) }
        }
        let hasChemotherapy = random.chance(disease == .prostateCancer ? 0.1 : 0.45)
        if hasChemotherapy { chemotherapySessions(disease, from: day + 15 + random.below(15), &output) }
        if random.chance(0.35) {
            act("ZZNL065", nature: 1352, cents: 18_000, specialty: 76, on: day + 150, &output)
        }
        act("ZBQH001", nature: 1351, cents: 2_527, specialty: 6, on: day - 2, &output)
        act("ZCQH001", nature: 1351, cents: 5_054, specialty: 6, on: day + 90, &output)
    }

    private mutating func chemotherapySessions(_ disease: Disease, from day: Int, _ output: inout ShardOutput) {
        for session in 0..<(4 + random.below(4)) {
            var stay = Stay("Z511", group: "28Z07Z", entry: day + session * 21, nights: 0)
            stay.related = diagnosis(disease)
            stay.associated = [diagnosis(disease)]
            stay.sessions = 1
            admit(stay, &output)
        }
    }

    // MARK: - Accidents of life

    /// One kind of stay that happens to anybody.
    private struct Accident {
        let principal: StaticString
        let group: StaticString
        let act: StaticString
        let nights: Int
        /// Chance a year at this age and sex.
        let rate: Double
        var isUrgent = true
    }

    private func accidents(_ age: Int) -> [Accident] {
        let isOld = age > 70
        let isWoman = person.sex == 2
        return [
            Accident(
                principal: "J181", group: "04M053", act: "ZBQK002", nights: isOld ? 9 : 5,
                rate: age > 80 ? 0.03 : isOld ? 0.012 : 0.002),
            Accident(
                principal: "S720", group: "08C49B", act: "NEKA018", nights: 9,
                rate: age > 85 ? (isWoman ? 0.02 : 0.01) : age > 70 ? 0.004 : 0),
            Accident(
                principal: "K409", group: "06C12J", act: "LMMA006", nights: 0, rate: isWoman ? 0.001 : 0.006,
                isUrgent: false),
            Accident(
                principal: "K219", group: "06K04J", act: "HEQE002", nights: 0, rate: age > 30 ? 0.008 : 0.001,
                isUrgent: false),
            Accident(principal: "D649", group: "16M111", act: "FELF011", nights: 3, rate: isOld ? 0.008 : 0.0008),
            Accident(principal: "N390", group: "11M042", act: "", nights: 5, rate: isOld ? 0.006 : 0.0005),
            Accident(principal: "M545", group: "08M251", act: "", nights: 3, rate: age > 25 ? 0.002 : 0),
            Accident(principal: "F419", group: "19M101", act: "", nights: 4, rate: age > 15 ? 0.0012 : 0),
            Accident(
                principal: "N40", group: "12C041", act: "", nights: 3, rate: !isWoman && age > 60 ? 0.006 : 0,
                isUrgent: false),
            Accident(
                principal: "G473", group: "04M20T", act: "", nights: 1, rate: age > 40 ? 0.003 : 0, isUrgent: false),
            Accident(
                principal: "S525", group: "08C31J", act: "MCCB004", nights: 1, rate: isWoman && age > 50 ? 0.003 : 0.001
            ),
            Accident(principal: "K359", group: "06C081", act: "HHFA016", nights: 2, rate: age < 40 ? 0.0015 : 0.0005),
            Accident(principal: "K802", group: "07C141", act: "HMFC004", nights: 2, rate: age > 25 ? 0.002 : 0),
            Accident(principal: "N10", group: "11M041", act: "", nights: 4, rate: isWoman ? 0.0015 : 0.0005),
            Accident(principal: "A099", group: "06M031", act: "", nights: 2, rate: age < 5 || isOld ? 0.003 : 0.0005),
            Accident(principal: "J219", group: "04M181", act: "", nights: 3, rate: age < 2 ? 0.012 : 0),
            Accident(principal: "R074", group: "05M13T", act: "DEQP003", nights: 1, rate: age > 40 ? 0.002 : 0.0003),
            Accident(principal: "R55", group: "23M06T", act: "", nights: 1, rate: isOld ? 0.003 : 0.0006),
            Accident(principal: "I269", group: "04M111", act: "ZBQH001", nights: 6, rate: isOld ? 0.0015 : 0.0003),
            Accident(principal: "U071", group: "04M251", act: "", nights: 7, rate: isOld ? 0.004 : 0.0006),
            Accident(principal: "J111", group: "04M191", act: "", nights: 5, rate: isOld ? 0.0015 : 0.0003),
            Accident(
                principal: "H259", group: "02C05J", act: "BFGA427", nights: 0,
                rate: isOld ? 0.065 : age > 60 ? 0.02 : 0,
                isUrgent: false),
            Accident(
                principal: "M169", group: "08C48J", act: "NEKA020", nights: 4, rate: age > 55 ? 0.004 : 0,
                isUrgent: false),
            Accident(
                principal: "M179", group: "08C24J", act: "NFKA007", nights: 5, rate: age > 55 ? 0.004 : 0,
                isUrgent: false),
        ]
    }

    /// Everybody's stays, each kind with its own yearly chance.
    mutating func acuteStays(years: Double, middle: Int, _ output: inout ShardOutput) {
        let accidents = accidents(middle)
        let total = accidents.reduce(0) { $0 + $1.rate }
        for _ in 0..<random.occurrences(rate: total, years: years) {
            var target = random.unit() * total
            for accident in accidents {
                target -= accident.rate
                guard target < 0 else { continue }
                admit(accident, &output)
                break
            }
        }
    }

    private mutating func admit(_ accident: Accident, _ output: inout ShardOutput) {
        let day = anyDay()
        let nights = accident.nights == 0 ? 0 : max(accident.nights / 2 + random.below(accident.nights + 1), 1)
        var stay = Stay(accident.principal, group: accident.group, entry: day, nights: nights)
        if accident.act.utf8CodeUnitCount > 0 { stay.acts = [accident.act] }
        stay.associated = comorbidities(on: day, besides: nil)
        stay.isUrgent = accident.isUrgent
        admit(stay, &output)
    }
}
