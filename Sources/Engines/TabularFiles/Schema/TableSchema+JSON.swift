package import Foundation
internal import HealthModel

extension TableSchema {
    /// Identifiers that published schemas declare as integers in some tables and as texts in others. As integers they
    /// would lose their leading zeros, and Corsican establishments (`2A…`, `2B…`) would be refused: they are texts.
    package static let textIdentifiers: Set<String> = ["ETA_NUM", "RSA_NUM"]

    /// No schema is larger: the largest published one has about 600 columns.
    static let jsonByteCountMax = 16 << 20

    /// Reads a Table Schema document from a file.
    package init(json file: URL) throws(TabularFileError) {
        let name = file.lastPathComponent
        guard let data = try? Data(contentsOf: file) else { throw .unreadable(file: name) }
        try self.init(json: data, place: name)
    }

    /// Reads a Table Schema document; `place` names it in errors.
    package init(json data: Data, place: String = "(schema)") throws(TabularFileError) {
        guard data.count <= TableSchema.jsonByteCountMax else {
            throw .schemaMalformed(
                place: place, path: "$", reason: Phrase(fr: "document trop grand", en: "the document is too large"))
        }
        let root: JSONValue
        do throws(JSONFlawAt) {
            root = try JSONValue(Array(data))
        } catch {
            throw .schemaMalformed(place: place, path: "$ (\(error.offset))", reason: error.flaw.message)
        }
        self = try SchemaReader(place: place).table(root)
    }
}

/// Walks a Table Schema document and knows the path of what it reads.
private struct SchemaReader {
    let place: String

    func table(_ root: JSONValue) throws(TabularFileError) -> TableSchema {
        guard case .object = root else { throw malformed("$", "un objet est attendu", "an object is expected") }
        guard case .array(let list) = root["fields"] else {
            throw malformed("$.fields", "une liste est attendue", "a list is expected")
        }
        var fields: [TableField] = []
        var names: Set<String> = []
        for (index, element) in list.enumerated() {
            let field = try field(element, "$.fields[\(index)]")
            guard names.insert(field.name).inserted else {
                throw malformed("$.fields[\(index)].name", "colonne déclarée deux fois", "column declared twice")
            }
            fields.append(field)
        }
        let keys = try texts(root["primaryKey"], "$.primaryKey")
        guard keys.allSatisfy(names.contains) else {
            throw malformed("$.primaryKey", "colonne inconnue", "unknown column")
        }
        return TableSchema(
            name: try text(root["name"], "$.name"), title: try text(root["title"], "$.title"), fields: fields,
            primaryKey: keys, foreignKeys: try foreignKeys(root["foreignKeys"]),
            missingValues: try texts(root["missingValues"], "$.missingValues"))
    }

    private func field(_ value: JSONValue, _ path: String) throws(TabularFileError) -> TableField {
        guard case .object = value else { throw malformed(path, "un objet est attendu", "an object is expected") }
        let name = try text(value["name"], path + ".name")
        guard !name.isEmpty else { throw malformed(path + ".name", "un nom est attendu", "a name is expected") }
        let type = try text(value["type"], path + ".type")
        guard var kind = type.isEmpty ? .string : TableField.Kind(rawValue: type) else {
            throw malformed(path + ".type", "type inconnu", "unknown type")
        }
        let isIdentifier = TableSchema.textIdentifiers.contains(name) && kind == .integer
        if isIdentifier { kind = .string }
        let format = try format(value["format"], kind, path + ".format")
        let table = try text(value["nomenclature"], path + ".nomenclature")
        let rules = value["constraints"] ?? .object([:])
        guard case .object = rules else {
            throw malformed(path + ".constraints", "un objet est attendu", "an object is expected")
        }
        let inner = path + ".constraints"
        let declared = try length(value["length"], path + ".length")
        return TableField(
            name: name, description: try text(value["description"], path + ".description"), kind: kind, format: format,
            nomenclature: table == "-" ? "" : table, isRequired: try flag(rules["required"], inner + ".required"),
            allowedValues: try texts(rules["enum"], inner + ".enum").filter { !$0.isEmpty },
            lengthMax: try count(rules["maxLength"], inner + ".maxLength") ?? declared,
            minimum: isIdentifier ? nil : try number(rules["minimum"], inner + ".minimum"),
            maximum: isIdentifier ? nil : try number(rules["maximum"], inner + ".maximum"),
            lengthMin: try count(rules["minLength"], inner + ".minLength"),
            isUnique: try flag(rules["unique"], inner + ".unique"),
            trueValues: try texts(value["trueValues"], path + ".trueValues"),
            falseValues: try texts(value["falseValues"], path + ".falseValues"))
    }

