/// What a column or a passage tells about a person; the raw values are the words of reports and of labelled data.
package enum NominativeKind: String, Sendable, Hashable, CaseIterable {
    /// National number (NIR or NIA), with or without its key.
    case nationalNumber = "NIR"
    /// First names, surnames, or both.
    case name = "NAME"
    case phone = "PHONE"
    case email = "EMAIL"
    /// Postal address: at least a street.
    case address = "ADDRESS"
    case iban = "IBAN"
    case birthDate = "BIRTHDATE"
    case networkAddress = "IP"
    /// National number of a health professional.
    case professionalNumber = "RPPS"
    /// Free text in which at least one of the others was found.
    case freeText = "FREETEXT_PII"
    case none = "NONE"

    /// Whether a delivery that holds it must be stopped.
    package var isNominative: Bool { self != .none }
}
