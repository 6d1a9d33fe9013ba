import HTTPTypes
import HealthModel

/// Why a request is not looked at: its shape, its size, its place of origin, or how many came before it.
enum RequestRefusal: HubError, Equatable {
    case tooManyRequests(retryAfterSeconds: Int)
    case busy(retryAfterSeconds: Int)
    case bodyTooLarge(maximumBytes: Int)
    case notJSON
    case badForm
    case otherSite
    case unknownReading
    case unreadableQuery(maximumCharacters: Int)

    var code: String {
        switch self {
        case .tooManyRequests: "request.too-many"
        case .busy: "request.busy"
        case .bodyTooLarge: "request.body-too-large"
        case .notJSON: "request.not-json"
        case .badForm: "request.bad-form"
        case .otherSite: "request.other-site"
        case .unknownReading: "request.unknown-reading"
        case .unreadableQuery: "request.unreadable-query"
        }
    }

    var kind: HubErrorKind {
        switch self {
        case .tooManyRequests, .bodyTooLarge: .limit
        case .busy: .surroundings
        case .notJSON, .badForm, .unknownReading, .unreadableQuery: .badInput
        case .otherSite: .refused
        }
    }

    /// More exact than the status of its kind.
    var status: HTTPResponse.Status {
        switch self {
        case .tooManyRequests: .tooManyRequests
        case .busy: .serviceUnavailable
        case .bodyTooLarge: .contentTooLarge
        case .notJSON: .unsupportedMediaType
        case .badForm, .unknownReading, .unreadableQuery: .badRequest
        case .otherSite: .forbidden
        }
    }

    var retryAfterSeconds: Int? {
        switch self {
        case .tooManyRequests(let seconds), .busy(let seconds): seconds
        default: nil
        }
    }

    var message: Phrase {
        switch self {
        case .tooManyRequests(let seconds):
            Phrase(
                fr: "Trop de demandes à la fois ; réessayez dans \(seconds) s.",
                en: "Too many requests at once; try again in \(seconds) s.")
        case .busy(let seconds):
            Phrase(
                fr: "Le hub compte déjà autant qu’il peut ; réessayez dans \(seconds) s.",
                en: "The hub is counting as much as it can; try again in \(seconds) s.")
        case .bodyTooLarge(let maximum):
            Phrase(
                fr: "L’envoi dépasse \(maximum) octets.", en: "What was sent is more than \(maximum) bytes.")
        case .notJSON:
            Phrase(
                fr: "Le corps doit être du JSON, annoncé par « Content-Type: application/json ».",
                en: "The body must be JSON, announced by “Content-Type: application/json”.")
        case .badForm: Phrase(fr: "Le formulaire envoyé est illisible.", en: "The form that was sent cannot be read.")
        case .otherSite:
            Phrase(fr: "Cette demande vient d’un autre site.", en: "This request comes from another site.")
        case .unknownReading:
            Phrase(
                fr: "La lecture demandée n’existe pas : strict ou fixed.",
                en: "There is no such reading: strict or fixed.")
        case .unreadableQuery(let maximum):
            Phrase(
                fr: "La recherche `q` compte de 1 à \(maximum) caractères, `limit` est un nombre positif.",
                en: "The query `q` has 1 to \(maximum) characters, `limit` is a positive number.")
        }
    }
}
