/// A drug presentation that the country's doctors prescribe.
enum Drug: UInt8, CaseIterable {
    case metformin500, metformin850, glargine, glargineBiosimilar, aspart, lispro
    case gliclazide, sitagliptin, dulaglutide, dapagliflozin, ramipril, perindopril
    case irbesartan, valsartan, amlodipine, bisoprolol, atenolol, nebivolol
    case carvedilol, indapamide, furosemide, spironolactone, atorvastatin, rosuvastatin
    case aspirin, clopidogrel, apixaban, warfarin, enoxaparin, amiodarone
    case salbutamol, budesonide, tiotropium, levothyroxine, amoxicillin, azithromycin
    case fosfomycin, paracetamol, ibuprofen, tramadol, morphine, omeprazole
    case escitalopram, sertraline, paroxetine, alprazolam, tamoxifen, letrozole
    case capecitabine, gefitinib, cyclophosphamide, bicalutamide, leuprorelin, darbepoetin
    case alendronate, prednisolone, levonorgestrel, contraceptive, iron
}

/// What a dispensation needs to know of a drug.
struct DrugFacts {
    /// CIP13, as in the public drug database.
    let cip: StaticString
    let atc: StaticString
    /// Public price of a box.
    let cents: Int
    /// Refunded share, in percent.
    let rate: Int
    /// Days of treatment in one box.
    let days: Int

    private init(_ cip: StaticString, _ atc: StaticString, _ cents: Int, _ rate: Int, _ days: Int) {
        self.cip = cip
        self.atc = atc
        self.cents = cents
        self.rate = rate
        self.days = days
    }
}

extension DrugFacts {
    /// A switch rather than a shared table: two threads would fight for the count of references to it.
    static func of(_ drug: Drug) -> DrugFacts {
        switch drug {
        case .metformin500: DrugFacts("3400936161214", "A10BA02", 173, 65, 30)
        case .metformin850: DrugFacts("3400939705903", "A10BA02", 206, 65, 30)
        case .glargine: DrugFacts("3400935463203", "A10AE04", 4025, 65, 30)
        case .glargineBiosimilar: DrugFacts("3400930040072", "A10AE04", 3913, 65, 30)
        case .aspart: DrugFacts("3400930083185", "A10AB05", 2954, 65, 30)
        case .lispro: DrugFacts("3400938510980", "A10AB04", 3463, 65, 30)
        case .gliclazide: DrugFacts("3400938564631", "A10BB09", 398, 65, 30)
        case .sitagliptin: DrugFacts("3400927887888", "A10BH01", 2588, 30, 30)
        case .dulaglutide: DrugFacts("3400930003763", "A10BJ05", 8012, 65, 28)
        case .dapagliflozin: DrugFacts("3400926649975", "A10BK01", 3829, 65, 30)
        case .ramipril: DrugFacts("3400937335652", "C09AA05", 375, 65, 30)
        case .perindopril: DrugFacts("3400933104801", "C09AA04", 364, 65, 30)
        case .irbesartan: DrugFacts("3400938621914", "C09CA04", 375, 65, 30)
        case .valsartan: DrugFacts("3400922095080", "C09CA03", 364, 65, 30)
        case .amlodipine: DrugFacts("3400933313586", "C08CA01", 369, 65, 30)
        case .bisoprolol: DrugFacts("3400935296696", "C07AB07", 413, 65, 30)
        case .atenolol: DrugFacts("3400937124973", "C07AB03", 744, 65, 90)
        case .nebivolol: DrugFacts("3400939329161", "C07AB12", 441, 65, 30)
        case .carvedilol: DrugFacts("3400937405942", "C07AG02", 423, 65, 28)
        case .indapamide: DrugFacts("3400934977220", "C03BA11", 414, 65, 30)
        case .furosemide: DrugFacts("3400936476769", "C03CA01", 185, 65, 30)
        case .spironolactone: DrugFacts("3400939679556", "C03DA01", 904, 65, 90)
        case .atorvastatin: DrugFacts("3400949444137", "C10AA05", 393, 65, 28)
        case .rosuvastatin: DrugFacts("3400930052440", "C10AA07", 536, 65, 30)
        case .aspirin: DrugFacts("3400930013984", "B01AC06", 443, 65, 90)
        case .clopidogrel: DrugFacts("3400927739309", "B01AC04", 775, 65, 30)
        case .apixaban: DrugFacts("3400926784102", "B01AF02", 5895, 65, 30)
        case .warfarin: DrugFacts("3400935693099", "B01AA03", 487, 65, 30)
        case .enoxaparin: DrugFacts("3400930199725", "B01AB05", 2572, 65, 6)
        case .amiodarone: DrugFacts("3400936736047", "C01BD01", 720, 65, 30)
        case .salbutamol: DrugFacts("3400935842664", "R03AC02", 394, 65, 60)
        case .budesonide: DrugFacts("3400933327545", "R03BA02", 1848, 65, 60)
        case .tiotropium: DrugFacts("3400936869202", "R03BB04", 2575, 65, 30)
        case .levothyroxine: DrugFacts("3400930180778", "H03AA01", 265, 65, 30)
        case .amoxicillin: DrugFacts("3400930074589", "J01CA04", 199, 65, 3)
        case .azithromycin: DrugFacts("3400927848339", "J01FA10", 739, 65, 3)
        case .fosfomycin: DrugFacts("3400939418261", "J01XX01", 421, 65, 1)
        case .paracetamol: DrugFacts("3400921941784", "N02BE01", 107, 65, 5)
        case .ibuprofen: DrugFacts("3400936595736", "M01AE01", 199, 65, 10)
        case .tramadol: DrugFacts("3400937374514", "N02AX02", 491, 65, 15)
        case .morphine: DrugFacts("3400933479978", "N02AA01", 231, 65, 7)
        case .omeprazole: DrugFacts("3400949763016", "A02BC01", 114, 65, 7)
        case .escitalopram: DrugFacts("3400930074848", "N06AB10", 463, 65, 28)
        case .sertraline: DrugFacts("3400937120371", "N06AB06", 410, 65, 28)
        case .paroxetine: DrugFacts("3400936772465", "N06AB05", 220, 65, 14)
        case .alprazolam: DrugFacts("3400936429116", "N05BA12", 123, 65, 30)
        case .tamoxifen: DrugFacts("3400934639470", "L02BA01", 647, 100, 30)
        case .letrozole: DrugFacts("3400949452460", "L02BG04", 4045, 100, 30)
        case .capecitabine: DrugFacts("3400926967505", "L01BC06", 14537, 100, 14)
        case .gefitinib: DrugFacts("3400930155103", "L01EB01", 78489, 100, 30)
        case .cyclophosphamide: DrugFacts("3400930358900", "L01AA01", 1377, 100, 25)
        case .bicalutamide: DrugFacts("3400938432886", "L02BB03", 3734, 100, 30)
        case .leuprorelin: DrugFacts("3400936690929", "L02AE02", 29289, 100, 90)
        case .darbepoetin: DrugFacts("3400939592008", "B03XA02", 4770, 65, 14)
        case .alendronate: DrugFacts("3400927919800", "M05BA04", 884, 65, 28)
        case .prednisolone: DrugFacts("3400936087880", "H02AB06", 309, 65, 10)
        case .levonorgestrel: DrugFacts("3400932200672", "G03AC03", 123, 65, 28)
        case .contraceptive: DrugFacts("3400927982613", "G03AA07", 376, 65, 84)
        case .iron: DrugFacts("3400928025777", "B03AA07", 170, 65, 30)
        }
    }
}
