import Foundation
import HealthModel
import Synchronization

/// Shares capacity out between clients: so many requests a second each, so many at a time each and in all.
final class RequestRate: Sendable {
    struct Limits: Sendable {
        /// Requests at once after a rest.
        let burst: Double
        let perSecond: Double
        let runningPerClient: Int
        let runningInAll: Int

        /// Counts as one types: about one a second for long, bursts in between.
        static let counting = Limits(burst: 40, perSecond: 2, runningPerClient: 2, runningInAll: 12)
        static let searching = Limits(burst: 60, perSecond: 8, runningPerClient: 4, runningInAll: 24)
        /// Pages that the server makes from what was sent, without a count.
        static let composing = Limits(burst: 60, perSecond: 5, runningPerClient: 4, runningInAll: 24)
    }

    private struct Bucket {
        var tokens: Double
        var filled: Date
        var running = 0
    }

    private struct State {
        var buckets: [String: Bucket] = [:]
        var running = 0
    }

    /// Clients known at a time; those at rest are forgotten first.
    static let clientCountMax = 10_000

    private let limits: Limits
    private let surroundings: Surroundings
    private let state = Mutex(State())

    init(_ limits: Limits, surroundings: Surroundings) {
        self.limits = limits
        self.surroundings = surroundings
    }

    /// Runs the work if the client has capacity left.
    func admit<Value>(_ client: String, _ work: () async throws -> Value) async throws -> Value {
        try enter(client)
        defer { leave(client) }
        return try await work()
    }

    private func enter(_ client: String) throws(RequestRefusal) {
        let now = surroundings.now()
        try state.withLock { state throws(RequestRefusal) in
            if state.buckets.count >= RequestRate.clientCountMax, state.buckets[client] == nil { forget(&state, now) }
            var bucket = state.buckets[client] ?? Bucket(tokens: limits.burst, filled: now)
            bucket.tokens = tokens(of: bucket, at: now)
            bucket.filled = now
            guard bucket.tokens >= 1, bucket.running < limits.runningPerClient else {
                state.buckets[client] = bucket
                throw .tooManyRequests(
                    retryAfterSeconds: bucket.tokens >= 1
                        ? 1 : Int(((1 - bucket.tokens) / limits.perSecond).rounded(.up)))
            }
            guard state.running < limits.runningInAll else {
                state.buckets[client] = bucket
                throw .busy(retryAfterSeconds: 2)
            }
            bucket.tokens -= 1
            bucket.running += 1
            state.running += 1
            state.buckets[client] = bucket
        }
    }

    private func leave(_ client: String) {
        state.withLock { state in
            state.running -= 1
            state.buckets[client]?.running -= 1
        }
    }

    private func tokens(of bucket: Bucket, at now: Date) -> Double {
        let elapsed = max(0, now.timeIntervalSince(bucket.filled))
        return min(limits.burst, bucket.tokens + elapsed * limits.perSecond)
    }

    /// Forgets who is at rest with a full bucket: nothing is lost with them. If nobody is, who waited longest goes.
    private func forget(_ state: inout State, _ now: Date) {
        state.buckets = state.buckets.filter { $0.value.running > 0 || tokens(of: $0.value, at: now) < limits.burst }
        guard state.buckets.count >= RequestRate.clientCountMax else { return }
        let idle = state.buckets.filter { $0.value.running == 0 }.sorted { $0.value.filled < $1.value.filled }
        for (client, _) in idle.prefix(RequestRate.clientCountMax / 10) { state.buckets[client] = nil }
    }
}
