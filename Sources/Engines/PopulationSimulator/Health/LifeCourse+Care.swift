/// Single acts of care, written in each source that sees them.
extension LifeCourse {
    /// The price of a visit to the general practitioner rose on 22 December 2024.
    private static func visitCents(_ day: Int) -> Int { day >= 20_079 ? 3_000 : day >= 19_662 ? 2_650 : 2_500 }

    /// A visit to the general practitioner (specialty 1), at times with its flat contribution.
    mutating func visitGeneralPractitioner(on day: Int, _ output: inout ShardOutput) {
        let nature = random.chance(0.04) ? 1192 : age(on: day) > 80 && random.chance(0.3) ? 1211 : 1111
        visit(nature: nature, cents: LifeCourse.visitCents(day), specialty: 1, on: day, &output)
    }

    mutating func visit(nature: Int, cents: Int, specialty: Int, on day: Int, _ output: inout ShardOutput) {
        guard day <= end, day >= start, output.claims.open(person, day: day, &random) else { return }
        hasCare = true
        var line = ClaimLine(nature, cents: cents, rate: isRefundedInFull(on: day) ? 100 : 70)
        line.performer = specialty
        // Specialists' consultations in public hospitals are also told for information, and paid elsewhere.
        if specialty > 1, random.chance(0.12) {
            line.qualifier = 71
            line.establishment = "75071218"
        }
        output.claims.write(line, person, &random)
        if specialty > 1, line.qualifier == 0, random.chance(0.15) {
            var supplement = ClaimLine(1126, cents: 500, rate: line.rate)
            supplement.performer = specialty
            supplement.supplement = 2
            supplement.supplementKind = 18
            output.claims.write(supplement, person, &random)
        }
        if age(on: day) >= 18, random.chance(0.1) {
            var contribution = ClaimLine(1952, cents: day >= 19_858 ? 200 : 100, rate: 0)
            contribution.supplement = 2
            contribution.supplementKind = 16
            output.claims.write(contribution, person, &random)
        }
    }

    /// A pharmacy's form: drugs and their boxes.
    mutating func dispense(_ drugs: [(drug: Drug, boxes: Int)], on day: Int, _ output: inout ShardOutput) {
        guard !drugs.isEmpty, day >= start, day <= end, output.claims.open(person, day: day, &random) else { return }
        hasCare = true
        let inFull = isRefundedInFull(on: day)
        for (drug, boxes) in drugs {
            let facts = DrugFacts.of(drug)
            let rate = inFull ? 100 : facts.rate
            var line = ClaimLine(rate == 100 ? 3311 : rate == 30 ? 3312 : 3313, cents: facts.cents * boxes, rate: rate)
            line.activity = 50
            line.prescriber = 1
            line.prescriptionDay = day - random.below(3)
            line.detail = .drug(facts, boxes: boxes)
            output.claims.write(line, person, &random)
        }
    }

    /// A laboratory's form; NABM codes.
    mutating func tests(_ codes: [Int], on day: Int, _ output: inout ShardOutput) {
        guard !codes.isEmpty, day <= end, day >= start, output.claims.open(person, day: day, &random) else { return }
        hasCare = true
        for code in codes {
            var line = ClaimLine(3211, cents: LifeCourse.labCents(code), rate: isRefundedInFull(on: day) ? 100 : 60)
            line.activity = 30
            line.prescriber = 1
            line.prescriptionDay = day - 2
            line.detail = .laboratory(code)
            output.claims.write(line, person, &random)
        }
    }

    /// Coefficient B of the act times 25 cents.
    private static func labCents(_ code: Int) -> Int {
        let coefficient =
            switch code {
            case 1577, 1208, 1213: 25
            case 1104: 26
            case 592, 514: 6
            case 552: 5
            case 1609: 12
            case 522: 10
            case 996, 127: 20
            case 1804: 9
            case 1821: 67
            case 7318: 40
            case 1133: 15
            default: 63
            }
        return coefficient * 25
    }

    /// A technical act of CCAM in town.
    mutating func act(
        _ code: StaticString,
        nature: Int,
        cents: Int,
        specialty: Int,
        on day: Int,
        _ output: inout ShardOutput
    ) {
        guard day <= end, day >= start, output.claims.open(person, day: day, &random) else { return }
        hasCare = true
        var line = ClaimLine(nature, cents: cents, rate: isRefundedInFull(on: day) ? 100 : 70)
        line.performer = specialty
        line.prescriber = 1
        line.detail = .act(code)
        output.claims.write(line, person, &random)
    }

    /// A hospital stay; the warehouse's hospital takes most stays of those it knows.
    mutating func admit(_ planned: Stay, _ output: inout ShardOutput) {
        var stay = planned
        guard stay.entry >= start, stay.entry <= end else { return }
        if stay.exit > end {
            // Those who die before the planned exit die in hospital; others are still there when the years end.
            guard let death = state.deathDay, death == end else { return }
            stay.exit = death
            stay.isDeath = true
        }
        stay.isAtWarehouse = person.isInWarehouse && random.chance(0.75)
        output.stays.write(stay, person, &output.truth, &random)
        if stay.isAtWarehouse { stayInWarehouse(stay, &output) }
    }
}

// MARK: - Warehouse

