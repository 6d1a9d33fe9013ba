internal import HealthModel
internal import RecordLinkage

/// The table of one comparison: records of the delivery, then profiles of the register.
enum EvidenceTable {
    static func make(records: [IdentityTraits], profiles: [Profile]) -> RecordTable {
        // Records may be of one person, profiles need not be compared with one another.
        var table = RecordTable.joining([
            source(records, name: "delivery", isClean: false),
            source(profiles.map(\.traits), name: "register", isClean: true),
        ])
        table.certifyNumbers("nir", sex: "sexe", birthDate: "date_naissance")
        return table
    }

    private static let columns: [LinkageColumn] = [
        "nom_naissance", "nom_utilise", "prenom", "prenoms", "sexe", "date_naissance", "commune_naissance",
        "code_postal", "nir",
    ]
    .compactMap { name in LinkageConfiguration.french.columns.first { $0.name == name } }

    /// Age, sex, birth department and number of records, for the sheet of a delivery: in one table without names.
    static func categories(of records: [IdentityTraits], referenceYear: Int) -> [RecordCategories] {
        let columns = columns.filter {
            ["sexe", "date_naissance", "commune_naissance", "nir"].contains($0.name)
        }
        var builder = RecordTableBuilder(source: "delivery", isClean: false, columns: columns)
        for (place, traits) in records.enumerated() {
            let values = columns.map { column in
                switch column.name {
                case "sexe": traits.sex.rawValue
                case "date_naissance": traits.birthDate
                case "commune_naissance": traits.birthPlace
                default: traits.nationalNumber
                }
            }
            builder.append(identifier: String(place), values: values)
        }
        return RecordCategories.all(
            builder.build(), columns, referenceYear: referenceYear, birthPlaces: .departments)
    }

    private static func source(_ records: [IdentityTraits], name: String, isClean: Bool) -> RecordTable {
        var builder = RecordTableBuilder(source: name, isClean: isClean, columns: columns)
        for (place, traits) in records.enumerated() {
            let given = traits.givenNames
            let usual = given.split { $0 == " " || $0 == "," || $0 == ";" }.first.map(String.init) ?? ""
            builder.append(
                identifier: String(place),
                values: [
                    traits.birthName, traits.usedName, usual, given, traits.sex.rawValue, traits.birthDate,
                    traits.birthPlace, traits.postalCode, traits.nationalNumber,
                ])
        }
        return builder.build()
    }

    /// The levels that two identities reach, whatever was learnt.
    static func levels(_ left: IdentityTraits, _ right: IdentityTraits) throws -> [ReviewLevel] {
        let profile = Profile(number: 1, person: 1, traits: right)
        let plan = try LinkageEngine(.french).plan(on: make(records: [left], profiles: [profile]))
        return levels(of: plan.pattern(of: 0, and: 1), plan)
    }

    /// The names of the comparisons of a pair and the levels that it reached: never a value.
    static func levels(of pattern: UInt64, _ plan: ComparisonPlan) -> [ReviewLevel] {
        var rest = pattern
        return plan.comparisons.map { comparison in
            let levels = comparison.comparator.levels
            let level = Int(rest % UInt64(levels.count))
            rest /= UInt64(levels.count)
            return ReviewLevel(comparison: comparison.name, level: levels[level].name)
        }
    }
}
