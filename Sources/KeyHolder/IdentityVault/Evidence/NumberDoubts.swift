internal import GRDB
internal import HealthModel
internal import RecordLinkage

/// Puts in the queue the persons whose new certified number may be a known person's: a change of civil sex, a number
/// corrected when it became final, or a namesake. It needs no parameters: people are asked from the first delivery on.
struct NumberDoubts {
    /// Said of a pair that nothing was learnt for.
    static let unknownProbability = 0.5

    let database: Database
    let source: String
    let delivery: String
    let now: String

    func queue(
        _ doubts: [(traits: IdentityTraits, doubt: NumberDoubt)], maker: inout BlockKeyMaker,
        pages: inout ProfilePages, survivors: inout PersonSurvivors
    ) throws -> Int {
        var candidates: [ReviewCandidate] = []
        for (traits, doubt) in doubts {
            let known = try survivors.survivor(of: doubt.known)
            let person = try survivors.survivor(of: doubt.person)
            guard known != person else { continue }
            let other = try profile(of: known, near: traits, &maker, &pages, &survivors)
            // Without the traits of the other, reviewers would have nothing to decide on.
            if doubt.isOtherSex, other.map({ !shareFamilyName(traits, $0) }) ?? true { continue }
            candidates.append(
                ReviewCandidate(
                    pair: ReviewPair(record: maker.content(traits), person: known), founded: person,
                    probability: NumberDoubts.unknownProbability,
                    modelProbability: NumberDoubts.unknownProbability, pattern: 0,
                    levels: try other.map { try EvidenceTable.levels(traits, $0) } ?? [], hasConflict: true,
                    isTwinShaped: false, kind: .number, isHeld: doubt.isOtherSex))
        }
        return try ReviewStore(database: database).queue(candidates, source: source, delivery: delivery, at: now)
    }

    /// Men and women are numbered apart: two strangers born the same day may have numbers that differ by the sex only.
    /// Whoever changes their civil sex keeps a family name.
    private func shareFamilyName(_ traits: IdentityTraits, _ other: IdentityTraits) -> Bool {
        func names(_ traits: IdentityTraits) -> Set<String> {
            Set([traits.birthName, traits.usedName].compactMap { FrenchName.family($0) })
        }
        let (own, others) = (names(traits), names(other))
        return own.isEmpty || others.isEmpty || !own.isDisjoint(with: others)
    }

    /// Traits of the known person, found by the keys of the record, its number with the other first digit among them.
    private func profile(
        of known: PersonNumber, near traits: IdentityTraits, _ maker: inout BlockKeyMaker,
        _ pages: inout ProfilePages, _ survivors: inout PersonSurvivors
    ) throws -> IdentityTraits? {
        var turned = traits
        let body = traits.nationalNumber.filter { !$0.isWhitespace }.prefix(13)
        turned.nationalNumber = (body.hasPrefix("1") ? "2" : "1") + body.dropFirst()
        var numbers: Set<Int64> = []
        for key in maker.keys(traits) + maker.keys(turned) {
            numbers.formUnion(try pages.profiles(under: key.hash))
        }
        for profile in try pages.open(numbers).sorted(by: { $0.number < $1.number })
        where try survivors.survivor(of: profile.person) == known {
            return profile.traits
        }
        return nil
    }
}
