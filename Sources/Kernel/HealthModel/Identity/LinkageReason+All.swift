/// Why a record ended as it did. Stable: they stand in crosswalks and reports.
extension LinkageReason {
    // Certain.
    package static let numberBirthSex = LinkageReason(rawValue: "nir-birth-sex")
    package static let exactTraits = LinkageReason(rawValue: "exact-traits")
    package static let usedName = LinkageReason(rawValue: "used-name")
    /// Nobody known yet: the record founds a person.
    package static let firstSeen = LinkageReason(rawValue: "first-seen")
    /// Linked by the sum of the evidence (Fellegi-Sunter), above a threshold of probability.
    package static let fellegiSunter = LinkageReason(rawValue: "fellegi-sunter")
    /// Two reviewers said that the record is a known person's.
    package static let reviewed = LinkageReason(rawValue: "reviewed")

    // Ambiguous.
    /// Probably a known person, not enough so to be linked: waits for review.
    package static let probableMatch = LinkageReason(rawValue: "probable-match")
    /// Twins under one insured parent's number, and no name to tell them apart.
    package static let sharedNumber = LinkageReason(rawValue: "shared-number")
    /// The insured's number leads to a person with another given name: a twin, or a spelling.
    package static let givenNameConflict = LinkageReason(rawValue: "given-name-conflict")
    /// The traits are those of two people whose numbers differ.
    package static let homonyms = LinkageReason(rawValue: "homonyms")
    /// The certified number is a known person's but for the sex: waits for review.
    package static let numberChange = LinkageReason(rawValue: "number-change")
    package static let birthPlaceConflict = LinkageReason(rawValue: "birth-place-conflict")

    // Excluded.
    package static let missingBirthDate = LinkageReason(rawValue: "missing-birth-date")
    package static let missingSex = LinkageReason(rawValue: "missing-sex")
    /// Neither a usable number nor a usable name with a given name.
    package static let nothingUsable = LinkageReason(rawValue: "nothing-usable")

    /// Every reason. Their places stand in work files only.
    package static let all: [LinkageReason] = [
        .numberBirthSex, .exactTraits, .usedName, .firstSeen, .sharedNumber, .givenNameConflict, .homonyms,
        .birthPlaceConflict, .missingBirthDate, .missingSex, .nothingUsable, .fellegiSunter, .reviewed, .probableMatch,
        .numberChange,
    ]

    /// The reason in words.
    package var title: Phrase {
        LinkageReason.titles[self] ?? Phrase(fr: rawValue, en: rawValue)
    }

    private static let titles: [LinkageReason: Phrase] = [
        .numberBirthSex: Phrase(
            fr: "même numéro, date de naissance et sexe", en: "same number, birth date and sex"),
        .exactTraits: Phrase(fr: "mêmes traits d'identité", en: "same identity traits"),
        .usedName: Phrase(fr: "nom utilisé égal au nom de naissance", en: "used name equal to the birth name"),
        .fellegiSunter: Phrase(fr: "somme des indices (Fellegi-Sunter)", en: "sum of the evidence (Fellegi-Sunter)"),
        .reviewed: Phrase(fr: "décision de deux relecteurs", en: "decision of two reviewers"),
        .probableMatch: Phrase(
            fr: "probablement une personne connue, à relire", en: "probably a known person, to be reviewed"),
        .firstSeen: Phrase(fr: "personne vue pour la première fois", en: "person seen for the first time"),
        .sharedNumber: Phrase(
            fr: "numéro partagé par des jumeaux, sans nom", en: "number shared by twins, without a name"),
        .givenNameConflict: Phrase(
            fr: "numéro de l'assuré, prénoms différents", en: "insured's number, different given names"),
        .homonyms: Phrase(fr: "homonymes", en: "namesakes"),
        .birthPlaceConflict: Phrase(
            fr: "mêmes traits, lieux de naissance différents", en: "same traits, different birth places"),
        .numberChange: Phrase(
            fr: "numéro d'une personne connue au sexe près, à relire",
            en: "a known person's number but for the sex, to be reviewed"),
        .missingBirthDate: Phrase(fr: "date de naissance absente ou incomplète", en: "birth date missing or partial"),
        .missingSex: Phrase(fr: "sexe absent", en: "sex missing"),
        .nothingUsable: Phrase(
            fr: "ni numéro valide, ni nom et prénom", en: "neither a valid number nor a name with a given name"),
    ]
}
