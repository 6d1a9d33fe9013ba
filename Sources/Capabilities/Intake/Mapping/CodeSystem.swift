/// A code system that the sources write, and the vocabularies of OMOP that may hold its codes, best first.
enum CodeSystem: String, CaseIterable {
    case cim10 = "CIM10"
    case ccam = "CCAM"
    case nabm = "NABM"
    case cip = "CIP"
    case atc = "ATC"
    case loinc = "LOINC"
    case ucum = "UCUM"
    case actType = "PRS_NAT"
    case encounterClass = "ActCode"

    var vocabularies: [String] {
        switch self {
        case .cim10: ["CIM10", "ICD10"]
        default: [rawValue]
        }
    }

    /// True when a code that the vocabulary lacks is looked up by its beginning: CIM-10 is a hierarchy of prefixes,
    /// and French extensions (`F55+0`) go deeper than the international codes.
    var isMatchedByPrefix: Bool { self == .cim10 }

    /// A category of CIM-10 has three characters.
    static let prefixLengthMin = 3

    /// SQL that writes a code in one way, wherever it comes from.
    func normalised(_ code: String) -> String {
        switch self {
        case .cim10: "upper(replace(trim(\(code)), '.', ''))"
        case .ccam: "upper(left(trim(\(code)), 7))"
        case .nabm: "ltrim(trim(\(code)), '0')"
        case .atc: "upper(trim(\(code)))"
        default: "trim(\(code))"
        }
    }

    /// A statement that makes the temporary table `<events>_code`: for each distinct `code` of the table `events`, its
    /// source concept and its standard concepts (one row each), from the longest code of the vocabulary that fits.
    func lookup(for events: String) -> String {
        let widths =
            isMatchedByPrefix
            ? "unnest(range(\(CodeSystem.prefixLengthMin), length(u.normal) + 1))" : "unnest([length(u.normal)])"
        return """
            CREATE OR REPLACE TEMP TABLE \(events)_code AS
            WITH used AS (
                SELECT code, \(normalised("code")) AS normal FROM \(events) WHERE code IS NOT NULL GROUP BY code
            ), matched AS (
                SELECT u.code, arg_max(m.code, length(m.code)) AS found
                FROM (SELECT u.code, u.normal, \(widths) AS width FROM used u) u
                JOIN vocabulary.code_map m ON m.code_system = '\(rawValue)' AND m.code = left(u.normal, u.width)
                GROUP BY u.code
            )
            SELECT h.code, m.source_concept_id, m.concept_id, m.domain_id, m.target_ordinal
            FROM matched h JOIN vocabulary.code_map m ON m.code_system = '\(rawValue)' AND m.code = h.found
            """
    }
}
