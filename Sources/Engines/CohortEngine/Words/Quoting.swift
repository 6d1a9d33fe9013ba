import HealthModel

extension Phrase {
    /// Phrases one after another, with what stands between them in each language.
    static func joined(_ phrases: [Phrase], fr: String, en: String) -> Phrase {
        Phrase(fr: phrases.map(\.fr).joined(separator: fr), en: phrases.map(\.en).joined(separator: en))
    }

    /// A name between the quotation marks of each language.
    static func quoted(_ name: String) -> Phrase { Phrase(fr: "« \(name) »", en: "“\(name)”") }

    static func + (left: Phrase, right: Phrase) -> Phrase { Phrase(fr: left.fr + right.fr, en: left.en + right.en) }
}

extension Concept {
    /// Its name, or its number when the definition quotes no name.
    var words: String { name.flatMap { $0.isEmpty ? nil : $0 } ?? "\(identifier)" }
}

extension CohortDefinition {
    /// The quoted name of a concept set, or its number when it has no name or does not exist.
    func setName(_ identifier: Int) -> Phrase {
        let name = conceptSet(identifier)?.name ?? ""
        return .quoted(name.isEmpty ? "\(identifier)" : name)
    }
}

extension Day {
    /// "1er mars 2024", "1 March 2024".
    var words: Phrase {
        let (year, month, day) = civil
        let french = [
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
            "décembre",
        ]
        let english = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November",
            "December",
        ]
        return Phrase(
            fr: "\(day == 1 ? "1er" : "\(day)") \(french[month - 1]) \(year)",
            en: "\(day) \(english[month - 1]) \(year)")
    }
}

extension Double {
    /// The number in each language: `7,5` and `7.5`.
    var words: Phrase {
        let text = Int(exactly: self).map(String.init) ?? String(self)
        return Phrase(fr: String(text.map { $0 == "." ? "," : $0 }), en: text)
    }
}
