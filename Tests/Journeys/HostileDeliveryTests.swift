import Foundation
import HealthModel
import HubServer
import HubTestSupport
import IdentityVault
import Intake
import PopulationSimulator
import SQLBackends
import SealedExchange
import Testing

/// What a broken or hostile delivery does to the hub: nothing, and it is told why.
@Suite(.serialized) struct HostileDeliveryTests {
    /// A hub with nothing in it and one good, small delivery, made once.
    struct Ground: Sendable {
        let folder: TemporaryFolder
        let hub: Hub
        let sent: URL

        static let shared = Result { try Ground() }

        init() throws {
            folder = try TemporaryFolder()
            let country = folder.url.appending(path: "country")
            _ = try PopulationSimulator(plan: SimulationPlan(persons: 300, seed: 3)).run(into: country) { _ in }
            hub = try Hub(
                home: HubHome(folder: folder.url.appending(path: "hub")), memoryLimitBytes: 500_000_000,
                codeVersion: "test")
            let vault = try IdentityVault(
                home: VaultHome(folder: folder.url.appending(path: "keyholder")), surroundings: .live)
            for custodian in ["one", "two"] { _ = try vault.ceremony.contribute(custodian: custodian) }
            try hub.trust(keyHolder: try vault.address())
            let source = try #require(SourceDescription.all.first { $0.name == "hospital-stays" })
            sent = try SmallCountry.seal(source, from: country, into: folder.url, for: vault)
            _ = try vault.receive(
                ReceiveRequest(
                    identities: sent.appending(path: SealedSending.identitiesName), hubKey: hub.exchangeKey.publicKey,
                    crosswalk: sent.appending(path: "crosswalk.sealed")))
        }
    }

    /// One way to break a delivery, and what must be said of it: an error's or a finding's code.
    struct Damage: Sendable, CustomTestStringConvertible {
        let name: String
        let code: String
        let change: @Sendable (URL) throws -> Void
        var isResigned = true
        var testDescription: String { name }

        init(
            _ name: String, _ code: String, isResigned: Bool = true, _ change: @escaping @Sendable (URL) throws -> Void
        ) {
            self.name = name
            self.code = code
            self.isResigned = isResigned
            self.change = change
        }
    }

    static let table = "T_MCO22B.csv"

    private static func edit(_ folder: URL, _ file: String = table, _ change: (inout [String]) -> Void) throws {
        let place = folder.appending(path: file)
        var lines = String(decoding: try Data(contentsOf: place), as: UTF8.self).components(separatedBy: "\n")
        change(&lines)
        try Data(lines.joined(separator: "\n").utf8).write(to: place)
    }

    private static func append(_ bytes: [UInt8], _ folder: URL, _ file: String = table) throws {
        let place = folder.appending(path: file)
        try (Data(contentsOf: place) + Data(bytes)).write(to: place)
    }

    private static func replaceCell(_ folder: URL, column: String, row: Int, with value: String) throws {
        try edit(folder) { lines in
            let place = lines[0].components(separatedBy: ";").firstIndex(of: column) ?? 0
            var cells = lines[row].components(separatedBy: ";")
            cells[place] = value
            lines[row] = cells.joined(separator: ";")
        }
    }

