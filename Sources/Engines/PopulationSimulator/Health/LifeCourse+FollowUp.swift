/// Care that comes back: the follow-up of lasting diseases, prevention, acute episodes.
extension LifeCourse {
    private static let followUpDays = 160

    /// Every five months or so, for those with a lasting treatment: practitioner, pharmacy, laboratory.
    mutating func followUps(_ output: inout ShardOutput) {
        guard !regimen.drugs.isEmpty else { return }
        var day = start + random.below(LifeCourse.followUpDays)
        while day <= end {
            let drugs = regimen.drugs.filter { regimen.takes($0, on: day) && !Regimen.cyclic.contains($0) }
            if !drugs.isEmpty {
                visitGeneralPractitioner(on: day, &output)
                let boxes = drugs.map { drug in
                    let days = DrugFacts.of(drug).days
                    return (drug: drug, boxes: min(max(LifeCourse.followUpDays / days, 1), 8))
                }
                dispense(boxes, on: day + random.below(3), &output)
                if random.chance(0.45) { tests(followUpTests(on: day), on: day - 3 - random.below(6), &output) }
                if random.chance(0.12) { specialist(on: day + 10 + random.below(60), &output) }
            }
            day += LifeCourse.followUpDays - 6 + random.below(13)
        }
    }

    /// NABM codes that the diseases of the day call for.
    private func followUpTests(on day: Int) -> [Int] {
        var codes: [Int] = []
        if has(.type2Diabetes, on: day) || has(.type1Diabetes, on: day) { codes += [1577, 552] }
        if has(.hypertension, on: day) || has(.chronicKidneyDisease, on: day) { codes.append(592) }
        if has(.heartFailure, on: day) { codes += [1609, 1821] }
        if has(.hyperlipidemia, on: day) || has(.coronaryDisease, on: day) { codes.append(996) }
        if has(.hypothyroidism, on: day) { codes.append(1208) }
        if has(.prostateCancer, on: day) { codes.append(7318) }
        if regimen.takes(.warfarin, on: day) { codes.append(127) }
        if state.hasCancer { codes += [1104, 522] }
        return codes
    }

    /// The specialist of the main disease, with the act that goes with it.
    private mutating func specialist(on day: Int, _ output: inout ShardOutput) {
        let heart = has(.coronaryDisease, on: day) || has(.heartFailure, on: day) || has(.atrialFibrillation, on: day)
        if heart {
            visit(nature: 1112, cents: 5_127, specialty: 3, on: day, &output)
            act("DEQP003", nature: 1352, cents: 1_426, specialty: 3, on: day, &output)
            if random.chance(0.4) { act("DZQM006", nature: 1324, cents: 9_649, specialty: 3, on: day, &output) }
        } else if has(.type2Diabetes, on: day) || has(.type1Diabetes, on: day) {
            act("BGQP002", nature: 1352, cents: 2_834, specialty: 15, on: day, &output)
        } else if has(.chronicObstructiveLungDisease, on: day) || has(.asthma, on: day) {
            visit(nature: 1112, cents: 3_150, specialty: 13, on: day, &output)
            act("GLQP012", nature: 1352, cents: 4_028, specialty: 13, on: day, &output)
        } else if has(.depression, on: day) {
            visit(nature: 1112, cents: 5_050, specialty: 33, on: day, &output)
        } else if has(.stroke, on: day) {
            act("EBQM001", nature: 1324, cents: 7_560, specialty: 84, on: day, &output)
        } else {
            visit(nature: 1112, cents: 3_150, specialty: 42, on: day, &output)
        }
    }

    /// One or two visits a year at the university hospital for the sick it knows, fewer for the others.
    mutating func warehouseConsultations(_ output: inout ShardOutput) {
        guard person.isInWarehouse else { return }
        let years = Double(end - start) / 365
        let count = random.occurrences(
            rate: state.diseaseCount > 1 ? 1.5 : state.diseaseCount == 1 ? 1 : 0.5, years: years)
        var days = (0..<count).map { _ in anyDay() }
        days.sort()
        for day in days { consultWarehouse(day, &output) }
    }

    /// Screening, teeth and eyes.
    mutating func prevention(_ output: inout ShardOutput) {
        let years = Double(end - start) / 365
        let middle = age(on: (start + end) / 2)
        for _ in 0..<random.occurrences(rate: middle >= 4 ? 0.25 : 0, years: years) {
            act("HBJD001", nature: 1352, cents: 2_892, specialty: 0, on: anyDay(), &output)
        }
        if person.sex == 2, (50...74).contains(middle) {
            for _ in 0..<random.occurrences(rate: 0.25, years: years) {
                act("QEQK004", nature: 1351, cents: 6_642, specialty: 6, on: anyDay(), &output)
            }
        }
        if (50...79).contains(middle), random.chance(0.1) {
            let day = anyDay()
            act("HHQE002", nature: 1352, cents: 15_360, specialty: 8, on: day, &output)
        }
        if middle > 40, random.chance(0.06) {
            act("ZBQK002", nature: 1351, cents: 2_128, specialty: 6, on: anyDay(), &output)
        }
        if middle > 30, random.chance(0.05) {
            act("ZCQM008", nature: 1324, cents: 5_670, specialty: 6, on: anyDay(), &output)
        }
    }
}

// MARK: - Acute episodes in town

extension LifeCourse {
    /// Colds, stomach flu, urinary infections, back pain: a visit and two or three drugs.
    mutating func acuteEpisodes(_ output: inout ShardOutput) {
        let years = Double(end - start) / 365
        let middle = age(on: (start + end) / 2)
        let rate = middle < 6 ? 1.7 : middle < 18 ? 0.8 : middle < 60 ? 0.75 : 0.6
        for _ in 0..<random.occurrences(rate: rate, years: years) {
            episode(on: anyDay(), &output)
        }
        if person.isInWarehouse {
            for _ in 0..<random.occurrences(rate: 0.12, years: years) { emergency(anyDay(), &output) }
        }
        acuteStays(years: years, middle: middle, &output)
    }

    private mutating func episode(on day: Int, _ output: inout ShardOutput) {
        visitGeneralPractitioner(on: day, &output)
        let kind = random.unit()
        if kind < 0.45 {
            let isBacterial = random.chance(0.35)
            dispense(isBacterial ? [(.amoxicillin, 2), (.paracetamol, 2)] : [(.paracetamol, 2)], on: day, &output)
        } else if kind < 0.55 {
            dispense([(.azithromycin, 1), (.salbutamol, 1), (.prednisolone, 1)], on: day, &output)
        } else if kind < 0.65, person.sex == 2, age(on: day) > 14 {
            tests([5201], on: day + 1, &output)
            dispense([(.fosfomycin, 1)], on: day, &output)
        } else if kind < 0.80, age(on: day) > 14 {
            dispense(random.chance(0.3) ? [(.ibuprofen, 1), (.tramadol, 1)] : [(.ibuprofen, 1)], on: day, &output)
            if random.chance(0.12) { act("NFQK001", nature: 1351, cents: 2_394, specialty: 6, on: day + 4, &output) }
        } else if kind < 0.90 {
            dispense([(.omeprazole, 2)], on: day, &output)
            if random.chance(0.25) { tests([1104, 1804, 1213], on: day + 2, &output) }
        } else if age(on: day) > 16 {
            if random.chance(0.5) { tests([1104, 592], on: day + 2, &output) }
            if person.sex == 2, random.chance(0.3) { dispense([(.iron, 2)], on: day + 4, &output) }
        }
    }
}
