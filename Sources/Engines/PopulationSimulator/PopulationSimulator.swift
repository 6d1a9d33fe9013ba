import Dispatch
package import Foundation
package import HealthModel

/// The synthetic country: persons in households, their lives and care, three source databases that record them in
/// their own formats and with their own defects, and the truth.
///
/// Shards of 2,048 persons are made on all cores and written in order: the same plan gives the same bytes whatever the
/// number of cores. Memory does not grow with the number of persons, but for 6 bytes a person of the census.
package struct PopulationSimulator: Sendable {
    private let plan: SimulationPlan

    package init(plan: SimulationPlan) { self.plan = plan }

    /// Writes `national-claims/`, `hospital-stays/`, `hospital-warehouse/` and `truth/` into a folder, over what they
    /// held. Tells `progress` after each shard, in order, some ten times a second.
    package func run(into folder: URL, progress: ProgressObserver) throws(SimulatorError) -> SimulationSummary {
        try plan.check()
        let layout = OutputLayout(plan: plan)
        let queue = try ShardQueue(plan: plan, layout: layout, folder: folder)
        let census = Census(plan: plan, places: Places())
        let workerCount = max(ProcessInfo.processInfo.activeProcessorCount, 1)
        DispatchQueue.concurrentPerform(iterations: workerCount) { _ in
            // Each worker has its own tables: shared ones would make the cores wait for each other.
            let maker = ShardMaker(plan: plan, census: census)
            queue.work(maker: maker, progress: progress)
        }
        return try queue.finish(layout: layout)
    }
}

/// Makes one shard after the other with the tables of one worker.
struct ShardMaker {
    let plan: SimulationPlan
    let census: Census
    private let calendar = CivilCalendar()
    private let places = Places()
    private let names = Names()
    private let streetCount = Streets().names.count

    init(plan: SimulationPlan, census: Census) {
        self.plan = plan
        self.census = census
    }

    func newOutput() -> ShardOutput { ShardOutput(plan: plan, calendar: calendar, places: places, names: names) }

    /// Replaces what the output held with the persons of a shard.
    func make(shard: Int, into output: inout ShardOutput) {
        output.clear()
        let firstDay = CivilCalendar.day(plan.firstYear, 1, 1)
        let lastDay = CivilCalendar.day(plan.lastYear, 12, 31)
        let persons = PersonMaker(
            plan: plan, shard: shard, census: census, places: places, names: names, streetCount: streetCount,
            firstDay: firstDay, lastDay: lastDay
        )
        .make()
        var deliveries = [[Int]](repeating: [], count: persons.count)
        for person in persons where person.birthDay >= firstDay && person.sketch.twinRank < 2 {
            if let mother = person.sketch.mother { deliveries[mother].append(person.birthDay) }
        }
        for (place, person) in persons.enumerated() {
            LifeCourse.live(
                person, deliveries: deliveries[place], plan: plan, firstDay: firstDay, lastDay: lastDay, into: &output)
        }
    }
}
