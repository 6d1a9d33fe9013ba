import ArgumentParser
import Console
import EncodedLinkage
import Foundation
import HealthModel

/// Encodes a holder's identities for a linkage unit that may not see them.
struct EncodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encode",
        abstract: Terminal.words(
            fr: "Encode des identités pour un appariement sans traits en clair (détenteur).",
            en: "Encodes identities for linkage without plain traits (holder)."),
        discussion: Terminal.words(fr: EncodedText.encode.fr, en: EncodedText.encode.en))

    @Argument(
        help: ArgumentHelp(
            Terminal.words(fr: "CSV d'identités.", en: "CSV of identities."), valueName: "csv"))
    var file: String?

    @Option(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Clé du projet : 32 octets ou plus en hexadécimal, lisible par vous seul.",
                en: "The project's key: 32 bytes or more in hexadecimal, readable by you only."),
            valueName: "file"))
    var key: String?

    @Option(
        help: ArgumentHelp(
            Terminal.words(fr: "Fait une clé, et rien d'autre.", en: "Makes a key, and nothing else."),
            valueName: "file"))
    var newKey: String?

    @Option(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Nom du projet, le même chez tous les détenteurs.",
                en: "The project's name, the same for all holders."),
            valueName: "name"))
    var project: String?

    @Option(
        help: ArgumentHelp(
            Terminal.words(fr: "Fichier d'encodages à envoyer.", en: "File of encodings to send."), valueName: "clk"))
    var out: String?

    @Option(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Jeton et identifiant de chaque ligne : reste chez vous.",
                en: "Token and identifier of each row: stays with you."),
            valueName: "csv"))
    var ids: String?

    @Option(
        help: ArgumentHelp(
            Terminal.words(
                fr: "Leurres ajoutés, en pour cent (défaut 25 avec --decoy-tokens).",
                en: "Decoys added, in percent (default 25 with --decoy-tokens)."),
            valueName: "percent"))
    var decoysPercent: Int?

    @Option(
        help: ArgumentHelp(
            Terminal.words(fr: "Jetons des leurres : reste chez vous.", en: "Tokens of decoys: stays with you."),
            valueName: "file"))
    var decoyTokens: String?

    @Flag(
        help: ArgumentHelp(
            Terminal.words(
                fr:
                    "Sale les encodages par l'année de naissance : plus sûr, mais une année fausse n'est plus rattrapée.",
                en: "Salts encodings by birth year: safer, but a wrong year is no longer made up for.")))
    var saltBirthYear = false

    @Option(help: ArgumentHelp(Terminal.words(fr: "Fils d'exécution.", en: "Threads."), valueName: "count"))
    var workers: Int = 2

    @Flag(help: ArgumentHelp(Terminal.words(fr: "Sans progression.", en: "No progress.")))
    var quiet = false

    func validate() throws {
        func refuse(_ fr: String, _ en: String) -> ValidationError { ValidationError(Terminal.words(fr: fr, en: en)) }
        if newKey != nil {
            guard file == nil, key == nil, out == nil else {
                throw refuse("--new-key s'emploie seul.", "--new-key is used alone.")
            }
            return
        }
        if file == nil || key == nil || project == nil || out == nil {
            throw refuse(
                "Donnez le CSV, --key, --project et --out ; ou --new-key seul.",
                "Give the CSV, --key, --project and --out; or --new-key alone.")
        }
        if !(1...EncodedFileMaker.workerCountMax).contains(workers) {
            throw refuse("--workers : 1 à 64.", "--workers: 1 to 64.")
        }
        if let decoysPercent, !(0...400).contains(decoysPercent) {
            throw refuse("--decoys-percent : 0 à 400.", "--decoys-percent: 0 to 400.")
        }
        if let decoysPercent, decoysPercent > 0, decoyTokens == nil {
            throw refuse(
                "--decoys-percent demande --decoy-tokens : sans leurs jetons, les leurres passeraient pour des personnes.",
                "--decoys-percent needs --decoy-tokens: without their tokens decoys would pass for persons.")
        }
        let places = [file, key, out, ids, decoyTokens].compactMap(\.self).map { URL(filePath: $0).standardized.path }
        if Set(places).count != places.count {
            throw refuse("Un même fichier est donné deux fois.", "One file is given twice.")
        }
    }

    func run() throws {
        Terminal.run {
            if let newKey {
                try ProjectKeyFile(place: URL(filePath: newKey)).create(.live)
                return Terminal.say(EncodedText.keyMade)
            }
            guard let file, let key, let project, let out else { return }
            let line = ProgressLine(isQuiet: quiet)
            let lists = OutputPlaces([ids, decoyTokens])
            try OutputPlaces([out, ids, decoyTokens]).check()
            try lists.checkAbsent()
            let master = try ProjectKeyFile(place: URL(filePath: key)).read()
            let encodingKey = try EncodingKey(master: master, project: project)
            let read = try IdentityFile(
                place: URL(filePath: file), surroundings: .live, progress: line.observer
            )
            .read(needsIdentifier: ids != nil)
            let decoys = makeDecoys(read, encodingKey, label: URL(filePath: file).lastPathComponent)
            line.observer(ProgressStep(Phrase(fr: "Encodage", en: "Encoding"), done: read.rows.count))
            let profile = EncodingProfile.french(EncodingProfile.Hardening(saltsByBirthYear: saltBirthYear))
            let records = try EncodedFileMaker.encode(
                read.rows + decoys, key: encodingKey, profile: profile, workerCount: workers)
            // The lists first: no encoding may exist whose tokens nobody knows.
            do {
                if let decoyTokens { try EncodedLists.writeDecoys(decoys.map(\.token), to: URL(filePath: decoyTokens)) }
                if let ids { try EncodedLists.writeIdentifiers(read, to: URL(filePath: ids)) }
                try EncodedFileWriter.write(records, to: URL(filePath: out))
            } catch {
                lists.remove()
                throw error
            }
            line.end()
            EncodedText.saySummary(read, decoyCount: decoys.count, hasIdentifiers: ids != nil)
        }
    }

    private func makeDecoys(
        _ read: IdentityFile.Rows, _ key: EncodingKey, label: String
    ) -> [EncodedFileMaker.Row] {
        guard decoyTokens != nil else { return [] }
        return EncodedFileMaker.decoyRows(
            for: read.rows, key: key, label: label, surroundings: .live,
            sharePercent: decoysPercent ?? DecoyMaker.sharePercent)
    }
}
