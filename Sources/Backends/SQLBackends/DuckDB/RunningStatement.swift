internal import CDuckDB
internal import Dispatch
internal import Synchronization

/// A statement while DuckDB runs it: stops it at its deadline or when told, and reports its progress.
///
/// An interrupt that arrives between two phases of a statement is forgotten by DuckDB, so it is repeated until the
/// statement is over.
final class RunningStatement: Sendable {
    private struct State {
        var isOver = false
        var cause: DuckDBError.Cause?
    }

    private static let queue = DispatchQueue(label: "duckdb-deadlines")
    private static let repeatMilliseconds = 10
    private static let progressMilliseconds = 200

    private let state = Mutex(State())
    // Safe because it is used under the lock and only before `finish`, while the connection is held by its caller.
    private nonisolated(unsafe) let connection: duckdb_connection

    init(on connection: duckdb_connection, deadlineSeconds: Double?, onProgress: (@Sendable (Double) -> Void)?) {
        self.connection = connection
        if let deadlineSeconds {
            schedule(.milliseconds(Int(max(0, min(deadlineSeconds, 1e9)) * 1000))) { $0.stop(.deadline) }
        }
        if let onProgress { report(onProgress) }
    }

    /// Asks DuckDB to stop, again and again until it has.
    func stop(_ cause: DuckDBError.Cause) {
        let isOver = state.withLock { state in
            guard !state.isOver else { return true }
            if state.cause == nil { state.cause = cause }
            duckdb_interrupt(connection)
            return false
        }
        if !isOver { schedule(.milliseconds(RunningStatement.repeatMilliseconds)) { $0.stop(cause) } }
    }

    /// To be called when DuckDB has returned; gives who stopped the statement, if someone did.
    @discardableResult
    func finish() -> DuckDBError.Cause? {
        state.withLock { state in
            state.isOver = true
            return state.cause
        }
    }

    private func report(_ observer: @escaping @Sendable (Double) -> Void) {
        schedule(.milliseconds(RunningStatement.progressMilliseconds)) { statement in
            let percentage = statement.state.withLock { state -> Double? in
                state.isOver ? nil : duckdb_query_progress(statement.connection).percentage
            }
            guard let percentage else { return }
            if percentage >= 0 { observer(min(percentage, 100) / 100) }
            statement.report(observer)
        }
    }

    private func schedule(_ delay: DispatchTimeInterval, _ work: @escaping @Sendable (RunningStatement) -> Void) {
        RunningStatement.queue.asyncAfter(deadline: .now() + delay) { [weak self] in
            if let self { work(self) }
        }
    }
}
