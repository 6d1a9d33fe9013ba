import Synchronization

/// When an evaluation must stop: asked between the steps and every few thousand rows of the long ones.
package struct EvaluationControl: Sendable {
    /// No deadline, never cancelled.
    package static let unlimited = EvaluationControl()

    private let deadline: ContinuousClock.Instant?
    private let isCancelled: (@Sendable () -> Bool)?

    /// The deadline is an instant, so that time spent waiting for a worker counts.
    package init(deadline: ContinuousClock.Instant? = nil, isCancelled: (@Sendable () -> Bool)? = nil) {
        self.deadline = deadline
        self.isCancelled = isCancelled
    }

    /// An evaluation that may take so many seconds from now on.
    package static func seconds(_ seconds: Double) -> EvaluationControl {
        EvaluationControl(deadline: ContinuousClock.now + .seconds(seconds))
    }

    func check() throws(CohortEvaluationError) {
        if let isCancelled, isCancelled() { throw .cancelled }
        if let deadline, ContinuousClock.now > deadline { throw .deadlinePassed }
    }
}

/// Stops all workers of one evaluation as soon as one of them has stopped.
final class EvaluationStop: Sendable {
    private let control: EvaluationControl
    private let hasStopped = Atomic<Bool>(false)

    init(_ control: EvaluationControl) { self.control = control }

    func check() throws(CohortEvaluationError) {
        guard !hasStopped.load(ordering: .relaxed) else { throw .cancelled }
        try control.check()
    }

    func stop() { hasStopped.store(true, ordering: .relaxed) }
}
