extension CDMSample {
    /// The columns that a definition may look at, by table: what is worth loading.
    package static let usedColumns: [String: [String]] = {
        var columns: [String: Set<String>] = [
            "concept": ["concept_id", "invalid_reason"],
            "concept_ancestor": ["ancestor_concept_id", "descendant_concept_id"],
            "concept_relationship": ["concept_id_1", "concept_id_2", "relationship_id", "invalid_reason"],
            "person": [
                "person_id", "year_of_birth", "gender_concept_id", "race_concept_id", "ethnicity_concept_id",
            ],
            "visit_occurrence": ["visit_occurrence_id"],
            "provider": ["provider_id"],
            "care_site": ["care_site_id"],
        ]
        for type in CriterionType.all {
            let source = type.source
            var own = Set(["person_id", source.identifier, source.concept, source.visit].compactMap { $0 })
            own.formUnion(source.start.columns)
            own.formUnion(source.end.columns)
            for operand in Array(type.countable.values) + type.attributes.flatMap(\.kind.operands) {
                own.formUnion(operand.ownColumns)
                if let (table, column) = operand.otherColumn { columns[table, default: []].insert(column) }
            }
            columns[source.table, default: []].formUnion(own)
        }
        return columns.mapValues { $0.sorted() }
    }()

    /// The vocabulary, which does not depend on persons.
    package static let vocabularyTables = ["concept", "concept_ancestor", "concept_relationship"]
    /// Tables without persons that events name.
    package static let placeTables = ["provider", "care_site"]
}

extension DayExpression {
    fileprivate var columns: [String] {
        switch self {
        case .column(let name): [name]
        case .adding(let inner, _): inner.columns
        case .addingColumn(let inner, let column): inner.columns + [column]
        case .firstKnown(let list): list.flatMap(\.columns)
        }
    }
}

extension AttributeSpecification.Kind {
    fileprivate var operands: [Operand] {
        switch self {
        case .days(let operand), .whole(let operand), .decimal(let operand), .concepts(let operand, _),
            .selection(let operand), .text(let operand), .conceptSet(let operand):
            [operand]
        case .membership(let column): [.column(column)]
        case .abnormal: ["value_as_number", "range_low", "range_high", "value_as_concept_id"].map(Operand.column)
        case .userPeriod, .unsupported: []
        }
    }
}

extension Operand {
    /// Columns of the event's own row, and those by which it names other rows.
    fileprivate var ownColumns: [String] {
        switch self {
        case .column(let name), .columnOrZero(let name): [name]
        case .ratio(let dividend, let divisor): [dividend, divisor]
        case .visit: ["visit_occurrence_id"]
        case .provider: ["provider_id"]
        case .careSite: ["care_site_id"]
        case .startDay, .endDay, .durationDays, .ageAtStart, .ageAtEnd, .person, .constant, .unknown: []
        }
    }

    /// The table and column of another row that the event names.
    fileprivate var otherColumn: (String, String)? {
        switch self {
        case .person(let name): ("person", name)
        case .visit(let name): ("visit_occurrence", name)
        case .provider(let name): ("provider", name)
        case .careSite(let name): ("care_site", name)
        default: nil
        }
    }
}
