/// A condition on the person at the start of the index event, or on the index event's dates.
package struct DemographicCriterion: Sendable, Hashable {
    package let age: NumberRange?
    package let sexes: [Concept]
    package let sexSet: ConceptSetSelection?
    package let races: [Concept]
    package let raceSet: ConceptSetSelection?
    package let ethnicities: [Concept]
    package let ethnicitySet: ConceptSetSelection?
    package let start: DayRange?
    package let end: DayRange?

    package init(
        age: NumberRange? = nil, sexes: [Concept] = [], sexSet: ConceptSetSelection? = nil, races: [Concept] = [],
        raceSet: ConceptSetSelection? = nil, ethnicities: [Concept] = [], ethnicitySet: ConceptSetSelection? = nil,
        start: DayRange? = nil, end: DayRange? = nil
    ) {
        self.age = age
        self.sexes = sexes
        self.sexSet = sexSet
        self.races = races
        self.raceSet = raceSet
        self.ethnicities = ethnicities
        self.ethnicitySet = ethnicitySet
        self.start = start
        self.end = end
    }

    /// The same as neutral predicates on the index event; all must hold.
    package func predicates(_ reading: CohortReading) -> [EventPredicate] {
        var list: [EventPredicate] = []
        if let age { list.append(EventPredicate(.ageAtStart, .whole(age))) }
        list += DemographicCriterion.membership("gender_concept_id", sexes, sexSet)
        list += DemographicCriterion.membership("race_concept_id", races, raceSet)
        list += DemographicCriterion.membership("ethnicity_concept_id", ethnicities, ethnicitySet)
        if let start { list.append(EventPredicate(.startDay, .days(start))) }
        if let end { list.append(EventPredicate(.endDay, .days(end))) }
        return list
    }

    private static func membership(
        _ column: String, _ concepts: [Concept], _ selection: ConceptSetSelection?
    ) -> [EventPredicate] {
        var list: [EventPredicate] = []
        if !concepts.isEmpty {
            list.append(EventPredicate(.person(column), .oneOf(concepts.map(\.identifier), isNegated: false)))
        }
        if let selection { list.append(EventPredicate(.person(column), selection: selection)) }
        return list
    }
}

extension DemographicCriterion {
    init(_ value: JSONValue, path: String) throws(CohortError) {
        var reader = try JSONReader(value, path: path)
        func selection(_ key: String) throws(CohortError) -> ConceptSetSelection? {
            guard let value = reader.value(key) else { return nil }
            return try ConceptSetSelection(value, path: reader.place(key))
        }
        func days(_ key: String) throws(CohortError) -> DayRange? {
            guard let value = reader.value(key) else { return nil }
            return try DayRange(value, path: reader.place(key))
        }
        if let value = reader.value("Age") {
            age = try NumberRange(value, path: reader.place("Age"))
        } else {
            age = nil
        }
        sexes = try Concept.list(&reader, "Gender") ?? []
        sexSet = try selection("GenderCS")
        races = try Concept.list(&reader, "Race") ?? []
        raceSet = try selection("RaceCS")
        ethnicities = try Concept.list(&reader, "Ethnicity") ?? []
        ethnicitySet = try selection("EthnicityCS")
        start = try days("OccurrenceStartDate")
        end = try days("OccurrenceEndDate")
        try reader.finish()
    }

    var json: JSONValue {
        var fields: [JSONField] = []
        if let age { fields.append(JSONField("Age", age.json)) }
        for (key, concepts, selection) in [
            ("Gender", sexes, sexSet), ("Race", races, raceSet), ("Ethnicity", ethnicities, ethnicitySet),
        ] {
            if !concepts.isEmpty { fields.append(JSONField(key, .array(concepts.map(\.json)))) }
            if let selection { fields.append(JSONField(key + "CS", selection.json)) }
        }
        if let start { fields.append(JSONField("OccurrenceStartDate", start.json)) }
        if let end { fields.append(JSONField("OccurrenceEndDate", end.json)) }
        return .object(fields)
    }
}
