import ArgumentParser
import Console
import Foundation
import HealthModel
import HubServer
import Intake
import SealedExchange
import TabularFiles

struct AddressCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "address",
        abstract: "Prints the hub's public key, to which the key holder seals crosswalks.",
        discussion: "EXAMPLE\n  hub address > hub.public")

    @OptionGroup var home: HomeOption

    func run() async throws {
        Terminal.run { print(try home.open().exchangeKey.publicKey.text, terminator: "") }
    }
}

struct TrustCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Names the key holder whose crosswalks this hub takes.",
        discussion: "Compare the fingerprint by telephone first.\n\nEXAMPLE\n  hub trust keyholder.public")

    @OptionGroup var home: HomeOption
    @Argument(help: "The key holder's public key file (`keyholder address`).") var key: String

    func run() async throws {
        Terminal.run {
            let key = try ExchangePublicKey(contentsOf: URL(filePath: key))
            try home.open().trust(keyHolder: key)
            Terminal.say(
                Phrase(
                    fr: "Tiers de confiance : \(key.fingerprint)", en: "Trusted key holder: \(key.fingerprint)"))
        }
    }
}

struct SourcesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sources", abstract: "Lists the source databases that the hub understands, with their tables.")

    func run() async throws {
        Terminal.run {
            for source in SourceDescription.all {
                print("\(source.name)  \(source.title.words(Terminal.language))")
                for file in source.files {
                    let optional =
                        file.isRequired ? "" : " (\(Phrase(fr: "facultatif", en: "optional").words(Terminal.language)))"
                    print("    \(file.table)  \(file.pattern)\(optional), \(file.schema.fields.count) columns")
                }
            }
        }
    }
}

struct IntakeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "intake",
        abstract: "Takes a sealed delivery in: checks, scans for nominative data, pseudonymises, stages.",
        discussion: """
            The delivery is taken in whole or not at all. The same delivery again changes nothing.
            Exit code 65 if it was refused, 77 if it was quarantined; the report says why.

            EXAMPLE
              hub intake sent/delivery --crosswalk crosswalk.sealed
            """)

    @OptionGroup var home: HomeOption

    @Argument(help: "Folder of the delivery, with its delivery.json.")
    var delivery: String

    @Option(help: "Crosswalk of this delivery, sealed by the key holder.")
    var crosswalk: String

    @Flag(help: "Print the report as JSON.")
    var json = false

    func run() async throws {
        Terminal.run {
            let hub = try home.open()
            let line = ProgressLine()
            let report = try hub.takeIn(
                delivery: URL(filePath: delivery), crosswalk: URL(filePath: crosswalk), progress: line.observer)
            line.end()
            if json {
                print(String(decoding: try report.json(), as: UTF8.self))
            } else {
                ReportPrinter(
                    report: report,
                    place: hub.intake.reportPlace(
                        source: report.source, delivery: report.delivery, digest: report.digest)
                )
                .print()
            }
            switch report.state {
            case .refused: Foundation.exit(65)
            case .quarantined: Foundation.exit(77)
            default: break
            }
        }
    }
}

struct DeliveriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries", abstract: "Lists every delivery that the hub has seen, and how it ended.")

    @OptionGroup var home: HomeOption

    func run() async throws {
        Terminal.run {
            let rows = try home.open().store.deliveries()
                .map { delivery in
                    [
                        delivery.source, delivery.delivery,
                        IntakeReportPage.words(for: delivery.state).words(Terminal.language),
                        delivery.received, grouped(delivery.rowCount), grouped(delivery.certainCount),
                        grouped(delivery.ambiguousCount), grouped(delivery.excludedCount),
                    ]
                }
            let titles = [
                Phrase(fr: "source", en: "source"), Phrase(fr: "livraison", en: "delivery"),
                Phrase(fr: "état", en: "state"), Phrase(fr: "reçue", en: "received"), Phrase(fr: "lignes", en: "rows"),
                Phrase(fr: "certains", en: "certain"), Phrase(fr: "ambigus", en: "ambiguous"),
                Phrase(fr: "exclus", en: "excluded"),
            ]
            TextTable(titles: titles.map { $0.words(Terminal.language) }, rows: rows).print()
        }
    }
}

struct WithdrawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Withdraws a delivery: its staged rows are removed, and every release made from it.",
        discussion: """
            Without --yes it only says what would be removed.

            EXAMPLE
              hub withdraw national-claims 2026-01 --yes && hub publish
            """)

    @OptionGroup var home: HomeOption
    @Argument(help: "Source of the delivery.") var source: String
    @Argument(help: "Identifier of the delivery.") var delivery: String
    @Flag(help: "Do it.") var yes = false

    func run() async throws {
        Terminal.run {
            let hub = try home.open()
            guard yes else {
                let releases = try hub.intake.releasesMade(from: source, delivery)
                Terminal.say(
                    Phrase(
                        fr: "Serait retirée : \(source) \(delivery), et les versions : "
                            + "\(releases.joined(separator: ", ")). Ajouter --yes pour le faire.",
                        en: "Would be withdrawn: \(source) \(delivery), and the releases: "
                            + "\(releases.joined(separator: ", ")). Add --yes to do it."))
                return
            }
            let releases = try hub.intake.withdraw(source: source, delivery: delivery)
            Terminal.say(
                Phrase(
                    fr: "Retirée : \(source) \(delivery). Versions retirées : \(releases.joined(separator: ", ")).",
                    en: "Withdrawn: \(source) \(delivery). Releases withdrawn: \(releases.joined(separator: ", "))."))
        }
    }
}

struct PublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Makes a release (OMOP CDM 5.4) of every accepted delivery, and lists it in the catalogue.",
        discussion: "EXAMPLE\n  hub publish --name 2026-q1")

    @OptionGroup var home: HomeOption
    @Option(help: "Name of the release (default: its number, as r1, r2…).") var name: String?

    func run() async throws {
        Terminal.run {
            let hub = try home.open()
            let line = ProgressLine()
            let report = try hub.publish(name: name, progress: line.observer)
            line.end()
            PublicationPrinter(report: report).print()
        }
    }
}
