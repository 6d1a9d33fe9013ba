package import DisclosureControl
package import Foundation
package import HealthModel
package import SQLBackends
package import Terminology

/// The vocabulary of a release with how often each concept is used: searched in milliseconds, told through disclosure
/// control.
///
/// It lives in one file, `concepts.index`, in the folder of indexes of its release. The file holds exact counts: it
/// stays inside the hub.
package struct ConceptCatalogue: Sendable {
    package static let fileName = "concepts.index"

    let index: ConceptSearchIndex
    private let disclosure: Disclosure

    /// Opens the file in a folder.
    package init(folder: URL, policy: DisclosurePolicy = .national) throws {
        index = try ConceptSearchIndex(opening: folder.appending(path: ConceptCatalogue.fileName))
        disclosure = Disclosure(policy: policy)
    }

    /// Counts over the OMOP views of a release attached to the connection under `schema`, and writes the file in a
    /// folder, at once. The connection gets a temporary table, which is dropped.
    package static func build(
        connection: DuckDBConnection,
        schema: String = "omop",
        source: String,
        folder: URL,
        policy: DisclosurePolicy = .national,
        progress: @escaping ProgressObserver = { _ in }
    ) throws -> ConceptCatalogue {
        let indexing = ConceptIndexing(
            connection: connection, schema: schema, source: source, disclosure: Disclosure(policy: policy),
            progress: progress)
        let bytes = try indexing.file()
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
        try DurableFiles.write(bytes, to: folder.appending(path: fileName))
        return try ConceptCatalogue(folder: folder, policy: policy)
    }

    /// Opens the file of a release, building it when it is absent, of another format or of other data. A damaged file is
    /// an error: what damaged it must be looked at.
    package static func openOrBuild(
        release: Release,
        folder: URL,
        policy: DisclosurePolicy = .national,
        progress: @escaping ProgressObserver = { _ in },
        connection: () throws -> DuckDBConnection
    ) throws -> ConceptCatalogue {
        try openOrBuild(
            source: source(of: release), folder: folder, policy: policy, progress: progress, connection: connection)
    }

    /// The same for data that `source` names.
    package static func openOrBuild(
        source: String,
        folder: URL,
        policy: DisclosurePolicy = .national,
        progress: @escaping ProgressObserver = { _ in },
        connection: () throws -> DuckDBConnection
    ) throws -> ConceptCatalogue {
        do {
            let catalogue = try ConceptCatalogue(folder: folder, policy: policy)
            if catalogue.source == source { return catalogue }
        } catch let error as ConceptIndexError {
            switch error {
            case .unreadable, .versionUnknown: break
            default: throw error
            }
        }
        return try build(
            connection: connection(), source: source, folder: folder, policy: policy, progress: progress)
    }

    /// What an index says it is of: the release and the digest of its manifest.
    package static func source(of release: Release) throws -> String {
        "\(release.name) \(FileDigest.sha256(of: try release.manifest.canonicalBytes()))"
    }

    /// Which data were counted.
    package var source: String { index.source }
    package var conceptCount: Int { index.conceptCount }
    package var domains: [String] { index.domains }
    package var vocabularies: [String] { index.vocabularies }

    /// Finds concepts by words, code or identifier.
    package func search(_ query: ConceptQuery) throws -> ConceptAnswer {
        let result = index.search(query)
        return ConceptAnswer(
            hits: try result.hits.map { try hit($0.concept, synonym: $0.synonym) }, total: result.total,
            isForgiven: result.isForgiven)
    }

    /// The concept with this identifier.
    package func concept(id: Int) throws -> ConceptHit? { try index.concept(id: id).map { try hit($0) } }

    /// The concepts directly above one.
    package func parents(of id: Int) throws -> [ConceptHit] { try index.parents(of: id).map { try hit($0) } }

    /// The concepts directly below one.
    package func children(of id: Int) throws -> [ConceptHit] { try index.children(of: id).map { try hit($0) } }

    /// All names of a concept, its own first.
    package func names(of id: Int) -> [String] { index.names(of: id) }

    /// The exact figures of a concept: for the operator's checks, never for a page.
    package func exactCounts(of id: Int) -> ConceptCounts? { index.concept(id: id)?.counts }

    /// The figures of one concept such that no two of them show a difference of few persons.
    private func hit(_ concept: SearchableConcept, synonym: String? = nil) throws -> ConceptHit {
        let counts = concept.counts
        let all = try disclosure.count(counts.personsWithDescendants, of: index.personTotal)
        let steps = [counts.personsWithDescendants, counts.persons].map { (label: Phrase(fr: "", en: ""), persons: $0) }
        let own = try disclosure.attrition(steps, of: index.personTotal).lastPersons ?? all
        let allRecords = all.value.number == nil ? all : try disclosure.count(counts.recordsWithDescendants)
        let isRepeated =
            all.value.number != nil
            && counts.personsWithDescendants - counts.persons < disclosure.policy.thresholdPersons
        let ownRecords =
            own.value.number == nil ? own : isRepeated ? allRecords : try disclosure.count(counts.records)
        return ConceptHit(
            id: concept.id, name: concept.name, code: concept.code, domain: concept.domain,
            vocabulary: concept.vocabulary, conceptClass: concept.conceptClass, standing: concept.standing,
            isValid: concept.isValid, synonym: synonym, own: ConceptUse(persons: own, records: ownRecords),
            withDescendants: ConceptUse(persons: all, records: allRecords))
    }
}
