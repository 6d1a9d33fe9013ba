import Foundation
import HealthModel
import HubTestSupport
import IdentityVault
import SealedExchange

/// A vault in a folder of its own, with its ceremony done, a hub and helpers to send deliveries.
struct VaultBench {
    struct Answer {
        let summary: ReceiveSummary
        let entries: [CrosswalkEntry]
        let separations: [PseudonymSeparation]
        let supersessions: [PseudonymSupersession]
        let bytes: Data

        var reasons: [String] { entries.map(\.reason.rawValue) }
        var pseudonyms: [PersonPseudonym?] { entries.map(\.pseudonym) }
    }

    let folder: TemporaryFolder
    let surroundings: Surroundings
    let vault: IdentityVault
    let hub: ExchangeKeyPair

    init(isKeyComplete: Bool = true) throws {
        folder = try TemporaryFolder()
        let moment = Date(timeIntervalSince1970: 1_795_000_000)
        surroundings = Surroundings(now: { moment }, randomBytes: Surroundings.live.randomBytes)
        vault = try IdentityVault(
            home: VaultHome(folder: folder.url.appending(path: "vault")), surroundings: surroundings)
        hub = try ExchangeKeyPair(surroundings: surroundings)
        guard isKeyComplete else { return }
        _ = try vault.ceremony.contribute(custodian: "CNAM")
        _ = try vault.ceremony.contribute(custodian: "ATIH")
    }

    static func token(_ number: Int) -> RowToken {
        RowToken(bytes: (0..<16).map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> (8 * $0)) : 0 })
    }

    func seal(
        _ persons: [IdentityTraits], source: String = "claims", delivery: String = "d1"
    ) throws -> URL {
        let place = folder.url.appending(path: "\(source)-\(delivery).sealed")
        let writer = try IdentityFileWriter(
            url: place, to: vault.address(),
            header: SealedHeader(source: source, deliveryID: delivery, createdAt: surroundings.timestamp()))
        for (number, person) in persons.enumerated() {
            try writer.write(VaultBench.token(number), Nominative(person))
        }
        try writer.finish()
        return place
    }

    func receive(_ sealed: URL, keeps: Bool = false, with vault: IdentityVault? = nil) throws -> Answer {
        let out = folder.url.appending(path: "crosswalk.sealed")
        let summary = try (vault ?? self.vault)
            .receive(
                ReceiveRequest(
                    identities: sealed, hubKey: hub.publicKey, crosswalk: out, keepsIdentities: keeps))
        let reader = try CrosswalkFileReader(url: out, key: hub, sender: self.vault.address())
        var entries: [CrosswalkEntry] = []
        while let entry = try reader.next() { entries.append(entry) }
        return Answer(
            summary: summary, entries: entries, separations: reader.separations, supersessions: reader.supersessions,
            bytes: try Data(contentsOf: out))
    }

    func receive(
        _ persons: [IdentityTraits], source: String = "claims", delivery: String = "d1"
    ) throws -> Answer {
        try receive(seal(persons, source: source, delivery: delivery))
    }

    static func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return (error as? any HubError)?.code
        }
    }

    /// All bytes of all files of the vault's folder.
    func everyByte() throws -> [String: Data] {
        var bytes: [String: Data] = [:]
        let files = FileManager.default.enumerator(atPath: vault.home.folder.path)
        while let name = files?.nextObject() as? String {
            let place = vault.home.folder.appending(path: name)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            bytes[name] = try Data(contentsOf: place)
        }
        return bytes
    }
}

extension IdentityTraits {
    static let ownNumber = "2790351215189"
    static let otherOwnNumber = "2790351215190"
    static let fathersNumber = "1550151215189"

    static func marie(
        number: String = "", name: String = "QUATREMERE", used: String = "", given: String = "Mariannick",
        born: String = "1979-03-05", place: String = ""
    ) -> IdentityTraits {
        IdentityTraits(
            nationalNumber: number, birthName: name, usedName: used, givenNames: given, birthDate: born, sex: .female,
            birthPlace: place, postalCode: "75019")
    }
}
