package import CohortEngine
import Foundation
package import HealthModel
import Synchronization

/// Who matches a definition, counted from the patient index of a release.
///
/// Thread-safe: all callers together use at most `workerCount` workers, each with its own working memory, and keep at
/// most `cacheByteCountMax` bytes of results; 0 keeps none.
package final class IndexEvaluator: CohortEvaluator, Sendable {
    let index: PatientIndex
    private let workerCount: Int
    private let pool: ScratchPool
    private let cache: EvaluationCache
    private let work = Mutex(EvaluationWork())

    package init(index: PatientIndex, workerCount: Int, cacheByteCountMax: Int) {
        precondition(workerCount > 0, "Someone must do the work.")
        self.index = index
        self.workerCount = workerCount
        pool = ScratchPool(workerCount: workerCount)
        cache = EvaluationCache(byteCountMax: cacheByteCountMax)
    }

    /// What was computed since the evaluator was made; what came from the cache is not counted.
    package var evaluatedWork: EvaluationWork { work.withLock { $0 } }

    /// Bytes of results that are kept.
    package var cachedByteCount: Int { cache.byteCount }

    package func personCount() -> Int { index.header.personCount }

    package func figures(_ definition: CohortDefinition, reading: CohortReading) throws -> CohortFigures {
        try figures(definition, reading: reading, control: .unlimited)
    }

    package func rows(
        _ definition: CohortDefinition, reading: CohortReading, _ body: (Int64, Day, Day) throws -> Void
    ) throws -> CohortFigures {
        try rows(definition, reading: reading, control: .unlimited, body)
    }

    /// Exact figures, unless the control stops the evaluation.
    package func figures(
        _ definition: CohortDefinition, reading: CohortReading, control: EvaluationControl
    ) throws -> CohortFigures {
        try evaluate(definition, reading, control, wantsRows: false).figures
    }

    /// Memberships by subject, first and last day, unless the control stops the evaluation.
    package func rows(
        _ definition: CohortDefinition, reading: CohortReading, control: EvaluationControl,
        _ body: (Int64, Day, Day) throws -> Void
    ) throws -> CohortFigures {
        let (figures, shards) = try evaluate(definition, reading, control, wantsRows: true)
        for (shard, memberships) in zip(index.shards, shards) where !memberships.isEmpty {
            try index.confirm(shard.personIDs, in: PatientIndex.personTable)
            for row in memberships {
                try body(
                    shard.personIDs[Int(row.person)], Day(daysSince1970: row.start), Day(daysSince1970: row.end))
            }
        }
        return figures
    }

    // MARK: - Evaluation

    private func evaluate(
        _ definition: CohortDefinition, _ reading: CohortReading, _ control: EvaluationControl, wantsRows: Bool
    ) throws -> (figures: CohortFigures, rows: [[Membership]]) {
        try definition.admit(reading)
        let stop = EvaluationStop(control)
        try stop.check()
        let compiled = try CompiledDefinition(definition, reading: reading, index: index)
        let keys = CacheKeys(definition, reading, index.header, isUsed: cache.byteCountMax > 0)
        let entry = keys.entry.flatMap { cache.entry($0, fields: compiled.entryFields) }
        // Bits are counted against the events of their entry.
        let rules = keys.rules.map { entry == nil ? nil : cache.rule($0) }
        let known = KnownParts(entry: entry, rules: keys.entry == nil ? compiled.rules.map { _ in nil } : rules)
        count(compiled, known)
        let outcomes = try evaluateShards(compiled, known, stop, wantsRows: wantsRows, keepsParts: keys.entry != nil)
        keep(outcomes, keys, known)
        var tally = AttritionTally(ruleCount: compiled.rules.count)
        var personCount = 0
        var rowCount = 0
        for outcome in outcomes {
            tally.add(outcome.tally)
            personCount += outcome.memberships.personCount
            rowCount += outcome.memberships.rowCount
        }
        let figures = CohortFigures(personCount: personCount, rowCount: rowCount, attrition: tally.attrition)
        return (figures, outcomes.map(\.memberships.rows))
    }

    /// Shards in parallel; a worker holds its memory for one shard at a time, so that questions take turns.
    private func evaluateShards(
        _ compiled: CompiledDefinition, _ known: KnownParts, _ stop: EvaluationStop, wantsRows: Bool, keepsParts: Bool
    ) throws(CohortEvaluationError) -> [ShardOutcome] {
        let next = Atomic<Int>(0)
        let results = Mutex(EvaluationResults(shardCount: index.shards.count))
        let keptByteCount = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: min(workerCount, max(1, index.shards.count))) { _ in
            while true {
                let shard = next.add(1, ordering: .relaxed).oldValue
                guard shard < index.shards.count else { return }
                let scratch = pool.borrow()
                defer { pool.giveBack(scratch) }
                // What does not fit in the cache is not copied for it.
                let keeps = keepsParts && keptByteCount.load(ordering: .relaxed) < cache.byteCountMax / 4 * 3
                let evaluation = ShardEvaluation(
                    compiled: compiled,
                    groups: GroupEvaluation(index, shard: index.shards[shard], scratch: scratch, stop: stop),
                    wantsRows: wantsRows, keepsParts: keeps)
                do throws(CohortEvaluationError) {
                    try stop.check()
                    try confirmPersons(of: shard)
                    let outcome = try evaluation.evaluate(
                        entry: known.entry?[shard], rules: known.rules.map { $0?[shard] })
                    keptByteCount.add(outcome.keptByteCount, ordering: .relaxed)
                    results.withLock { $0.outcomes[shard] = outcome }
                } catch {
                    // The first reason is the real one; the others only stopped with it.
                    results.withLock { $0.error = $0.error ?? error }
                    stop.stop()
                    return
                }
            }
        }
        return try results.withLock { results throws(CohortEvaluationError) in
            if let error = results.error { throw error }
            return results.outcomes.compactMap { $0 }
        }
    }

    private func confirmPersons(of shard: Int) throws(CohortEvaluationError) {
        do throws(PatientIndexError) {
            try index.confirmPersons(of: index.shards[shard])
        } catch {
            throw .damaged(error)
        }
    }

    private func count(_ compiled: CompiledDefinition, _ known: KnownParts) {
        work.withLock { work in
            if known.entry == nil {
                work.entryCount += 1
                work.criterionCount += compiled.primary.reduce(0) { $0 + $1.criterionCount }
                work.criterionCount += compiled.additional?.criterionCount ?? 0
            }
            for (rule, bits) in zip(compiled.rules, known.rules) where bits == nil {
                work.ruleCount += 1
                work.criterionCount += rule.criterionCount
            }
        }
    }

    private func keep(_ outcomes: [ShardOutcome], _ keys: CacheKeys, _ known: KnownParts) {
        guard let key = keys.entry else { return }
        if known.entry == nil {
            let shards = outcomes.compactMap(\.entry)
            guard shards.count == outcomes.count else { return }
            cache.keep(shards, as: key)
        }
        for rule in keys.rules.indices where known.rules[rule] == nil {
            let shards = outcomes.compactMap { $0.rules[rule] }
            if shards.count == outcomes.count { cache.keep(shards, as: keys.rules[rule]) }
        }
    }
}

