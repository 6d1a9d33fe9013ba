import Dispatch
import Synchronization

/// Gives each person the order number of their birth, so that no two persons of the country share a NIR.
///
/// INSEE numbers births within sex, month and commune. Shards are made in parallel, so a first pass makes only the
/// households, and the numbers are given in order of person. Costs 6 bytes a person and some 8 MB.
struct Census {
    /// Order number, 1...999, by person.
    private let orders: [UInt16]

    /// Persons of one shard: enough to keep two cores busy, few enough to hold in memory.
    static let shardSize = 2_048

    init(plan: SimulationPlan, places: Places) {
        let shardCount = Census.shardCount(plan)
        let cells = Mutex([[UInt32]](repeating: [], count: shardCount))
        DispatchQueue.concurrentPerform(iterations: shardCount) { shard in
            var maker = HouseholdMaker(plan: plan, shard: shard, places: places)
            maker.make(count: Census.personCount(plan, shard: shard))
            let found = maker.persons.map { Census.cell($0, places: places) }
            cells.withLock { $0[shard] = found }
        }
        var counts = [UInt16](repeating: 0, count: 2 * 100 * 12 * places.birthPlaceCount)
        var orders: [UInt16] = []
        orders.reserveCapacity(plan.persons)
        for shard in cells.withLock({ $0 }) {
            for cell in shard {
                // Ten million persons leave the largest commune far below 999 births a month.
                precondition(counts[Int(cell)] < 999, "A commune has more births in a month than the NIR can number.")
                counts[Int(cell)] += 1
                orders.append(counts[Int(cell)])
            }
        }
        self.orders = orders
    }

    func order(_ person: Int) -> Int { Int(orders[person]) }

    static func shardCount(_ plan: SimulationPlan) -> Int { (plan.persons + shardSize - 1) / shardSize }

    static func personCount(_ plan: SimulationPlan, shard: Int) -> Int {
        min(shardSize, plan.persons - shard * shardSize)
    }

    /// The number of everything in a NIR but the order.
    private static func cell(_ person: PersonSketch, places: Places) -> UInt32 {
        let date = HealthDay(person.birthDay)
        let month = (person.sex - 1) * 1_200 + date.year % 100 * 12 + date.month - 1
        return UInt32(month * places.birthPlaceCount + person.birthPlace)
    }
}
