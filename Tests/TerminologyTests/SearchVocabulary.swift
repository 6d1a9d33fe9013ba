import HubTestSupport
import Terminology

/// A synthetic vocabulary with names of the length and the make of real ones: diseases of several words, drugs with
/// strengths and brands, laboratory tests. Words are as uneven as in a language: a few everywhere, most of them rare.
struct SearchVocabulary {
    private var generator: SeededGenerator
    private var terms: [String] = []

    static let frequent = [
        "of", "disorder", "of", "due", "to", "and", "with", "without", "left", "right", "acute", "chronic", "in", "by",
        "oral", "disease", "product", "finding", "mg", "ml", "tablet", "injury", "structure", "type", "the", "syndrome",
        "infection", "neoplasm", "malignant", "primary", "secondary", "fracture", "open", "closed", "upper", "lower",
        "artery", "vein", "excision", "procedure", "history", "screening", "measurement", "plasma", "serum", "volume",
        "capsule", "injection", "solution", "extended", "release", "diabetes", "mellitus", "hypertension", "renal",
        "failure", "carcinoma", "hepatitis", "pneumonia", "metformin", "insulin", "amoxicillin", "paracetamol",
        "hemoglobin", "creatinine", "glucose", "cholesterol", "asthma", "covid-19", "Crohn's", "hépatique", "œdème",
    ]

    init(seed: UInt64, termCount: Int = 40_000) {
        generator = SeededGenerator(seed: seed)
        let beginnings = [
            "cardi", "hepat", "nephr", "neur", "gastr", "derm", "oste", "arthr", "hem", "my", "pulmon", "rhin", "ot",
            "ophthalm", "end", "per", "hyper", "hypo", "anti", "poly", "micro", "macro", "pseud", "para", "brady",
            "tachy",
        ]
        let middles = [
            "o", "al", "en", "ar", "ic", "ul", "om", "at", "or", "ir", "el", "an", "os", "id", "ac", "et", "im", "yl",
            "ox",
        ]
        let ends = [
            "itis", "osis", "oma", "emia", "pathy", "ine", "mab", "pril", "olol", "statin", "ectomy", "gram", "ate",
        ]
        while terms.count < termCount {
            var term = beginnings[below(beginnings.count)]
            for _ in 0..<1 + below(3) { term += middles[below(middles.count)] }
            if below(3) > 0 {
                term += ["b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "z"][below(14)]
            }
            terms.append(term + ends[below(ends.count)])
        }
    }

    mutating func below(_ count: Int) -> Int { Int(generator.next() % UInt64(count)) }

    /// Small numbers are far more likely, as in a language.
    private mutating func uneven(_ count: Int) -> Int {
        let share = Double(generator.next() >> 11) / Double(1 << 53)
        return min(count - 1, Int(Double(count) * share * share * share))
    }

    mutating func term() -> String { terms[uneven(terms.count)] }

    mutating func name() -> String {
        switch below(10) {
        case 0..<5:
            let words = (0..<3 + below(6))
                .map { _ in
                    below(100) < 55 ? SearchVocabulary.frequent[uneven(SearchVocabulary.frequent.count)] : term()
                }
            return words.joined(separator: " ").capitalisedFirst
        case 5..<9:
            let strength = ["0.5", "1", "2.5", "5", "10", "20", "25", "40", "50", "100", "250", "500", "850", "1000"]
            let form = [
                "Oral Tablet", "Oral Capsule", "Injectable Solution", "Topical Cream", "Extended Release Oral Tablet",
            ]
            let brand = below(2) == 0 ? " [\(term().capitalisedFirst)]" : ""
            let second = below(3) == 0 ? " / \(term()) \(strength[below(strength.count)]) MG" : ""
            return "\(term()) \(strength[below(strength.count)]) MG\(second) \(form[below(form.count)])\(brand)"
        default:
            return "\(term().capitalisedFirst) [Mass/volume] in \(["Serum", "Plasma", "Urine"][below(3)]) by \(term())"
        }
    }

    /// One concept in twenty has records; one in three is standard.
    mutating func concept(_ number: Int) -> SearchableConcept {
        let domains = ["Drug", "Condition", "Procedure", "Measurement", "Observation", "Device"]
        let vocabularies = ["RxNorm", "SNOMED", "SNOMED", "LOINC", "ICD10", "SPL"]
        let kind = below(domains.count)
        let isUsed = below(20) == 0
        let persons = isUsed ? 11 + below(100_000) : 0
        return SearchableConcept(
            id: 1000 + number * 3, name: name(), code: "\(below(90) + 10)\(number)", domain: domains[kind],
            vocabulary: vocabularies[kind], conceptClass: "Class \(kind)",
            standing: below(3) == 0 ? .standard : .source, isValid: below(12) > 0,
            counts: isUsed
                ? ConceptCounts(
                    records: persons * 2, persons: persons, recordsWithDescendants: persons * 3,
                    personsWithDescendants: persons) : .none,
            useLevel: isUsed ? UInt8(String(persons).count) : 0)
    }

    /// What people type: whole names in another order, some words, beginnings, letters, mistakes, codes, nothing sensible.
    mutating func question(_ names: [String]) -> String {
        let words = names[below(names.count)].split(separator: " ").map(String.init)
        let word = words[below(words.count)]
        switch below(12) {
        case 0: return words.reversed().joined(separator: " ")
        case 1: return words.prefix(2).joined(separator: " ")
        case 2: return "\(word) \(words[below(words.count)])".uppercased()
        case 3: return String(word.prefix(1))
        case 4: return String(word.prefix(2))
        case 5: return words.prefix(4).map { String($0.prefix(1 + below(3))) }.joined(separator: " ")
        case 6: return words.prefix(3).map { String($0.prefix(4)) }.joined(separator: " ")
        case 7: return misspelt(term())
        case 8:
            return "\(misspelt(term())) \(misspelt(SearchVocabulary.frequent[below(SearchVocabulary.frequent.count)]))"
        case 9: return words.map { misspelt($0) }.joined(separator: " ")
        case 10: return "\(below(99_000_000))"
        default: return SearchVocabulary.frequent[below(SearchVocabulary.frequent.count)]
        }
    }

    mutating func misspelt(_ word: String) -> String {
        var letters = Array(word)
        guard letters.count > 4 else { return word }
        let place = 1 + below(letters.count - 2)
        switch below(3) {
        case 0: letters.remove(at: place)
        case 1: letters.swapAt(place, place + 1)
        default: letters[place] = "k"
        }
        return String(letters)
    }
}

extension String {
    fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
