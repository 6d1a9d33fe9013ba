package import Foundation
package import HealthModel
package import PatientIndex

/// Builds the patient index of the OMOP tables of a schema, in one pass over each table.
///
/// Persons are cut into shards by identifier. Tables of a shard are read, sorted and packed by several workers, each
/// on a connection of its own, so memory is bounded by a shard's largest tables. A table that does not lie in the order
/// of its persons is first sorted into a database of its own in DuckDB's memory (and its temporary folder), so that
/// reading one shard does not read all of it.
package struct PatientIndexBuilder: Sendable {
    let connection: DuckDBConnection
    let schema: String
    let options: PatientIndexOptions
    let workerCount: Int

    /// More workers need more memory than they save time.
    package static let workerCountMax = 16

    /// The database of the connection lends further connections; `schema` must be visible to them.
    package init(
        connection: DuckDBConnection, schema: String, options: PatientIndexOptions = .standard, workerCount: Int = 2
    ) {
        self.connection = connection
        self.schema = schema
        self.options = options
        self.workerCount = min(max(1, workerCount), PatientIndexBuilder.workerCountMax)
    }

    /// Builds the file, which replaces an older one only when it is whole.
    @discardableResult
    package func build(
        to file: URL, release: String, releaseDigest: String = "", onProgress: ProgressObserver? = nil,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws -> PatientIndexBuildReport {
        var steps = StepClock()
        let source = try IndexSource(connection: connection, schema: schema)
        let ranges = try PersonRanges(source, options: options)
        steps.end("persons")
        onProgress?(ProgressStep(PatientIndexBuilder.measuring, done: 0))
        let layouts = try TableLayouts(source, ranges)
        defer { layouts.remove() }
        steps.end("layout")
        let writer = try IndexFileWriter(file: file)
        let run = IndexBuildRun(
            source: source, layouts: layouts, ranges: ranges, options: options, writer: writer,
            onProgress: onProgress, isCancelled: isCancelled)
        let result = try run.run(workerCount: workerCount)
        steps.end("shards")
        let vocabulary = try source.vocabulary(of: result.occurringConcepts)
        steps.end("vocabulary")
        let header = PatientIndexHeader(
            release: release, releaseDigest: releaseDigest, personCount: try source.personRowCount(),
            indexedPersonCount: ranges.personCount, tables: layouts.header(result.counts), options: options)
        let byteCount = try writer.finish(header: header, vocabulary: vocabulary)
        steps.end("writing")
        return PatientIndexBuildReport(
            header: header, byteCount: byteCount, shardCount: ranges.ranges.count, sortedTables: layouts.sortedTables,
            seconds: steps.seconds)
    }

    static let measuring = Phrase(fr: "Mesure des tables", en: "Measuring the tables")
    static let indexing = Phrase(fr: "Construction de l’index", en: "Building the index")
}

/// What building a patient index did.
package struct PatientIndexBuildReport: Sendable {
    package let header: PatientIndexHeader
    package let byteCount: Int
    package let shardCount: Int
    /// Tables that had to be sorted first because they do not lie in the order of persons.
    package let sortedTables: [String]
    /// Seconds by the clock of each step, in order.
    package let seconds: [(step: String, seconds: Double)]
}

/// Measures steps one after the other.
struct StepClock {
    private(set) var seconds: [(step: String, seconds: Double)] = []
    private var begun = ContinuousClock.now

    mutating func end(_ step: String) {
        let now = ContinuousClock.now
        let duration = (now - begun).components
        seconds.append((step, Double(duration.seconds) + Double(duration.attoseconds) * 1e-18))
        begun = now
    }
}
