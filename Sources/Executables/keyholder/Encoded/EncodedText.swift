import Console
import EncodedLinkage
import Foundation
import HealthModel

/// What the commands around encodings say.
enum EncodedText {
    static let encode = Phrase(
        fr: """
            Colonnes reconnues, sous plusieurs noms, comme pour « keyholder link » : id, nom_naissance, nom_utilise, \
            prenom, prenoms, sexe, date_naissance, commune_naissance, code_postal. Le nom, le prénom et la date de \
            naissance sont nécessaires.

            La clé est commune aux détenteurs d'un projet et n'est jamais donnée à l'unité d'appariement ; elle est \
            détruite avec le projet. Seul le fichier --out part ; --ids et --decoy-tokens restent chez vous.

            Exemples :
              keyholder encode --new-key projet.key
              keyholder encode patients.csv --key projet.key --project ETUDE1 --ids ids.csv --out hopital.clk
              keyholder encode patients.csv --key projet.key --project ETUDE1 --ids ids.csv --decoy-tokens leurres.txt --out hopital.clk
            """,
        en: """
            Columns recognised, under several names, as for “keyholder link”: id, nom_naissance, nom_utilise, prenom, \
            prenoms, sexe, date_naissance, commune_naissance, code_postal. Name, given name and birth date are needed.

            The key is shared by the holders of a project and never given to the linkage unit; it is destroyed with \
            the project. Only the file of --out leaves; --ids and --decoy-tokens stay with you.

            Examples:
              keyholder encode --new-key project.key
              keyholder encode patients.csv --key project.key --project STUDY1 --ids ids.csv --out hospital.clk
              keyholder encode patients.csv --key project.key --project STUDY1 --ids ids.csv --decoy-tokens decoys.txt --out hospital.clk
            """)

    static let link = Phrase(
        fr: """
            L'unité d'appariement n'a ni clé, ni trait, ni donnée de santé. Elle rend les paires de jetons aux \
            détenteurs, puis détruit les encodages. Le seuil est tiré des scores seuls, sauf --threshold.

            Exemples :
              keyholder link-encoded a.clk b.clk --out paires.csv
              keyholder link-encoded a.clk b.clk --out paires.csv --blocked --destroy
              keyholder link-encoded a.clk b.clk --out paires.csv --threshold 0.80
            """,
        en: """
            The linkage unit has no key, no trait, no health data. It gives pairs of tokens back to the holders, then \
            destroys the encodings. The threshold is taken from the scores alone, unless --threshold is given.

            Examples:
              keyholder link-encoded a.clk b.clk --out pairs.csv
              keyholder link-encoded a.clk b.clk --out pairs.csv --blocked --destroy
              keyholder link-encoded a.clk b.clk --out pairs.csv --threshold 0.80
            """)

    static let sift = Phrase(
        fr: """
            Remplace vos jetons par vos identifiants, laisse de côté les paires de vos leurres et en tire le taux de \
            faux liens ; les liens plus faibles que ce que les leurres permettent sont écartés \
            (--decoys-linked-max). --side dit si vos jetons sont dans token_a ou token_b. Chaque détenteur le fait : \
            seules valent les paires que tous deux gardent.

            Exemple :
              keyholder sift-encoded paires.csv --side a --ids ids.csv --decoy-tokens leurres.txt --out mes-paires.csv
            """,
        en: """
            Puts your identifiers in the place of your tokens, leaves out the pairs of your decoys and takes the rate \
            of false links from them; links weaker than the decoys allow are left out (--decoys-linked-max). --side \
            says whether your tokens are in token_a or token_b. Every holder does it: only pairs that both keep count.

            Example:
              keyholder sift-encoded pairs.csv --side a --ids ids.csv --decoy-tokens decoys.txt --out my-pairs.csv
            """)

    static let keyMade = Phrase(
        fr: "Clé faite. Remettez-la aux autres détenteurs par un canal sûr, jamais à l'unité d'appariement.",
        en: "Key made. Give it to the other holders by a safe way, never to the linkage unit.")

    static func saySummary(_ read: IdentityFile.Rows, decoyCount: Int, hasIdentifiers: Bool) {
        Terminal.say(
            fr: "\(grouped(read.rows.count)) lignes encodées, \(grouped(decoyCount)) leurres ajoutés.",
            en: "\(grouped(read.rows.count)) rows encoded, \(grouped(decoyCount)) decoys added.")
        if read.poorCount > 0 {
            Terminal.note(
                Phrase(
                    fr: "\(grouped(read.poorCount)) lignes sans nom ou sans date de naissance : guère appariables.",
                    en: "\(grouped(read.poorCount)) rows without a name or a birth date: hardly linkable."))
        }
        if !hasIdentifiers {
            Terminal.note(
                Phrase(
                    fr: "Sans --ids, les jetons qui reviendront ne vous diront rien.",
                    en: "Without --ids the tokens that come back will tell you nothing."))
        }
    }

    static func say(_ result: EncodedLinkageResult, accepted: Int, threshold: Double, isGiven: Bool) {
        func percent(_ share: Double) -> String { String(format: "%.2f %%", share * 100) }
        let at = String(format: "%.4f", threshold)
        Terminal.say(
            fr: "\(grouped(accepted)) liens au seuil \(at) (\(isGiven ? "donné" : "tiré des scores")) ; "
                + "\(grouped(result.comparedCount)) comparaisons.",
            en: "\(grouped(accepted)) links at threshold \(at) (\(isGiven ? "given" : "taken from the scores")); "
                + "\(grouped(result.comparedCount)) comparisons.")
        let suggested = String(format: "%.4f", result.choice.threshold.value)
        if let precision = result.choice.expectedPrecision, let recall = result.choice.expectedRecallMax {
            Terminal.say(
                fr:
                    "Au seuil suggéré \(suggested) : précision attendue \(percent(precision)) (leurres compris, que leurs "
                    + "détenteurs écarteront), rappel attendu \(percent(recall)) au plus : qui diffère trop pour sortir du hasard n'est pas compté.",
                en:
                    "At the suggested threshold \(suggested): expected precision \(percent(precision)) (with decoys, which "
                    + "their holders will leave out), expected recall \(percent(recall)) at most: who differs too much to stand out from chance is not counted."
            )
        } else {
            Terminal.say(
                fr: "Rien ne distingue ces liens du hasard : ni précision ni rappel ne peuvent être dits.",
                en: "Nothing tells these links from chance: neither precision nor recall can be said.")
        }
        if result.droppedPairCount > 0 {
            Terminal.note(
                Phrase(
                    fr: "\(grouped(result.droppedPairCount)) paires de blocs trop grands non comparées.",
                    en: "\(grouped(result.droppedPairCount)) pairs of blocks too large were not compared."))
        }
    }
}
