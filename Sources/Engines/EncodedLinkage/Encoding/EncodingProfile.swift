internal import HealthModel

/// What of a person enters the filter, and how the filter is hardened. Both holders of a project use the same.
package struct EncodingProfile: Sendable, Hashable {
    /// A trait as it is encoded.
    package enum Trait: String, Sendable, Hashable, CaseIterable {
        /// Birth name, and the used name where there is one.
        case familyNames
        case firstName
        /// Second and later given names.
        case otherNames
        case birthDate
        case sex
        case birthPlace
        case postalCode
    }

    /// A trait and its weight: the bits that it sets, whatever its length.
    package struct Field: Sendable, Hashable {
        package let trait: Trait
        package let bitCount: Int

        package init(_ trait: Trait, bitCount: Int) {
            self.trait = trait
            self.bitCount = bitCount
        }
    }

    /// How a filter is made to tell less. The defaults come from the attacks of `AttackTableTests`: folding ends what a list
    /// of names can read, a tenth of noise costs 0.001 of F1 and leaves a third of what known persons give away.
    package struct Hardening: Sendable, Hashable {
        /// Twice as many bits, the halves joined by exclusive or: a set bit no longer tells one token.
        package var folds: Bool
        /// Bits replaced by a coin, in thousandths (`f` of BLIP and RAPPOR).
        package var noisePerThousand: Int
        /// Token bits depend on the birth year: tokens of two years have nothing in common.
        package var saltsByBirthYear: Bool
        /// Secret order of the bits.
        package var permutes: Bool

        package init(
            folds: Bool = true, noisePerThousand: Int = 100, saltsByBirthYear: Bool = false, permutes: Bool = true
        ) {
            self.folds = folds
            self.noisePerThousand = noisePerThousand
            self.saltsByBirthYear = saltsByBirthYear
            self.permutes = permutes
        }

        /// Nothing but keyed bits; for measurements, never for people.
        package static let none = Hardening(folds: false, noisePerThousand: 0, saltsByBirthYear: false, permutes: false)
    }

    package static let fieldCountMax = 16
    package static let bitCountMax = 1024

    package let fields: [Field]
    package let hardening: Hardening

    package init(fields: [Field], hardening: Hardening = Hardening()) throws(EncodedLinkageError) {
        guard !fields.isEmpty, fields.count <= EncodingProfile.fieldCountMax else {
            throw .profileInvalid(reason: Phrase(fr: "de 1 à 16 champs.", en: "1 to 16 fields."))
        }
        guard Set(fields.map(\.trait)).count == fields.count else {
            throw .profileInvalid(reason: Phrase(fr: "un champ est donné deux fois.", en: "a field is given twice."))
        }
        guard fields.allSatisfy({ (1...EncodingProfile.bitCountMax).contains($0.bitCount) }) else {
            throw .profileInvalid(reason: Phrase(fr: "de 1 à 1024 bits par champ.", en: "1 to 1024 bits a field."))
        }
        guard (0...500).contains(hardening.noisePerThousand) else {
            throw .profileInvalid(reason: Phrase(fr: "le bruit va de 0 à 500 ‰.", en: "noise goes from 0 to 500 ‰."))
        }
        self.init(checkedFields: fields, hardening: hardening)
    }

    private init(checkedFields: [Field], hardening: Hardening) {
        fields = checkedFields
        self.hardening = hardening
    }

    /// Weights for French identities, by how well a trait tells persons apart.
    package static let french = french(Hardening())

    /// The French fields with another hardening, whose noise is brought within its limits.
    package static func french(_ hardening: Hardening) -> EncodingProfile {
        var hardening = hardening
        hardening.noisePerThousand = min(500, max(0, hardening.noisePerThousand))
        return EncodingProfile(
            checkedFields: [
                Field(.familyNames, bitCount: 200), Field(.firstName, bitCount: 200), Field(.birthDate, bitCount: 300),
                Field(.sex, bitCount: 40), Field(.birthPlace, bitCount: 100), Field(.postalCode, bitCount: 80),
            ],
            hardening: hardening)
    }

    /// Everything that two holders must share, as one line; its digest stands in the files.
    package var canonicalText: String {
        let written = fields.map { "\($0.trait.rawValue)=\($0.bitCount)" }.joined(separator: ",")
        let hardened =
            "fold=\(hardening.folds) noise=\(hardening.noisePerThousand) "
            + "salt=\(hardening.saltsByBirthYear) permute=\(hardening.permutes)"
        return
            "encoding/1 \(written) \(hardened) blocking=\(BlockingRule.allCases.map(\.rawValue).joined(separator: ","))"
    }
}
