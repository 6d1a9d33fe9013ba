/// Makes the households of one shard: ages, sexes, families, twins, places.
///
/// It is run twice with the same stream: for the census, which numbers births over the country, and for the lives.
struct HouseholdMaker {
    private let places: Places
    private let firstDay: Int
    private let lastDay: Int
    private(set) var persons: [PersonSketch] = []
    private(set) var households: [HouseholdSketch] = []
    private var random: RandomStream

    init(plan: SimulationPlan, shard: Int, places: Places) {
        self.places = places
        firstDay = CivilCalendar.day(plan.firstYear, 1, 1)
        lastDay = CivilCalendar.day(plan.lastYear, 12, 31)
        random = RandomStream(seed: plan.seed, purpose: 0x484F_5553, number: shard)
    }

    /// Fills the shard with `count` persons; the last household may be cut.
    mutating func make(count: Int) {
        persons.reserveCapacity(count + 8)
        while persons.count < count { addHousehold() }
        persons.removeLast(persons.count - count)
        for place in persons.indices {
            if let spouse = persons[place].spouse, spouse >= count { persons[place].spouse = nil }
            if persons[place].twinRank == 1, place == count - 1 { persons[place].twinRank = 0 }
        }
    }

    private mutating func addHousehold() {
        let number = households.count
        let commune = places.anyCommune(&random)
        let isMoving = random.chance(0.22)
        let later = random.chance(0.7) ? places.neighbour(of: commune, &random) : places.anyCommune(&random)
        let moveDay = random.between(firstDay...lastDay)
        households.append(
            HouseholdSketch(
                commune: commune, laterCommune: isMoving ? later : commune, moveDay: isMoving ? moveDay : nil))
        let kind = random.unit()
        if kind < 0.38 {
            addAdult(age: singleAge(), sex: random.chance(0.55) ? 2 : 1, household: number)
        } else if kind < 0.63 {
            addCouple(age: coupleAge(), household: number)
        } else if kind < 0.91 {
            addCouple(age: parentAge(), household: number)
            addChildren(firstParent: persons.count - 2, household: number)
        } else {
            addAdult(age: parentAge(), sex: random.chance(0.82) ? 2 : 1, household: number)
            addChildren(firstParent: persons.count - 1, household: number)
        }
    }

    // Ages are those at the end of the simulation.

    private mutating func singleAge() -> Double {
        let kind = random.unit()
        if kind < 0.19 { return 19 + random.unit() * 11 }
        if kind < 0.40 { return 30 + random.unit() * 32 }
        // Older single persons thin out with age.
        return 62 + 42 * random.unit() * (0.35 + 0.65 * random.unit())
    }

    private mutating func coupleAge() -> Double {
        random.chance(0.15) ? 22 + random.unit() * 23 : 50 + random.unit() * 42 * (0.45 + 0.55 * random.unit())
    }

    private mutating func parentAge() -> Double { 27 + random.unit() * 28 }

    private mutating func addAdult(age: Double, sex: Int, household: Int) {
        persons.append(
            PersonSketch(
                sex: sex, birthDay: lastDay - Int(age * 365.25) - random.below(200),
                birthPlace: birthPlace(household, abroad: 0.13),
                household: household))
    }

    /// A man and a woman of close ages, as most couples are.
    private mutating func addCouple(age: Double, household: Int) {
        let difference = 2.2 + 3 * random.normal()
        let older = max(age + difference, 20)
        addAdult(age: older, sex: 1, household: household)
        addAdult(age: age, sex: 2, household: household)
        persons[persons.count - 2].spouse = persons.count - 1
        persons[persons.count - 1].spouse = persons.count - 2
    }

    private mutating func addChildren(firstParent: Int, household: Int) {
        let parents = firstParent..<persons.count
        let mother = parents.first { persons[$0].sex == 2 }
        let father = parents.first { persons[$0].sex == 1 }
        guard let elder = parents.map({ persons[$0].birthDay }).max() else { return }
        var birthDay = elder + Int(365.25 * (21 + 11 * random.unit()))
        let wanted = random.unit()
        let count = wanted < 0.36 ? 1 : wanted < 0.80 ? 2 : wanted < 0.95 ? 3 : 4
        for _ in 0..<count {
            // Those over 25 have left; those to come are not born.
            guard birthDay <= lastDay else { return }
            if lastDay - birthDay < 25 * 365 {
                addChild(birthDay: birthDay, mother: mother, father: father, household: household)
            }
            birthDay += 500 + random.below(1300)
        }
    }

    /// One child, or twins for 1.6 % of births; 65 % of twins are of the same sex.
    private mutating func addChild(birthDay: Int, mother: Int?, father: Int?, household: Int) {
        var child = PersonSketch(
            sex: random.chance(0.512) ? 1 : 2, birthDay: birthDay,
            birthPlace: birthPlace(household, abroad: 0.03),
            household: household, mother: mother, father: father)
        guard random.chance(0.016) else {
            persons.append(child)
            return
        }
        child.twinRank = 1
        persons.append(child)
        child.twinRank = 2
        if !random.chance(0.65) { child.sex = 3 - child.sex }
        persons.append(child)
    }

    private mutating func birthPlace(_ household: Int, abroad: Double) -> Int {
        let kind = random.unit()
        if kind < abroad { return places.anyCountry(&random) }
        if kind < 0.60 { return places.neighbour(of: households[household].commune, &random) }
        return places.anyCommune(&random)
    }
}
