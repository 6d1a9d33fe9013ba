package import HealthModel

/// A whole definition in plain words, for those who decide on it: nothing that changes the answer is left out.
package struct DefinitionDescription: Sendable, Hashable {
    /// A line of text; the level is that of a nested list, from 0.
    package struct Line: Sendable, Hashable {
        package let level: Int
        package let text: Phrase
    }

    /// A titled part.
    package struct Section: Sendable, Hashable {
        package let title: Phrase
        package let lines: [Line]
    }

    package let sections: [Section]

    /// The description as indented text.
    package func text(_ language: Language) -> String {
        sections.map { section in
            let lines = section.lines.map { line in
                String(repeating: "  ", count: line.level) + "- " + line.text.words(language)
            }
            return ([section.title.words(language)] + lines).joined(separator: "\n")
        }
        .joined(separator: "\n\n") + "\n"
    }
}

/// Collects the lines of one section.
struct DescriptionLines {
    private(set) var lines: [DefinitionDescription.Line] = []
    private let definition: CohortDefinition

    init(_ definition: CohortDefinition) { self.definition = definition }

    mutating func add(_ level: Int, _ fr: String, _ en: String) { add(level, Phrase(fr: fr, en: en)) }

    mutating func add(_ level: Int, _ text: Phrase) {
        lines.append(DefinitionDescription.Line(level: level, text: text.capitalised))
    }

    /// A criterion that stands by itself, and what is nested in it.
    mutating func add(_ level: Int, _ criterion: Criterion) {
        add(level, criterion.sentence(in: definition))
        addNested(level + 1, criterion)
    }

    private mutating func addNested(_ level: Int, _ criterion: Criterion) {
        guard let nested = criterion.nested, !nested.isEmpty else { return }
        add(
            level, group: nested, index: Phrase(fr: "cet événement", en: "that event"),
            opening: Phrase(fr: "pour lequel ", en: "for which "))
    }

    /// A group: how many of its members must hold, then one line for each.
    mutating func add(_ level: Int, group: CriteriaGroup, index: Phrase, opening: Phrase = Phrase(fr: "", en: "")) {
        guard !group.isEmpty else {
            add(
                level,
                opening + Phrase(fr: "aucune condition (toujours satisfait)", en: "no condition (always satisfied)"))
            return
        }
        add(level, opening + group.quantifier.words(memberCount: group.memberCount))
        for windowed in group.criteria {
            add(level + 1, windowed.sentence(in: definition, index: index))
            addNested(level + 2, windowed.criterion)
        }
        for demographic in group.demographics {
            let text = demographic.sentence(in: definition)
            add(level + 1, "à la date de \(index.fr) : \(text.fr)", "at the date of \(index.en): \(text.en)")
        }
        for inner in group.groups { add(level + 1, group: inner, index: index) }
    }
}

extension CriteriaGroup.Quantifier {
    fileprivate func words(memberCount: Int) -> Phrase {
        switch self {
        case .all where memberCount == 1: Phrase(fr: "la condition suivante est vraie :", en: "the following holds:")
        case .all: Phrase(fr: "toutes les conditions suivantes sont vraies :", en: "all of the following hold:")
        case .atLeast(1):
            Phrase(fr: "au moins 1 des conditions suivantes est vraie :", en: "at least 1 of the following holds:")
        case .atMost(1):
            Phrase(fr: "au plus 1 des conditions suivantes est vraie :", en: "at most 1 of the following holds:")
        case .any: Phrase(fr: "au moins une des conditions suivantes est vraie :", en: "any of the following holds:")
        case .atLeast(let count):
            Phrase(
                fr: "au moins \(count) des conditions suivantes sont vraies :",
                en: "at least \(count) of the following hold:")
        case .atMost(let count):
            Phrase(
                fr: "au plus \(count) des conditions suivantes sont vraies :",
                en: "at most \(count) of the following hold:")
        }
    }
}

extension Phrase {
    /// With a capital at the start of each sentence.
    var capitalised: Phrase {
        func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
        return Phrase(fr: capital(fr), en: capital(en))
    }
}
