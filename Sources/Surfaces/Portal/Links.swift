package import HealthModel

/// Every address of the portal, typed: a page never writes one by hand.
package enum Links: Sendable, Hashable {
    case home
    case catalogue
    case dataset(release: String)
    /// How the records of a release were linked.
    case linkage(release: String)
    /// The quality sheet of one delivery.
    case linkageSheet(release: String, source: String, delivery: String)
    /// The same sheet as JSON.
    case linkageFile(release: String, source: String, delivery: String)
    case questions
    case question(name: String)
    case questionDefinition(name: String)
    /// Who is in the question's cohort, beside another question's, or beside everyone else.
    case characterisation(name: String, against: String?)
    /// The same figures as CSV.
    case characterisationFile(name: String, against: String?)
    /// The page that composes a cohort definition.
    case builder
    /// The same, opened on a ready-made question.
    case builderFrom(question: String)
    /// Takes a definition in as Circe JSON.
    case builderImport
    /// The part of the builder that refreshes as one types.
    case builderResults
    /// The definition being composed, as a file.
    case builderDefinition
    case builderScript
    /// Concepts by name, code or number, as JSON.
    case concepts
    case journal
    case style

    /// The path in one language; resources have one path for both.
    package func path(_ language: Language) -> String {
        let prefix = "/\(language.rawValue)"
        return switch self {
        case .home: "\(prefix)/"
        case .catalogue: "\(prefix)/catalogue"
        case .dataset(let release): "\(prefix)/catalogue/\(Links.segment(release))"
        case .linkage(let release): "\(prefix)/catalogue/\(Links.segment(release))/linkage"
        case .linkageSheet(let release, let source, let delivery):
            "\(prefix)/catalogue/\(Links.segment(release))/linkage/\(Links.segment(source))/\(Links.segment(delivery))"
        case .linkageFile(let release, let source, let delivery):
            "/linkage/\(Links.segment(release))/\(Links.segment(source))/\(Links.segment(delivery)).json"
        case .questions: "\(prefix)/questions"
        case .question(let name): "\(prefix)/questions/\(Links.segment(name))"
        case .questionDefinition(let name): "/questions/\(Links.segment(name)).json"
        case .characterisation(let name, let against):
            "\(prefix)/questions/\(Links.segment(name))/description\(Links.query("against", against))"
        case .characterisationFile(let name, let against):
            "\(prefix)/questions/\(Links.segment(name))/description.csv\(Links.query("against", against))"
        case .builder: "\(prefix)/cohorts/new"
        case .builderFrom(let question): "\(prefix)/cohorts/new?from=\(Links.segment(question))"
        case .builderImport: "\(prefix)/cohorts/import"
        case .builderResults: "\(prefix)/cohorts/results"
        case .builderDefinition: "\(prefix)/cohorts/definition.json"
        case .builderScript: "/builder.js?v=\(BuilderScript.version)"
        case .concepts: "/api/concepts"
        case .journal: "\(prefix)/journal"
        case .style: "/style.css?v=\(Style.version)"
        }
    }

    private static func query(_ key: String, _ value: String?) -> String {
        value.map { "?\(key)=\(segment($0))" } ?? ""
    }

    /// A short name for a content: a browser that keeps the old one asks for the new one by another address.
    static func version(of content: String) -> String {
        // FNV-1a, 64 bits: nothing depends on it being hard to forge.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in content.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return String(hash, radix: 36)
    }

    /// One path segment: everything but unreserved characters is percent-encoded (RFC 3986).
    static func segment(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = Array("0123456789ABCDEF")
                encoded += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return encoded
    }
}
