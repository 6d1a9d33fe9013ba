package import HealthModel

/// One attribute that a kind of criterion may carry: its key in Circe JSON, how it is read, what it asks.
package struct AttributeSpecification: Sendable {
    package let key: String
    let kind: Kind
    /// What Circe's SQL looks at where it is not what the JSON says.
    let strictOperand: Operand?
    /// What the attribute is, such as "length in days".
    package let label: Phrase

    init(key: String, kind: Kind, strictOperand: Operand? = nil, fr: String, en: String) {
        self.key = key
        self.kind = kind
        self.strictOperand = strictOperand
        label = Phrase(fr: fr, en: en)
    }

    /// How the value is read and which predicate it makes.
    enum Kind: Sendable {
        case days(Operand)
        case whole(Operand)
        case decimal(Operand)
        /// A list of concepts; the second key, when there is one, turns it into "none of".
        case concepts(Operand, exclusionKey: String?)
        case selection(Operand)
        case text(Operand)
        /// A concept set that narrows the rows before the first one is chosen.
        case membership(String)
        /// A concept set tested like any other attribute.
        case conceptSet(Operand)
        /// Days that the period must contain, and that are then told instead of its own.
        case userPeriod
        case abnormal
        /// Known to the format, and not computed.
        case unsupported(Phrase)
    }

    static func days(
        _ key: String, _ operand: Operand, strict: Operand? = nil, fr: String, en: String
    ) -> Self { Self(key: key, kind: .days(operand), strictOperand: strict, fr: fr, en: en) }

    static func whole(
        _ key: String, _ operand: Operand, strict: Operand? = nil, fr: String, en: String
    ) -> Self { Self(key: key, kind: .whole(operand), strictOperand: strict, fr: fr, en: en) }

    static func decimal(_ key: String, _ column: String, fr: String, en: String) -> Self {
        Self(key: key, kind: .decimal(.column(column)), fr: fr, en: en)
    }

    static func text(_ key: String, _ column: String, fr: String, en: String) -> Self {
        Self(key: key, kind: .text(.column(column)), fr: fr, en: en)
    }

    static func membership(_ key: String, _ column: String) -> Self {
        Self(key: key, kind: .membership(column), fr: "code source", en: "source code")
    }

    static func unsupported(_ key: String, _ reason: Phrase) -> Self {
        Self(key: key, kind: .unsupported(reason), fr: key, en: key)
    }

    /// The two forms of a concept condition: a list under `key`, a set under `keyCS`.
    static func concepts(
        _ key: String, _ operand: Operand, exclusionKey: String? = nil, fr: String, en: String
    ) -> [Self] {
        [
            Self(key: key, kind: .concepts(operand, exclusionKey: exclusionKey), fr: fr, en: en),
            Self(key: key + "CS", kind: .selection(operand), fr: fr, en: en),
        ]
    }

    static let sex = concepts("Gender", .person("gender_concept_id"), fr: "sexe", en: "sex")

    /// Age at the start and sex.
    static let ageAndSex = [whole("Age", .ageAtStart, fr: "âge", en: "age")] + sex

    /// Ages at both ends and sex, as eras have them.
    static let agesAndSex =
        [
            whole("AgeAtStart", .ageAtStart, fr: "âge au début", en: "age at the start"),
            whole("AgeAtEnd", .ageAtEnd, fr: "âge à la fin", en: "age at the end"),
        ] + sex

    /// The provider's specialty and the kind of visit.
    static let providerAndVisit =
        concepts(
            "ProviderSpecialty", .provider("specialty_concept_id"), fr: "spécialité du soignant",
            en: "specialty of the provider")
        + concepts("VisitType", .visit("visit_concept_id"), fr: "type de venue", en: "kind of visit")
}

/// A value of an attribute, as written.
package enum AttributeValue: Sendable, Hashable {
    case days(DayRange)
    case numbers(NumberRange)
    case concepts([Concept], isExcluded: Bool)
    case selection(ConceptSetSelection)
    case text(TextFilter)
    case conceptSet(Int)
    case period(DayBounds)
    case yes
}

