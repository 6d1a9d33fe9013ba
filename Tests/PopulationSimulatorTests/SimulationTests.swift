import Foundation
import HealthModel
import HubTestSupport
import Synchronization
import Testing

@testable import PopulationSimulator

struct SimulationTests {
    @Test func theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws {
        let first = try SmallCountry(persons: 2_000, seed: 3)
        let second = try SmallCountry(persons: 2_000, seed: 3)
        let other = try SmallCountry(persons: 2_000, seed: 4)
        #expect(first.summary == second.summary)
        for path in first.summary.bytes.keys {
            #expect(try first.bytes(path) == second.bytes(path), "\(path)")
        }
        #expect(try first.bytes("truth/persons.csv") != other.bytes("truth/persons.csv"))
    }

    /// A person's life does not depend on how many others there are, but for the shard that is cut.
    @Test func aLargerCountryBeginsWithTheSamePersons() throws {
        let small = try SmallCountry(persons: 2_048, seed: 5)
        let large = try SmallCountry(persons: 4_500, seed: 5)
        let beginning = try small.bytes("truth/diseases.csv")
        #expect(try large.bytes("truth/diseases.csv").starts(with: beginning))
    }

    @Test func theSummaryTellsTheSizeOfEveryFile() throws {
        let country = try SmallCountry.read.get()
        #expect(country.summary.persons == 1_000)
        for (path, size) in country.summary.bytes { #expect(try country.bytes(path).count == size, "\(path)") }
        let bytesPerPerson = country.summary.totalBytes / 1_000
        #expect((5_000...10_000).contains(bytesPerPerson), "\(bytesPerPerson)")
    }

    @Test func progressIsToldInOrderUntilTheEnd() throws {
        let told = Mutex<[Int]>([])
        let folder = try TemporaryFolder()
        let plan = SimulationPlan(persons: 5_000, seed: 1)
        _ = try PopulationSimulator(plan: plan)
            .run(into: folder.url) { step in
                told.withLock { $0.append(step.done) }
            }
        #expect(told.withLock { $0 }.sorted() == [2_048, 4_096, 5_000])
    }

    @Test(arguments: [0, -1, SimulationPlan.personCountMax + 1])
    func refusesAnImpossibleNumberOfPersons(count: Int) throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: SimulatorError.self) {
            try PopulationSimulator(plan: SimulationPlan(persons: count, seed: 1)).run(into: folder.url) { _ in }
        }
        #expect(error?.code == "simulator.person-count")
    }

    @Test func onePersonIsEnough() throws {
        let country = try SmallCountry(persons: 1, seed: 1)
        #expect(try country.table("truth/persons.csv").rows.count == 1)
    }

    @Test(arguments: [(2025, 2024), (1999, 2001), (2030, 2036)])
    func refusesImpossibleYears(first: Int, last: Int) throws {
        let folder = try TemporaryFolder()
        let plan = SimulationPlan(persons: 10, seed: 1, firstYear: first, lastYear: last)
        let error = #expect(throws: SimulatorError.self) {
            try PopulationSimulator(plan: plan).run(into: folder.url) { _ in }
        }
        #expect(error?.code == "simulator.years")
    }

    @Test func saysWhichFileCouldNotBeWritten() throws {
        let folder = try TemporaryFolder()
        try folder.write("national-claims", "a file where a folder must be")
        let error = #expect(throws: SimulatorError.self) {
            try PopulationSimulator(plan: SimulationPlan(persons: 10, seed: 1)).run(into: folder.url) { _ in }
        }
        #expect(error?.code == "simulator.output")
    }

    /// Bands around French reports; the simulator is no epidemiology, but must not be absurd.
    @Test(arguments: [
        ("type-2-diabetes", 3.5...6.5), ("hypertension", 14...24), ("heart-failure", 1...3), ("asthma", 4...8),
        ("copd", 1.5...4), ("breast-cancer", 0.7...1.8), ("colon-cancer", 0.2...1), ("lung-cancer", 0.2...0.8),
        ("prostate-cancer", 0.4...1.5), ("chronic-kidney-disease", 1.5...4.5), ("coronary-disease", 1.5...4.5),
        ("stroke", 0.8...2.2), ("depression", 4...8), ("atrial-fibrillation", 1...3), ("hypothyroidism", 1.2...4),
    ])
    func diseasesAreAsCommonAsPlausible(disease: String, percent: ClosedRange<Double>) throws {
        let summary = try SmallCountry.large.get().summary
        let found = Double(summary.diseased[disease] ?? 0) * 100 / Double(summary.persons)
        #expect(percent.contains(found), "\(disease): \(found) %")
    }
}
