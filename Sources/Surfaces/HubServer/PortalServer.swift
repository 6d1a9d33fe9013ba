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
    func router() -> Router<PortalContext> {
        let pool = WorkPool(placeCount: 4)
        return router(
            pool: pool,
            cohorts: CohortDesk(
                counting: .live(hub), concepts: .live(hub), questions: hub.questions, pool: pool,
                surroundings: hub.surroundings))
    }

    /// The same with another way to count and to find concepts.
    func router(pool: WorkPool, cohorts: CohortDesk) -> Router<PortalContext> {
        let router = Router(context: PortalContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SecurityHeaders())
        router.add(middleware: ErrorPages())
        router.add(middleware: SameSite())
        PortalRoutes(hub: hub, pool: pool).add(to: router)
        LinkageRoutes(hub: hub, pool: pool).add(to: router)
        CharacterisationRoutes(hub: hub, pool: pool).add(to: router)
        CohortAPIRoutes(desk: cohorts).add(to: router)
        BuilderRoutes(desk: cohorts).add(to: router)
        return router
    }
}
