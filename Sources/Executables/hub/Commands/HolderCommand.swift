import ArgumentParser
import Console
import Foundation
import HealthModel
import Intake
import SealedExchange

struct HolderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "holder",
        abstract: "What a data holder does on its own machine.",
        subcommands: [Seal.self])

    struct Seal: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Parts raw files into a delivery without identities and identities that only the key holder opens.",
            discussion: """
                Writes OUT/delivery (for the hub) and OUT/identities.sealed (for the key holder). A person becomes a
                row token that means nothing elsewhere; nominative columns are left out.

                EXAMPLE
                  hub holder seal --source national-claims --keyholder keyholder.public --out sent raw/claims
                """)

        @Argument(help: "Folder of the raw files.") var raw: String
        @Option(help: "Which source they are: see `hub sources`.") var source: String
        @Option(help: "The key holder's public key file.") var keyholder: String
        @Option(help: "Folder to write, made if missing.") var out: String
        @Option(help: "Identifier of the delivery (default: a new one).") var delivery: String?
        @Option(
            help: "Also write the row tokens, one a line in the order of the identity file, for the holder's own use.")
        var tokenList: String?

        func run() async throws {
            Terminal.run {
                let line = ProgressLine()
                let summary = try HolderSealing(
                    source: source, raw: URL(filePath: raw), out: URL(filePath: out),
                    keyHolder: try ExchangePublicKey(contentsOf: URL(filePath: keyholder)), delivery: delivery,
                    tokenList: tokenList.map { URL(filePath: $0) }
                )
                .run(progress: line.observer)
                line.end()
                for finding in summary.findings.sorted {
                    Terminal.note(
                        Phrase(
                            fr: "\(finding.place) : \(finding.message.fr)",
                            en: "\(finding.place): \(finding.message.en)"))
                }
                Terminal.say(
                    Phrase(
                        fr: "\(grouped(summary.personCount)) identités scellées, livraison \(summary.deliveryID) : ",
                        en: "\(grouped(summary.personCount)) identities sealed, delivery \(summary.deliveryID): ")
                )
                TextTable(
                    titles: ["table", "rows", "bytes"],
                    rows: summary.tables.map { [$0.name, grouped($0.rowCount), grouped($0.byteCount)] }
                )
                .print()
            }
        }
    }
}

/// Seals one raw folder; shared by the command and the demonstration.
struct HolderSealing {
    let source: String
    let raw: URL
    let out: URL
    let keyHolder: ExchangePublicKey
    var delivery: String?
    var tokenList: URL?

    func run(progress: @escaping ProgressObserver) throws -> SealSummary {
        guard let description = SourceDescription.all.first(where: { $0.name == source }) else {
            throw IntakeError.sourceUnknown(name: source)
        }
        try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
        let seal = HolderSeal(source: description, rawFolder: raw, outputFolder: out, surroundings: .live)
        let sending = SealedSending(seal: seal, keyHolder: keyHolder, surroundings: .live)
        guard let tokenList else { return try sending.run(deliveryID: delivery, progress: progress) }
        _ = FileManager.default.createFile(
            atPath: tokenList.path, contents: nil, attributes: [.posixPermissions: 0o600])
        let list = try FileHandle(forWritingTo: tokenList)
        var pending = Data()
        let summary = try sending.run(
            deliveryID: delivery,
            token: { token in
                pending.append(contentsOf: token.text.utf8)
                pending.append(0x0A)
                if pending.count > 1 << 20 {
                    try list.write(contentsOf: pending)
                    pending.removeAll(keepingCapacity: true)
                }
            }, progress: progress)
        try list.write(contentsOf: pending)
        try list.close()
        return summary
    }
}
