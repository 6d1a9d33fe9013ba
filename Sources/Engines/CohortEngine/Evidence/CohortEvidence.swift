package import HealthModel

/// Why a person is in a cohort or not: each event that could start membership, and how far it came. For the operator
/// who answers for the data, never for a page: it holds days and records of one person.
package struct CohortEvidence: Sendable, Hashable {
    /// Events listed per criterion; further ones are only counted.
    package static let recordCountMax = 5
    /// Primary events told; further ones are only counted.
    package static let eventCountMax = 200

    package let subject: Int64
    /// False: no observation period, so nothing was looked at.
    package let isObserved: Bool
    package let events: [PrimaryEvent]
    /// Primary events beyond those that are told.
    package let untoldEventCount: Int
    package let memberships: [Period]

    /// How far an event came, from the earliest loss on.
    package enum Fate: Int, Sendable, Hashable, Comparable, CaseIterable {
        case outsideObservation
        case observedTooShortly
        case droppedByPrimaryLimit
        case failsAdditional
        case droppedByQualifiedLimit
        case failsRules
        case droppedByExpressionLimit
        case endsBeforeStart
        case included

        package static func < (left: Fate, right: Fate) -> Bool { left.rawValue < right.rawValue }
    }

    /// What ends a membership.
    package enum EndReason: Sendable, Hashable {
        case observationPeriod
        case dateOffset
        case continuousExposure
        /// An event of this censoring criterion, from 0.
        case censoring(Int)
    }

    /// A record that was found.
    package struct Record: Sendable, Hashable {
        package let table: String
        package let identifier: Int64
        package let concept: Int64?
        package let start: Day
        package let end: Day?
    }

    /// An event of the primary criteria.
    package struct PrimaryEvent: Sendable, Hashable {
        /// Its place among the observed events, from 1; nil when it is not observed long enough.
        package let number: Int?
        /// Which primary criterion found it, from 0.
        package let criterion: Int
        package let record: Record
        package let period: Period?
        package let fate: Fate
        /// Nil when there are none, or when the event was lost before.
        package let additional: Group?
        /// One per rule; empty when the event was lost before.
        package let rules: [Group]
        package let end: Day?
        package let endReason: EndReason?
    }

    /// Whether a group holds, and each of its members.
    package struct Group: Sendable, Hashable {
        package let holds: Bool
        package let quantifier: CriteriaGroup.Quantifier
        package let members: [Member]
    }

    /// A member of a group.
    package struct Member: Sendable, Hashable {
        package let holds: Bool
        /// What was asked.
        package let asked: Phrase
        /// How many events, or different values, were found; nil for conditions on the person and for groups.
        package let foundCount: Int?
        /// The first of the events found.
        package let records: [Record]
        /// For a group within the group.
        package let group: Group?
    }
}
