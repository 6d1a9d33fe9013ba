/// The stays of one file in columns. A zero code stands for "missing", `StayTable.noDay` for a missing day.
///
/// Some 30 bytes a stay, and the owners' names once each.
package struct StayTable: Sendable {
    /// A day that is not known.
    static let noDay = Int32.min
    /// Stays of one file at most.
    package static let stayCountMax = 400_000_000
    /// Bytes of the names of owners together: their places are 32 bits wide.
    package static let nameByteCountMax = 4_000_000_000

    /// Subjects of a register, or persons of a national file, by name.
    private(set) var names = ValueDictionary()
    /// Owner of each stay, from 0.
    private(set) var owners: [UInt32] = []
    private(set) var hospitals: [UInt32] = []
    private(set) var entries: [Int32] = []
    private(set) var exits: [Int32] = []
    /// 1 male, 2 female.
    private(set) var sexes: [UInt8] = []
    /// Year x 16 + month; month 0 when only the year is known.
    private(set) var births: [UInt16] = []
    private(set) var departments: [UInt32] = []
    private(set) var diagnoses: [UInt32] = []

    package init() {}

    /// How many stays there are.
    package var count: Int { owners.count }
    /// How many subjects, or persons, there are.
    package var ownerCount: Int { names.count + unnamedOwnerCount }
    /// Owners without a name, made up to measure chance; they come last.
    private(set) var unnamedOwnerCount = 0

    /// The name of a subject or person, as it was delivered.
    package func name(_ owner: Int) -> String { names.text(UInt32(owner + 1)) }

    /// The stay tells of an event, not only of the person.
    func hasEvent(_ stay: Int) -> Bool {
        entries[stay] != StayTable.noDay || exits[stay] != StayTable.noDay || hospitals[stay] != 0
            || diagnoses[stay] != 0
    }

    mutating func owner(_ name: UnsafeBufferPointer<UInt8>) -> UInt32? {
        let code = names.code(of: name)
        return code == 0 ? nil : code - 1
    }

    mutating func appendUnnamedOwner() -> UInt32 {
        unnamedOwnerCount += 1
        return UInt32(ownerCount - 1)
    }

    mutating func append(owner: UInt32, _ stay: CodedStay) {
        owners.append(owner)
        hospitals.append(stay.hospital)
        entries.append(stay.entry)
        exits.append(stay.exit)
        sexes.append(stay.sex)
        births.append(stay.birth)
        departments.append(stay.department)
        diagnoses.append(stay.diagnosis)
    }
}

/// A stay in codes.
struct CodedStay: Hashable {
    var hospital: UInt32 = 0
    var entry = StayTable.noDay
    var exit = StayTable.noDay
    var sex: UInt8 = 0
    var birth: UInt16 = 0
    var department: UInt32 = 0
    var diagnosis: UInt32 = 0
}

extension StayTable {
    /// One stay, gathered.
    @inline(__always)
    func stay(_ place: Int) -> CodedStay {
        CodedStay(
            hospital: hospitals[place], entry: entries[place], exit: exits[place], sex: sexes[place],
            birth: births[place], department: departments[place], diagnosis: diagnoses[place])
    }
}
