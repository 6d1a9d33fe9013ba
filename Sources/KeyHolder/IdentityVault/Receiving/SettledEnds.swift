internal import GRDB
internal import HealthModel
internal import RecordLinkage

/// How each record of a delivery ends once rules, evidence and reviewers have spoken.
struct SettledEnds {
    private let ends: [Int: (person: PersonNumber, reason: LinkageReason)]
    /// Persons who are told to nobody while a pair is open.
    private let held: Set<PersonNumber>

    init(_ evidence: EvidenceOutcome, in database: Database) throws {
        ends = evidence.ends
        held = try ReviewStore(database: database).held()
    }

    /// Whether any record may be withheld.
    var withholds: Bool { !held.isEmpty }

    /// The end of the record at a place of the delivery, which the rules ended otherwise perhaps.
    func end(of place: Int, _ staged: StagedAnswer) -> (person: PersonNumber, reason: LinkageReason) {
        let end = beforeHolding(place, staged)
        return held.contains(end.person) ? (0, LinkageReason.numberChange) : end
    }

    /// The reason that the record would have if nobody were held.
    func reasonBeforeHolding(_ place: Int, _ staged: StagedAnswer) -> LinkageReason {
        beforeHolding(place, staged).reason
    }

    private func beforeHolding(
        _ place: Int, _ staged: StagedAnswer
    ) -> (person: PersonNumber, reason: LinkageReason) {
        ends[place] ?? (staged.person, staged.reason)
    }
}
