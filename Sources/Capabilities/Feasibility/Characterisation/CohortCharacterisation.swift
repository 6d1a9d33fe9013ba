package import DisclosureControl
package import HealthModel

/// Who is in a cohort, as it may be told: every figure went through disclosure control.
///
/// Lists named `groups`, and the arrays inside rows, have one element for the cohort and a second one for whom it is held
/// against, if anybody.
package struct CohortCharacterisation: Sendable {
    /// A group of persons.
    package struct Group: Sendable {
        package let title: Phrase
        package let persons: Releasable<ReleasableCount>
        /// By band of ages, youngest first, and sex (men, women); of five years in large groups, wider in small ones.
        package let ages: Releasable<ReleasableTable>
        /// Persons with at least one observed day in each window.
        package let observed: [CharacterisedWindow: Releasable<ReleasableShare>]
    }

    /// How many of each group have something.
    package struct ShareRow: Sendable {
        package let label: Phrase
        /// Nil for what is not a concept.
        package let conceptID: Int?
        package let shares: [Releasable<ReleasableShare>]
        /// Nil when there is one group.
        package let difference: ReleasableDifference?
    }

    /// A quantity in each group.
    package struct NumberRow: Sendable {
        package let label: Phrase
        package let conceptID: Int?
        package let unit: Phrase
        package let window: CharacterisedWindow?
        package let summaries: [Releasable<ReleasableSummary>]
        package let difference: ReleasableDifference?
    }

    /// Where persons live.
    package struct Areas: Sendable {
        package let title: Phrase
        package let rows: [ShareRow]
    }

    /// The concepts of one table in one window.
    package struct Section: Sendable {
        package let domain: CharacterisedDomain
        package let window: CharacterisedWindow
        /// Whether each concept stands for its descendants too.
        package let isGrouped: Bool
        /// By share in the cohort, or in the other group where that is larger.
        package let frequent: [ShareRow]
        /// The largest differences first; empty when there is one group.
        package let different: [ShareRow]
        /// How many more concepts could be told.
        package let leftOutCount: Int
    }

    package let release: String
    package let definitionDigest: String
    /// `nobody`, `everyone-else` or the other definition's digest.
    package let peerName: String
    package let groups: [Group]
    package let sexes: [ShareRow]
    package let ageBands: [ShareRow]
    package let years: [ShareRow]
    /// Nil when the release says of nobody where they live.
    package let areas: Areas?
    package let quantities: [NumberRow]
    package let sections: [Section]
    /// Values of measurements, the most measured first.
    package let values: [NumberRow]

    /// Whether two groups are compared.
    package var isCompared: Bool { groups.count > 1 }
}

/// What comes of asking for a characterisation.
package enum CharacterisationAnswer: Sendable {
    case granted(CohortCharacterisation)
    case refused(reason: Phrase)
}