extension LifeCourse {
    private mutating func stayInWarehouse(_ stay: Stay, _ output: inout ShardOutput) {
        let venue = output.warehouse.encounter("IMP", from: stay.entry, to: stay.exit, &random)
        output.warehouse.condition(stay.principal, onset: stay.entry, at: venue, &random)
        for code in stay.associated where random.chance(0.7) {
            output.warehouse.condition(code, onset: stay.entry, at: venue, &random)
        }
        for code in stay.acts {
            output.warehouse.procedure(code, day: min(stay.entry + 1, stay.exit), at: venue, &random)
        }
        if stay.sessions == 0 {
            let day = min(stay.entry + 1, stay.exit)
            observe([.hemoglobin, .creatinine, .potassium, .systolic], at: venue, on: day, &output)
            if stay.isUrgent { observe([.reactiveProtein, .leukocytes, .temperature], at: venue, on: day, &output) }
        }
        if stay.principal.utf8CodeUnitCount == 4, stay.group.isChemotherapy { chemotherapy(at: venue, &output) }
    }

    private mutating func chemotherapy(at venue: WarehouseWriter.Venue, _ output: inout ShardOutput) {
        let atc: StaticString =
            if has(.lungCancer, on: venue.day) {
                random.chance(0.5) ? "L01XA01" : "L01FF02"
            } else if has(.colonCancer, on: venue.day) {
                "L01XA03"
            } else if has(.breastCancer, on: venue.day) {
                "L01CD01"
            } else {
                "L01CD02"
            }
        output.warehouse.medication(atc: atc, cip: "", days: 1, at: venue, &random)
    }

    private mutating func observe(
        _ tests: [LabTest],
        at venue: WarehouseWriter.Venue,
        on day: Int,
        _ output: inout ShardOutput
    ) {
        for test in tests {
            let value = values.value(test, on: day, &random)
            output.warehouse.observation(test, value: value, at: venue, day: day, &random)
        }
    }

    /// An outpatient visit at the university hospital: pressure, weight, tests, diagnoses, prescriptions.
    mutating func consultWarehouse(_ day: Int, _ output: inout ShardOutput) {
        guard day >= start, day <= end else { return }
        let venue = output.warehouse.encounter("AMB", from: day, to: day, &random)
        if age(on: day) >= 18 {
            observe(
                random.chance(0.4) ? [.systolic, .diastolic, .weight] : [.systolic, .diastolic], at: venue, on: day,
                &output)
        } else {
            observe([.heartRate, .temperature], at: venue, on: day, &output)
        }
        for disease in Disease.allCases where has(disease, on: day) && disease != .stroke {
            let bit: UInt32 = 1 << UInt32(disease.rawValue)
            if known & bit == 0 || random.chance(0.15) {
                output.warehouse.condition(diagnosis(disease), onset: state.onset(disease), at: venue, &random)
                known |= bit
            }
        }
        observe(laboratoryTests(on: day), at: venue, on: day, &output)
        for drug in regimen.drugs where regimen.takes(drug, on: day) && random.chance(0.35) {
            let facts = DrugFacts.of(drug)
            output.warehouse.medication(atc: facts.atc, cip: facts.cip, days: facts.days * 3, at: venue, &random)
        }
        visitHospitalSpecialist(on: day, &output)
    }

    /// A passage in the emergency room, and home again.
    mutating func emergency(_ day: Int, _ output: inout ShardOutput) {
        let venue = output.warehouse.encounter("EMER", from: day, to: day, &random)
        let isAdult = age(on: day) >= 18
        let reasons: [StaticString] = isAdult ? ["R074", "S525", "R55", "M545"] : ["J069", "S525", "A099", "J459"]
        output.warehouse.condition(reasons[random.below(4)], onset: day, at: venue, &random)
        let tests: [LabTest] = isAdult ? [.systolic, .heartRate, .reactiveProtein] : [.heartRate, .temperature]
        observe(tests, at: venue, on: day, &output)
    }

    /// The insurer is told of an outpatient visit in a public hospital for information.
    private mutating func visitHospitalSpecialist(on day: Int, _ output: inout ShardOutput) {
        guard random.chance(0.5), output.claims.open(person, day: day, &random) else { return }
        var line = ClaimLine(1112, cents: 3_150, rate: isRefundedInFull(on: day) ? 100 : 70)
        line.performer = 9
        line.qualifier = 71
        line.establishment = "75071218"
        output.claims.write(line, person, &random)
    }

    /// Tests that the person's diseases call for.
    private func laboratoryTests(on day: Int) -> [LabTest] {
        var tests: [LabTest] = []
        if has(.type2Diabetes, on: day) || has(.type1Diabetes, on: day) { tests += [.hba1c, .glucose, .microalbumin] }
        if has(.chronicKidneyDisease, on: day) { tests += [.filtration, .potassium] }
        if has(.hypertension, on: day) { tests.append(.creatinine) }
        if has(.hyperlipidemia, on: day) { tests += [.cholesterol, .cholesterolHDL, .triglycerides] }
        if has(.heartFailure, on: day) { tests += [.natriuretic, .sodium] }
        if has(.hypothyroidism, on: day) { tests.append(.thyrotropin) }
        if has(.prostateCancer, on: day) { tests.append(.prostateAntigen) }
        if state.hasCancer { tests += [.hemoglobin, .leukocytes, .platelets, .alanine, .aspartate] }
        if regimen.takes(.warfarin, on: day) { tests.append(.normalizedRatio) }
        if has(.obesity, on: day) { tests.append(.height) }
        if tests.isEmpty { tests = [.hemoglobin, .ferritin, .hba1c] }
        return tests
    }
}

extension StaticString {
    /// The group of chemotherapy sessions.
    fileprivate var isChemotherapy: Bool { withUTF8Buffer { $0.elementsEqual("28Z07Z".utf8) } }
}
