internal import Foundation

/// How often each value occurs in the national file: u is counted on the whole of it rather than sampled.
///
/// Rare values weigh more for it (term frequency), and values that follow one another are not counted twice: the exit
/// is taken given the length of stay, the department of residence and the diagnosis given the hospital.
struct StayShares: Sendable {
    /// A hospital's own habits count as much as everybody's at so many stays.
    static let hospitalStayCountHalf = 200.0
    /// Stays longer than this are one class.
    static let lengthMax = 400

    let total: Double
    let diagnosisGroups: DiagnosisGroups
    let hospitalGroups: HospitalGroups
    private var hospitals: [Double]
    private var hospitalDepartments: [Double]
    private var departments: [Double]
    private var diagnoses: [Double]
    private var categories: [Double]
    private var chapters = [Double](repeating: 0, count: 23)
    private var sexes = [Double](repeating: 0, count: 3)
    private var births = [Double](repeating: 0, count: 1 << 16)
    private var years = [Double](repeating: 0, count: 1 << 12)
    private var lengths = [Double](repeating: 0, count: StayShares.lengthMax + 2)
    private var entries: DayCounts
    private var exits: DayCounts
    /// Stays of a hospital with a department or a diagnosis, for the pairs that the register has.
    private var atHospital: [UInt64: Double] = [:]

    init(_ files: StayFiles, register: StaysByOwner, national: StaysByOwner) {
        diagnosisGroups = DiagnosisGroups(files.diagnoses)
        hospitalGroups = HospitalGroups(files.hospitals)
        hospitals = [Double](repeating: 0, count: files.hospitals.count + 1)
        hospitalDepartments = [Double](repeating: 0, count: hospitalGroups.departmentCount)
        departments = [Double](repeating: 0, count: files.departments.count + 1)
        diagnoses = [Double](repeating: 0, count: files.diagnoses.count + 1)
        categories = [Double](repeating: 0, count: diagnosisGroups.categoryCount)
        entries = DayCounts(files.national.entries)
        exits = DayCounts(files.national.exits)
        total = Double(national.order.count)
        for stay in register.order {
            let stay = files.register.stay(Int(stay))
            guard stay.hospital != 0 else { continue }
            atHospital[StayShares.pair(stay.hospital, stay.department, isDiagnosis: false)] = 0
            atHospital[StayShares.pair(stay.hospital, stay.diagnosis, isDiagnosis: true)] = 0
        }
        let wanted = PairFilter(atHospital.keys)
        for place in 0..<files.national.count where !national.isLeftOut[place] {
            count(files.national.stay(place), wanted)
        }
        sumYearsAndGroups()
    }

    private mutating func count(_ stay: CodedStay, _ wanted: PairFilter) {
        hospitals[Int(stay.hospital)] += 1
        departments[Int(stay.department)] += 1
        diagnoses[Int(stay.diagnosis)] += 1
        sexes[Int(stay.sex)] += 1
        births[Int(stay.birth)] += 1
        entries.count(stay.entry)
        exits.count(stay.exit)
        lengths[StayShares.length(stay.entry, stay.exit)] += 1
        guard stay.hospital != 0 else { return }
        let department = StayShares.pair(stay.hospital, stay.department, isDiagnosis: false)
        if wanted.mayHold(department) { atHospital[department]? += 1 }
        let diagnosis = StayShares.pair(stay.hospital, stay.diagnosis, isDiagnosis: true)
        if wanted.mayHold(diagnosis) { atHospital[diagnosis]? += 1 }
    }

    private mutating func sumYearsAndGroups() {
        for (birth, count) in births.enumerated() where birth > 0 { years[birth >> 4] += count }
        for code in diagnoses.indices.dropFirst() {
            categories[Int(diagnosisGroups.categories[code])] += diagnoses[code]
            chapters[Int(diagnosisGroups.chapters[code])] += diagnoses[code]
        }
        for code in hospitals.indices.dropFirst() {
            hospitalDepartments[Int(hospitalGroups.departments[code])] += hospitals[code]
        }
    }

    private static func pair(_ hospital: UInt32, _ code: UInt32, isDiagnosis: Bool) -> UInt64 {
        UInt64(hospital) << 33 | UInt64(code) << 1 | (isDiagnosis ? 1 : 0)
    }

    /// Days between entry and exit; the last class is "unknown".
    private static func length(_ entry: Int32, _ exit: Int32) -> Int {
        if entry == StayTable.noDay || exit == StayTable.noDay { return lengthMax + 1 }
        return max(0, min(lengthMax, Int(exit) - Int(entry)))
    }

    // MARK: - Probabilities of chance agreement

    /// Natural logarithms of u for every level of one stay of the register, 16 places a comparison, by level.
    func logarithms(_ stay: CodedStay) -> [Double] {
        var result = [Double](repeating: 0, count: EventComparison.allCases.count * 16)
        func put(_ comparison: EventComparison, _ shares: [Double]) {
            for (level, share) in shares.enumerated() {
                result[comparison.rawValue * 16 + level + 1] = log(min(1, max(share, 0.5 / (total + 1))))
            }
        }
        if stay.entry != StayTable.noDay { put(.entry, entries.shares(stay.entry)) }
        if stay.exit != StayTable.noDay { put(.exit, exitShares(stay)) }
        if stay.hospital != 0 { put(.hospital, hospitalShares(stay.hospital)) }
        if stay.diagnosis != 0 { put(.diagnosis, diagnosisShares(stay)) }
        if stay.birth != 0 { put(.birth, birthShares(Int(stay.birth))) }
        if stay.sex != 0 {
            let share = (sexes[Int(stay.sex)] + 1) / (sexes[1] + sexes[2] + 2)
            put(.sex, [share, 1 - share])
        }
        if stay.department != 0 {
            let marginal = (departments[Int(stay.department)] + 1) / (total - departments[0] + 2)
            let share = given(stay.hospital, stay.department, isDiagnosis: false, marginal)
            put(.department, [share, 1 - share])
        }
        return result
    }