    static let damages: [Damage] = [
        Damage("no delivery.json", "intake.delivery-unreadable", isResigned: false) {
            try FileManager.default.removeItem(at: $0.appending(path: "delivery.json"))
        },
        Damage("delivery.json is not JSON", "intake.delivery-unreadable", isResigned: false) {
            try Data("{".utf8).write(to: $0.appending(path: "delivery.json"))
        },
        Damage("a path that leaves the folder", "intake.delivery-unreadable", isResigned: false) {
            let text = #"{"source":"hospital-stays","delivery":"x","files":[{"name":"../x","bytes":1,"sha256":"0"}]}"#
            try Data(text.utf8).write(to: $0.appending(path: "delivery.json"))
        },
        Damage("a source nobody described", "intake.source-unknown", isResigned: false) {
            let text = #"{"source":"moon","delivery":"x","files":[]}"#
            try Data(text.utf8).write(to: $0.appending(path: "delivery.json"))
        },
        Damage("a file cut off", "intake.file-changed", isResigned: false) {
            let place = $0.appending(path: table)
            try Data(contentsOf: place).dropLast(100).write(to: place)
        },
        Damage("one changed byte", "intake.file-changed", isResigned: false) {
            let place = $0.appending(path: table)
            var bytes = try Data(contentsOf: place)
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: place)
        },
        Damage("a missing file", "intake.file-missing", isResigned: false) {
            try FileManager.default.removeItem(at: $0.appending(path: table))
        },
        Damage("a link instead of a file", "intake.file-missing", isResigned: false) {
            let place = $0.appending(path: table)
            try FileManager.default.removeItem(at: place)
            try FileManager.default.createSymbolicLink(atPath: place.path, withDestinationPath: "/etc/passwd")
        },
        Damage("an open quote", "csv.unclosed-quote") { try edit($0) { $0[3] = "\"" + $0[3] } },
        Damage("a line with a column too many", "csv.column-count") { try edit($0) { $0[2] += ";x" } },
        Damage("a NUL byte", "text.nul") { try append([0x00, 0x0A], $0) },
        Damage("not a CSV at all", "file.foreign-format") {
            try Data("PK\u{3}\u{4}".utf8).write(to: $0.appending(path: table))
        },
        Damage("an empty file", "file.empty") { try Data().write(to: $0.appending(path: table)) },
        Damage("a word where a number should be", "value.not-integer") {
            try replaceCell($0, column: "AGE_ANN", row: 4, with: "vingt")
        },
        Damage("a column that is not described", "csv.column-unknown") {
            try edit($0) { lines in lines = lines.enumerated().map { $1.isEmpty ? $1 : $1 + ($0 == 0 ? ";NOTE" : ";x") }
            }
        },
        Damage("names in a code", "quarantined") { folder in
            let surnames = ["Martin", "Bernard", "Petit", "Moreau", "Garnier", "Faure"]
            let names = ["Sophie", "Luc", "Camille", "Julien", "Anne", "Paul", "Marie"]
                .flatMap { given in
                    surnames.map { "\($0) \(given)" }
                }
            try edit(folder) { lines in
                let place = lines[0].components(separatedBy: ";").firstIndex(of: "BDI_COD") ?? 0
                lines = lines.enumerated()
                    .map { row, line in
                        guard row > 0, !line.isEmpty else { return line }
                        var cells = line.components(separatedBy: ";")
                        cells[place] = names[row % names.count]
                        return cells.joined(separator: ";")
                    }
            }
        },
        Damage("a token that is not in the crosswalk", "crosswalk.token-unknown") { folder in
            try edit(folder, "T_MCO22C.csv") { lines in
                var cells = lines[1].components(separatedBy: ";")
                cells[0] = String(repeating: "0", count: 32)
                lines[1] = cells.joined(separator: ";")
            }
        },
        Damage("a required table missing", "delivery.table-missing") { folder in
            for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file.hasSuffix("C.csv") {
                try FileManager.default.removeItem(at: folder.appending(path: file))
            }
        },
    ]

    @Test(arguments: damages) func changesNothingAndSaysWhy(damage: Damage) throws {
        let ground = try Ground.shared.get()
        let folder = try TemporaryFolder()
        let copy = folder.url.appending(path: "delivery")
        try FileManager.default.copyItem(at: ground.sent.appending(path: "delivery"), to: copy)
        let manifest = try DeliveryManifest.read(from: copy)
        try damage.change(copy)
        if damage.isResigned { try resign(copy, manifest) }
        let before = try committed(ground.hub)
        let codes = try codes(ground, copy, ground.sent.appending(path: "crosswalk.sealed"))
        #expect(codes.contains(damage.code), "\(codes)")
        #expect(try committed(ground.hub) == before)
    }

    @Test func aCrosswalkThatTheKeyHolderDidNotSignIsRefused() throws {
        let ground = try Ground.shared.get()
        let forged = ground.folder.url.appending(path: "forged.sealed")
        let writer = try CrosswalkFileWriter(
            url: forged, to: ground.hub.exchangeKey.publicKey,
            header: SealedHeader(source: "hospital-stays", deliveryID: SmallCountry.delivery, createdAt: "now"),
            from: try ExchangeKeyPair(surroundings: .live))
        _ = try writer.finish()
        let before = try committed(ground.hub)
        let codes = try codes(ground, ground.sent.appending(path: "delivery"), forged)
        #expect(codes.contains { $0.hasPrefix("sealed.") }, "\(codes)")
        #expect(try committed(ground.hub) == before)
    }

    // MARK: - Parts

    /// What the hub has committed and offers.
    private func committed(_ hub: Hub) throws -> [String] {
        try hub.store.deliveries().filter { $0.state == .accepted }.map(\.source) + hub.store.releases().map(\.name)
            + FileManager.default.contentsOfDirectory(atPath: hub.home.people.path)
            + FileManager.default.subpathsOfDirectory(atPath: hub.home.deliveries.path)
            .filter { $0.hasSuffix(".parquet") }
            + FileManager.default.contentsOfDirectory(atPath: hub.home.work.path)
    }

    /// The codes that an intake gives: of its error, or of its report.
    private func codes(_ ground: Ground, _ delivery: URL, _ crosswalk: URL) throws -> [String] {
        do {
            let report = try ground.hub.takeIn(delivery: delivery, crosswalk: crosswalk)
            #expect(report.state != .accepted)
            return report.findings.map(\.code) + [report.state.rawValue]
        } catch let error as any HubError {
            return [error.code]
        }
    }

    /// Announces the files as they are now, as a holder who does not know of the damage would.
    private func resign(_ folder: URL, _ manifest: DeliveryManifest) throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".csv") }
        let made = DeliveryManifest(
            source: manifest.source, delivery: manifest.delivery,
            files: try files.sorted()
                .map { name in
                    let place = folder.appending(path: name)
                    return DeliveryManifest.File(
                        name: name, bytes: try Data(contentsOf: place).count,
                        sha256: try FileDigest.sha256(of: place))
                }, identitiesSHA256: manifest.identitiesSHA256)
        try JSONEncoder().encode(made).write(to: folder.appending(path: DeliveryManifest.fileName))
    }
}
