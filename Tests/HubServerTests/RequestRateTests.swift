import Foundation
import HTTPTypes
import HealthModel
import HubTestSupport
import Synchronization
import Testing

@testable import HubServer

@Suite struct RequestRateTests {
    private let clock = CohortBench.Clock()
    private let limits = RequestRate.Limits(burst: 3, perSecond: 1, runningPerClient: 1, runningInAll: 2)

    @Test func aBurstIsFollowedByTheSteadyRate() async throws {
        let rate = RequestRate(limits, surroundings: clock.surroundings)
        for _ in 0..<3 { try await rate.admit("a") {} }
        await #expect(throws: RequestRefusal.tooManyRequests(retryAfterSeconds: 1)) { try await rate.admit("a") {} }
        clock.seconds.withLock { $0 += 1 }
        try await rate.admit("a") {}
        await #expect(throws: RequestRefusal.self) { try await rate.admit("a") {} }
        // Another client has a bucket of its own, and a rest fills no bucket beyond its burst.
        try await rate.admit("b") {}
        clock.seconds.withLock { $0 += 1_000 }
        for _ in 0..<3 { try await rate.admit("a") {} }
        await #expect(throws: RequestRefusal.self) { try await rate.admit("a") {} }
    }

    @Test func oneClientAndAllTogetherRunSoManyAtATime() async throws {
        let rate = RequestRate(limits, surroundings: clock.surroundings)
        try await rate.admit("a") { () async throws -> Void in
            await #expect(throws: RequestRefusal.tooManyRequests(retryAfterSeconds: 1)) { try await rate.admit("a") {} }
            try await rate.admit("b") { () async throws -> Void in
                await #expect(throws: RequestRefusal.busy(retryAfterSeconds: 2)) { try await rate.admit("c") {} }
            }
            try await rate.admit("c") {}
        }
        try await rate.admit("a") {}
    }

    @Test func workThatFailsGivesItsPlaceBack() async throws {
        let rate = RequestRate(limits, surroundings: clock.surroundings)
        for _ in 0..<2 {
            await #expect(throws: CancellationError.self) { try await rate.admit("a") { throw CancellationError() } }
        }
        try await rate.admit("a") {}
    }

    @Test func manyClientsAreForgottenRatherThanRemembered() async throws {
        let rate = RequestRate(limits, surroundings: clock.surroundings)
        for number in 0..<(RequestRate.clientCountMax + 50) { try await rate.admit("\(number)") {} }
        // The last ones are still known.
        let last = "\(RequestRate.clientCountMax + 49)"
        for _ in 0..<2 { try await rate.admit(last) {} }
        await #expect(throws: RequestRefusal.self) { try await rate.admit(last) {} }
    }

    @Test(
        arguments: [
            ("192.0.2.7", "203.0.113.9", "192.0.2.7"), ("127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
            ("::1", nil, "::1"), (nil, "203.0.113.9", "local"),
        ] as [(String?, String?, String)])
    func aClientIsKnownByTheAddressThatItCannotChoose(address: String?, forwarded: String?, client: String) {
        #expect(PortalContext.client(address: address, forwarded: forwarded) == client)
    }

    @Test func theRoutesAnswerWithTheTimeToWait() async throws {
        let folder = try TemporaryFolder()
        let client = try CohortBench(folder: folder, clock: clock, limits: limits).client
        for _ in 0..<3 {
            #expect(try await client.post("/api/cohorts/count", json: CohortBench.definition()).status == .ok)
        }
        let api = try await client.post("/api/cohorts/count", json: CohortBench.definition())
        #expect(api.status == .tooManyRequests)
        #expect(api.headers[.retryAfter] == "1")
        #expect(api.body.contains("request.too-many"))
        // The page shares the client's capacity and answers with a page.
        let page = try await client.post("/fr/cohorts/results", form: [:])
        #expect(page.status == .tooManyRequests)
        #expect(page.body.contains("<h1>"))
    }
}
