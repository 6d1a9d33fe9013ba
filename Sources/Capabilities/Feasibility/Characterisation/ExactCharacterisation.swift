import DisclosureControl
import HealthModel

/// The exact figures of one or two groups: internal, so that only disclosure control's answer leaves this module.
struct ExactCharacterisation {
    /// Persons of the release, in a cohort or not.
    var universe = 0
    /// Persons in one group and not in the other, and in both.
    var overlap = (firstOnly: 0, secondOnly: 0, both: 0)
    /// One group, or two: the cohort and whom it is held against.
    var groups: [Group] = []
    /// What the areas are; nil when no person of the release has a place.
    var areaLevel: AreaLevel?
    var items: [Item] = []
    var values: [Values] = []
    /// Tables of which only the most frequent concepts were read.
    var cutDomains: Set<CharacterisedDomain> = []

    struct Group {
        var persons = 0
        /// By band of five years (0...19) and sex (0 unknown, 1 men, 2 women).
        var ages: [Int: [Int: Int]] = [:]
        var years: [Int: Int] = [:]
        /// The empty text is an unknown place.
        var areas: [String: Int] = [:]
        var quantities: [CharacterisedQuantity: NumberSummary] = [:]
        /// Persons with at least one observed day in the window.
        var observed: [CharacterisedWindow: Int] = [:]
    }

    /// Persons with at least one record of a concept in a window, one count a group.
    struct Item {
        let domain: CharacterisedDomain
        let window: CharacterisedWindow
        let concept: Concept
        /// Whether records of the concept's descendants count.
        let isGroup: Bool
        let persons: [Int]
    }

    /// The values of a measurement in a window, one value a person; nil for a group without any.
    struct Values {
        let window: CharacterisedWindow
        let concept: Concept
        let unit: Phrase
        let summaries: [NumberSummary?]
    }

    struct Concept: Hashable {
        let id: Int
        let name: Phrase
    }
}
