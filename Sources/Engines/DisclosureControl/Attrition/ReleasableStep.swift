package import HealthModel

/// A step of an attrition that may be shown.
package struct ReleasableStep: Sendable, Hashable {
    package let label: Phrase
    package let persons: ReleasableCount
    /// Why the figure repeats the one before; nil when it stands on its own.
    package let note: Phrase?
}
