package import CohortEngine
package import DisclosureControl
package import Foundation
import HealthModel
package import SQLBackends

/// Describes cohorts: who they are, and what was recorded about them before, at and after their entry.
package struct CharacterisationService: Sendable {
    private let disclosure: Disclosure
    private let digest: @Sendable (Data) -> String
    private let record: FeasibilityService.Recorder

    /// `digest` gives the SHA-256 of bytes in hexadecimal.
    package init(
        policy: DisclosurePolicy = .national, digest: @escaping @Sendable (Data) -> String,
        record: @escaping FeasibilityService.Recorder
    ) {
        disclosure = Disclosure(policy: policy)
        self.digest = digest
        self.record = record
    }

    /// The rows that an evaluator gives for a question.
    package func memberships(
        of question: EligibilityQuestion, evaluator: any CohortEvaluator, reading: CohortReading = .strict
    ) -> CohortMemberships {
        CohortMemberships(title: question.title, definitionDigest: digest(CirceJSON.write(question.definition))) {
            _ = try evaluator.rows(question.definition, reading: reading, $0)
        }
    }

    /// Describes a cohort over the OMOP views of a release that is attached to the connection under `schema`.
    ///
    /// The act is in the journal before it is computed, and its end after; figures are in neither. It makes temporary
    /// tables on the connection and removes them.
    package func characterise(
        _ cohort: CohortMemberships, against peer: CharacterisationPeer = .nobody, release: String,
        connection: DuckDBConnection, schema: String = "omop",
        settings: CharacterisationSettings = CharacterisationSettings()
    ) throws -> CharacterisationAnswer {
        let objects = ["release": release, "definition": cohort.definitionDigest, "against": peer.name]
        try record("feasibility.characterise", objects)
        do {
            let queries = CharacterisationQueries(
                connection: connection, schema: schema, settings: settings,
                thresholdPersons: disclosure.policy.thresholdPersons)
            let exact = try queries.characterisation(of: cohort, against: peer)
            let answer = try CharacterisationRelease(disclosure: disclosure, settings: settings, exact: exact)
                .answer(release: release, cohort: cohort, peer: peer)
            switch answer {
            case .granted: try record("feasibility.answered", objects)
            case .refused: try record("feasibility.refused", objects)
            }
            return answer
        } catch {
            // The failure itself is what the caller must see; a journal that fails too says so on its own.
            try? record("feasibility.failed", objects)
            throw error
        }
    }
}
