internal import Crypto
package import HealthModel

/// Turns traits into an encoding: a keyed filter of 1024 bits and keyed blocking hashes. For the holder's machine.
///
/// It remembers tokens, so keep one per thread; the same traits always give the same encoding.
package struct RecordEncoder {
    package let profile: EncodingProfile
    package let fingerprint: UInt64
    private var positions: [TokenPositions]
    private let noise: FilterNoise?
    private let blockingHashes: [KeyedHash]
    private var tokens = FieldTokens()
    private var wide: [UInt64]
    private var filter = [UInt64](repeating: 0, count: EncodedRecords.wordCount)

    package init(key: EncodingKey, profile: EncodingProfile = .french) {
        self.profile = profile
        fingerprint = key.fingerprint(of: profile)
        let hardening = profile.hardening
        let order = hardening.permutes ? RecordEncoder.order(key) : Array(0..<1024)
        positions = profile.fields.map {
            TokenPositions(key: key.key(for: "field:\($0.trait.rawValue)"), folds: hardening.folds, order: order)
        }
        noise =
            hardening.noisePerThousand == 0
            ? nil : FilterNoise(hash: KeyedHash(key.key(for: "noise")), perThousand: hardening.noisePerThousand)
        blockingHashes = BlockingRule.allCases.map { KeyedHash(key.key(for: "block:\($0.label)")) }
        wide = [UInt64](repeating: 0, count: EncodedRecords.wordCount * (hardening.folds ? 2 : 1))
    }

    /// The encoding of one record, put at `row` of `records`.
    mutating func encode(_ traits: Nominative<IdentityTraits>, at row: Int, in records: EncodedRecords) {
        let person = EncodableIdentity(traits)
        makeFilter(of: person)
        records.setFilter(filter, at: row)
        for (place, rule) in BlockingRule.allCases.enumerated() {
            guard let text = rule.text(of: person) else { continue }
            // Zero means “no key”: it cannot be made.
            records.setKey(max(1, blockingHashes[place].word(text)), rule: place, at: row)
        }
    }

    /// The filter alone, as 16 words.
    package mutating func filter(of traits: Nominative<IdentityTraits>) -> [UInt64] {
        makeFilter(of: EncodableIdentity(traits))
        return filter
    }

    private mutating func makeFilter(of person: EncodableIdentity) {
        for place in wide.indices { wide[place] = 0 }
        let salt =
            profile.hardening.saltsByBirthYear
            ? person.birthYear.reduce(UInt32(1)) { $0 &* 10 &+ UInt32($1 & 15) } : 0
        for (place, field) in profile.fields.enumerated() {
            tokens.collect(field.trait, of: person)
            let tokenCount = tokens.tokens.count
            for (number, token) in tokens.tokens.enumerated() {
                // The bits of the field are dealt to its tokens, the first ones taking what does not divide.
                let share = field.bitCount / tokenCount + (number < field.bitCount % tokenCount ? 1 : 0)
                positions[place].set(token, salt: salt, count: share, in: &wide)
            }
        }
        let wordCount = EncodedRecords.wordCount
        if profile.hardening.folds {
            for word in 0..<wordCount { filter[word] = wide[word] ^ wide[word + wordCount] }
        } else {
            for word in 0..<wordCount { filter[word] = wide[word] }
        }
        noise?.apply(to: &filter)
    }

    /// A secret order of the 1024 bits (Fisher and Yates).
    private static func order(_ key: EncodingKey) -> [UInt16] {
        var stream = KeyedStream(KeyedHash(key.key(for: "order")), label: [])
        return Array(UInt16(0)..<1024).shuffled(using: &stream)
    }
}
