/// A concept of the OMOP vocabularies, as a definition quotes it; only its identifier decides.
package struct Concept: Sendable, Hashable {
    package let identifier: Int
    package let name: String?
    package let code: String?
    package let domain: String?
    package let vocabulary: String?
    package let conceptClass: String?
    package let standard: String?
    package let invalidReason: String?

    package init(
        identifier: Int, name: String? = nil, code: String? = nil, domain: String? = nil, vocabulary: String? = nil,
        conceptClass: String? = nil, standard: String? = nil, invalidReason: String? = nil
    ) {
        self.identifier = identifier
        self.name = name
        self.code = code
        self.domain = domain
        self.vocabulary = vocabulary
        self.conceptClass = conceptClass
        self.standard = standard
        self.invalidReason = invalidReason
    }
}

extension Concept {
    /// Captions and dates that ATLAS adds for people; they decide nothing.
    private static let deadKeys = [
        "INVALID_REASON_CAPTION", "STANDARD_CONCEPT_CAPTION", "VALID_START_DATE", "VALID_END_DATE",
    ]

    init(_ value: JSONValue, path: String) throws(CohortError) {
        var reader = try JSONReader(value, path: path)
        identifier = try reader.required("CONCEPT_ID", reader.integer("CONCEPT_ID", in: 0...Int(Int32.max) * 2 + 1))
        name = try reader.string("CONCEPT_NAME")
        code = try reader.string("CONCEPT_CODE")
        domain = try reader.string("DOMAIN_ID")
        vocabulary = try reader.string("VOCABULARY_ID")
        conceptClass = try reader.string("CONCEPT_CLASS_ID")
        standard = try reader.string("STANDARD_CONCEPT")
        invalidReason = try reader.string("INVALID_REASON")
        reader.tolerate(Concept.deadKeys)
        try reader.finish()
    }

    static func list(_ reader: inout JSONReader, _ key: String) throws(CohortError) -> [Concept]? {
        guard let elements = try reader.array(key) else { return nil }
        var concepts: [Concept] = []
        for element in elements { concepts.append(try Concept(element.value, path: element.path)) }
        return concepts
    }

    var json: JSONValue {
        var fields = [JSONField("CONCEPT_ID", .integer(identifier))]
        let texts = [
            ("CONCEPT_NAME", name), ("CONCEPT_CODE", code), ("DOMAIN_ID", domain), ("VOCABULARY_ID", vocabulary),
            ("CONCEPT_CLASS_ID", conceptClass), ("STANDARD_CONCEPT", standard), ("INVALID_REASON", invalidReason),
        ]
        for case (let key, let text?) in texts { fields.append(JSONField(key, .string(text))) }
        return .object(fields)
    }
}
