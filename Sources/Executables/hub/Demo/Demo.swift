import Console
import Feasibility
import Foundation
import HealthModel
import HubServer
import Intake
import PopulationSimulator
import SQLBackends
import SealedExchange

/// The main job, end to end, as the people of its stories do it: holders, key holder, operator, researcher.
struct Demo {
    let folder: URL
    let persons: Int
    let seed: UInt64
    let hub: Hub
    private let line = ProgressLine()
    private let keyHolder: KeyHolderProgram
    private let started = ContinuousClock.now
    private var timings: [DemoSummary.Timing] = []

    /// A file that says that a folder is a demonstration's, so that making it anew deletes nothing else.
    private static let marker = ".hub-demo"
    static let delivery = "2026-01"

    init(folder: URL, persons: Int, seed: UInt64, memoryLimitBytes: Int) throws {
        let files = FileManager.default
        if files.fileExists(atPath: folder.path) {
            let isOurs = files.fileExists(atPath: folder.appending(path: Self.marker).path)
            guard try isOurs || files.contentsOfDirectory(atPath: folder.path).isEmpty else {
                throw DemoError.folderNotOurs(path: folder.lastPathComponent)
            }
            try files.removeItem(at: folder)
        }
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        _ = files.createFile(atPath: folder.appending(path: Self.marker).path, contents: nil)
        self.folder = folder
        self.persons = persons
        self.seed = seed
        hub = try Hub(
            home: HubHome(folder: folder.appending(path: "hub")), memoryLimitBytes: memoryLimitBytes,
            codeVersion: CodeVersion.text)
        keyHolder = try KeyHolderProgram(home: folder.appending(path: "keyholder"))
    }

    private var country: URL { folder.appending(path: "country") }
    private var sent: URL { folder.appending(path: "sent") }

    mutating func run() throws -> DemoSummary {
        try timed(Phrase(fr: "pays simulé", en: "simulated country")) { demo in
            _ = try PopulationSimulator(plan: SimulationPlan(persons: demo.persons, seed: demo.seed))
                .run(into: demo.country, progress: demo.line.observer)
        }
        try timed(Phrase(fr: "clés des deux dépositaires", en: "keys of the two custodians")) { try $0.ceremony() }
        var reports: [IntakeReport] = []
        var quarantined: [IntakeReport] = []
        for source in SourceDescription.all {
            try timed(Phrase(fr: "scellement : \(source.name)", en: "sealing: \(source.name)")) { try $0.seal(source) }
            try timed(Phrase(fr: "rapprochement : \(source.name)", en: "matching: \(source.name)")) {
                try $0.match(source)
            }
            try timed(Phrase(fr: "prise en charge : \(source.name)", en: "intake: \(source.name)")) { demo in
                if source.name == "hospital-stays" { quarantined.append(try demo.takeInMistake(source)) }
                reports.append(try demo.takeIn(demo.sending(source).appending(path: "delivery"), source))
            }
        }
        var scores: DemoScores?
        try timed(Phrase(fr: "comparaison à la vérité", en: "comparison with the truth")) { demo in
            scores = try DemoScoring(folder: demo.folder, key: demo.hub.exchangeKey).run()
        }
        let truths = Dictionary((scores?.sources ?? []).map { ($0.name, $0.truth) }) { first, _ in first }
        var publication: PublicationReport?
        try timed(Phrase(fr: "publication", en: "publication")) { demo in
            publication = try demo.hub.publish(truths: truths, progress: demo.line.observer)
        }
        guard let publication else { throw DemoError.nothingPublished }
        var answers: [DemoSummary.Answer] = []
        try timed(Phrase(fr: "six questions d'éligibilité", en: "six eligibility questions")) { demo in
            for question in try demo.hub.questions.questions() {
                answers.append(DemoSummary.Answer(title: question.title, answer: try demo.hub.answers.answer(question)))
            }
        }
        line.end()
        let release = try hub.release(named: publication.release)
        return DemoSummary(
            persons: persons, sheets: try LinkageSheets(of: release),
            sheetFolder: release.folder.appending(path: "linkage"), reports: reports, quarantined: quarantined,
            publication: publication, answers: answers,
            scores: scores ?? DemoScores(sources: [], precision: 0, recall: 0), timings: timings,
            seconds: (ContinuousClock.now - started).inSeconds)
    }

