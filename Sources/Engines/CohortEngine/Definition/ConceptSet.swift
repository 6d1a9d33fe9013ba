/// A named set of concepts: included items (with what is below or mapped to them) minus excluded ones.
package struct ConceptSet: Sendable, Hashable {
    package let identifier: Int
    package let name: String
    package let items: [Item]

    package init(identifier: Int, name: String, items: [Item]) {
        self.identifier = identifier
        self.name = name
        self.items = items
    }

    /// A concept, and what it brings along.
    package struct Item: Sendable, Hashable {
        package let concept: Concept
        /// Takes away instead of adding; exclusion always wins.
        package let isExcluded: Bool
        /// Adds the valid concepts below.
        package let includesDescendants: Bool
        /// Adds the source concepts that map to it.
        package let includesMapped: Bool

        package init(
            concept: Concept, isExcluded: Bool = false, includesDescendants: Bool = true, includesMapped: Bool = false
        ) {
            self.concept = concept
            self.isExcluded = isExcluded
            self.includesDescendants = includesDescendants
            self.includesMapped = includesMapped
        }
    }
}

extension ConceptSet {
    init(_ value: JSONValue, path: String) throws(CohortError) {
        var reader = try JSONReader(value, path: path)
        identifier = try reader.required("id", reader.integer("id"))
        name = try reader.string("name") ?? ""
        var expression = try reader.required("expression", reader.object("expression"))
        let elements = try expression.required("items", expression.array("items"))
        var items: [Item] = []
        for element in elements { items.append(try Item(element.value, path: element.path)) }
        self.items = items
        try expression.finish()
        try reader.finish()
    }

    var json: JSONValue {
        .object([
            JSONField("id", .integer(identifier)), JSONField("name", .string(name)),
            JSONField("expression", .object([JSONField("items", .array(items.map(\.json)))])),
        ])
    }
}

extension ConceptSet.Item {
    init(_ value: JSONValue, path: String) throws(CohortError) {
        var reader = try JSONReader(value, path: path)
        guard let quoted = reader.value("concept") else { throw .missing(path: reader.place("concept")) }
        concept = try Concept(quoted, path: reader.place("concept"))
        isExcluded = try reader.boolean("isExcluded") ?? false
        includesDescendants = try reader.boolean("includeDescendants") ?? false
        includesMapped = try reader.boolean("includeMapped") ?? false
        try reader.finish()
    }

    var json: JSONValue {
        .object([
            JSONField("concept", concept.json), JSONField("isExcluded", .boolean(isExcluded)),
            JSONField("includeDescendants", .boolean(includesDescendants)),
            JSONField("includeMapped", .boolean(includesMapped)),
        ])
    }
}
