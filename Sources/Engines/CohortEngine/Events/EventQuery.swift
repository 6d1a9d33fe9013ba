/// A criterion as a neutral question to one table of the OMOP common data model: all that evaluators understand.
///
/// Steps, in this order: keep the rows whose concept columns are in the sets (`membership`); number them by person,
/// start day and identifier, and if `isFirst` keep number one; compute start and end; keep the rows that satisfy all
/// `predicates`, and with `keepsOrder` those that do not end before they start; if there is a `nested` group, keep the
/// events for which it holds, in the observation period that contains their start.
package struct EventQuery: Sendable, Hashable {
    package let table: String
    /// The column that identifies the row within the table.
    package let identifier: String
    package let start: DayExpression
    package let end: DayExpression
    /// The start as stored, by which the first event of a person is chosen.
    package let orderedBy: DayExpression
    /// The column that names the visit; nil when events of this kind have none.
    package let visit: String?
    package let membership: [Membership]
    package let isFirst: Bool
    package let keepsOrder: Bool
    package let predicates: [EventPredicate]
    /// Days told instead of the computed ones, once the predicates are tested; sorting keeps the computed start.
    package let told: DayBounds
    package let nested: CriteriaGroup?

    /// A concept column that must lie in a concept set; a set that does not exist matches nothing.
    package struct Membership: Sendable, Hashable {
        package let column: String
        package let conceptSetID: Int
    }
}

/// A day computed from the columns of one row.
package indirect enum DayExpression: Sendable, Hashable {
    case column(String)
    case adding(DayExpression, days: Int)
    case addingColumn(DayExpression, column: String)
    /// The first that is known.
    case firstKnown([DayExpression])

    func moved(by days: Int) -> DayExpression { days == 0 ? self : .adding(self, days: days) }
}

/// What a predicate looks at.
package enum Operand: Sendable, Hashable {
    /// A column of the event's own row.
    case column(String)
    case startDay
    case endDay
    /// End minus start, in days.
    case durationDays
    /// Year of the start minus year of birth.
    case ageAtStart
    /// Year of the end minus year of birth.
    case ageAtEnd
    /// A column of the person.
    case person(String)
    /// A column of the visit that the row names; rows without visit do not match.
    case visit(String)
    /// A column of the provider that the row names; a row without provider has an unknown value.
    case provider(String)
    /// A column of the care site that the row names; rows without care site do not match.
    case careSite(String)
    /// One column divided by another; unknown when the divisor is zero.
    case ratio(String, String)
    /// A concept column in which an unknown value counts as 0.
    case columnOrZero(String)
    case constant(Int)
    /// Never known: this kind of event has no such value.
    case unknown
}

/// A test on an operand; an unknown value satisfies none but `isUnknown`.
package enum EventTest: Sendable, Hashable {
    case days(DayRange)
    /// Bounds are cut to whole numbers, towards zero.
    case whole(NumberRange)
    /// Bounds are rounded to four decimals.
    case decimal(NumberRange)
    case oneOf([Int], isNegated: Bool)
    case inConceptSet(Int, isNegated: Bool)
    case isKnown
    case isUnknown
    case text(TextFilter)
}

/// A condition on an event: one comparison, or one of several.
package struct EventPredicate: Sendable, Hashable {
    /// Comparisons of which one must hold.
    package let alternatives: [Comparison]

    package struct Comparison: Sendable, Hashable {
        package let operand: Operand
        package let test: ComparisonTest
    }

    package init(_ operand: Operand, _ test: EventTest) {
        alternatives = [Comparison(operand: operand, test: .value(test))]
    }

    init(_ operand: Operand, selection: ConceptSetSelection) {
        if let set = selection.conceptSetID {
            self.init(operand, .inConceptSet(set, isNegated: selection.isExcluded))
        } else {
            self.init(operand, selection.isExcluded ? .isUnknown : .isKnown)
        }
    }

    init(anyOf alternatives: [Comparison]) { self.alternatives = alternatives }

    /// A measurement outside its own reference range, or said to be low or high (concepts 4155142 and 4155143).
    static let abnormalMeasurement = EventPredicate(anyOf: [
        Comparison(operand: .column("value_as_number"), test: .lessThanColumn("range_low")),
        Comparison(operand: .column("value_as_number"), test: .greaterThanColumn("range_high")),
        Comparison(
            operand: .column("value_as_concept_id"), test: .value(.oneOf([4_155_142, 4_155_143], isNegated: false))),
    ])
}

/// What an operand is compared with.
package enum ComparisonTest: Sendable, Hashable {
    case value(EventTest)
    case lessThanColumn(String)
    case greaterThanColumn(String)
}
