import HealthModel
import Hummingbird
import Logging

/// The portal over HTTP.
package struct PortalServer: Sendable {
    package let hub: Hub

    package init(hub: Hub) { self.hub = hub }

    /// Serves until the process is asked to stop; tells the address once it listens.
    package func run(host: String, port: Int, onListening: @escaping @Sendable (String) -> Void) async throws {
        var logger = Logger(label: "hub.portal")
        logger.logLevel = .warning
        let shown = host.contains(":") ? "[\(host)]" : host
        let application = Application(
            router: router(),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: "hub"),
            onServerRunning: { channel in
                onListening("http://\(shown):\(channel.localAddress?.port ?? port)/")
            },
            logger: logger)
        try await application.runService()
    }

    /// Every route, with what every answer goes through.
    func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SecurityHeaders())
        router.add(middleware: ErrorPages())
        PortalRoutes(hub: hub, pool: WorkPool(placeCount: 4)).add(to: router)
        return router
    }
}