/// What an evaluator computed, all questions together.
package struct EvaluationWork: Sendable, Hashable {
    /// Times that qualified events were looked for.
    package internal(set) var entryCount = 0
    package internal(set) var ruleCount = 0
    /// Criteria of these, nested ones included.
    package internal(set) var criterionCount = 0

    package init(entryCount: Int = 0, ruleCount: Int = 0, criterionCount: Int = 0) {
        self.entryCount = entryCount
        self.ruleCount = ruleCount
        self.criterionCount = criterionCount
    }
}

/// Parts of an evaluation that the cache has, by shard.
private struct KnownParts: Sendable {
    let entry: [IndexEvents]?
    let rules: [[EventBits]?]
}

/// Under which keys the parts of an evaluation are kept.
private struct CacheKeys {
    let entry: EntryKey?
    let rules: [RuleKey]

    init(_ definition: CohortDefinition, _ reading: CohortReading, _ header: PatientIndexHeader, isUsed: Bool) {
        guard isUsed else {
            entry = nil
            rules = []
            return
        }
        let key = EntryKey(definition, reading: reading, releaseDigest: header.releaseDigest)
        entry = key
        rules = definition.rules.map { RuleKey($0.group, of: definition, entry: key) }
    }
}

private struct EvaluationResults: Sendable {
    var outcomes: [ShardOutcome?]
    var error: CohortEvaluationError?

    init(shardCount: Int) { outcomes = Array(repeating: nil, count: shardCount) }
}

extension ShardOutcome {
    fileprivate var keptByteCount: Int {
        (entry?.byteCount ?? 0) + rules.reduce(0) { $0 + ($1?.byteCount ?? 0) }
    }
}
