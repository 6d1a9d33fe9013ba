import ArgumentParser
import Console
import Foundation
import HealthModel
import HubServer

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serves the portal.",
        discussion: """
            It listens on this machine only, unless told otherwise; put a TLS proxy in front of it for others.

            EXAMPLE
              hub serve --port 8080
            """)

    @OptionGroup var home: HomeOption
    @Option(help: "Address to listen on.") var host: String = "127.0.0.1"
    @Option(help: "Port; 0 takes a free one.") var port: Int = 8080

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port is between 0 and 65535.") }
    }

    func run() async throws {
        await Terminal.run {
            let hub = try home.open(actor: "portal")
            try await PortalServer(hub: hub)
                .run(host: host, port: port) { address in
                    Terminal.say(
                        Phrase(
                            fr: "Portail : \(address)  (Ctrl-C pour arrêter)",
                            en: "Portal: \(address)  (Ctrl-C to stop)"))
                }
        }
    }
}
