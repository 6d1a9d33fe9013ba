import Dispatch
import HealthModel
import PatientIndex
import Synchronization

/// One build under way: workers take the tables of shards in turn, and shards are written in the order of persons.
final class IndexBuildRun: Sendable {
    struct Result {
        var occurringConcepts: Set<Int64> = []
        var counts: [String: PatientIndexHeader.Table] = [:]
    }

    private struct State {
        var nextItem = 0
        var tables: [Int: [BuiltTable]] = [:]
        var doneRowCount = 0
        var failure: (any Error)?
    }

    private struct Output {
        var nextShard = 0
        var waiting: [Int: BuiltShard] = [:]
        var result = Result()
    }

    private let source: IndexSource
    private let layouts: TableLayouts
    private let ranges: PersonRanges
    private let options: PatientIndexOptions
    // Safe because it is used under the lock of `output` only while the workers run.
    private nonisolated(unsafe) let writer: IndexFileWriter
    private let onProgress: ProgressObserver?
    private let isCancelled: @Sendable () -> Bool
    private let state = Mutex(State())
    private let persons = Mutex<[Int: ShardPersons]>([:])
    private let output = Mutex(Output())

    init(
        source: IndexSource, layouts: TableLayouts, ranges: PersonRanges, options: PatientIndexOptions,
        writer: IndexFileWriter, onProgress: ProgressObserver?, isCancelled: @escaping @Sendable () -> Bool
    ) {
        self.source = source
        self.layouts = layouts
        self.ranges = ranges
        self.options = options
        self.writer = writer
        self.onProgress = onProgress
        self.isCancelled = isCancelled
    }

    /// Runs until every shard is written; the first failure stops all workers.
    func run(workerCount: Int) throws -> Result {
        DispatchQueue.concurrentPerform(iterations: workerCount) { _ in
            do {
                let connection = try source.connection.database.connect()
                while let item = nextItem() { try work(item, connection) }
            } catch {
                state.withLock { if $0.failure == nil { $0.failure = error } }
            }
        }
        if let failure = state.withLock({ $0.failure }) { throw failure }
        return output.withLock { $0.result }
    }

    // MARK: - Work

    /// A shard without tables has one item too, for its persons.
    private var itemsPerShard: Int { max(1, layouts.tables.count) }

    private func nextItem() -> Int? {
        state.withLock { state in
            guard state.failure == nil, state.nextItem < ranges.ranges.count * itemsPerShard else { return nil }
            defer { state.nextItem += 1 }
            return state.nextItem
        }
    }

    private func work(_ item: Int, _ connection: DuckDBConnection) throws {
        let number = item / itemsPerShard
        let place = item % itemsPerShard
        let people = try people(of: number, connection)
        var built: BuiltTable?
        if layouts.tables.indices.contains(place) {
            let reading = TableReading(layout: layouts.tables[place], source: source)
            let rows = try reading.rows(ranges.ranges[number], people.numbers, on: connection) { try checkpoint($0) }
            built = try BuiltTable(rows, personCount: people.identifiers.count, options: options)
        }
        if let tables = add(built, to: number) {
            try write(BuiltShard(people, tables), number)
        }
    }

    /// The persons of a shard, read by whoever needs them first while the others wait.
    private func people(of shard: Int, _ connection: DuckDBConnection) throws -> ShardPersons {
        try persons.withLock { persons in
            if let known = persons[shard] { return known }
            let read = try PersonReading(source: source, range: ranges.ranges[shard]).persons(on: connection)
            persons[shard] = read
            return read
        }
    }

    /// Keeps a table of a shard; gives all of them when this was the last.
    private func add(_ table: BuiltTable?, to shard: Int) -> [BuiltTable]? {
        let tables = state.withLock { state -> [BuiltTable]? in
            if let table { state.tables[shard, default: []].append(table) }
            let held = state.tables[shard] ?? []
            guard held.count == layouts.tables.count else { return nil }
            state.tables[shard] = nil
            return held
        }
        if tables != nil { persons.withLock { $0[shard] = nil } }
        return tables
    }

    /// Writes a shard and those that waited for it; one that comes early waits.
    private func write(_ shard: BuiltShard, _ number: Int) throws {
        try output.withLock { output in
            output.result.add(shard)
            output.waiting[number] = shard
            while let next = output.waiting.removeValue(forKey: output.nextShard) {
                try writer.append(next)
                output.nextShard += 1
            }
        }
    }

    /// Called for every chunk of rows.
    private func checkpoint(_ rowCount: Int) throws {
        if isCancelled() { throw PatientIndexError.cancelled }
        let done = try state.withLock { state in
            if let failure = state.failure { throw failure }
            state.doneRowCount += rowCount
            return state.doneRowCount
        }
        onProgress?(ProgressStep(PatientIndexBuilder.indexing, done: done, total: layouts.rowCount))
    }
}

extension IndexBuildRun.Result {
    fileprivate mutating func add(_ shard: BuiltShard) {
        occurringConcepts.formUnion(shard.occurringConcepts)
        for (table, more) in shard.counts {
            let counts = counts[table]
            self.counts[table] = PatientIndexHeader.Table(
                rowCount: (counts?.rowCount ?? 0) + more.rowCount,
                undatedRowCount: (counts?.undatedRowCount ?? 0) + more.undatedRowCount, strangerRowCount: 0)
        }
    }
}
