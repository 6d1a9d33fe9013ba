import Console
import Foundation
import HealthModel
import RecordLinkage

/// What the command says.
enum LinkText {
    static let discussion = Phrase(
        fr: """
            Les fichiers sont nominatifs : cette commande est celle du tiers de confiance. Une colonne « id » est \
            nécessaire ; sont reconnues, sous plusieurs noms : nom_naissance, nom_utilise, prenom, prenoms, sexe, \
            date_naissance, commune_naissance, code_postal, commune, nir. Rien n'est à régler : les poids sont estimés \
            sur les fichiers, et calibrés sur les numéros nationaux certifiés quand il y en a.

            Un poids est le log2 des chances que deux enregistrements soient la même personne : 0 vaut 50 %, 6,63 vaut \
            99 %, 10 vaut 99,9 %. Entre plusieurs fichiers, chacun contient une personne une fois au plus, sauf si la \
            configuration dit sourcesAreClean: false. Les numéros de --persons durent d'une exécution à l'autre, tant que \
            les fichiers sont donnés dans le même ordre ; si une personne se révèle être plusieurs, la part qui a \
            l'enregistrement vu le premier garde le numéro.

            Exemples :
              keyholder link a.csv b.csv --out paires.csv
              keyholder link registre.csv --out doublons.csv --clusters groupes.csv
              keyholder link a.csv b.csv --persons personnes.csv --changes changements.csv
              keyholder link a.csv b.csv --probability 0.99 --out paires.csv --sheet fiche.html --sheet fiche.json --decoys 5000
              keyholder link a.csv b.csv --config appariement.yaml --out paires.csv --report bilan.json
              keyholder link a.csv b.csv --explain A12 B34
            """,
        en: """
            The files hold identities: this command is the key holder's. A column “id” is needed; these are recognised, \
            under several names: nom_naissance, nom_utilise, prenom, prenoms, sexe, date_naissance, commune_naissance, \
            code_postal, commune, nir. Nothing need be set: weights are estimated on the files, and calibrated on \
            certified national numbers where there are any.

            A weight is the log2 of the odds that two records are one person: 0 is 50 %, 6.63 is 99 %, 10 is 99.9 %. \
            Of several files each holds a person once at most, unless the configuration says sourcesAreClean: false. The \
            numbers of --persons last from run to run while the files are given in the same order; when a person turns \
            out to be several, the part with the record that was seen first keeps the number.

            Examples:
              keyholder link a.csv b.csv --out pairs.csv
              keyholder link registry.csv --out duplicates.csv --clusters groups.csv
              keyholder link a.csv b.csv --persons persons.csv --changes changes.csv
              keyholder link a.csv b.csv --probability 0.99 --out pairs.csv --sheet sheet.html --sheet sheet.json --decoys 5000
              keyholder link a.csv b.csv --config link.yaml --out pairs.csv --report report.json
              keyholder link a.csv b.csv --explain A12 B34
            """)

    /// How the persons changed since the run before.
    static func say(_ changes: [PersonChange]) {
        var counts = (new: 0, merged: 0, split: 0, gone: 0)
        for change in changes {
            switch change {
            case .new: counts.new += 1
            case .merged(let persons, _): counts.merged += persons.count
            case .split(_, let parts): counts.split += parts.count - 1
            case .gone: counts.gone += 1
            }
        }
        Terminal.note(
            Terminal.words(
                fr: "personnes nouvelles : \(grouped(counts.new)) ; réunies : \(grouped(counts.merged)) ; "
                    + "séparées : \(grouped(counts.split)) ; disparues : \(grouped(counts.gone))",
                en: "new persons: \(grouped(counts.new)); merged: \(grouped(counts.merged)); "
                    + "split: \(grouped(counts.split)); gone: \(grouped(counts.gone))"))
    }

    /// A few lines on the run.
    static func summary(_ linked: LinkedFiles) {
        let counts = linked.result.table.sources.map { "\($0.name) \(grouped($0.records.count))" }
            .joined(separator: ", ")
        let table = ExpectedErrors.table(
            linked.result, links: linked.links, thresholds: [linked.configuration.weightMin ?? 0])
        Terminal.note(
            Terminal.words(
                fr: "enregistrements : \(counts) ; paires comparées gardées : \(grouped(linked.result.pairs.count))",
                en: "records: \(counts); compared pairs kept: \(grouped(linked.result.pairs.count))"))
        let dropped = linked.result.blocking.reduce(0) { $0 + $1.droppedBlockCount }
        if dropped > 0 {
            Terminal.note(
                Terminal.words(
                    fr: "blocs trop grands écartés : \(grouped(dropped)) (voir --report)",
                    en: "blocks too large, left out: \(grouped(dropped)) (see --report)"))
        }
        if !linked.result.model.convergence.hasConverged {
            Terminal.note(
                Terminal.words(fr: "l'estimation n'a pas convergé", en: "the estimation did not converge"))
        }
        guard let errors = table.first, errors.linkCount > 0 else {
            Terminal.note(
                Terminal.words(
                    fr: "liens : 0 ; rien ne permet d'en dire la précision ni le rappel",
                    en: "links: 0; nothing tells their precision or recall"))
            return
        }
        func percent(_ share: Double) -> String { String(format: "%.2f %%", share * 100) }
        Terminal.note(
            Terminal.words(
                fr: "liens : \(grouped(errors.linkCount)) ; précision attendue \(percent(errors.precision)), "
                    + "rappel attendu \(percent(errors.recall))",
                en: "links: \(grouped(errors.linkCount)); expected precision \(percent(errors.precision)), "
                    + "expected recall \(percent(errors.recall))"))
    }
}
