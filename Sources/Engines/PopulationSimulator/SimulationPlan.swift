/// What synthetic country to make: the same plan gives the same bytes.
package struct SimulationPlan: Sendable, Hashable {
    /// National numbers run out beyond (999 births of one sex, month and commune).
    package static let personCountMax = 10_000_000
    /// Years that the calendar of the writers knows.
    package static let yearRange = 2000...2035

    package let persons: Int
    package let seed: UInt64
    package let firstYear: Int
    package let lastYear: Int

    /// Care is simulated from 1 January of the first year to 31 December of the last.
    package init(persons: Int, seed: UInt64, firstYear: Int = 2022, lastYear: Int = 2025) {
        self.persons = persons
        self.seed = seed
        self.firstYear = firstYear
        self.lastYear = lastYear
    }

    func check() throws(SimulatorError) {
        guard (1...SimulationPlan.personCountMax).contains(persons) else {
            throw .personCount(persons, maximum: SimulationPlan.personCountMax)
        }
        let years = SimulationPlan.yearRange
        guard firstYear <= lastYear, years.contains(firstYear), years.contains(lastYear) else {
            throw .years(firstYear, lastYear)
        }
    }
}

/// What a simulation wrote.
package struct SimulationSummary: Sendable, Hashable {
    package let persons: Int
    /// Path of each file within the folder, `/` between parts → its size in bytes.
    package let bytes: [String: Int]
    /// Persons who ever had each disease, by its name in `truth/diseases.csv`.
    package let diseased: [String: Int]

    package var totalBytes: Int { bytes.values.reduce(0, +) }
}
