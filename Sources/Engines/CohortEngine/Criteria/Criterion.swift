/// A condition on the events of one table, such as "a measurement of HbA1c between 7 and 10, at age 40 to 75".
package struct Criterion: Sendable, Hashable {
    /// The name of its kind in Circe JSON.
    package let typeName: String
    /// Events whose concept is in this set; nil takes every record of the table.
    package let conceptSetID: Int?
    /// The first event of the person in the set, over the whole record, before any other condition.
    package let isFirst: Bool
    package let attributes: [Attribute]
    package let adjustment: DateAdjustment?
    /// A group evaluated with each event as index event.
    package let nested: CriteriaGroup?

    /// An attribute and its value.
    package struct Attribute: Sendable, Hashable {
        package let key: String
        package let value: AttributeValue

        package init(_ key: String, _ value: AttributeValue) {
            self.key = key
            self.value = value
        }
    }

    /// Attributes that the kind does not have are a mistake of the programmer.
    package init(
        _ type: CriterionType, conceptSetID: Int? = nil, isFirst: Bool = false, attributes: [Attribute] = [],
        adjustment: DateAdjustment? = nil, nested: CriteriaGroup? = nil
    ) {
        for attribute in attributes {
            precondition(
                type.attributes.contains { $0.key == attribute.key }, "A kind carries its own attributes only.")
        }
        typeName = type.name
        self.conceptSetID = conceptSetID
        self.isFirst = isFirst
        self.attributes = attributes
        self.adjustment = adjustment
        self.nested = nested
    }

    /// Its kind.
    package var type: CriterionType {
        guard let type = CriterionType.named(typeName) else {
            preconditionFailure("Criteria are made from known kinds.")
        }
        return type
    }
}

/// Start and end of an event moved by days, each counted from either of its stored days.
package struct DateAdjustment: Sendable, Hashable {
    package let start: EventDate
    package let startOffsetDays: Int
    package let end: EventDate
    package let endOffsetDays: Int

    package init(start: EventDate = .start, startOffsetDays: Int = 0, end: EventDate = .end, endOffsetDays: Int = 0) {
        self.start = start
        self.startOffsetDays = startOffsetDays
        self.end = end
        self.endOffsetDays = endOffsetDays
    }
}
