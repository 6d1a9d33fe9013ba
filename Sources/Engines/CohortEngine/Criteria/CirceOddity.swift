import HealthModel

/// Something that Circe's SQL does with a kind of criterion, and that its JSON does not say.
struct CirceOddity: Sendable {
    let code: String
    let kind: ReadingDifference.Kind
    /// Decides whether a criterion is concerned, and by which of its keys.
    let concernedKey: @Sendable (Criterion) -> String?
    let explanation: Phrase

    func difference(_ criterion: Criterion, _ path: String) -> ReadingDifference? {
        concernedKey(criterion)
            .map { ReadingDifference(code: code, kind: kind, path: "\(path).\($0)", explanation: explanation) }
    }

    /// Concerned when the criterion carries the attribute.
    static func attribute(_ key: String, code: String, kind: ReadingDifference.Kind, _ explanation: Phrase) -> Self {
        CirceOddity(
            code: code, kind: kind,
            concernedKey: { criterion in criterion.attributes.contains { $0.key == key } ? key : nil },
            explanation: explanation)
    }
}

/// What Circe's SQL needs before it can count the different concepts of a kind of event.
enum ConceptCountNeed: Sendable, Hashable {
    /// It never reads the column.
    case impossible
    /// It reads the column for this attribute only.
    case attribute(String)
}
