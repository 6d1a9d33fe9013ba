import CohortEngine
import HealthModel
import HubTestSupport
import Portal

/// Drafts that use everything the builder's page can express, from a seed.
struct DraftGenerator {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    private mutating func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }
    private mutating func isLucky() -> Bool { .random(using: &generator) }
    private mutating func one<Value>(of values: [Value]) -> Value { values[number(0...values.count - 1)] }
    private mutating func some<Value>(_ make: (inout DraftGenerator) -> Value) -> Value? {
        isLucky() ? make(&self) : nil
    }

    mutating func draft() -> BuilderDraft {
        var draft = BuilderDraft.empty
        draft.title = some { $0.text() }
        draft.sets = (0..<number(0...3)).map { place in SetDraft(identifier: place * 3, name: text(), items: items()) }
        draft.entry = (0...number(0...2)).map { _ in event() }
        draft.priorDays = number(0...400)
        draft.postDays = number(0...30)
        draft.entryLimit = one(of: EventLimit.allCases)
        draft.expressionLimit = one(of: EventLimit.allCases)
        draft.rules = (0..<number(0...3)).map { _ in rule() }
        draft.exit = some { .offset(days: $0.number(-3...400), from: $0.isLucky() ? .start : .end) }
        draft.eraPadDays = number(0...60)
        return draft
    }

    private mutating func text() -> String {
        one(of: ["HbA1c", "Diabète « type 2 »", "<script>alert(1)</script>", "a \"b\" & 'c'", "été", "x"])
    }

    private mutating func items() -> [ConceptSet.Item] {
        (0..<number(0...3))
            .map { place in
                ConceptSet.Item(
                    concept: Concept(identifier: 100 + place, name: text()), isExcluded: isLucky(),
                    includesDescendants: isLucky(), includesMapped: isLucky())
            }
    }

    private mutating func event() -> EventDraft {
        let type = one(of: CriterionType.all)
        var event = EventDraft(type)
        if event.takesSet { event.setID = some { $0.number(0...6) } }
        // The reader of Circe JSON drops it for deaths: a person dies once.
        event.isFirst = isLucky() && type.name != CriterionType.death.name
        event.age = some { $0.range() }
        event.value = some { $0.range() }
        event.dates = some { generator in
            let day = Day(daysSince1970: Int32(generator.number(10_000...20_000)))
            let comparison = generator.one(of: Comparison.allCases)
            return DayRange(comparison, day, comparison.needsExtent ? day + generator.number(0...99) : nil)
        }
        event.units = isLucky() ? [Concept(identifier: 8554, name: "%")] : []
        event.sexes = isLucky() ? [Concept(identifier: 8532, name: "FEMALE")] : []
        return event
    }

    private mutating func range() -> NumberRange {
        let comparison = one(of: Comparison.allCases)
        let value = Double(number(-10...400)) / one(of: [1, 2, 10])
        return NumberRange(comparison, value, comparison.needsExtent ? value + Double(number(0...50)) : nil)
    }

    private mutating func rule() -> RuleDraft {
        var rule = RuleDraft(name: text())
        rule.quantifier = one(of: [.all, .any, .atLeast(number(0...3)), .atMost(number(0...3))])
        rule.criteria = (0..<number(0...3))
            .map { _ in
                var criterion = CriterionDraft(event())
                criterion.window = Window(start: endpoint(), end: endpoint())
                criterion.restrictsToVisit = isLucky()
                criterion.ignoresObservationPeriod = isLucky()
                criterion.occurrence = Occurrence(
                    one(of: [.exactly, .atMost, .atLeast]), number(0...5),
                    distinct: some { _ in .startDate })
                return criterion
            }
        rule.persons = (0..<number(0...2))
            .map { _ in
                var person = PersonDraft()
                person.age = some { $0.range() }
                person.sexes = isLucky() ? [Concept(identifier: 8507, name: "MALE")] : []
                return person
            }
        return rule
    }

    private mutating func endpoint() -> Window.Endpoint {
        switch number(0...3) {
        case 0: .edgeBefore
        case 1: .edgeAfter
        case 2: .days(-number(0...900), isBefore: true)
        default: .days(number(0...900), isBefore: false)
        }
    }
}
