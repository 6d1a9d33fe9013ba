package import HealthModel

/// Why a cohort definition cannot be read. Each case names the place in the JSON, never a patient's value.
package enum CohortError: HubError, Equatable {
    /// The bytes are not JSON; the offset counts bytes from 0.
    case notJSON(offset: Int, expected: String)
    /// The same key stands twice in one object: which one counts would be a guess.
    case duplicateKey(path: String)
    /// A key that no rule of the format explains; ignoring it could change who is counted.
    case unknownKey(path: String)
    case missing(path: String)
    case wrongType(path: String, expected: String)
    case badValue(path: String, allowed: String)
    /// The format allows it, and we do not compute it.
    case unsupported(path: String, reason: Phrase)
    /// Circe's own SQL does not run for it; the plain meaning is computed by the fixed reading.
    case refusedInStrict(path: String, reason: Phrase)
    case limit(path: String, name: String, maximum: Int)

    package var code: String {
        switch self {
        case .notJSON: "cohort.not-json"
        case .duplicateKey: "cohort.duplicate-key"
        case .unknownKey: "cohort.unknown-key"
        case .missing: "cohort.missing"
        case .wrongType: "cohort.wrong-type"
        case .badValue: "cohort.bad-value"
        case .unsupported: "cohort.unsupported"
        case .refusedInStrict: "cohort.refused-in-strict"
        case .limit: "cohort.limit"
        }
    }

    package var kind: HubErrorKind {
        if case .limit = self { return .limit }
        return .badInput
    }

    /// The place in the definition, such as `$.PrimaryCriteria.CriteriaList[0].Measurement.Age.Op`.
    package var path: String {
        switch self {
        case .notJSON: "$"
        case .duplicateKey(let path), .unknownKey(let path), .missing(let path), .wrongType(let path, _),
            .badValue(let path, _), .unsupported(let path, _), .refusedInStrict(let path, _),
            .limit(let path, _, _):
            path
        }
    }

    package var message: Phrase {
        switch self {
        case .notJSON(let offset, let expected):
            Phrase(
                fr: "Ce n’est pas du JSON : à l’octet \(offset), attendu : \(expected).",
                en: "This is not JSON: at byte \(offset), expected \(expected).")
        case .duplicateKey(let path):
            Phrase(fr: "La clé \(path) figure deux fois.", en: "The key \(path) stands twice.")
        case .unknownKey(let path):
            Phrase(
                fr: "La clé \(path) est inconnue ; rien n’est ignoré en silence.",
                en: "The key \(path) is unknown; nothing is ignored in silence.")
        case .missing(let path):
            Phrase(fr: "Il manque \(path).", en: "\(path) is missing.")
        case .wrongType(let path, let expected):
            Phrase(fr: "\(path) n’est pas du type attendu (\(expected)).", en: "\(path) must be \(expected).")
        case .badValue(let path, let allowed):
            Phrase(
                fr: "La valeur de \(path) n’est pas admise ; admis : \(allowed).",
                en: "The value of \(path) is not allowed; allowed: \(allowed).")
        case .unsupported(let path, let reason):
            Phrase(
                fr: "\(path) n’est pas pris en charge : \(reason.fr)",
                en: "\(path) is not supported: \(reason.en)")
        case .refusedInStrict(let path, let reason):
            Phrase(
                fr: "\(path) : la lecture stricte ne répond pas, car \(reason.fr) La lecture corrigée répond "
                    + "(--reading fixed).",
                en: "\(path): the strict reading gives no answer. \(reason.en) The fixed reading does "
                    + "(--reading fixed).")
        case .limit(let path, let name, let maximum):
            Phrase(
                fr: "\(path) dépasse la limite « \(name) » (\(maximum)).",
                en: "\(path) exceeds the limit “\(name)” (\(maximum)).")
        }
    }
}
