import Foundation
import HealthModel
import TabularFiles

/// Reads the traits of a person from a FHIR R4 Patient (French core profile).
enum PatientTraits {
    /// OIDs of the national numbers: 8 is the NIR, 9 the NIA, 10 and 11 their test values.
    private static let numberSystem = "1.2.250.1.213.1.4."
    private static let numberPreference = ["8", "9", "10", "11"]

    static func read(_ patient: JSONValue) -> IdentityTraits {
        let names = names(patient)
        let address = patient["address"]?.elements.first
        return IdentityTraits(
            nationalNumber: nationalNumber(patient), birthName: names.birth, usedName: names.used,
            givenNames: names.given, birthDate: patient["birthDate"]?.text ?? "",
            sex: SexText.read(patient["gender"]?.text ?? ""), birthPlace: birthPlace(patient),
            postalCode: address?["postalCode"]?.text ?? "")
    }

    private static func nationalNumber(_ patient: JSONValue) -> String {
        var found: [String: String] = [:]
        for identifier in patient["identifier"]?.elements ?? [] {
            guard let system = identifier["system"]?.text, let range = system.range(of: numberSystem) else { continue }
            let kind = String(system[range.upperBound...].prefix { $0.isNumber })
            if let value = identifier["value"]?.text, found[kind] == nil { found[kind] = value }
        }
        return numberPreference.compactMap { found[$0] }.first ?? ""
    }

    /// The birth name is the maiden name when one is given, else the official one; the used name is the usual one, or
    /// the official one beside a maiden name.
    private static func names(_ patient: JSONValue) -> (birth: String, used: String, given: String) {
        let names = patient["name"]?.elements ?? []
        func family(_ use: String) -> String? {
            names.first { $0["use"]?.text == use && $0["family"] != nil }?["family"]?.text
        }
        let maiden = family("maiden")
        let official = family("official")
        let birth = maiden ?? official ?? names.first?["family"]?.text ?? ""
        var used = family("usual") ?? (maiden != nil ? official : nil) ?? ""
        if used == birth { used = "" }
        let main = names.first { $0["use"]?.text == "official" && $0["given"] != nil }
        let given = main ?? names.first { $0["given"] != nil }
        return (birth, used, (given?["given"]?.elements ?? []).compactMap(\.text).joined(separator: " "))
    }

    /// INSEE code of the commune, where the profile puts it; else a city written as a code.
    private static func birthPlace(_ patient: JSONValue) -> String {
        let extensions = patient["extension"]?.elements ?? []
        let place = extensions.first { $0["url"]?.text?.hasSuffix("patient-birthPlace") == true }?["valueAddress"]
        for part in place?["extension"]?.elements ?? [] where part["url"]?.text?.contains("insee-code") == true {
            let code = part["valueCoding"]?["code"]?.text ?? part["valueString"]?.text ?? part["valueCode"]?.text
            if let code { return code }
        }
        let candidates = [place?["district"]?.text, place?["city"]?.text].compactMap(\.self)
        return candidates.first { $0.utf8.count == 5 && $0.utf8.count { (0x30...0x39).contains($0) } >= 4 } ?? ""
    }
}

/// The ways in which sources write a sex.
enum SexText {
    static func read(_ text: String) -> Sex {
        switch text.lowercased() {
        case "1", "m", "h", "male", "homme", "masculin": .male
        case "2", "f", "female", "femme", "féminin": .female
        default: .unknown
        }
    }
}
