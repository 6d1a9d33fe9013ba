import ArgumentParser
import Console
import Foundation
import HealthModel
import HubServer
import PatientIndex
import SQLBackends

struct IndexCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index",
        abstract: "The patient index of a release, from which questions are answered at once.",
        discussion: """
            An index can always be built again from its release.

            EXAMPLES
              hub index build
              hub index show --release r1
            """,
        subcommands: [Build.self, Verify.self, Show.self], defaultSubcommand: Show.self)

    struct Build: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Builds the index of a release.")

        @OptionGroup var home: HomeOption
        @Option(help: "Name of the release (default: the newest).") var release: String?
        @Flag(help: "Build it again although there is one for this release.") var force = false

        func run() async throws {
            Terminal.run {
                let hub = try home.open()
                let place = try IndexPlace(hub, release)
                if !force, let index = try? PatientIndex.open(place.file), index.header.releaseDigest == place.digest {
                    Terminal.say(
                        Phrase(
                            fr: "L’index de \(place.release.name) existe déjà (--force pour le reconstruire).",
                            en: "The index of \(place.release.name) exists already (--force builds it again)."))
                    return
                }
                let line = ProgressLine()
                let clock = Stopwatch()
                let report = try place.build(hub, onProgress: line.observer)
                line.end()
                let (wall, cpu) = clock.read()
                let rowCount = report.header.rowCount
                let rate = grouped(Int(Double(rowCount) / max(wall, 0.001)))
                let megabytes = grouped(report.byteCount / 1_000_000)
                Terminal.say(
                    Phrase(
                        fr: """
                            \(place.release.name) : \(grouped(rowCount)) événements de \
                            \(grouped(report.header.indexedPersonCount)) personnes, \(megabytes) Mo, \
                            \(Int(wall.rounded(.up))) s (\(rate) événements/s, \(Int(cpu.rounded(.up))) s de calcul).
                            """,
                        en: """
                            \(place.release.name): \(grouped(rowCount)) events of \
                            \(grouped(report.header.indexedPersonCount)) persons, \(megabytes) MB, \
                            \(Int(wall.rounded(.up))) s (\(rate) events/s, \(Int(cpu.rounded(.up))) s of CPU).
                            """))
                for table in report.sortedTables {
                    Terminal.note(
                        Phrase(
                            fr: "La table \(table) n’est pas dans l’ordre des personnes : il a fallu la trier.",
                            en: "Table \(table) is not in the order of persons: it had to be sorted."))
                }
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads the whole index: checksums, order of rows, counts, and the release it was made from.")

        @OptionGroup var home: HomeOption
        @Option(help: "Name of the release (default: the newest).") var release: String?

        func run() async throws {
            Terminal.run {
                let place = try IndexPlace(try home.open(), release)
                let index = try PatientIndex.open(place.file)
                let line = ProgressLine()
                try index.verify(onProgress: line.observer)
                line.end()
                guard index.header.releaseDigest == place.digest else {
                    Terminal.note(
                        Phrase(
                            fr: "L’index est intact, mais d’un autre état de \(place.release.name) : le reconstruire.",
                            en: "The index is intact, but of another state of \(place.release.name): build it again."))
                    Foundation.exit(70)
                }
                Terminal.say(
                    Phrase(
                        fr: "L’index de \(place.release.name) est intact (\(grouped(index.byteCount)) octets).",
                        en: "The index of \(place.release.name) is intact (\(grouped(index.byteCount)) bytes)."))
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows what the index holds and what it costs.")

        @OptionGroup var home: HomeOption
        @Option(help: "Name of the release (default: the newest).") var release: String?

        func run() async throws {
            Terminal.run {
                let place = try IndexPlace(try home.open(), release)
                let index = try PatientIndex.open(place.file)
                let header = index.header
                Terminal.say(
                    Phrase(
                        fr: """
                            \(header.release) : \(grouped(header.indexedPersonCount)) personnes en \
                            \(index.shards.count) tranches, \(grouped(index.byteCount)) octets
                            """,
                        en: """
                            \(header.release): \(grouped(header.indexedPersonCount)) persons in \
                            \(index.shards.count) shards, \(grouped(index.byteCount)) bytes
                            """))
                let bytes = index.tableByteCounts
                let rows = header.tables.sorted { ($1.value.rowCount, $0.key) < ($0.value.rowCount, $1.key) }
                    .map { name, table in
                        [
                            name, grouped(table.rowCount), grouped(bytes[name] ?? 0),
                            perEvent(bytes[name] ?? 0, table.rowCount),
                            grouped(index.conceptCounts(in: name)?.concepts.count ?? 0),
                            grouped(table.undatedRowCount), grouped(table.strangerRowCount),
                        ]
                    }
                let total = [
                    "", grouped(header.rowCount), grouped(index.byteCount), perEvent(index.byteCount, header.rowCount),
                    "", "", "",
                ]
                TextTable(
                    titles: ["table", "events", "bytes", "bytes/event", "concepts", "without date", "without person"],
                    rows: rows + [total]
                )
                .print()
            }
        }

        private func perEvent(_ bytes: Int, _ count: Int) -> String {
            count == 0 ? "–" : String(format: "%.2f", Double(bytes) / Double(count))
        }
    }
}

/// Where the index of a release stands, and what it is made from.
private struct IndexPlace {
    let release: Release
    let digest: String
    let file: URL

    init(_ hub: Hub, _ name: String?) throws {
        release = try hub.release(named: name)
        digest = FileDigest.sha256(of: try release.manifest.canonicalBytes())
        file = hub.home.indexes.appending(path: release.name).appending(path: "patient.index")
    }

    func build(_ hub: Hub, onProgress: @escaping ProgressObserver) throws -> PatientIndexBuildReport {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o750])
        return try PatientIndexBuilder(connection: try hub.opening.connection(to: release), schema: "omop")
            .build(to: file, release: release.name, releaseDigest: digest, onProgress: onProgress)
    }
}
