package import HealthModel

/// Makes records of persons who do not exist, from pieces of the holder's own: they look like the others, and whoever
/// aligns encodings with a list of names is misled. The holder alone knows their tokens and drops their links.
package struct DecoyMaker {
    /// Share of decoys added to a file when nothing else is said, in percent.
    package static let sharePercent = 25

    private var stream: KeyedStream

    /// The same key, label and records give the same decoys; the label tells holders and deliveries apart.
    package init(key: EncodingKey, label: String) {
        stream = KeyedStream(KeyedHash(key.key(for: "decoys")), label: Array(label.utf8))
    }

    /// Decoys: name, given names with sex, birth date, and places, each from another record.
    package mutating func decoys(from records: [Nominative<IdentityTraits>], count: Int) -> [Nominative<IdentityTraits>]
    {
        guard records.count > 1 else { return [] }
        return (0..<count)
            .map { _ in
                var decoy = pick(records)
                let given = pick(records)
                let date = pick(records)
                let place = pick(records)
                decoy.nationalNumber = ""
                decoy.givenNames = given.givenNames
                decoy.sex = given.sex
                decoy.birthDate = date.birthDate
                decoy.birthPlace = place.birthPlace
                decoy.postalCode = pick(records).postalCode
                return Nominative(decoy)
            }
    }

    private mutating func pick(_ records: [Nominative<IdentityTraits>]) -> IdentityTraits {
        records[Int.random(in: 0..<records.count, using: &stream)].nominativeValue
    }
}
