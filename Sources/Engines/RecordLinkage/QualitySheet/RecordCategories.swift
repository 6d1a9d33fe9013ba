internal import HealthModel
internal import QualitySheets

/// A characteristic of records by which linked and unlinked ones are compared: a category for each record.
package struct RecordCategories: Sendable {
    package let name: String
    package let categories: [String]
    /// The place of each record's category.
    package let categoryOf: [UInt8]

    /// How finely birth places are told apart.
    package enum BirthPlaces: Sendable { case regions, departments }

    /// The characteristics that the table can tell; ages at the end of the reference year.
    package static func all(
        _ table: RecordTable, _ columns: [LinkageColumn], referenceYear: Int, birthPlaces: BirthPlaces = .regions
    ) -> [RecordCategories] {
        func column(_ kind: FieldKind) -> String? {
            columns.first { $0.kind == kind && table.columns[$0.name] != nil }?.name
        }
        var found: [RecordCategories] = []
        if let name = column(.date) { found.append(age(table.dates(name), referenceYear)) }
        if let name = column(.sex) { found.append(sex(table.codes(name))) }
        let place = columns.first { $0.kind == .code && $0.name == "commune_naissance" }?.name
        if let place, table.columns[place] != nil {
            found.append(birthPlaces == .regions ? birthRegion(table, place) : birthDepartment(table, place))
        }
        if let name = column(.nationalNumber) {
            found.append(
                RecordCategories(
                    name: "number", categories: ["present", "absent"],
                    categoryOf: table.numbers(name).bits.map { $0 == 0 ? 1 : 0 }))
        }
        return found
    }

    private static func age(_ dates: [Int32], _ referenceYear: Int) -> RecordCategories {
        let bounds = [18, 40, 60, 80]
        return RecordCategories(
            name: "age", categories: ["0-17", "18-39", "40-59", "60-79", "80+", "unknown"],
            categoryOf: dates.map { date in
                let years = referenceYear - Int(date / 10_000)
                if date == 0 || years < 0 { return 5 }
                return UInt8(bounds.firstIndex { years < $0 } ?? 4)
            })
    }

    private static func sex(_ codes: [UInt32]) -> RecordCategories {
        RecordCategories(
            name: "sex", categories: ["men", "women", "unknown"],
            categoryOf: codes.map { $0 == 1 ? 0 : $0 == 2 ? 1 : 2 })
    }

    private static func birthRegion(_ table: RecordTable, _ column: String) -> RecordCategories {
        let values = table.dictionary(column)
        let categories = (0..<UInt32(values.count + 1))
            .map { code -> UInt8 in
                let place = BirthPlace(values.text(code))
                guard place.isKnown else { return 3 }
                if place.isAbroad { return 1 }
                return place.department.hasPrefix("97") || place.department.hasPrefix("98") ? 2 : 0
            }
        return RecordCategories(
            name: "birthplace", categories: ["metropolitan", "abroad", "overseas", "unknown"],
            categoryOf: table.codes(column).map { categories[Int($0)] })
    }

    /// Abroad, unknown, and each French department; a code that is none of them is unknown.
    private static let departments: [String] =
        ["abroad", "unknown"]
        + (1...95)
        .flatMap { number -> [String] in
            number == 20 ? ["20", "2A", "2B"] : [number < 10 ? "0\(number)" : String(number)]
        } + ["971", "972", "973", "974", "975", "976", "977", "978", "986", "987", "988"]

    private static func birthDepartment(_ table: RecordTable, _ column: String) -> RecordCategories {
        let places = Dictionary(uniqueKeysWithValues: departments.enumerated().map { ($1, UInt8($0)) })
        let values = table.dictionary(column)
        let categories = (0..<UInt32(values.count + 1))
            .map { code -> UInt8 in
                let place = BirthPlace(values.text(code))
                guard place.isKnown else { return 1 }
                return place.isAbroad ? 0 : places[place.department] ?? 1
            }
        return RecordCategories(
            name: "birthplace", categories: departments,
            categoryOf: table.codes(column).map { categories[Int($0)] })
    }
}

extension RecordCategories {
    /// Linked and unlinked records of one source, category by category.
    func compared(
        _ source: RecordSource, _ outcomes: RecordOutcomes, countMin: Int
    ) -> QualitySheet.Characteristic {
        var linked = [Int](repeating: 0, count: categories.count)
        var unlinked = linked
        for record in source.records {
            let category = Int(categoryOf[record])
            if outcomes.isLinked(record) { linked[category] += 1 } else { unlinked[category] += 1 }
        }
        return QualitySheet.Characteristic(
            file: source.name, name: name, categories: categories, linked: linked, unlinked: unlinked,
            countMin: countMin)
    }
}
