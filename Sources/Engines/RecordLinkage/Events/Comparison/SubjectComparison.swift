/// Compares one subject with persons: each stay with the person's nearest one, and the traits of the two.
///
/// Traits of the person (sex, month of birth, department of residence) count once, not with every stay: those of a
/// false candidate agree with all stays or with none. A second, different value in the register counts as an error.
struct SubjectComparison {
    /// Stays compared on either side at most; a person with more shows those around the subject's stay.
    static let stayCountMax = 60
    /// Distinct values of a trait looked at.
    static let valueCountMax = 3
    /// Days that a person's stays are looked for around the subject's, when the person has many.
    static let windowDays: Int32 = 7

    private let files: StayFiles
    private let register: StaysByOwner
    private let national: StaysByOwner
    private let shares: StayShares
    private let logM: [Double]
    private let absence: Double
    private let presence: Double

    private var subjectStays: [CodedStay] = []
    private var logU: [[Double]] = []
    private var personStays: [CodedStay] = []
    private var matches: [(score: Double, subject: Int, person: Int, pattern: EventPattern, logU: Double)] = []
    private var takenBy: [Int] = []
    private var isTaken: [Bool] = []

    init(
        _ files: StayFiles, register: StaysByOwner, national: StaysByOwner, shares: StayShares, weights: EventWeights
    ) {
        self.files = files
        self.register = register
        self.national = national
        self.shares = shares
        logM = weights.logM
        presence = weights.logM(.presence, 1)
        absence = weights.logM(.presence, 2)
    }

    mutating func compare(_ subject: Int, with persons: ArraySlice<UInt32>, into piece: inout ComparedPiece) {
        subjectStays.removeAll(keepingCapacity: true)
        logU.removeAll(keepingCapacity: true)
        piece.candidateCounts.append(UInt32(persons.count))
        if persons.isEmpty { return }
        for place in register.range(subject).prefix(SubjectComparison.stayCountMax) {
            let stay = files.register.stay(Int(register.order[place]))
            subjectStays.append(stay)
            logU.append(shares.logarithms(stay))
        }
        for person in persons {
            let before = piece.patterns.count
            var constant = 0.0
            takePerson(Int(person))
            let found = compareStays(Int(person), &piece.patterns, &constant)
            compareTraits(&piece.patterns, &constant)
            piece.persons.append(person)
            piece.constants.append(Float(constant))
            piece.patternCounts.append(UInt16(piece.patterns.count - before))
            piece.foundStayCounts.append(UInt8(found))
            piece.comparedStayCounts.append(UInt8(subjectStays.count))
        }
    }

    /// Takes the person's stays: all, or those around the subject's when they are many.
    private mutating func takePerson(_ person: Int) {
        personStays.removeAll(keepingCapacity: true)
        let range = national.range(person)
        guard range.count > SubjectComparison.stayCountMax else {
            for place in range { personStays.append(files.national.stay(Int(national.order[place]))) }
            return
        }
        var next = range.lowerBound
        for stay in subjectStays where personStays.count < SubjectComparison.stayCountMax {
            guard stay.entry != StayTable.noDay else { continue }
            var place = max(next, firstStay(in: range, from: stay.entry - SubjectComparison.windowDays))
            while place < range.upperBound, personStays.count < SubjectComparison.stayCountMax {
                let other = files.national.stay(Int(national.order[place]))
                if other.entry > stay.entry + SubjectComparison.windowDays { break }
                personStays.append(other)
                place += 1
            }
            next = max(next, place)
        }
        if personStays.isEmpty {
            for place in range.prefix(SubjectComparison.stayCountMax) {
                personStays.append(files.national.stay(Int(national.order[place])))
            }
        }
    }

