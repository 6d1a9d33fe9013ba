/// Facts that must be equal for two stays to be compared.
package struct StayKeyRule: Sendable, Hashable {
    /// A fact of a stay, or a part of one.
    package enum Part: Int, Sendable, Hashable, CaseIterable {
        case hospital
        case entry
        case entryMonth
        case exit
        case sex
        case birth
        case birthYear
        case birthMonth
        case department
        case diagnosis
    }

    package let name: String
    package let parts: [Part]
    /// Stays of the register are also looked up one day before and after their entry.
    package let allowsNextDay: Bool

    package init(_ name: String, _ parts: [Part], allowsNextDay: Bool = false) {
        self.name = name
        self.parts = parts
        self.allowsNextDay = allowsNextDay
    }

    /// Each fact is left out by some rules, so that a stay with one or two wrong facts is still found.
    package static let standard: [StayKeyRule] = [
        StayKeyRule("hospital-entry-sex-birth", [.hospital, .entry, .sex, .birth], allowsNextDay: true),
        StayKeyRule("hospital-exit-sex-birth", [.hospital, .exit, .sex, .birth]),
        StayKeyRule("hospital-dates-sex-diagnosis", [.hospital, .entry, .exit, .sex, .diagnosis]),
        StayKeyRule("hospital-entry-sex-birth-year", [.hospital, .entry, .sex, .birthYear]),
        StayKeyRule("hospital-entry-sex-birth-month", [.hospital, .entry, .sex, .birthMonth]),
        StayKeyRule("dates-sex-birth", [.entry, .exit, .sex, .birth]),
        StayKeyRule("entry-sex-birth-department", [.entry, .sex, .birth, .department]),
        StayKeyRule("exit-sex-birth-department", [.exit, .sex, .birth, .department]),
        StayKeyRule("hospital-month-sex-birth", [.hospital, .entryMonth, .sex, .birth]),
        StayKeyRule("entry-birth-diagnosis", [.entry, .birth, .diagnosis]),
        StayKeyRule("month-sex-birth-diagnosis", [.entryMonth, .sex, .birth, .diagnosis]),
        StayKeyRule("sex-birth-department-diagnosis", [.sex, .birth, .department, .diagnosis]),
        StayKeyRule("hospital-entry-birth", [.hospital, .entry, .birth]),
        StayKeyRule("hospital-dates-department-diagnosis", [.hospital, .entry, .exit, .department, .diagnosis]),
        StayKeyRule("dates-birth-department", [.entry, .exit, .birth, .department]),
    ]
}

/// Makes the keys of stays: a sum of the hashes of the parts, so that rules share them.
struct StayKeyMaker {
    private let rules: [StayKeyRule]
    private let salts: [UInt64]
    private var parts = [UInt64](repeating: 0, count: StayKeyRule.Part.allCases.count)
    /// Rules and their parts as plain numbers, for the loop over millions of stays.
    private let partsOfRules: [[Int]]

    init(_ rules: [StayKeyRule]) {
        self.rules = rules
        salts = rules.indices.map { mixed(UInt64($0) &+ 0x5EED) }
        partsOfRules = rules.map { $0.parts.map(\.rawValue) }
    }

    var ruleCount: Int { rules.count }

    /// Works out the parts of a stay; 0 stands for a missing one.
    mutating func take(_ stay: CodedStay) {
        parts[0] = hash(0, UInt64(stay.hospital))
        takeEntry(stay.entry)
        parts[3] = stay.exit == StayTable.noDay ? 0 : hash(3, UInt64(UInt32(bitPattern: stay.exit)) &+ 1)
        parts[4] = hash(4, UInt64(stay.sex))
        let (year, month) = (UInt64(stay.birth >> 4), UInt64(stay.birth & 15))
        parts[5] = month == 0 ? 0 : hash(5, UInt64(stay.birth))
        parts[6] = hash(6, year)
        parts[7] = hash(7, month)
        parts[8] = hash(8, UInt64(stay.department))
        parts[9] = hash(9, UInt64(stay.diagnosis))
    }

    private mutating func takeEntry(_ day: Int32) {
        let isMissing = day == StayTable.noDay
        parts[1] = isMissing ? 0 : hash(1, UInt64(UInt32(bitPattern: day)) &+ 1)
        // Months of 30 days: only nearness matters, and no calendar is needed.
        parts[2] = isMissing ? 0 : hash(2, UInt64(UInt32(bitPattern: day / 30)) &+ 1)
    }

    /// The key of the stay taken last, nil when a part is missing.
    @inline(__always)
    func key(_ rule: Int) -> UInt64? {
        var sum = salts[rule]
        for part in partsOfRules[rule] {
            if parts[part] == 0 { return nil }
            sum &+= parts[part]
        }
        return mixed(sum)
    }

    /// Adds the keys that a stay of the register is looked up by.
    mutating func addKeys(_ stay: CodedStay, to keys: inout [UInt64]) {
        take(stay)
        for rule in rules.indices { if let key = key(rule) { keys.append(key) } }
        guard stay.entry != StayTable.noDay else { return }
        for shift: Int32 in [-1, 1] {
            takeEntry(stay.entry + shift)
            for rule in rules.indices where rules[rule].allowsNextDay { if let key = key(rule) { keys.append(key) } }
        }
    }

    private func hash(_ part: UInt64, _ value: UInt64) -> UInt64 {
        value == 0 ? 0 : mixed(value &+ (part &+ 1) &* 0x9E37_79B9_7F4A_7C15) | 1
    }
}
