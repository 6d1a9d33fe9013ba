import ArgumentParser
import Console
import Foundation
import HealthModel
import QualitySheets
import RecordLinkage

/// Links plain files by Fellegi-Sunter, or finds the duplicates of one.
struct LinkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: Terminal.words(
            fr: "Apparie des fichiers en clair, ou trouve les doublons d'un seul (Fellegi-Sunter).",
            en: "Links plain files, or finds the duplicates of one (Fellegi-Sunter)."),
        discussion: Terminal.words(fr: LinkText.discussion.fr, en: LinkText.discussion.en))

    @Argument(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Un CSV : ses doublons ; deux ou plus : leurs liens.",
                en: "One CSV: its duplicates; two or more: their links."),
            valueName: "csv"))
    var files: [String]

    @Option(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Configuration JSON ou YAML ; sans elle, les colonnes françaises usuelles sont reconnues.",
                en: "Configuration in JSON or YAML; without it the usual French columns are recognised."),
            valueName: "file"))
    var config: String?

    @Option(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Paires liées : id_a,id_b,score (poids, log2 des chances).",
                en: "Linked pairs: id_a,id_b,score (weight, log2 of the odds)."),
            valueName: "csv"))
    var out: String?

    @Option(
        help: ArgumentHelp(
            Terminal.words(fr: "Groupes : source,id,cluster.", en: "Groups: source,id,cluster."), valueName: "csv"))
    var clusters: String?

    @Option(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Numéros de personnes stables, record,person : relus s'ils y sont, puis mis à jour.",
                en: "Stable person numbers, record,person: read when they are there, then brought up to date."),
            valueName: "csv"))
    var persons: String?

    @Option(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Ce qui a changé dans --persons : change,person,other.",
                en: "What changed in --persons: change,person,other."),
            valueName: "csv"))
    var changes: String?

    @Option(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Bilan interne en JSON, effectifs non masqués.", en: "Internal report in JSON, no count withheld."),
            valueName: "json"))
    var report: String?

    @Option(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Fiche de qualité pour les chercheurs, .html ou .json selon le nom ; peut se répéter.",
                en: "Quality sheet for researchers, .html or .json by its name; may be repeated."),
            valueName: "file"))
    var sheet: [String] = []

    @Option(
        help: ArgumentHelp(
            Terminal.words(fr: "Langue de la fiche : fr ou en.", en: "Language of the sheet: fr or en."),
            valueName: "fr|en"))
    var language: String?

    @Option(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Enregistrements fictifs ajoutés à une seconde exécution pour estimer les faux liens.",
                en: "Fictitious records added in a second run to estimate false links."),
            valueName: "count"))
    var decoys: Int?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            Terminal.words(
                fr: "Deux identifiants : pourquoi leur paire pèse ce qu'elle pèse.",
                en: "Two identifiers: why their pair weighs what it weighs."),
            valueName: "id_a id_b"))
    var explain: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            Terminal.words(
                fr: "Poids à partir duquel une paire est liée (défaut 0, soit une chance sur deux).",
                en: "Weight from which a pair is linked (default 0: even odds)."),
            valueName: "weight"))
    var threshold: Double?

    @Option(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Le même seuil en probabilité, par exemple 0.99.",
                en: "The same threshold as a probability, such as 0.99."),
            valueName: "probability"))
    var probability: Double?

    @Option(help: ArgumentHelp(Terminal.words(fr: "Fils d'exécution.", en: "Threads."), valueName: "count"))
    var workers: Int = 2

    @Flag(help: ArgumentHelp(Terminal.words(fr: "Sans progression.", en: "No progress.")))
    var quiet = false

    func validate() throws {
        func refuse(_ fr: String, _ en: String) -> ValidationError { ValidationError(Terminal.words(fr: fr, en: en)) }
        if !explain.isEmpty, explain.count != 2 {
            throw refuse("--explain demande deux identifiants.", "--explain takes two identifiers.")
        }
        if threshold != nil, probability != nil {
            throw refuse("--threshold ou --probability, pas les deux.", "--threshold or --probability, not both.")
        }
        if let probability, !(probability > 0 && probability < 1) {
            throw refuse("--probability est entre 0 et 1, exclus.", "--probability is between 0 and 1, exclusive.")
        }
        if let threshold, !threshold.isFinite {
            throw refuse("--threshold est un nombre.", "--threshold is a number.")
        }
        if let language, Language(rawValue: language) == nil {
            throw refuse("--language vaut fr ou en.", "--language is fr or en.")
        }
        if !(1...256).contains(workers) { throw refuse("--workers : 1 à 256.", "--workers: 1 to 256.") }
        if decoys != nil, sheet.isEmpty {
            throw refuse("--decoys demande --sheet.", "--decoys needs --sheet.")
        }
        if changes != nil, persons == nil {
            throw refuse("--changes demande --persons.", "--changes needs --persons.")
        }
        if out == nil, clusters == nil, persons == nil, report == nil, sheet.isEmpty, explain.isEmpty {
            throw refuse(
                "Rien à écrire : donnez --out, --clusters, --persons, --report, --sheet ou --explain.",
                "Nothing to write: give --out, --clusters, --persons, --report, --sheet or --explain.")
        }
        let places = (files + [config, out, clusters, persons, changes, report].compactMap(\.self) + sheet)
            .map { URL(filePath: $0).standardized.path }
        if Set(places).count != places.count {
            throw refuse("Un même fichier est donné deux fois.", "One file is given twice.")
        }
    }

    func run() throws {
        Terminal.run {
            try OutputPlaces([out, clusters, persons, changes, report] + sheet).check()
            let line = ProgressLine(isQuiet: quiet)
            let index = try earlierPersons()
            let linked = try LinkFiles(
                configuration: try settings(), workerCount: workers, progress: line.observer
            )
            .run(files: files.map { URL(filePath: $0) })
            let estimate = try decoys.map {
                try linked.decoyEstimate(count: $0, workerCount: workers, progress: line.observer)
            }
            line.end()
            try write(linked, estimate, index)
            LinkText.summary(linked)
            if explain.count == 2 {
                print(WaterfallText(try linked.result.explanation(explain[0], explain[1])).text(Terminal.language))
            }
        }
    }

    private func settings() throws -> LinkageConfiguration {
        var configuration = try config.map { try LinkageConfigurationFile(URL(filePath: $0)).read() } ?? .french
        if let threshold { configuration.weightMin = threshold }
        if let probability { configuration.weightMin = log2(probability / (1 - probability)) }
        return configuration
    }

    /// The numbers of an earlier run; none when there was none.
    private func earlierPersons() throws -> PersonIndex {
        guard let persons, FileManager.default.fileExists(atPath: persons) else { return PersonIndex() }
        return try PersonIndex(contentsOf: URL(filePath: persons))
    }

    private func write(_ linked: LinkedFiles, _ estimate: DecoyEstimate?, _ earlier: PersonIndex) throws {
        if let out { try linked.writePairs(to: URL(filePath: out)) }
        if clusters != nil || persons != nil {
            let roots = linked.clusters()
            if let clusters { try linked.writeClusters(roots, to: URL(filePath: clusters)) }
            if let persons {
                var index = earlier
                let changed = index.update(linked.identifierGroups(roots))
                // The changes first: numbers whose changes nobody was told would be of no use.
                if let changes { try PersonChange.write(changed, to: URL(filePath: changes)) }
                try index.write(to: URL(filePath: persons))
                LinkText.say(changed)
            }
        }
        if let report { try linked.report.write(to: URL(filePath: report)) }
        guard !sheet.isEmpty else { return }
        let made = Surroundings.live.timestamp()
        var options = QualitySheetOptions(referenceYear: Int(made.prefix(4)) ?? 0, made: String(made.prefix(10)))
        options.decoys = estimate
        let sheetMade = linked.qualitySheet(options)
        for file in sheet {
            try sheetMade.write(
                to: URL(filePath: file), language: language.flatMap(Language.init(rawValue:)) ?? Terminal.language)
        }
    }
}
