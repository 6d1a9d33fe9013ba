import ArgumentParser
import Console
import Foundation
import HealthModel
import HubServer

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "The whole main job on a synthetic country, then the portal.",
        discussion: """
            Makes a country of persons who do not exist, with three health databases full of names; seals them as their
            holders would; lets the key holder's program match the persons; takes the deliveries in (one is sent with
            names by mistake first, and quarantined); publishes a linked OMOP release; answers six trial questions; and
            holds everything against the truth.

            EXAMPLES
              hub demo
              hub demo --persons 1000000 --once
            """)

    @Option(help: "How many persons.") var persons: Int = 100_000
    @Option(help: "Seed of everything random.") var seed: UInt64 = 1
    @Option(help: "Folder of the demonstration, made anew.") var folder: String = "demo-data"
    @Option(help: "Bytes that SQL work may hold in memory.") var memory: String = "1200M"
    @Option(help: "Port of the portal; 0 takes a free one.") var port: Int = 8080
    @Flag(help: "Stop after the summary.") var once = false

    func validate() throws {
        _ = try HomeOption.bytes(memory)
        guard (100...10_000_000).contains(persons) else {
            throw ValidationError("--persons is between 100 and 10000000.")
        }
    }

    func run() async throws {
        await Terminal.run {
            var demo = try Demo(
                folder: URL(filePath: folder), persons: persons, seed: seed,
                memoryLimitBytes: try HomeOption.bytes(memory))
            let summary = try demo.run()
            DemoSummaryPrinter(summary: summary).print()
            guard !once else { return }
            let server = PortalServer(hub: demo.hub)
            try await server.run(host: "127.0.0.1", port: port) { address in
                Terminal.say(
                    Phrase(
                        fr: "\nPortail : \(address)  (Ctrl-C pour arrêter)",
                        en: "\nPortal: \(address)  (Ctrl-C to stop)"))
            }
        }
    }
}
