/// Which lasting diseases a person gets and when, and when they die.
struct HealthState {
    /// Day of onset by disease, `Int.max` for never; some are before birth of records, none before birth.
    private var onsets = [Int](repeating: .max, count: Disease.allCases.count)
    private(set) var deathDay: Int?
    /// Stage of kidney disease, 3 to 5; 0 without.
    private(set) var kidneyStage = 0

    init(person: Person, firstDay: Int, lastDay: Int, random: inout RandomStream) {
        for disease in Disease.allCases {
            let curve = OnsetCurve.of(disease)
            let draw = random.unit()
            guard let age = curve.onsetAge(sex: person.sex, draw: draw, factor: factor(disease)) else { continue }
            let day = person.birthDay + Int(age * 365.25)
            if day <= lastDay { onsets[disease.rawValue] = max(day, person.birthDay + 200) }
        }
        if onset(.type1Diabetes) < .max { onsets[Disease.type2Diabetes.rawValue] = .max }
        if onset(.chronicKidneyDisease) < .max {
            let stage = random.unit()
            kidneyStage = stage < 0.78 ? 3 : stage < 0.93 ? 4 : 5
        }
        deathDay = death(person, firstDay: firstDay, lastDay: lastDay, random: &random)
        if let deathDay {
            for place in onsets.indices where onsets[place] > deathDay { onsets[place] = .max }
        }
    }

    func onset(_ disease: Disease) -> Int { onsets[disease.rawValue] }

    /// Whether the person has the disease on a day.
    func has(_ disease: Disease, on day: Int) -> Bool { onsets[disease.rawValue] <= day }

    /// How many lasting diseases the person ever has.
    var diseaseCount: Int { onsets.reduce(0) { $0 + ($1 < .max ? 1 : 0) } }

    var hasCancer: Bool { Disease.allCases.contains { $0.isCancer && onset($0) < .max } }

    /// What favours a disease: causes come before effects in the list of diseases.
    private func factor(_ disease: Disease) -> Double {
        func had(_ cause: Disease) -> Bool { onset(cause) < .max }
        switch disease {
        case .hypertension, .hyperlipidemia: return had(.type2Diabetes) ? 1.4 : 1
        case .obesity: return had(.type2Diabetes) ? 2.5 : 1
        case .coronaryDisease, .arteryDisease:
            return (had(.type2Diabetes) ? 1.7 : 0.9) * (had(.hypertension) ? 1.3 : 0.8)
        case .heartFailure: return (had(.coronaryDisease) ? 2.5 : 0.8) * (had(.hypertension) ? 1.4 : 0.7)
        case .atrialFibrillation: return had(.heartFailure) ? 2.2 : 0.9
        case .stroke: return (had(.atrialFibrillation) ? 2 : 0.9) * (had(.hypertension) ? 1.3 : 0.8)
        case .chronicKidneyDisease: return (had(.type2Diabetes) ? 2 : 0.9) * (had(.hypertension) ? 1.3 : 0.7)
        default: return 1
        }
    }

    private func death(_ person: Person, firstDay: Int, lastDay: Int, random: inout RandomStream) -> Int? {
        var day = max(firstDay, person.birthDay)
        while day <= lastDay {
            let age = Double(day - person.birthDay) / 365.25
            var risk = Mortality.yearly(age: age, sex: person.sex) * 0.75
            if has(.lungCancer, on: day) { risk += 0.25 }
            if has(.colonCancer, on: day) || has(.dementia, on: day) { risk += 0.06 }
            if has(.heartFailure, on: day) { risk += 0.08 }
            if random.chance(min(risk, 0.95)) {
                let date = day + random.below(365)
                return date <= lastDay ? date : nil
            }
            day += 365
        }
        return nil
    }
}
