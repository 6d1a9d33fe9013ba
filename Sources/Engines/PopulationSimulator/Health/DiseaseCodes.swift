/// How diseases are coded: the CIM-10 code that doctors write for a person, and the long-term illness it opens.
enum DiseaseCodes {
    /// The code of a disease; a person keeps theirs (`variant` is a fixed number of the person).
    static func diagnosis(_ disease: Disease, kidneyStage: Int, variant: Int) -> StaticString {
        let choice = (variant >> (disease.rawValue % 8)) % 10
        switch disease {
        case .type1Diabetes: return "E109"
        case .type2Diabetes:
            if kidneyStage > 0 { return "E112" }
            return choice < 7 ? "E119" : choice == 7 ? "E113" : choice == 8 ? "E114" : "E119"
        case .hypertension: return "I10"
        case .hyperlipidemia: return "E785"
        case .obesity: return "E669"
        case .coronaryDisease: return "I251"
        case .heartFailure: return choice < 3 ? "I500" : choice < 7 ? "I501" : choice == 7 ? "I110" : "I509"
        case .atrialFibrillation: return choice < 4 ? "I480" : choice < 7 ? "I482" : "I489"
        case .stroke: return choice < 6 ? "I639" : choice < 8 ? "I634" : choice == 8 ? "I64" : "I619"
        case .arteryDisease: return "I702"
        case .chronicKidneyDisease:
            return kidneyStage == 5 ? "N185" : kidneyStage == 4 ? "N184" : choice < 8 ? "N183" : "N189"
        case .asthma: return choice < 5 ? "J450" : "J459"
        case .chronicObstructiveLungDisease: return "J449"
        default: return otherDiagnosis(disease, choice: choice)
        }
    }

    private static func otherDiagnosis(_ disease: Disease, choice: Int) -> StaticString {
        switch disease {
        case .breastCancer: choice < 5 ? "C504" : "C509"
        case .colonCancer: choice < 3 ? "C182" : choice < 6 ? "C187" : choice < 8 ? "C189" : "C20"
        case .lungCancer: choice < 5 ? "C341" : "C349"
        case .prostateCancer: "C61"
        case .depression: choice < 2 ? "F322" : choice < 7 ? "F329" : "F339"
        case .hypothyroidism: choice < 7 ? "E039" : "E063"
        case .osteoporosis: "M810"
        case .rheumatoidArthritis: "M069"
        case .dementia: choice < 5 ? "F009" : "G309"
        default: "G20"
        }
    }

    /// The number of the long-term illness and how many of the sick get it, in percent; nil where there is none.
    static func longTermIllness(_ disease: Disease, kidneyStage: Int) -> (number: Int, percent: Int)? {
        switch disease {
        case .type1Diabetes: (8, 95)
        case .type2Diabetes: (8, 75)
        case .hypertension: (12, 6)
        case .coronaryDisease: (13, 60)
        case .heartFailure: (5, 45)
        case .atrialFibrillation: (5, 30)
        case .stroke: (1, 50)
        case .arteryDisease: (3, 40)
        case .chronicKidneyDisease: (19, kidneyStage >= 4 ? 90 : 12)
        case .asthma: (14, 3)
        case .chronicObstructiveLungDisease: (14, 14)
        case .breastCancer, .colonCancer, .lungCancer, .prostateCancer: (30, 95)
        case .depression: (23, 12)
        case .rheumatoidArthritis: (22, 70)
        case .dementia: (15, 60)
        case .parkinson: (16, 75)
        default: nil
        }
    }
}
