/// A step of long work, told to whoever waits.
package struct ProgressStep: Sendable {
    package let label: Phrase
    package let done: Int
    /// Nil when it cannot be known.
    package let total: Int?

    package init(_ label: Phrase, done: Int, total: Int? = nil) {
        self.label = label
        self.done = done
        self.total = total
    }
}

/// Receives the steps of long work; called from any thread.
package typealias ProgressObserver = @Sendable (ProgressStep) -> Void
