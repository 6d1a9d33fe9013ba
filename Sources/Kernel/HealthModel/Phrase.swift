/// A language of the hub's pages and messages.
package enum Language: String, Sendable, CaseIterable {
    case french = "fr"
    case english = "en"
}

/// Words in both languages: a missing translation does not compile.
package struct Phrase: Sendable, Hashable {
    package let fr: String
    package let en: String

    package init(fr: String, en: String) {
        self.fr = fr
        self.en = en
    }

    /// The words in one language.
    package func words(_ language: Language) -> String {
        switch language {
        case .french: fr
        case .english: en
        }
    }
}
