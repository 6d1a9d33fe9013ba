package import HealthModel

/// A step of an attrition that may be shown.
package struct ReleasableStep: Sendable, Hashable {
    package let label: Phrase
    package let persons: ReleasableCount
    /// Why the figure repeats the one before; nil when it stands on its own.
    package let note: Phrase?
}

extension Releasable where Value == [ReleasableStep] {
    /// The figure of the last step; nil when there is no step.
    package var lastPersons: Releasable<ReleasableCount>? {
        value.last.map { Releasable<ReleasableCount>(checked: $0.persons) }
    }
}
