internal import HealthModel

/// The register whose subjects are looked for, and the national file that they are looked for in.
///
/// Both share the codes of hospitals, departments and diagnoses.
package struct StayFiles: Sendable {
    /// Which of the two files.
    package enum Side: Sendable, Hashable, CaseIterable {
        case register
        case national
    }

    package internal(set) var register = StayTable()
    package private(set) var national = StayTable()
    private(set) var hospitals = ValueDictionary()
    private(set) var departments = ValueDictionary()
    private(set) var diagnoses = ValueDictionary()
    /// Values that could not be read as what their column holds, taken as missing.
    package private(set) var unreadableValueCount = 0
    private var scratch: [UInt8] = []

    package init() {}

    /// Adds a stay of a subject or person; a stay without facts only names its owner. False when the name is empty.
    @discardableResult
    package mutating func append(_ stay: Stay, owner: String, to side: Side) -> Bool {
        var coded = CodedStay()
        coded.hospital = Array(stay.hospital.utf8).withUnsafeBufferPointer { code($0, .hospital) }
        coded.department = Array(stay.department.utf8).withUnsafeBufferPointer { code($0, .department) }
        coded.diagnosis = Array(stay.diagnosis.utf8).withUnsafeBufferPointer { code($0, .diagnosis) }
        coded.entry = stay.entry?.daysSince1970 ?? StayTable.noDay
        coded.exit = stay.exit?.daysSince1970 ?? StayTable.noDay
        coded.sex = stay.sex == .male ? 1 : stay.sex == .female ? 2 : 0
        coded.birth = StayValues.birth(year: stay.birthYear ?? 0, month: stay.birthMonth ?? 0) ?? 0
        return Array(owner.utf8).withUnsafeBufferPointer { append(coded, owner: $0, to: side) }
    }

    mutating func append(_ stay: CodedStay, owner: UnsafeBufferPointer<UInt8>, to side: Side) -> Bool {
        switch side {
        case .register:
            guard let owner = register.owner(owner) else { return false }
            register.append(owner: owner, stay)
        case .national:
            guard let owner = national.owner(owner) else { return false }
            national.append(owner: owner, stay)
        }
        return true
    }

    /// The code of a hospital, department or diagnosis as written.
    mutating func code(_ text: UnsafeBufferPointer<UInt8>, _ kind: StayValues.Kind) -> UInt32 {
        if text.isEmpty { return 0 }
        // Taken out and put back: the same room serves every value.
        var folded: [UInt8] = []
        swap(&folded, &scratch)
        StayValues.fold(text, kind, into: &folded)
        let code =
            switch kind {
            case .hospital: folded.withUnsafeBufferPointer { hospitals.code(of: $0) }
            case .department: folded.withUnsafeBufferPointer { departments.code(of: $0) }
            case .diagnosis: folded.withUnsafeBufferPointer { diagnoses.code(of: $0) }
            }
        swap(&folded, &scratch)
        return code
    }

    mutating func countUnreadable() { unreadableValueCount += 1 }
}
