/// Sex as registered at birth and carried by the NIR and by `BEN_SEX_COD`.
package enum Sex: String, Sendable, Hashable, CaseIterable {
    case male = "1"
    case female = "2"
    case unknown = "0"

    /// OMOP gender concept: 8507 male, 8532 female, 0 unknown.
    package var genderConceptID: Int {
        switch self {
        case .male: 8507
        case .female: 8532
        case .unknown: 0
        }
    }
}
