import ArgumentParser
import Console
import Foundation
import HealthModel
import RecordLinkage

/// Finds the subjects of a register in a national file by their stays alone.
struct LinkStaysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link-stays",
        abstract: Terminal.words(
            fr: "Retrouve les sujets d'un registre par leurs seuls séjours (appariement indirect).",
            en: "Finds the subjects of a register by their stays alone (indirect linkage)."),
        discussion: Terminal.words(
            fr: """
                Aucun trait d'identité n'est lu. Colonnes reconnues, sous plusieurs noms : sujet (registre), personne \
                (fichier national), finess, entree, sortie, sexe, naissance, dep, dp. Chaque sujet a une ligne dans \
                --out : certain, ambigu ou exclu, avec sa raison, sa probabilité et sa marge. La personne n'est dite \
                que si le lien est certain.

                Exemples :
                  keyholder link-stays registre.csv sejours.csv.gz --out liens.csv
                  keyholder link-stays registre.csv sejours.csv --out liens.csv --report bilan.json
                """,
            en: """
                No identity trait is read. Columns recognised, under several names: subject (register), person \
                (national file), finess, entry, exit, sex, birth, dep, dx. Each subject has a line in --out: certain, \
                ambiguous or excluded, with its reason, probability and margin. The person is told only when the link \
                is certain.

                Examples:
                  keyholder link-stays register.csv stays.csv.gz --out links.csv
                  keyholder link-stays register.csv stays.csv --out links.csv --report report.json
                """))

    @Argument(
        help: ArgumentHelp(
            Terminal.words(fr: "Séjours du registre.", en: "Stays of the register."), valueName: "register"))
    var register: String

    @Argument(
        help: ArgumentHelp(
            Terminal.words(fr: "Séjours du fichier national.", en: "Stays of the national file."), valueName: "stays"))
    var stays: String

    @Option(
        help: ArgumentHelp(
            Terminal.words(fr: "Une ligne par sujet.", en: "One line for each subject."), valueName: "csv"))
    var out: String

    @Option(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Bilan interne en JSON, effectifs non masqués.", en: "Internal report in JSON, no count withheld."),
            valueName: "json"))
    var report: String?

    @Option(help: ArgumentHelp(Terminal.words(fr: "Fils d'exécution.", en: "Threads."), valueName: "count"))
    var workers: Int = 2

    @Flag(help: ArgumentHelp(Terminal.words(fr: "Sans progression.", en: "No progress.")))
    var quiet = false

    func validate() throws {
        func refuse(_ fr: String, _ en: String) -> ValidationError { ValidationError(Terminal.words(fr: fr, en: en)) }
        if !(1...256).contains(workers) { throw refuse("--workers : 1 à 256.", "--workers: 1 to 256.") }
        let places = [register, stays, out, report].compactMap(\.self).map { URL(filePath: $0).standardized.path }
        if Set(places).count != places.count {
            throw refuse("Un même fichier est donné deux fois.", "One file is given twice.")
        }
    }

    func run() throws {
        Terminal.run {
            try OutputPlaces([out, report]).check()
            let line = ProgressLine(isQuiet: quiet)
            let files = try StayFileReader(progress: line.observer)
                .read(register: URL(filePath: register), national: URL(filePath: stays))
            let result = EventLinkage(workerCount: workers, progress: line.observer).run(files)
            try result.write(to: URL(filePath: out), files)
            if let report { try write(result.report, to: URL(filePath: report)) }
            line.end()
            say(result.report)
        }
    }

    private func write(_ report: EventLinkageReport, to place: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(report)
        do { try data.write(to: place, options: .atomic) } catch {
            throw EncodedCommandError.notWritten(file: place.lastPathComponent)
        }
    }

    private func say(_ report: EventLinkageReport) {
        func percent(_ share: Double) -> String { String(format: "%.2f %%", share * 100) }
        Terminal.say(
            fr: "\(grouped(report.subjectCount)) sujets, \(grouped(report.nationalStayCount)) séjours : "
                + "\(grouped(report.certainCount)) liens certains (\(percent(report.linkedShare))).",
            en: "\(grouped(report.subjectCount)) subjects, \(grouped(report.nationalStayCount)) stays: "
                + "\(grouped(report.certainCount)) certain links (\(percent(report.linkedShare))).")
        Terminal.say(
            fr: "Précision attendue \(percent(report.expectedPrecision)), rappel attendu "
                + "\(percent(report.expectedRecall)).",
            en: "Expected precision \(percent(report.expectedPrecision)), expected recall "
                + "\(percent(report.expectedRecall)).")
        if report.unreadableValueCount > 0 {
            Terminal.note(
                Phrase(
                    fr: "\(grouped(report.unreadableValueCount)) valeurs illisibles, tenues pour manquantes.",
                    en: "\(grouped(report.unreadableValueCount)) unreadable values, taken as missing."))
        }
        if !report.hasConverged {
            Terminal.note(
                Phrase(fr: "L'estimation n'a pas convergé.", en: "The estimation did not converge."))
        }
    }
}
