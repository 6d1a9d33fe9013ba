import Feasibility
import Portal
import SQLBackends
import Synchronization
import Terminology

/// How concepts are found for the portal and the HTTP API. Rows come best first.
struct ConceptSearch: Sendable {
    static let queryCharacterCountMax = 100
    static let rowCountMax = 100

    let find: @Sendable (_ query: String, _ domain: String?, _ limit: Int) throws -> [ConceptRow]
}

extension ConceptSearch {
    /// Looks through the catalogue of concepts of the newest release, which is built at first use.
    static func live(_ hub: Hub) -> ConceptSearch {
        let opened = Mutex<(release: String, catalogue: ConceptCatalogue)?>(nil)
        return ConceptSearch { query, domain, limit in
            let release = try hub.opening.release(named: nil)
            // Held while it is opened: whoever asks meanwhile waits for the same catalogue.
            let catalogue = try opened.withLock { opened in
                if let opened, opened.release == release.name { return opened.catalogue }
                let catalogue = try hub.concepts(of: release)
                opened = (release.name, catalogue)
                return catalogue
            }
            return try of(catalogue).find(query, domain, limit)
        }
    }

    /// Looks through one catalogue.
    static func of(_ catalogue: ConceptCatalogue) -> ConceptSearch {
        ConceptSearch { query, domain, limit in
            try catalogue.search(ConceptQuery(query, domains: domain.map { [$0] } ?? [], limit: limit))
                .hits.map(ConceptRow.init)
        }
    }
}

extension ConceptRow {
    fileprivate init(_ hit: ConceptHit) {
        self.init(
            identifier: hit.id, name: hit.name, code: hit.code, domain: hit.domain, vocabulary: hit.vocabulary,
            conceptClass: hit.conceptClass, standard: hit.standing.letter, persons: hit.withDescendants.persons)
    }
}

extension ConceptStanding {
    fileprivate var letter: String? {
        switch self {
        case .standard: "S"
        case .classification: "C"
        case .source: nil
        }
    }
}
