import CohortEngine
import HealthModel

/// Definitions that use everything the model has, over the concepts and days of `RandomModel`.
struct RandomDefinition {
    private var dice: Dice

    init(seed: UInt64) { dice = Dice(seed: seed) }

    mutating func next() -> CohortDefinition {
        let limits: [EventLimit] = [.all, .all, .first, .last]
        return CohortDefinition(
            conceptSets: (0...3).map { conceptSet($0) },
            primary: PrimaryCriteria(
                dice.list(1...3) { _ in }.map { criterion(depth: 0) }, priorDays: dice.pick([0, 0, 0, 0, 1, 10]),
                postDays: dice.pick([0, 0, 0, 0, 1, 10]), limit: dice.pick(limits)),
            additional: dice.chance(30) ? group(depth: 0) : nil, qualifiedLimit: dice.pick(limits),
            rules: (0..<dice.pick([0, 1, 1, 2, 3])).map { InclusionRule(name: "r\($0)", group: group(depth: 0)) },
            expressionLimit: dice.pick(limits), endStrategy: dice.chance(60) ? endStrategy() : nil,
            censoring: dice.chance(25) ? dice.list(1...2) { _ in }.map { criterion(depth: 1) } : [],
            eraPadDays: dice.pick([0, 0, 0, 1, 5, 30]), censorWindow: dice.chance(15) ? bounds() : nil)
    }

    // MARK: - Concepts

    private mutating func conceptSet(_ identifier: Int) -> ConceptSet {
        ConceptSet(
            identifier: identifier, name: "set \(identifier)",
            items: dice.list(0...6) { _ in }
                .map {
                    ConceptSet.Item(
                        concept: concept(), isExcluded: dice.chance(20), includesDescendants: dice.chance(70),
                        includesMapped: dice.chance(30))
                })
    }

    /// Low numbers more often: they have more below them.
    private mutating func concept() -> Concept {
        Concept(identifier: dice.chance(50) ? dice.number(1...8) : dice.number(RandomModel.concepts))
    }

    /// Set 9 does not exist.
    private mutating func conceptSetID() -> Int { dice.chance(4) ? 9 : dice.number(0...3) }

    private mutating func selection() -> ConceptSetSelection {
        ConceptSetSelection(conceptSetID: dice.chance(25) ? nil : conceptSetID(), isExcluded: dice.chance(40))
    }

    // MARK: - Criteria

    private mutating func criterion(depth: Int) -> Criterion {
        let type = dice.pick(CriterionType.all)
        let shapes = AttributeShape.all[type.name] ?? []
        // Primary criteria are lenient: where nothing starts, nothing else is tried.
        let attributes = depth == 0 ? dice.pick([0, 0, 0, 0, 0, 1]) : dice.pick([0, 0, 0, 1, 1, 2])
        var chosen: [Criterion.Attribute] = []
        for (key, shape) in shapes.shuffled(dice: &dice).prefix(attributes) {
            chosen.append(Criterion.Attribute(key, value(shape, key)))
        }
        let order = type.attributes.map(\.key)
        chosen.sort { order.firstIndex(of: $0.key) ?? 0 < order.firstIndex(of: $1.key) ?? 0 }
        return Criterion(
            type, conceptSetID: type.source.concept != nil && dice.chance(depth == 0 ? 40 : 55) ? conceptSetID() : nil,
            isFirst: type.name != "Death" && dice.chance(20), attributes: chosen,
            adjustment: dice.chance(12) ? adjustment() : nil,
            nested: depth < 2 && dice.chance(depth == 0 ? 10 : 18) ? group(depth: depth + 1) : nil)
    }

    private mutating func value(_ shape: AttributeShape, _ key: String) -> AttributeValue {
        switch shape {
        case .days: .days(days())
        case .numbers: .numbers(numbers(isAge: key.hasPrefix("Age")))
        case .concepts: .concepts(dice.list(1...8) { _ in }.map { concept() }, isExcluded: false)
        case .excludableConcepts: .concepts(dice.list(1...8) { _ in }.map { concept() }, isExcluded: dice.chance(40))
        case .selection: .selection(selection())
        case .text:
            .text(
                TextFilter(
                    dice.pick(TextFilter.Comparison.allCases), dice.pick(["a", "alpha", "%", "_", "a_", "b", ""])))
        case .conceptSet: .conceptSet(conceptSetID())
        case .period: .period(bounds())
        case .yes: .yes
        }
    }

    private mutating func day() -> Day { RandomModel.firstDay + dice.number(-5...RandomModel.dayCount) }

    private mutating func bounds() -> DayBounds {
        let start = dice.chance(70) ? RandomModel.firstDay + dice.number(0...50) : nil
        let end = start == nil || dice.chance(60) ? RandomModel.firstDay + dice.number(40...90) : nil
        return DayBounds(start: start, end: end)
    }

