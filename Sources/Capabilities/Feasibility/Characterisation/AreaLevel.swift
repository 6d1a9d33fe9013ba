import HealthModel

/// What says where persons live, in LOCATION: the first that is filled, from the most useful on.
enum AreaLevel: CaseIterable {
    case county
    case state
    case postcode

    var title: Phrase {
        switch self {
        case .county: Phrase(fr: "Département ou comté de résidence", en: "County of residence")
        case .state: Phrase(fr: "Région de résidence", en: "State or region of residence")
        case .postcode: Phrase(fr: "Début du code postal de résidence", en: "Beginning of the postcode of residence")
        }
    }

    /// A postcode is cut to its French department: two digits, three overseas.
    var expression: String {
        switch self {
        case .county: "nullif(trim(county), '')"
        case .state: "nullif(trim(state), '')"
        case .postcode: "nullif(left(trim(zip), CASE WHEN trim(zip) LIKE '97%' THEN 3 ELSE 2 END), '')"
        }
    }
}
