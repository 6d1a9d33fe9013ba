package import HealthModel

/// Why a subject of a register was found, or not, by its stays.
extension LinkageReason {
    // Certain.
    /// One person has the stays, and nobody else comes near.
    package static let staysAgree = LinkageReason(rawValue: "stays-agree")

    // Ambiguous.
    /// Another person fits nearly as well.
    package static let secondPersonClose = LinkageReason(rawValue: "second-person-close")
    /// The best person may be somebody who looks alike by chance.
    package static let weakEvidence = LinkageReason(rawValue: "weak-evidence")
    /// Two subjects lead to the same person: a duplicate in the register, or two alike.
    package static let personClaimedTwice = LinkageReason(rawValue: "person-claimed-twice")
    /// So many stays are like the subject's that they were not looked at.
    package static let crowdedKeys = LinkageReason(rawValue: "crowded-keys")

    // Excluded.
    /// The subject has no stay, or none with a date, a hospital or a diagnosis.
    package static let noStay = LinkageReason(rawValue: "no-stay")
    /// No stay of the file shares enough facts with the subject's.
    package static let noCandidate = LinkageReason(rawValue: "no-candidate")
    /// The subject is more likely not to be in the file than to be any of its persons.
    package static let noLikelyPerson = LinkageReason(rawValue: "no-likely-person")

    /// The reasons of event linkage, with their words for reports.
    package static let eventReasons: [(reason: LinkageReason, words: Phrase)] = [
        (.staysAgree, Phrase(fr: "Une seule personne a ces séjours.", en: "One person alone has these stays.")),
        (
            .secondPersonClose,
            Phrase(fr: "Une autre personne convient presque aussi bien.", en: "Another person fits nearly as well.")
        ),
        (
            .weakEvidence,
            Phrase(fr: "La ressemblance peut être due au hasard.", en: "The likeness may be due to chance.")
        ),
        (
            .personClaimedTwice,
            Phrase(fr: "Deux sujets mènent à la même personne.", en: "Two subjects lead to the same person.")
        ),
        (
            .crowdedKeys,
            Phrase(fr: "Trop de séjours sont semblables.", en: "Too many stays are alike.")
        ),
        (.noStay, Phrase(fr: "Aucun séjour exploitable.", en: "No usable stay.")),
        (.noCandidate, Phrase(fr: "Aucun séjour du fichier ne ressemble.", en: "No stay of the file is alike.")),
        (
            .noLikelyPerson,
            Phrase(
                fr: "Aucune personne du fichier n'est assez vraisemblable.",
                en: "No person of the file is likely enough.")
        ),
    ]
}
