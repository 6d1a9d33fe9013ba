package import Catalogue
package import CohortEngine
import Crypto
package import Feasibility
package import Foundation
package import HealthModel
package import Intake
package import Journal
package import QualitySheets
package import SQLBackends
package import SealedExchange

/// The hub of one home folder: the only place that builds the graph of its parts.
package struct Hub: Sendable {
    package let home: HubHome
    package let surroundings: Surroundings
    package let exchangeKey: ExchangeKeyPair
    package let journal: Journal
    package let store: IntakeStore
    package let lake: Lake
    package let intake: IntakeService
    package let catalogue: CatalogueService
    package let feasibility: FeasibilityService
    package let opening: ReleaseOpening
    package let evaluators: EvaluatorShelf
    package let questions: QuestionFolder
    package let answers: AnswerBook
    package let characterisation: CharacterisationService
    package let descriptions: CharacterisationBook

    /// Opens the hub, and makes its folders and keys at first use. `actor` is who the journal says did what.
    package init(
        home: HubHome,
        memoryLimitBytes: Int,
        codeVersion: String,
        actor: String = NSUserName(),
        surroundings: Surroundings = .live
    ) throws {
        guard !home.folder.path.contains(where: { "*?[".contains($0) }) else { throw HubServerError.homeUnusable }
        try home.prepare()
        self.home = home
        self.surroundings = surroundings
        exchangeKey = try ExchangeKeyPair.readOrMake(
            at: home.keys.appending(path: "exchange.key"), surroundings: surroundings)
        let signer = try Hub.signer(of: home, surroundings)
        let journal = try Journal.open(
            folder: home.journal, signer: signer, origin: Hub.origin, surroundings: surroundings)
        self.journal = journal
        store = try IntakeStore(home: home)
        lake = Lake(folder: home.lake)
        let record: ActRecorder = { action, objects, outcome in
            _ = try journal.append(
                JournalEntry(
                    time: surroundings.now(), actor: actor.isEmpty ? "operator" : String(actor.prefix(64)),
                    role: actor == "portal" ? "public" : "operator",
                    action: JournalAction(rawValue: action),
                    objects: objects, outcome: outcome))
        }
        intake = IntakeService(
            home: home, store: store, surroundings: surroundings,
            settings: IntakeSettings(memoryLimitBytes: memoryLimitBytes, codeVersion: codeVersion), record: record)
        catalogue = CatalogueService(home: home, store: store, lake: lake, memoryLimitBytes: memoryLimitBytes)
        let feasibility = FeasibilityService(
            digest: { hexadecimal(SHA256.hash(data: $0)) }, record: { try record($0, $1, "") })
        self.feasibility = feasibility
        let opening = ReleaseOpening(home: home, store: store, lake: lake, memoryLimitBytes: memoryLimitBytes)
        self.opening = opening
        let evaluators = EvaluatorShelf(
            opening: opening, workerCount: ProcessInfo.processInfo.activeProcessorCount)
        self.evaluators = evaluators
        answers = AnswerBook(
            feasibility: feasibility, newest: { try opening.release(named: nil).name },
            open: {
                let release = try opening.release(named: nil)
                return (release.name, try evaluators.evaluator(on: release))
            })
        characterisation = CharacterisationService(
            digest: { hexadecimal(SHA256.hash(data: $0)) }, record: { try record($0, $1, "") })
        descriptions = CharacterisationBook(
            service: characterisation, opening: opening, evaluators: evaluators)
        questions = .builtIn
        try intake.recoverIfIdle()
    }

    /// The public key of a hub's journal, without opening the journal.
    package static func journalKey(of home: HubHome) throws -> NoteKey { try signer(of: home, .live).key }

    private static func signer(of home: HubHome, _ surroundings: Surroundings) throws -> JournalSigner {
        try JournalSigner.open(
            file: home.keys.appending(path: "journal.key"), name: Hub.origin, surroundings: surroundings)
    }

    /// The journal's name in its checkpoints.
    package static let origin = "health-data-hub"

    /// The release to use: the named one, or the newest that is published.
    package func release(named name: String? = nil) throws -> Release { try opening.release(named: name) }

    /// Takes a delivery in, with a crosswalk of the key holder that this hub trusts.
    package func takeIn(
        delivery: URL, crosswalk: URL, progress: @escaping ProgressObserver = { _ in }
    ) throws -> IntakeReport {
        guard FileManager.default.fileExists(atPath: home.trustedKeyHolder.path) else {
            throw HubServerError.keyHolderUnknown
        }
        return try intake.takeIn(
            delivery: delivery, crosswalk: crosswalk, key: exchangeKey,
            keyHolder: try ExchangePublicKey(contentsOf: home.trustedKeyHolder), progress: progress)
    }

    /// Names the key holder whose crosswalks this hub takes; journalled, because it decides who says who is who.
    package func trust(keyHolder: ExchangePublicKey) throws {
        try intake.record("trust.begin", ["keyholder": keyHolder.fingerprint], "begin")
        try DurableFiles.write(Data(keyHolder.text.utf8), to: home.trustedKeyHolder)
        try intake.record("trust.end", ["keyholder": keyHolder.fingerprint], "done")
    }

    /// A ready-made question by its name.
    package func question(named name: String) throws -> EligibilityQuestion {
        guard let question = try questions.questions().first(where: { $0.name == name }) else {
            throw HubServerError.questionUnknown
        }
        return question
    }

    /// Builds what answers at once from a release: the patient index and the catalogue of concepts.
    package func buildIndexes(of release: Release, progress: @escaping ProgressObserver = { _ in }) throws {
        try evaluators.buildIndex(of: release, progress: progress)
        _ = try concepts(of: release, progress: progress)
    }

    /// The concepts of a release with how often each is used; counted at first use.
    package func concepts(
        of release: Release, progress: @escaping ProgressObserver = { _ in }
    ) throws -> ConceptCatalogue {
        try ConceptCatalogue.openOrBuild(
            release: release, folder: evaluators.folder(of: release), progress: progress
        ) {
            try opening.connection(to: release)
        }
    }

    /// Imports data that are OMOP already and describes the releases in the catalogue.
    package func importCDM(
        _ input: URL, set: String?, name: String, keptReason: String?,
        progress: @escaping ProgressObserver = { _ in }
    ) throws -> [ImportResult] {
        let results = try intake.importCDM(
            input, set: set, name: name, keptReason: keptReason, lake: lake, progress: progress)
        for result in results where result.state == .accepted {
            try catalogue.prepare(release: result.release, progress: progress)
            try buildIndexes(of: lake.release(named: result.release), progress: progress)
        }
        return results
    }

    /// Evaluates definitions for the operator: exact rows, journalled, never for a page.
    package func evaluation(
        on release: Release, engine: CohortEngineName? = nil, reading: CohortReading = .strict
    ) throws -> CohortEvaluation {
        let record = intake.record
        return CohortEvaluation(
            evaluator: try evaluators.evaluator(on: release, engine: engine), reading: reading,
            record: { try record($0, $1.merging(["release": release.name]) { first, _ in first }, "") })
    }

    /// Makes a release of every accepted delivery and describes it in the catalogue.
    package func publish(
        name: String? = nil, truths: [String: QualitySheet.Truth] = [:],
        progress: @escaping ProgressObserver = { _ in }
    ) throws -> PublicationReport {
        let report = try intake.publish(name: name, lake: lake, truths: truths, progress: progress)
        try catalogue.prepare(release: report.release, progress: progress)
        try buildIndexes(of: lake.release(named: report.release), progress: progress)
        return report
    }
}