    private func firstStay(in range: Range<Int>, from day: Int32) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if files.national.entries[Int(national.order[middle])] < day { low = middle + 1 } else { high = middle }
        }
        return low
    }

    // MARK: - Stays

    /// Pairs the stays greedily, the best first; gives how many of the subject's the person has.
    private mutating func compareStays(
        _ person: Int, _ patterns: inout [EventPattern], _ constant: inout Double
    ) -> Int {
        matches.removeAll(keepingCapacity: true)
        let stayCount = national.range(person).count
        let choice = -logarithm(stayCount)
        for (subjectPlace, subjectStay) in subjectStays.enumerated() {
            for (personPlace, personStay) in personStays.enumerated() {
                let pattern = stayPattern(subjectStay, personStay)
                let (m, u) = sums(pattern, subjectPlace)
                let score = presence + m - u + choice
                if score > absence { matches.append((score, subjectPlace, personPlace, pattern, u)) }
            }
        }
        if matches.count > 1 {
            matches.sort {
                $0.score != $1.score ? $0.score > $1.score : ($0.subject, $0.person) < ($1.subject, $1.person)
            }
        }
        takenBy.removeAll(keepingCapacity: true)
        takenBy.append(contentsOf: repeatElement(-1, count: subjectStays.count))
        isTaken.removeAll(keepingCapacity: true)
        isTaken.append(contentsOf: repeatElement(false, count: personStays.count))
        var found = 0
        for match in matches where takenBy[match.subject] < 0 && !isTaken[match.person] {
            takenBy[match.subject] = match.person
            isTaken[match.person] = true
            patterns.append(match.pattern | 1 << EventComparison.presence.shift)
            constant -= match.logU + logarithm(stayCount - found)
            found += 1
        }
        for _ in found..<subjectStays.count { patterns.append(2 << EventComparison.presence.shift) }
        return found
    }

    @inline(__always)
    private func stayPattern(_ subject: CodedStay, _ person: CodedStay) -> EventPattern {
        StayLevels.days(subject.entry, person.entry)
            | StayLevels.days(subject.exit, person.exit) << 4
            | shares.hospitalGroups.level(subject.hospital, person.hospital) << 8
            | shares.diagnosisGroups.level(subject.diagnosis, person.diagnosis) << 12
    }

    /// Logarithms of m and u over the comparisons of stays, in the order of `EventComparison`.
    @inline(__always)
    private func sums(_ pattern: EventPattern, _ subjectPlace: Int) -> (m: Double, u: Double) {
        var (m, u) = (0.0, 0.0)
        var rest = pattern
        var place = 0
        while rest != 0 {
            let level = Int(rest & 15)
            if level > 0 {
                m += logM[place + level]
                u += logU[subjectPlace][place + level]
            }
            rest >>= 4
            place += 16
        }
        return (m, u)
    }

    private func logarithm(_ count: Int) -> Double { SmallLogarithms.of(max(1, count)) }

    // MARK: - Traits

    private mutating func compareTraits(_ patterns: inout [EventPattern], _ constant: inout Double) {
        var byRank = (EventPattern(0), EventPattern(0), EventPattern(0))
        for trait in [EventComparison.sex, .birth, .department] {
            var levels: (UInt32, UInt32, UInt32) = (0, 0, 0)
            var count = 0
            var least: (level: UInt32, stay: Int) = (.max, 0)
            for (place, stay) in subjectStays.enumerated() where count < SubjectComparison.valueCountMax {
                if subjectStays[..<place].contains(where: { SubjectComparison.isSame(trait, $0, stay) }) { continue }
                let level = bestLevel(trait, stay)
                if level == 0 { continue }
                if level < least.level { least = (level, place) }
                switch count {
                case 0: levels.0 = level
                case 1: levels.1 = level
                default: levels.2 = level
                }
                count += 1
            }
            if count == 0 { continue }
            byRank.0 |= levels.0 << trait.shift
            byRank.1 |= levels.1 << trait.shift
            byRank.2 |= levels.2 << trait.shift
            constant -= logU[least.stay][trait.rawValue * 16 + Int(least.level)]
        }
        if byRank.0 != 0 { patterns.append(byRank.0) }
        if byRank.1 != 0 { patterns.append(byRank.1) }
        if byRank.2 != 0 { patterns.append(byRank.2) }
    }

    private static func isSame(_ trait: EventComparison, _ left: CodedStay, _ right: CodedStay) -> Bool {
        switch trait {
        case .sex: left.sex == right.sex
        case .birth: left.birth == right.birth
        default: left.department == right.department
        }
    }

    /// The closest level of a subject's trait over the person's stays; 0 when it is missing.
    private func bestLevel(_ trait: EventComparison, _ stay: CodedStay) -> UInt32 {
        var best = UInt32.max
        for other in personStays {
            let level =
                switch trait {
                case .sex: StayLevels.equality(UInt32(stay.sex), UInt32(other.sex))
                case .birth: StayLevels.birth(stay.birth, other.birth)
                default: StayLevels.equality(stay.department, other.department)
                }
            if level > 0 { best = min(best, level) }
        }
        return best == .max ? 0 : best
    }
}
