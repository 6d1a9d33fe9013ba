import ArgumentParser
import Console
import Foundation
import HealthModel
import HubServer
import Intake
import SQLBackends

struct ReleasesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "releases",
        abstract: "The releases: list, show what one was made from and how it was linked, verify its files.",
        subcommands: [List.self, Show.self, Linkage.self, Verify.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the releases.")

        @OptionGroup var home: HomeOption

        func run() async throws {
            Terminal.run {
                let hub = try home.open()
                let releases = Dictionary(
                    try hub.lake.releases().map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
                let rows = try hub.store.releases()
                    .map { record in
                        let release = releases[record.name]
                        return [
                            String(record.sequence), record.name, record.state.rawValue, record.origin, record.created,
                            release.map { grouped($0.rowCount(of: "person")) } ?? "–",
                            release.map { grouped($0.manifest.files.reduce(0) { $0 + $1.rows }) } ?? "–",
                            release.map { grouped($0.manifest.files.reduce(0) { $0 + $1.bytes }) } ?? "–",
                        ]
                    }
                TextTable(
                    titles: ["n°", "release", "state", "origin", "created", "persons", "rows", "bytes"], rows: rows
                )
                .print()
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows what a release holds and what it was made from.",
            discussion: "EXAMPLE\n  hub releases show r1")

        @OptionGroup var home: HomeOption
        @Argument(help: "Name of the release (default: the newest).") var name: String?
        @Flag(help: "Print the manifest as JSON.") var json = false

        func run() async throws {
            Terminal.run {
                let release = try home.open().release(named: name)
                if json {
                    print(String(decoding: try release.manifest.canonicalBytes(), as: UTF8.self), terminator: "")
                    return
                }
                let manifest = release.manifest
                print(
                    "\(manifest.release)  OMOP CDM \(manifest.cdmVersion)  \(manifest.created)  \(manifest.codeVersion)"
                )
                for source in manifest.sources {
                    for delivery in source.deliveries {
                        print("  \(source.source) \(delivery.delivery)  sha256:\(delivery.digest)")
                    }
                }
                TextTable(
                    titles: ["table", "source", "delivery", "rows", "bytes", "sha256"],
                    rows: manifest.files.map {
                        [
                            $0.table, $0.source, $0.delivery, grouped($0.rows), grouped($0.bytes),
                            String($0.sha256.prefix(16)),
                        ]
                    }
                )
                .print()
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads every file of a release again and compares it with the manifest.")

        @OptionGroup var home: HomeOption
        @Argument(help: "Name of the release (default: the newest).") var name: String?

        func run() async throws {
            Terminal.run {
                let hub = try home.open()
                let release = try hub.release(named: name)
                let line = ProgressLine()
                let findings = try release.verify(onProgress: line.observer)
                line.end()
                for finding in findings {
                    print("\(finding.severity.rawValue) \(finding.place): \(finding.message.words(Terminal.language))")
                }
                if findings.contains(where: { $0.severity == .error }) { Foundation.exit(70) }
                let count = release.manifest.files.count + (release.manifest.documents?.count ?? 0)
                Terminal.say(
                    Phrase(
                        fr: "\(release.name) : \(grouped(count)) fichiers intacts.",
                        en: "\(release.name): \(grouped(count)) files intact."))
            }
        }
    }
}