    /// `17` is a length; `10,2` is the precision and scale of a decimal, which say nothing of its text.
    private func length(_ value: JSONValue?, _ path: String) throws(TabularFileError) -> Int? {
        let written: String
        switch value {
        case nil, .null: return nil
        case .string(let text), .number(let text): written = text
        default: throw malformed(path, "un texte est attendu", "a text is expected")
        }
        if written.isEmpty { return nil }
        let parts = written.split(separator: ",", omittingEmptySubsequences: false)
            .map { Int($0.trimmingCharacters(in: .whitespaces)) }
        guard parts.count <= 2, parts.allSatisfy({ ($0 ?? -1) >= 0 }) else {
            throw malformed(path, "longueur mal écrite", "badly written length")
        }
        return parts.count == 1 ? parts[0] : nil
    }

    private func format(
        _ value: JSONValue?, _ kind: TableField.Kind, _ path: String
    ) throws(TabularFileError) -> String {
        var format = try text(value, path)
        if format.hasPrefix("fmt:") { format = String(format.dropFirst(4)) }
        if format.isEmpty || format == "any" { return "default" }
        if kind == .date || kind == .datetime, format != "default", DatePattern(format) == nil {
            throw malformed(path, "format de date inconnu", "unknown date format")
        }
        return format
    }

    private func foreignKeys(_ value: JSONValue?) throws(TabularFileError) -> [TableForeignKey] {
        guard let value, value != .null else { return [] }
        guard case .array(let list) = value else {
            throw malformed("$.foreignKeys", "une liste est attendue", "a list is expected")
        }
        var keys: [TableForeignKey] = []
        for (index, element) in list.enumerated() {
            let path = "$.foreignKeys[\(index)]"
            let fields = try texts(element["fields"], path + ".fields")
            let reference = element["reference"]
            let others = try texts(reference?["fields"], path + ".reference.fields")
            guard !fields.isEmpty, fields.count == others.count else {
                throw malformed(path, "clé étrangère incomplète", "incomplete foreign key")
            }
            let table = try text(reference?["resource"], path + ".reference.resource")
            keys.append(TableForeignKey(fields: fields, referencedTable: table, referencedFields: others))
        }
        return keys
    }

    // MARK: - Parts

    private func text(_ value: JSONValue?, _ path: String) throws(TabularFileError) -> String {
        switch value {
        case nil, .null: ""
        case .string(let text), .number(let text): text
        default: throw malformed(path, "un texte est attendu", "a text is expected")
        }
    }

    /// A list of texts, or one text.
    private func texts(_ value: JSONValue?, _ path: String) throws(TabularFileError) -> [String] {
        switch value {
        case nil, .null: return []
        case .string(let text), .number(let text): return [text]
        case .array(let list):
            var texts: [String] = []
            for (index, element) in list.enumerated() { texts.append(try text(element, "\(path)[\(index)]")) }
            return texts
        default: throw malformed(path, "une liste est attendue", "a list is expected")
        }
    }

    private func flag(_ value: JSONValue?, _ path: String) throws(TabularFileError) -> Bool {
        switch value {
        case nil, .null: false
        case .boolean(let flag): flag
        default: throw malformed(path, "vrai ou faux est attendu", "true or false is expected")
        }
    }

    private func number(_ value: JSONValue?, _ path: String) throws(TabularFileError) -> Double? {
        switch value {
        case nil, .null: return nil
        case .number(let text), .string(let text):
            guard let number = Double(text), number.isFinite else {
                throw malformed(path, "un nombre est attendu", "a number is expected")
            }
            return number
        default: throw malformed(path, "un nombre est attendu", "a number is expected")
        }
    }

    private func count(_ value: JSONValue?, _ path: String) throws(TabularFileError) -> Int? {
        guard let number = try number(value, path) else { return nil }
        guard let count = Int(exactly: number), count >= 0 else {
            throw malformed(path, "un nombre de caractères est attendu", "a number of characters is expected")
        }
        return count
    }

    private func malformed(_ path: String, _ french: String, _ english: String) -> TabularFileError {
        .schemaMalformed(place: place, path: path, reason: Phrase(fr: french, en: english))
    }
}
