/// A lasting disease of the country; the names are those of `truth/diseases.csv`.
enum Disease: Int, CaseIterable {
    case type1Diabetes, type2Diabetes, hypertension, hyperlipidemia, obesity, coronaryDisease, heartFailure
    case atrialFibrillation, stroke, arteryDisease, chronicKidneyDisease, asthma, chronicObstructiveLungDisease
    case breastCancer, colonCancer, lungCancer, prostateCancer, depression, hypothyroidism, osteoporosis
    case rheumatoidArthritis, dementia, parkinson

    /// As written in the truth.
    var name: StaticString {
        switch self {
        case .type1Diabetes: "type-1-diabetes"
        case .type2Diabetes: "type-2-diabetes"
        case .hypertension: "hypertension"
        case .hyperlipidemia: "hyperlipidemia"
        case .obesity: "obesity"
        case .coronaryDisease: "coronary-disease"
        case .heartFailure: "heart-failure"
        case .atrialFibrillation: "atrial-fibrillation"
        case .stroke: "stroke"
        case .arteryDisease: "artery-disease"
        case .chronicKidneyDisease: "chronic-kidney-disease"
        case .asthma: "asthma"
        case .chronicObstructiveLungDisease: "copd"
        case .breastCancer: "breast-cancer"
        case .colonCancer: "colon-cancer"
        case .lungCancer: "lung-cancer"
        case .prostateCancer: "prostate-cancer"
        case .depression: "depression"
        case .hypothyroidism: "hypothyroidism"
        case .osteoporosis: "osteoporosis"
        case .rheumatoidArthritis: "rheumatoid-arthritis"
        case .dementia: "dementia"
        case .parkinson: "parkinson"
        }
    }

    var isCancer: Bool {
        self == .breastCancer || self == .colonCancer || self == .lungCancer || self == .prostateCancer
    }
}

/// Share of men and women who have a disease by age: an S-shaped curve, read as the distribution of the age of onset.
///
/// One number drawn per person gives both whether and when: prevalence and incidence agree by construction. Levels are
/// round figures near those of French and European reports (2015-2023), good for plausibility, not for epidemiology.
struct OnsetCurve {
    /// Share reached at very old age.
    let men: Double
    let women: Double
    /// Age of half that share, and how spread the ages of onset are.
    let middle: Double
    let spread: Double

    private init(_ men: Double, _ women: Double, _ middle: Double, _ spread: Double) {
        self.men = men
        self.women = women
        self.middle = middle
        self.spread = spread
    }

    static func of(_ disease: Disease) -> OnsetCurve {
        switch disease {
        case .type1Diabetes: OnsetCurve(0.0045, 0.004, 14, 6)
        case .type2Diabetes: OnsetCurve(0.25, 0.19, 64, 10)
        case .hypertension: OnsetCurve(0.70, 0.68, 61, 11)
        case .hyperlipidemia: OnsetCurve(0.34, 0.30, 61, 11)
        case .obesity: OnsetCurve(0.16, 0.17, 36, 14)
        case .coronaryDisease: OnsetCurve(0.25, 0.14, 74, 10)
        case .heartFailure: OnsetCurve(0.22, 0.19, 81, 8)
        case .atrialFibrillation: OnsetCurve(0.22, 0.18, 77, 9)
        case .stroke: OnsetCurve(0.13, 0.11, 78, 10)
        case .arteryDisease: OnsetCurve(0.07, 0.035, 75, 9)
        case .chronicKidneyDisease: OnsetCurve(0.25, 0.22, 77, 9)
        case .asthma: OnsetCurve(0.075, 0.08, 14, 13)
        case .chronicObstructiveLungDisease: OnsetCurve(0.15, 0.10, 65, 9)
        case .breastCancer: OnsetCurve(0.001, 0.115, 67, 11)
        case .colonCancer: OnsetCurve(0.05, 0.04, 76, 9)
        case .lungCancer: OnsetCurve(0.05, 0.03, 73, 8)
        case .prostateCancer: OnsetCurve(0.15, 0, 75, 7)
        case .depression: OnsetCurve(0.09, 0.17, 40, 15)
        case .hypothyroidism: OnsetCurve(0.025, 0.10, 53, 14)
        case .osteoporosis: OnsetCurve(0.04, 0.27, 72, 8)
        case .rheumatoidArthritis: OnsetCurve(0.006, 0.014, 55, 13)
        case .dementia: OnsetCurve(0.22, 0.28, 86, 5)
        case .parkinson: OnsetCurve(0.022, 0.016, 78, 7)
        }
    }

    /// The age of onset of the person whose draw is `draw`, or nil if they never get the disease.
    ///
    /// `factor` multiplies the risk of those who have what favours it.
    func onsetAge(sex: Int, draw: Double, factor: Double) -> Double? {
        let share = min((sex == 1 ? men : women) * factor, 0.95)
        guard draw < share else { return nil }
        // The inverse of p = (1 + x/√(1+x²))/2: only square roots, the same on every machine.
        let side = 2 * (draw / share) - 1
        let age = middle + spread * side / max(1 - side * side, 1e-9).squareRoot()
        return age < 0 || age > 110 ? nil : age
    }

    /// The share who have the disease at an age.
    func prevalence(sex: Int, age: Double) -> Double {
        let place = (age - middle) / spread
        return (sex == 1 ? men : women) * 0.5 * (1 + place / (1 + place * place).squareRoot())
    }
}

/// Yearly risk of death by age, from life tables, straight between the points.
enum Mortality {
    static func yearly(age: Double, sex: Int) -> Double {
        let ages = [0.0, 1, 20, 40, 50, 60, 70, 80, 90, 100, 120]
        let men = [0.004, 0.0002, 0.0005, 0.0014, 0.0035, 0.0085, 0.018, 0.045, 0.15, 0.38, 0.6]
        let women = [0.0033, 0.0002, 0.0002, 0.0008, 0.0019, 0.0042, 0.009, 0.027, 0.115, 0.34, 0.6]
        let risks = sex == 1 ? men : women
        for place in 1..<ages.count where age < ages[place] {
            let share = (age - ages[place - 1]) / (ages[place] - ages[place - 1])
            return risks[place - 1] + share * (risks[place] - risks[place - 1])
        }
        return 0.6
    }
}