    /// The share within the hospital, drawn to everybody's share when the hospital is small.
    private func given(_ hospital: UInt32, _ code: UInt32, isDiagnosis: Bool, _ marginal: Double) -> Double {
        guard hospital != 0, let count = atHospital[StayShares.pair(hospital, code, isDiagnosis: isDiagnosis)] else {
            return marginal
        }
        let half = StayShares.hospitalStayCountHalf
        return (count + half * marginal) / (hospitals[Int(hospital)] + half)
    }

    private func exitShares(_ stay: CodedStay) -> [Double] {
        guard stay.entry != StayTable.noDay else { return exits.shares(stay.exit) }
        let known = total - lengths[StayShares.lengthMax + 1] + 2
        let length = Int(stay.exit) - Int(stay.entry)
        func share(_ distance: Int) -> Double {
            let length = length + distance
            guard length >= 0, length < StayShares.lengthMax else { return 0 }
            return lengths[length] / known
        }
        // An exit before the entry is an error of writing, which subjects who are not in the file make as well: it
        // must not weigh like a rare length.
        let least = length < 0 ? 5e-3 : 1e-4
        let same = max(share(0), least)
        let near = max(share(-1) + share(1), least)
        var week = 0.0
        for distance in 2...7 { week += share(distance) + share(-distance) }
        return [same, near, max(week, 1e-4), max(1 - same - near - week, 1e-3)]
    }

    private func hospitalShares(_ hospital: UInt32) -> [Double] {
        let known = total - hospitals[0] + 2
        let same = (hospitals[Int(hospital)] + 1) / known
        let department = hospitalDepartments[Int(hospitalGroups.departments[Int(hospital)])] / known
        return [same, max(department - same, 1 / known), 1 - department]
    }

    private func diagnosisShares(_ stay: CodedStay) -> [Double] {
        let known = total - diagnoses[0] + 2
        let code = Int(stay.diagnosis)
        let same = (diagnoses[code] + 1) / known
        let category = categories[Int(diagnosisGroups.categories[code])] / known
        let chapter = chapters[Int(diagnosisGroups.chapters[code])] / known
        return [
            given(stay.hospital, stay.diagnosis, isDiagnosis: true, same), max(category - same, 1 / known),
            max(chapter - category, 1 / known), 1 - max(chapter, category),
        ]
    }

    private func birthShares(_ birth: Int) -> [Double] {
        let known = total - births[0] + 2
        let (year, month) = (birth >> 4, birth & 15)
        func at(_ year: Int) -> Double { month > 0 ? births[year << 4 | month] / known : 0 }
        let same = at(year) + 1 / known
        let sameYear = (years[year] + 1) / known
        let nearYear = (years[year - 1] + years[year + 1]) / known
        let nearMonth = at(year - 1) + at(year + 1) + at(year - 10) + at(year + 10)
        return [
            same, max(sameYear - same, 1 / known), max(nearMonth, 1 / known), 1 - sameYear - nearMonth,
            sameYear, max(nearYear, 1 / known), 1 - sameYear - nearYear,
        ]
    }
}

/// Stays by day.
struct DayCounts: Sendable {
    private let first: Int32
    private var counts: [Double]
    private var total = 0.0

    init(_ days: [Int32]) {
        var (least, most) = (Int32.max, Int32.min)
        for day in days where day != StayTable.noDay {
            least = min(least, day)
            most = max(most, day)
        }
        first = least == .max ? 0 : least
        counts = [Double](repeating: 0, count: least == .max ? 1 : Int(most) - Int(least) + 1)
    }

    @inline(__always)
    mutating func count(_ day: Int32) {
        if day == StayTable.noDay { return }
        counts[Int(day - first)] += 1
        total += 1
    }

    /// Shares of the same day, 1 day, 2 to 7 days, and more.
    func shares(_ day: Int32) -> [Double] {
        func at(_ distance: Int) -> Double {
            let place = Int(day) - Int(first) + distance
            return counts.indices.contains(place) ? counts[place] / (total + 2) : 0
        }
        let same = at(0) + 1 / (total + 2)
        let near = at(-1) + at(1) + 1 / (total + 2)
        var week = 1 / (total + 2)
        for distance in 2...7 { week += at(distance) + at(-distance) }
        return [same, near, week, max(1 - same - near - week, 1e-3)]
    }
}

/// Says quickly that a key is not among the wanted ones.
private struct PairFilter {
    private var bits: [UInt64]
    private let mask: UInt64

    init(_ keys: some Collection<UInt64>) {
        var size = 64
        while size < keys.count / 2 { size *= 2 }
        bits = [UInt64](repeating: 0, count: size)
        mask = UInt64(size - 1)
        for key in keys {
            let hash = mixed(key)
            bits[Int(hash >> 6 & mask)] |= 1 << (hash & 63)
        }
    }

    @inline(__always)
    func mayHold(_ key: UInt64) -> Bool {
        let hash = mixed(key)
        return bits[Int(hash >> 6 & mask)] & (1 << (hash & 63)) != 0
    }
}
