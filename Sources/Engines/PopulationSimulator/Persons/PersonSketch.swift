/// A person as the census sees them: enough to number births and to know families.
struct PersonSketch {
    /// 1 male, 2 female.
    var sex: Int
    var birthDay: Int
    /// Number of a commune, or of a country after the communes.
    var birthPlace: Int
    /// Number of the household within the shard.
    var household: Int
    /// Places of the parents within the shard.
    var mother: Int?
    var father: Int?
    /// Place of the spouse within the shard.
    var spouse: Int?
    /// 1 or 2 among same-day siblings, 0 for a single birth.
    var twinRank = 0

    var isChild: Bool { mother != nil || father != nil }
}

/// Where a household lives; the second commune from the day of its move.
struct HouseholdSketch {
    let commune: Int
    let laterCommune: Int
    let moveDay: Int?
}
