import ArgumentParser
import Console
import Foundation
import HealthModel
import HubServer
import Journal

struct JournalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: "The audit journal: show it, verify it, prove an entry.",
        subcommands: [Show.self, Verify.self, Prove.self, Key.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows the latest entries, newest last.",
            discussion: "EXAMPLE\n  hub journal show --last 50 --action intake.end")

        @OptionGroup var home: HomeOption
        @Option(help: "How many entries, at most 10000.") var last: Int = 20
        @Option(help: "Only entries of this action.") var action: String?
        @Flag(help: "Only acts that began and whose outcome is not told.") var open = false

        func validate() throws {
            guard (1...10_000).contains(last) else { throw ValidationError("--last is between 1 and 10000.") }
        }

        func run() async throws {
            Terminal.run {
                let reader = try home.open().journal.reader
                let records =
                    open
                    ? try reader.openReceipts()
                    : try reader.latest(last, matching: JournalFilter(action: action))
                        .sorted { $0.sequence < $1.sequence }
                for record in records {
                    let objects = record.entry.objects.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
                    print(
                        record.sequence, Surroundings.timestamp(record.entry.time), record.entry.actor,
                        record.entry.action.rawValue, record.entry.outcome, objects.joined(separator: " "))
                }
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Recomputes the whole journal: every changed, cut or added byte is found.",
            discussion: """
                With a checkpoint kept from earlier, a journal that was rolled back or rewritten is found too.

                EXAMPLE
                  cp hub-data/journal/checkpoint kept && hub journal verify --since kept
                """)

        @OptionGroup var home: HomeOption
        @Option(help: "A checkpoint file kept from earlier.") var since: String?

        func run() async throws {
            Terminal.run {
                // Opening a journal mends what a crash left; verification must see it as it is.
                let place = HubHome(folder: home.folder)
                let key = try Hub.journalKey(of: place)
                let line = ProgressLine()
                let kept = try since.map {
                    try JournalCheckpoint(note: [UInt8](Data(contentsOf: URL(filePath: $0))), key: key)
                }
                let findings = try JournalVerification.verify(
                    folder: place.journal, key: key, since: kept, progress: line.observer)
                line.end()
                for finding in findings {
                    print("\(finding.severity.rawValue) \(finding.place): \(finding.message.words(Terminal.language))")
                }
                if findings.contains(where: { $0.severity == .error }) {
                    Terminal.note(Phrase(fr: "Le journal a été altéré.", en: "The journal was altered."))
                    Foundation.exit(70)
                }
                let checkpoint = try JournalReader(folder: place.journal, key: key).checkpoint()
                Terminal.say(
                    Phrase(
                        fr: "Journal intact : \(grouped(checkpoint.size)) inscriptions, racine \(checkpoint.root).",
                        en: "Journal intact: \(grouped(checkpoint.size)) entries, root \(checkpoint.root)."))
            }
        }
    }

    struct Prove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the proof that an entry is in the journal, or that it only grew since a size.",
            discussion: "EXAMPLES\n  hub journal prove --entry 12\n  hub journal prove --since-size 40")

        @OptionGroup var home: HomeOption
        @Option(help: "Place of the entry, from 0.") var entry: Int?
        @Option(help: "An earlier size of the journal.") var sinceSize: Int?

        func validate() throws {
            guard (entry == nil) != (sinceSize == nil) else {
                throw ValidationError("Give --entry or --since-size, one of them.")
            }
        }

        func run() async throws {
            Terminal.run {
                let reader = try home.open().journal.reader
                let size = try reader.size()
                let hashes: [MerkleHash]
                if let entry {
                    hashes = try reader.inclusionProof(entry, size: size)
                    print("entry \(entry) of \(size), root \(try reader.root(size: size))")
                } else {
                    hashes = try reader.consistencyProof(sinceSize ?? 0, size)
                    print("size \(sinceSize ?? 0) to \(size), root \(try reader.root(size: size))")
                }
                for hash in hashes { print(hash) }
            }
        }
    }

    struct Key: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the public key that verifies checkpoints (signed-note form).")

        @OptionGroup var home: HomeOption

        func run() async throws {
            Terminal.run { print(try home.open().journal.key.text) }
        }
    }
}
