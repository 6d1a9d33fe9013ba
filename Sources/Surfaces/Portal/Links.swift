package import HealthModel

/// Every address of the portal, typed: a page never writes one by hand.
package enum Links: Sendable, Hashable {
    case home
    case catalogue
    case dataset(release: String)
    case questions
    case question(name: String)
    case questionDefinition(name: String)
    case journal
    case style

    /// The path in one language; resources have one path for both.
    package func path(_ language: Language) -> String {
        let prefix = "/\(language.rawValue)"
        return switch self {
        case .home: "\(prefix)/"
        case .catalogue: "\(prefix)/catalogue"
        case .dataset(let release): "\(prefix)/catalogue/\(Links.segment(release))"
        case .questions: "\(prefix)/questions"
        case .question(let name): "\(prefix)/questions/\(Links.segment(name))"
        case .questionDefinition(let name): "/questions/\(Links.segment(name)).json"
        case .journal: "\(prefix)/journal"
        case .style: "/style.css"
        }
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
