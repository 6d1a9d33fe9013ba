/// The 3-character category and the chapter of ICD-10 codes, by code of the dictionary.
struct DiagnosisGroups: Sendable {
    private(set) var categories: [UInt32] = [0]
    /// 1...22 in alphabetical order; 0 when the text is not of ICD-10, and no chapter is then shared.
    private(set) var chapters: [UInt8] = [0]
    private(set) var categoryCount = 1

    init(_ diagnoses: ValueDictionary) {
        var names = ValueDictionary()
        for code in 0..<diagnoses.count {
            let text = Array(diagnoses.bytes[diagnoses.range(UInt32(code + 1))])
            categories.append(names.code(of: Array(text.prefix(3))))
            chapters.append(DiagnosisGroups.chapter(text))
        }
        categoryCount = names.count + 1
    }

    /// 1 same code, 2 same category, 3 same chapter, 4 other; 0 when one is missing.
    @inline(__always)
    func level(_ left: UInt32, _ right: UInt32) -> UInt32 {
        if left == 0 || right == 0 { return 0 }
        if left == right { return 1 }
        let (a, b) = (Int(left), Int(right))
        if categories[a] == categories[b] { return 2 }
        return chapters[a] == chapters[b] && chapters[a] != 0 ? 3 : 4
    }

    /// First category of each chapter, in order; letter x 100 + number.
    private static let firstCategories: [Int] = [
        "A00", "C00", "D50", "E00", "F00", "G00", "H00", "H60", "I00", "J00", "K00", "L00", "M00", "N00", "O00", "P00",
        "Q00", "R00", "S00", "U00", "V00", "Z00",
    ]
    .map { number(Array($0.utf8)) ?? 0 }

    static func chapter(_ text: [UInt8]) -> UInt8 {
        guard let number = number(text) else { return 0 }
        // V to Y are external causes, U special purposes: both stand where their letter stands.
        return UInt8(firstCategories.lastIndex { $0 <= number }.map { $0 + 1 } ?? 0)
    }

    private static func number(_ text: [UInt8]) -> Int? {
        guard text.count >= 3, (0x41...0x5A).contains(text[0]), (0x30...0x39).contains(text[1]),
            (0x30...0x39).contains(text[2])
        else { return nil }
        return Int(text[0]) * 100 + Int(text[1] - 0x30) * 10 + Int(text[2] - 0x30)
    }
}

/// The department that the number of a hospital begins with, by code of the dictionary.
struct HospitalGroups: Sendable {
    private(set) var departments: [UInt32] = [0]
    private(set) var departmentCount = 1

    init(_ hospitals: ValueDictionary) {
        var names = ValueDictionary()
        for code in 0..<hospitals.count {
            let text = Array(hospitals.bytes[hospitals.range(UInt32(code + 1))])
            // Overseas departments are told apart by the digits after 97.
            departments.append(names.code(of: Array(text.prefix(text.starts(with: [0x39, 0x37]) ? 4 : 2))))
        }
        departmentCount = names.count + 1
    }

    /// 1 same hospital, 2 same department, 3 other; 0 when one is missing.
    @inline(__always)
    func level(_ left: UInt32, _ right: UInt32) -> UInt32 {
        if left == 0 || right == 0 { return 0 }
        if left == right { return 1 }
        return departments[Int(left)] == departments[Int(right)] ? 2 : 3
    }
}