extension AttributeSpecification {
    /// Reads the value; nil when it is absent or asks nothing.
    func read(_ reader: inout JSONReader) throws(CohortError) -> AttributeValue? {
        let path = reader.place(key)
        switch kind {
        case .concepts(_, let exclusionKey):
            // Circe looks at the exclusion only when there is a list.
            var isExcluded = false
            if let exclusionKey { isExcluded = try reader.boolean(exclusionKey) ?? false }
            let concepts = try Concept.list(&reader, key) ?? []
            return concepts.isEmpty ? nil : .concepts(concepts, isExcluded: isExcluded)
        case .membership, .conceptSet: return try reader.integer(key).map(AttributeValue.conceptSet)
        case .abnormal: return try reader.boolean(key) == true ? .yes : nil
        default: break
        }
        guard let value = reader.value(key) else { return nil }
        switch kind {
        case .days: return .days(try DayRange(value, path: path))
        case .whole, .decimal: return .numbers(try NumberRange(value, path: path))
        case .selection: return .selection(try ConceptSetSelection(value, path: path))
        case .text: return .text(try TextFilter(value, path: path))
        case .userPeriod: return .period(try DayBounds(value, path: path))
        case .unsupported(let reason): throw .unsupported(path: path, reason: reason)
        case .concepts, .membership, .conceptSet, .abnormal: return nil
        }
    }

    func fields(_ value: AttributeValue) -> [JSONField] {
        switch value {
        case .days(let range): return [JSONField(key, range.json)]
        case .numbers(let range): return [JSONField(key, range.json)]
        case .selection(let selection): return [JSONField(key, selection.json)]
        case .text(let filter): return [JSONField(key, filter.json)]
        case .conceptSet(let identifier): return [JSONField(key, .integer(identifier))]
        case .period(let bounds): return [JSONField(key, bounds.json)]
        case .yes: return [JSONField(key, .boolean(true))]
        case .concepts(let concepts, let isExcluded):
            let list = [JSONField(key, .array(concepts.map(\.json)))]
            guard isExcluded, case .concepts(_, let exclusionKey?) = kind else { return list }
            return list + [JSONField(exclusionKey, .boolean(true))]
        }
    }

    /// The predicates that the value makes; memberships make none.
    func predicates(_ value: AttributeValue, _ reading: CohortReading) -> [EventPredicate] {
        let strict = reading == .strict ? strictOperand : nil
        return switch (kind, value) {
        case (.days(let operand), .days(let range)): [EventPredicate(strict ?? operand, .days(range))]
        case (.whole(let operand), .numbers(let range)): [EventPredicate(strict ?? operand, .whole(range))]
        case (.decimal(let operand), .numbers(let range)): [EventPredicate(operand, .decimal(range))]
        case (.concepts(let operand, _), .concepts(let concepts, let isExcluded)):
            [EventPredicate(operand, .oneOf(concepts.map(\.identifier), isNegated: isExcluded))]
        case (.selection(let operand), .selection(let selection)): [EventPredicate(operand, selection: selection)]
        case (.text(let operand), .text(let filter)): [EventPredicate(operand, .text(filter))]
        case (.conceptSet(let operand), .conceptSet(let set)):
            [EventPredicate(operand, .inConceptSet(set, isNegated: false))]
        case (.userPeriod, .period(let bounds)):
            [bounds.start, bounds.end].compactMap { $0 }
                .flatMap { day in
                    [
                        EventPredicate(.startDay, .days(DayRange(.lessOrEqual, day))),
                        EventPredicate(.endDay, .days(DayRange(.greaterOrEqual, day))),
                    ]
                }
        case (.abnormal, .yes): [.abnormalMeasurement]
        default: []
        }
    }
}

extension Phrase {
    static let columnNotOffered = Phrase(
        fr: "ce type de critère n’offre pas cette colonne au comptage distinct.",
        en: "this kind of criterion does not offer that column to distinct counts.")
}
