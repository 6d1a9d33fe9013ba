/// A characteristic of records by which linked and unlinked ones are compared: a category for each record.
struct RecordCategories {
    let name: String
    let categories: [String]
    let categoryOf: [UInt8]

    /// The characteristics that the table can tell.
    static func all(_ table: RecordTable, _ columns: [LinkageColumn], referenceYear: Int) -> [RecordCategories] {
        func column(_ kind: FieldKind) -> String? {
            columns.first { $0.kind == kind && table.columns[$0.name] != nil }?.name
        }
        var found: [RecordCategories] = []
        if let name = column(.date) { found.append(age(table.dates(name), referenceYear)) }
        if let name = column(.sex) { found.append(sex(table.codes(name))) }
        let place = columns.first { $0.kind == .code && $0.name == "commune_naissance" }?.name
        if let place, table.columns[place] != nil { found.append(birthplace(table, place)) }
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

    private static func birthplace(_ table: RecordTable, _ column: String) -> RecordCategories {
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
        let (linkedTotal, unlinkedTotal) = (linked.reduce(0, +), unlinked.reduce(0, +))
        let linkedCells = SheetCount.column(linked, countMin: countMin)
        let unlinkedCells = SheetCount.column(unlinked, countMin: countMin)
        let rows = categories.indices.map { place -> QualitySheet.Category in
            let left = RecordCategories.share(linkedCells[place], linkedTotal)
            let right = RecordCategories.share(unlinkedCells[place], unlinkedTotal)
            return QualitySheet.Category(
                name: categories[place], linked: linkedCells[place], unlinked: unlinkedCells[place], linkedShare: left,
                unlinkedShare: right, standardisedDifference: RecordCategories.difference(left, right))
        }
        return QualitySheet.Characteristic(file: source.name, name: name, categories: rows)
    }

    private static func share(_ count: SheetCount, _ total: Int) -> Double? {
        guard let value = count.value, total > 0 else { return nil }
        return Double(value) / Double(total)
    }

    /// Difference of two shares over their pooled standard deviation.
    static func difference(_ left: Double?, _ right: Double?) -> Double? {
        guard let left, let right else { return nil }
        let variance = (left * (1 - left) + right * (1 - right)) / 2
        return variance > 0 ? (left - right) / variance.squareRoot() : left == right ? 0 : nil
    }
}
