import ArgumentParser
import Console
import IdentityVault

/// The parameters of links by evidence.
struct ModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: Terminal.words(
            fr: "Paramètres du rapprochement par indices (Fellegi-Sunter).",
            en: "Parameters of links by evidence (Fellegi-Sunter)."),
        discussion: Terminal.words(
            fr: """
                Les paramètres sont appris sur des paires aux numéros certifiés et gardés par versions. Une livraison qui \
                apporte trois fois plus de ces paires en fait apprendre d'autres ; « keyholder model renew » le demande \
                pour la prochaine.
                """,
            en: """
                The parameters are learnt on pairs of certified numbers and kept by versions. A delivery with three times \
                as many such pairs learns others; "keyholder model renew" asks the next one to.
                """),
        subcommands: [ModelListCommand.self, ModelRenewCommand.self])
}

/// Lists the versions.
struct ModelListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: Terminal.words(fr: "Les versions.", en: "The versions."))

    @OptionGroup var home: HomeOption

    @Flag(help: ArgumentHelp(Terminal.words(fr: "En JSON.", en: "As JSON.")))
    var json = false

    func run() throws {
        Terminal.run {
            let models = try home.vault().models()
            if json { return try JSONOutput.print(models) }
            for model in models {
                let state =
                    model.isRetired
                    ? Terminal.words(fr: "à renouveler", en: "to be renewed")
                    : model.isCalibrated
                        ? Terminal.words(fr: "calibrée", en: "calibrated")
                        : Terminal.words(
                            fr: "non calibrée : rien n'est lié, tout est relu",
                            en: "not calibrated: nothing is linked, all is reviewed")
                print(
                    "\(model.version)  \(model.madeAt)  \(model.source) / \(model.delivery)  \(model.certifiedPairCount)  \(state)"
                )
            }
        }
    }
}

/// Asks for new parameters.
struct ModelRenewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew",
        abstract: Terminal.words(
            fr: "Fait apprendre de nouveaux paramètres à la prochaine livraison.",
            en: "Has the next delivery learn new parameters."))

    @OptionGroup var home: HomeOption

    func run() throws {
        Terminal.run {
            try home.vault().retireModel()
            Terminal.say(
                fr: "la prochaine livraison apprendra de nouveaux paramètres",
                en: "the next delivery will learn new parameters")
        }
    }
}
