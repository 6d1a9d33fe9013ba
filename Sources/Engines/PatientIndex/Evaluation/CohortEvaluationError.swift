package import HealthModel

/// Why an evaluation over the patient index stopped without an answer.
package enum CohortEvaluationError: HubError, Equatable {
    /// The caller asked to stop.
    case cancelled
    /// The time that the caller gave has passed.
    case deadlinePassed
    /// What the question reads is damaged.
    case damaged(PatientIndexError)
    /// Whether a concept set is empty decides, and only the whole vocabulary tells: SQL can answer.
    case needsVocabulary(conceptSet: String)

    package var code: String {
        switch self {
        case .cancelled: "cohort-evaluation.cancelled"
        case .deadlinePassed: "cohort-evaluation.deadline-passed"
        case .damaged(let error): error.code
        case .needsVocabulary: "cohort-evaluation.needs-vocabulary"
        }
    }

    package var kind: HubErrorKind {
        switch self {
        case .cancelled: .conflict
        case .deadlinePassed: .limit
        case .damaged(let error): error.kind
        case .needsVocabulary: .limit
        }
    }

    package var message: Phrase {
        switch self {
        case .cancelled: Phrase(fr: "Le calcul a été interrompu.", en: "The evaluation was cancelled.")
        case .deadlinePassed:
            Phrase(
                fr: "Le calcul n’a pas abouti dans le temps imparti.",
                en: "The evaluation did not finish in the time allowed.")
        case .damaged(let error): error.message
        case .needsVocabulary(let name):
            Phrase(
                fr:
                    "L’index ne peut dire si le jeu de concepts « \(name) » est vide dans le vocabulaire : "
                    + "poser la question avec --engine sql.",
                en:
                    "The index cannot tell whether the concept set “\(name)” is empty in the vocabulary: "
                    + "ask with --engine sql.")
        }
    }
}
