package import HealthModel

/// Why an evaluation over the patient index stopped without an answer.
package enum CohortEvaluationError: HubError, Equatable {
    /// The caller asked to stop.
    case cancelled
    /// The time that the caller gave has passed.
    case deadlinePassed

    package var code: String {
        switch self {
        case .cancelled: "cohort-evaluation.cancelled"
        case .deadlinePassed: "cohort-evaluation.deadline-passed"
        }
    }

    package var kind: HubErrorKind {
        switch self {
        case .cancelled: .conflict
        case .deadlinePassed: .limit
        }
    }

    package var message: Phrase {
        switch self {
        case .cancelled: Phrase(fr: "Le calcul a été interrompu.", en: "The evaluation was cancelled.")
        case .deadlinePassed:
            Phrase(
                fr: "Le calcul n’a pas abouti dans le temps imparti.",
                en: "The evaluation did not finish in the time allowed.")
        }
    }
}
