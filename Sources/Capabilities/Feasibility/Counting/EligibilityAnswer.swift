package import CohortEngine
package import DisclosureControl

/// What may be told of an eligibility question, and of what data.
package struct EligibilityAnswer: Sendable, Hashable {
    /// The release that was counted: another release may give another answer.
    package let release: String
    /// SHA-256 of the definition's canonical JSON, in hexadecimal.
    package let definitionDigest: String
    /// How the definition was read: Circe's way, or by its plain meaning.
    package let reading: CohortReading
    /// Persons in the cohort; the last step of `steps`.
    package let persons: Releasable<ReleasableCount>
    /// Persons with an entry event, after each rule, and in the cohort.
    package let steps: Releasable<[ReleasableStep]>
    /// For each rule, persons whom it alone keeps out.
    package let keptOutByOneRule: [Releasable<ReleasableCount>]
}