    private mutating func days() -> DayRange {
        let comparison = dice.pick(Comparison.allCases)
        let value = day()
        return DayRange(comparison, value, comparison.needsExtent ? value + dice.number(0...60) : nil)
    }

    private mutating func numbers(isAge: Bool) -> NumberRange {
        let comparison = dice.pick(Comparison.allCases)
        let whole = Double(isAge ? dice.number(5...60) : dice.number(0...15))
        let value = whole + dice.pick([0, 0, 0, 0.5, 1.0 / 3, 0.99996])
        let width = Double(dice.number(0...(isAge ? 30 : 8)))
        return NumberRange(comparison, value, comparison.needsExtent ? value + width : nil)
    }

    private mutating func adjustment() -> DateAdjustment {
        DateAdjustment(
            start: dice.pick([.start, .start, .end]), startOffsetDays: dice.pick([0, 0, -5, 3, 10]),
            end: dice.pick([.start, .end, .end]), endOffsetDays: dice.pick([0, 0, -3, 5, 20]))
    }

    // MARK: - Groups

    private mutating func group(depth: Int) -> CriteriaGroup {
        let quantifier: CriteriaGroup.Quantifier = dice.pick([
            .all, .all, .all, .any, .any, .atLeast(dice.number(0...2)), .atMost(dice.number(0...2)),
        ])
        return CriteriaGroup(
            quantifier, criteria: (0..<dice.pick([0, 1, 1, 1, 2])).map { _ in windowed(depth: depth) },
            demographics: (0..<dice.pick([0, 0, 0, 1])).map { _ in demographic() },
            groups: depth < 2 && dice.chance(15) ? [group(depth: depth + 1)] : [])
    }

    private mutating func windowed(depth: Int) -> WindowedCriterion {
        let criterion = criterion(depth: depth + 1)
        return WindowedCriterion(
            criterion, startWindow: window(), endWindow: dice.chance(25) ? window() : nil,
            occurrence: occurrence(criterion.type), restrictsToVisit: dice.chance(12),
            ignoresObservationPeriod: dice.chance(25))
    }

    private mutating func window() -> Window {
        let ends: [Bool?] = [nil, nil, true, false]
        return Window(
            start: endpoint(isUsuallyBefore: true), end: endpoint(isUsuallyBefore: false),
            usesIndexEnd: dice.chance(15), usesEventEnd: dice.pick(ends))
    }

    private mutating func endpoint(isUsuallyBefore: Bool) -> Window.Endpoint {
        let isBefore = dice.chance(85) == isUsuallyBefore
        if dice.chance(40) { return isBefore ? .edgeBefore : .edgeAfter }
        let days = dice.pick([0, 0, 1, 5, 10, 30, 60])
        return .days(isBefore ? -days : days, isBefore: isBefore)
    }

    private mutating func occurrence(_ type: CriterionType) -> Occurrence {
        let columns = EventColumn.allCases.filter { type.operand(of: $0) != nil }
        let distinct = dice.chance(20) ? dice.pick(columns) : nil
        if dice.chance(45) { return Occurrence(.atLeast, 1, distinct: distinct) }
        return Occurrence(dice.pick([.exactly, .atMost, .atLeast]), dice.number(0...3), distinct: distinct)
    }

    private mutating func demographic() -> DemographicCriterion {
        DemographicCriterion(
            age: dice.chance(30) ? numbers(isAge: true) : nil,
            sexes: dice.chance(25) ? dice.list(1...2) { Concept(identifier: $0.number(1...3)) } : [],
            sexSet: dice.chance(15) ? selection() : nil,
            races: dice.chance(15) ? dice.list(1...3) { Concept(identifier: $0.number(0...4)) } : [],
            raceSet: dice.chance(10) ? selection() : nil,
            ethnicities: dice.chance(15) ? dice.list(1...9) { Concept(identifier: $0.number(0...40)) } : [],
            ethnicitySet: dice.chance(10) ? selection() : nil, start: dice.chance(20) ? days() : nil,
            end: dice.chance(20) ? days() : nil)
    }

    // MARK: - Ends

    private mutating func endStrategy() -> EndStrategy {
        if dice.chance(55) {
            return .offset(days: dice.pick([0, 0, -1, 1, 7, 30, 400]), from: dice.pick([.start, .end]))
        }
        return .continuousExposure(
            ContinuousExposure(
                drugSetID: conceptSetID(), gapDays: dice.pick([0, 0, 1, 10, 30]), offsetDays: dice.pick([0, 0, 5, -3]),
                daysSupply: dice.chance(30) ? dice.pick([0, 1, 10]) : nil))
    }
}

extension Array {
    fileprivate func shuffled(dice: inout Dice) -> [Element] {
        var rest = self
        var result: [Element] = []
        while !rest.isEmpty { result.append(rest.remove(at: dice.number(0...rest.count - 1))) }
        return result
    }
}
