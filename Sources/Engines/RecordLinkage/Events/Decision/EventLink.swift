package import HealthModel

/// What was found for one subject of the register.
package struct EventLink: Sendable, Hashable {
    /// Place of the subject among those of the register.
    package let subject: Int
    package var outcome = LinkageOutcome.excluded
    package var reason = LinkageReason.noCandidate
    /// Place of the likeliest person in the national file; a link only when the outcome is certain.
    package var person: Int?
    /// That the subject is this person, other persons, other subjects and "nobody" considered.
    package var probability = 0.0
    /// That the subject is anybody of the file.
    package var presentProbability = 0.0
    /// Weight against "nobody", in bits.
    package var weight = 0.0
    /// Weight over the second person, in bits; nil when there is none.
    package var margin: Double?
    /// Stays of the subject that were compared, and those that the person has.
    package var comparedStayCount = 0
    package var foundStayCount = 0
    package var candidateCount = 0

    init(subject: Int) { self.subject = subject }

    /// Stays of the subject that the person does not have: evidence against.
    package var absentStayCount: Int { comparedStayCount - foundStayCount }
}
