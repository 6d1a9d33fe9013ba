/// A laboratory test or measure that the warehouse reports with its value.
enum LabTest: UInt8, CaseIterable {
    case hba1c, creatinine, filtration, glucose, hemoglobin, leukocytes, platelets, sodium, potassium, alanine
    case aspartate, cholesterol, cholesterolHDL, triglycerides, thyrotropin, reactiveProtein, natriuretic, ferritin
    case normalizedRatio, prostateAntigen, microalbumin, systolic, diastolic, heartRate, weight, height, temperature
}

/// How a test is written: LOINC code, UCUM unit, reference range and decimals.
struct LabFacts {
    let loinc: StaticString
    let unit: StaticString
    /// In tenths of the unit; both 0 without a range.
    let low: Int
    let high: Int
    let isVital: Bool

    private init(_ loinc: StaticString, _ unit: StaticString, _ low: Int, _ high: Int, isVital: Bool = false) {
        self.loinc = loinc
        self.unit = unit
        self.low = low
        self.high = high
        self.isVital = isVital
    }

    static func of(_ test: LabTest) -> LabFacts {
        switch test {
        case .hba1c: LabFacts("4548-4", "%", 40, 60)
        case .creatinine: LabFacts("14682-9", "umol/L", 500, 1_100)
        case .filtration: LabFacts("77147-7", "mL/min/{1.73_m2}", 600, 1_200)
        case .glucose: LabFacts("14749-6", "mmol/L", 39, 61)
        case .hemoglobin: LabFacts("718-7", "g/dL", 120, 170)
        case .leukocytes: LabFacts("6690-2", "10*9/L", 40, 100)
        case .platelets: LabFacts("777-3", "10*9/L", 1_500, 4_000)
        case .sodium: LabFacts("2951-2", "mmol/L", 1_350, 1_450)
        case .potassium: LabFacts("2823-3", "mmol/L", 35, 50)
        case .alanine: LabFacts("1742-6", "U/L", 70, 400)
        case .aspartate: LabFacts("1920-8", "U/L", 100, 400)
        case .cholesterol: LabFacts("2093-3", "g/L", 15, 20)
        case .cholesterolHDL: LabFacts("2085-9", "g/L", 4, 8)
        case .triglycerides: LabFacts("2571-8", "g/L", 4, 15)
        case .thyrotropin: LabFacts("3016-3", "m[IU]/L", 4, 40)
        case .reactiveProtein: LabFacts("1988-5", "mg/L", 0, 50)
        case .natriuretic: LabFacts("33762-6", "ng/L", 0, 3_000)
        case .ferritin: LabFacts("2276-4", "ug/L", 200, 3_000)
        case .normalizedRatio: LabFacts("6301-6", "", 0, 0)
        case .prostateAntigen: LabFacts("2857-1", "ug/L", 0, 40)
        case .microalbumin: LabFacts("14959-1", "mg/g", 0, 300)
        case .systolic: LabFacts("8480-6", "mm[Hg]", 0, 0, isVital: true)
        case .diastolic: LabFacts("8462-4", "mm[Hg]", 0, 0, isVital: true)
        case .heartRate: LabFacts("8867-4", "/min", 0, 0, isVital: true)
        case .weight: LabFacts("29463-7", "kg", 0, 0, isVital: true)
        case .height: LabFacts("8302-2", "cm", 0, 0, isVital: true)
        case .temperature: LabFacts("8310-5", "Cel", 0, 0, isVital: true)
        }
    }
}

/// Plausible values, in tenths of the unit, from what the person has on that day.
struct LabValues {
    let person: Person
    let state: HealthState

    func value(_ test: LabTest, on day: Int, _ random: inout RandomStream) -> Int {
        let value = mean(test, on: day)
        return max(Int(value.center + value.spread * random.normal()), value.floor)
    }

    private typealias Spread = (center: Double, spread: Double, floor: Int)

    private func mean(_ test: LabTest, on day: Int) -> Spread {
        func has(_ disease: Disease) -> Bool { state.has(disease, on: day) }
        let isDiabetic = has(.type2Diabetes) || has(.type1Diabetes)
        let hasKidneyDisease = has(.chronicKidneyDisease)
        let stage = hasKidneyDisease ? state.kidneyStage : 0
        let isMale = person.sex == 1
        switch test {
        case .hba1c: return isDiabetic ? (75, 11, 50) : (54, 3, 40)
        case .glucose: return isDiabetic ? (88, 22, 35) : (51, 5, 35)
        case .creatinine: return ([0: 750, 3: 1_250, 4: 2_300, 5: 5_500][stage] ?? 750, stage == 0 ? 130 : 200, 350)
        case .filtration: return ([0: 900, 3: 450, 4: 220, 5: 100][stage] ?? 900, stage == 0 ? 130 : 40, 40)
        case .hemoglobin: return (stage >= 4 || state.hasCancer ? 112 : isMale ? 146 : 132, 11, 60)
        case .leukocytes: return (70, 18, 15)
        case .platelets: return (2_500, 550, 300)
        case .sodium: return (1_395, 25, 1_200)
        case .potassium: return (stage >= 4 ? 48 : 42, 4, 26)
        case .alanine: return (260, 90, 60)
        case .aspartate: return (240, 70, 80)
        case .cholesterol: return (has(.hyperlipidemia) ? 22 : 19, 3.5, 9)
        case .cholesterolHDL: return (isMale ? 5 : 6, 1.2, 2)
        case .triglycerides: return (has(.obesity) || isDiabetic ? 17 : 11, 4, 3)
        case .thyrotropin: return (has(.hypothyroidism) ? 32 : 18, 10, 1)
        case .reactiveProtein: return (60, 40, 5)
        case .natriuretic: return has(.heartFailure) ? (21_000, 9_000, 3_000) : (1_100, 500, 200)
        case .ferritin: return (1_200, 500, 80)
        case .normalizedRatio: return (25, 5, 10)
        case .prostateAntigen: return (has(.prostateCancer) ? 120 : 14, has(.prostateCancer) ? 50 : 7, 1)
        case .microalbumin: return (isDiabetic ? 420 : 80, isDiabetic ? 200 : 40, 10)
        default: return vital(test, hasHypertension: has(.hypertension), isObese: has(.obesity))
        }
    }

    private func vital(_ test: LabTest, hasHypertension: Bool, isObese: Bool) -> Spread {
        let adult: Double = person.sex == 1 ? 1_755 : 1_630
        switch test {
        case .systolic: return (hasHypertension ? 1_430 : 1_240, 130, 850)
        case .diastolic: return (hasHypertension ? 850 : 760, 80, 450)
        case .heartRate: return (740, 110, 420)
        case .weight: return (isObese ? 960 : person.sex == 1 ? 780 : 650, 90, 350)
        case .height: return (adult, 0, 500)
        default: return (369, 4, 350)
        }
    }
}
