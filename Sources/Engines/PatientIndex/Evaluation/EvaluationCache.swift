import CohortEngine
import Synchronization

/// What decides the qualified events of a definition, beside the data.
struct EntryKey: Sendable, Hashable {
    let releaseDigest: String
    let reading: CohortReading
    let primary: PrimaryCriteria
    let additional: CriteriaGroup?
    let qualifiedLimit: EventLimit?
    /// The items of the concept sets used, by identifier.
    let conceptSets: [Int: [ConceptSet.Item]]

    init(_ definition: CohortDefinition, reading: CohortReading, releaseDigest: String) {
        self.releaseDigest = releaseDigest
        self.reading = reading
        primary = definition.primary
        additional = definition.additional
        qualifiedLimit = definition.additional == nil ? nil : definition.qualifiedLimit
        let part = CohortDefinition(
            conceptSets: definition.conceptSets, primary: definition.primary, additional: definition.additional)
        conceptSets = EntryKey.items(part)
    }

    /// The items of the sets that a definition uses.
    static func items(_ definition: CohortDefinition) -> [Int: [ConceptSet.Item]] {
        var items: [Int: [ConceptSet.Item]] = [:]
        for identifier in definition.usedConceptSetIDs {
            items[identifier] = definition.conceptSet(identifier)?.items
        }
        return items
    }
}

/// What decides which qualified events satisfy a rule.
struct RuleKey: Sendable, Hashable {
    let entry: EntryKey
    let group: CriteriaGroup
    let conceptSets: [Int: [ConceptSet.Item]]

    init(_ group: CriteriaGroup, of definition: CohortDefinition, entry: EntryKey) {
        self.entry = entry
        self.group = group
        let part = CohortDefinition(
            conceptSets: definition.conceptSets, primary: PrimaryCriteria([]),
            rules: [InclusionRule(name: "", group: group)])
        conceptSets = EntryKey.items(part)
    }
}

/// Qualified events and rules of recent questions, by content; the least recently used give way.
///
/// Shards of an entry are its events in the order of the index's shards; a rule's bits belong to them.
final class EvaluationCache: Sendable {
    private enum Key: Hashable, Sendable {
        case entry(EntryKey)
        case rule(RuleKey)
    }

    private enum Part: Sendable {
        case entry([IndexEvents])
        case rule([EventBits])
    }

    private struct State {
        var parts: [Key: (part: Part, byteCount: Int, used: UInt64)] = [:]
        var byteCount = 0
        var clock: UInt64 = 0
    }

    let byteCountMax: Int
    private let state = Mutex(State())
    /// Keys hold definitions; each part counts for at least this.
    private static let byteCountOfPart = 4_096

    init(byteCountMax: Int) { self.byteCountMax = byteCountMax }

    var byteCount: Int { state.withLock { $0.byteCount } }

    /// The events of an entry, if they are kept and know at least these fields.
    func entry(_ key: EntryKey, fields: EventFields) -> [IndexEvents]? {
        guard case .entry(let shards)? = find(.entry(key)) else { return nil }
        return shards.allSatisfy { $0.fields.isSuperset(of: fields) } ? shards : nil
    }

    func rule(_ key: RuleKey) -> [EventBits]? {
        guard case .rule(let shards)? = find(.rule(key)) else { return nil }
        return shards
    }

    func keep(_ shards: [IndexEvents], as key: EntryKey) {
        keep(.entry(shards), byteCount: shards.reduce(0) { $0 + $1.byteCount }, as: .entry(key))
    }

    func keep(_ shards: [EventBits], as key: RuleKey) {
        keep(.rule(shards), byteCount: shards.reduce(0) { $0 + $1.byteCount }, as: .rule(key))
    }

    private func find(_ key: Key) -> Part? {
        guard byteCountMax > 0 else { return nil }
        return state.withLock { state in
            state.clock += 1
            state.parts[key]?.used = state.clock
            return state.parts[key]?.part
        }
    }

    private func keep(_ part: Part, byteCount: Int, as key: Key) {
        let size = byteCount + EvaluationCache.byteCountOfPart
        guard size <= byteCountMax else { return }
        state.withLock { state in
            state.clock += 1
            if let old = state.parts.removeValue(forKey: key) { state.byteCount -= old.byteCount }
            while state.byteCount + size > byteCountMax,
                let oldest = state.parts.min(by: { $0.value.used < $1.value.used })
            {
                state.parts[oldest.key] = nil
                state.byteCount -= oldest.value.byteCount
            }
            state.parts[key] = (part, size, state.clock)
            state.byteCount += size
        }
    }
}
