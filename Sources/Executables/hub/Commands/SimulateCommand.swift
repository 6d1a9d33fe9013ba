import ArgumentParser
import Console
import Foundation
import HealthModel
import PopulationSimulator

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Writes a synthetic country: three source databases with their defects, and the truth.",
        discussion: """
            Same seed, same bytes. Nobody in it exists.

            EXAMPLE
              hub simulate --persons 100000 --seed 7 --out country
            """)

    @Option(help: "How many persons.")
    var persons: Int = 100_000

    @Option(help: "Seed of everything random.")
    var seed: UInt64 = 1

    @Option(help: "Folder to write, made if missing.")
    var out: String

    func validate() throws {
        guard (1...SimulationPlan.personCountMax).contains(persons) else {
            throw ValidationError("--persons is between 1 and \(SimulationPlan.personCountMax).")
        }
    }

    func run() async throws {
        Terminal.run {
            let line = ProgressLine()
            let started = ContinuousClock.now
            let summary = try PopulationSimulator(plan: SimulationPlan(persons: persons, seed: seed))
                .run(into: URL(filePath: out), progress: line.observer)
            line.end()
            let seconds = Double((ContinuousClock.now - started).components.seconds) + 0.001
            Terminal.say(
                Phrase(
                    fr: "\(grouped(summary.persons)) personnes écrites dans \(out) "
                        + "(\(grouped(Int(Double(persons) / max(seconds, 1)))) par seconde).",
                    en: "\(grouped(summary.persons)) persons written to \(out) "
                        + "(\(grouped(Int(Double(persons) / max(seconds, 1)))) a second)."))
        }
    }
}