    // MARK: - Steps

    private func ceremony() throws {
        for custodian in ["custodian-one", "custodian-two"] {
            try keyHolder.run(["keys", "contribute", "--custodian", custodian])
        }
        try keyHolder.run(["address", "--out", folder.appending(path: "keyholder.public").path])
        try hub.trust(keyHolder: ExchangePublicKey(contentsOf: folder.appending(path: "keyholder.public")))
        try hub.exchangeKey.publicKey.write(to: folder.appending(path: "hub.public"))
    }

    private func sending(_ source: SourceDescription) -> URL { sent.appending(path: source.name) }

    private func seal(_ source: SourceDescription) throws {
        let key = try ExchangePublicKey(contentsOf: folder.appending(path: "keyholder.public"))
        _ = try HolderSealing(
            source: source.name, raw: country.appending(path: source.name), out: sending(source), keyHolder: key,
            delivery: Demo.delivery,
            tokenList: country.appending(path: "truth").appending(path: "tokens-\(source.name).csv")
        )
        .run(progress: line.observer)
    }

    private func match(_ source: SourceDescription) throws {
        try keyHolder.run([
            "receive", sending(source).appending(path: SealedSending.identitiesName).path, "--hub-key",
            folder.appending(path: "hub.public").path, "--out",
            sending(source).appending(path: "crosswalk.sealed").path, "--quiet",
        ])
    }

    private func takeIn(_ delivery: URL, _ source: SourceDescription) throws -> IntakeReport {
        try hub.takeIn(
            delivery: delivery, crosswalk: sending(source).appending(path: "crosswalk.sealed"), progress: line.observer)
    }

    /// The same holder sends a first part with a column of names by mistake.
    private func takeInMistake(_ source: SourceDescription) throws -> IntakeReport {
        let wrong = folder.appending(path: "mistake")
        try DemoMistake(
            delivery: sending(source).appending(path: "delivery"),
            register: country.appending(path: "national-claims/IDENTITES.csv"), out: wrong
        )
        .make()
        return try takeIn(wrong, source)
    }

    private mutating func timed(_ label: Phrase, _ step: (Demo) throws -> Void) throws {
        line.observer(ProgressStep(label, done: 0))
        let begun = ContinuousClock.now
        try step(self)
        timings.append(DemoSummary.Timing(label: label, seconds: (ContinuousClock.now - begun).inSeconds))
    }
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

/// What keeps a demonstration from running.
enum DemoError: HubError {
    case folderNotOurs(path: String)
    case keyHolderMissing
    case keyHolderFailed(code: Int32)
    case nothingPublished

    var code: String {
        switch self {
        case .folderNotOurs: "demo.folder-not-ours"
        case .keyHolderMissing: "demo.keyholder-missing"
        case .keyHolderFailed: "demo.keyholder-failed"
        case .nothingPublished: "demo.nothing-published"
        }
    }

    var kind: HubErrorKind { if case .folderNotOurs = self { .conflict } else { .surroundings } }

    var message: Phrase {
        switch self {
        case .folderNotOurs(let path):
            Phrase(
                fr: "Le dossier \(path) n'est pas celui d'une démonstration : il n'est pas effacé. Donner --folder.",
                en: "The folder \(path) is not a demonstration's: it is not deleted. Give --folder.")
        case .keyHolderMissing:
            Phrase(
                fr: "Le programme keyholder n'est pas à côté de hub : ./hub setup le construit.",
                en: "The keyholder program is not beside hub: ./hub setup builds it.")
        case .keyHolderFailed(let code):
            Phrase(fr: "keyholder s'est arrêté avec le code \(code).", en: "keyholder ended with code \(code).")
        case .nothingPublished:
            Phrase(fr: "Aucune version n'a été publiée.", en: "No release was published.")
        }
    }
}
