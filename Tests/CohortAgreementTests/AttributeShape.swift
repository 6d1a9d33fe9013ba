import CohortEngine
import Foundation

/// What the value of an attribute looks like, found by trying: every attribute that the format reads is generated.
enum AttributeShape: CaseIterable {
    case days, numbers, concepts, excludableConcepts, selection, text, conceptSet, period, yes

    /// Shapes by kind and key; attributes that are refused by name have none.
    static let all: [String: [(key: String, shape: AttributeShape)]] = Dictionary(
        uniqueKeysWithValues: CriterionType.all.map { type in
            (
                type.name,
                type.attributes.compactMap { attribute in shape(type.name, attribute.key).map { (attribute.key, $0) } }
            )
        })

    private static func shape(_ type: String, _ key: String) -> AttributeShape? {
        // The list that may be excluded is tried before the list that may not.
        let order: [AttributeShape] = [.excludableConcepts] + allCases.filter { $0 != .excludableConcepts }
        return order.first { shape in
            let body = shape.samples(key).map { #""\#($0.key)": \#($0.value)"# }.joined(separator: ", ")
            let json = """
                {"PrimaryCriteria": {"CriteriaList": [{"\(type)": {\(body)}}], "ObservationWindow": {}}}
                """
            let definition = try? CirceJSON.read(Data(json.utf8))
            return definition?.primary.criteria.first?.attributes.count == 1
        }
    }

    private func samples(_ key: String) -> [(key: String, value: String)] {
        switch self {
        case .days: [(key, #"{"Value": "2010-01-01", "Op": "lt"}"#)]
        case .numbers: [(key, #"{"Value": 1, "Op": "lt"}"#)]
        case .concepts: [(key, #"[{"CONCEPT_ID": 1}]"#)]
        case .excludableConcepts: [(key, #"[{"CONCEPT_ID": 1}]"#), (key + "Exclude", "true")]
        case .selection: [(key, #"{"CodesetId": 1, "IsExclusion": true}"#)]
        case .text: [(key, #"{"Text": "a", "Op": "contains"}"#)]
        case .conceptSet: [(key, "1")]
        case .period: [(key, #"{"StartDate": "2010-01-01"}"#)]
        case .yes: [(key, "true")]
        }
    }
}
