package import Foundation
internal import GRDB
internal import HealthModel

/// A custodian and the fingerprint of their share.
package struct Custodian: Sendable, Hashable, Codable {
    package let name: String
    package let fingerprint: String
    package let contributedAt: String
    /// From the key holder's folder, or an absolute path.
    package let shareFile: String
}

/// How far the key is.
package struct CustodyStatus: Sendable, Hashable, Codable {
    package static let shareCountNeeded = 2

    package let custodians: [Custodian]
    /// Of the key that both shares form; nil until then.
    package let keyFingerprint: String?

    package var isComplete: Bool { keyFingerprint != nil }
}

/// Two custodians of different bodies each contribute a random share; only both together form the keys.
package struct KeyCeremony: Sendable {
    private let store: RegisterStore
    private let home: VaultHome
    private let surroundings: Surroundings

    init(store: RegisterStore, home: VaultHome, surroundings: Surroundings) {
        self.store = store
        self.home = home
        self.surroundings = surroundings
    }

    /// Makes a custodian's share, in the key holder's folder or in a file of the custodian's choice (a removable disk).
    package func contribute(custodian name: String, shareFile: URL? = nil) throws -> CustodyStatus {
        guard KeyCeremony.isName(name) else { throw IdentityVaultError.custodianNameInvalid }
        let known = try store.custodians()
        if let same = known.first(where: { $0.name.lowercased() == name.lowercased() }) {
            throw IdentityVaultError.sameCustodian(name: same.name)
        }
        guard known.count < CustodyStatus.shareCountNeeded else { throw IdentityVaultError.ceremonyComplete }
        let earlier = try known.map { try readShare(of: $0) }
        let place = shareFile?.absoluteURL.path ?? "\(home.shares.lastPathComponent)/\(name).share"
        let file = shareURL(place)
        let share = KeyShare(surroundings: surroundings)
        try share.write(to: file)
        do {
            let custodian = Custodian(
                name: name, fingerprint: share.fingerprint, contributedAt: surroundings.timestamp(),
                shareFile: place)
            let shares = (earlier + [share]).map(\.bytes)
            let fingerprint = shares.count == 2 ? VaultKeys(shares: shares).fingerprint : nil
            try store.add(custodian, keyFingerprint: fingerprint)
        } catch {
            // A share that the register does not know would block the next attempt.
            try? FileManager.default.removeItem(at: file)
            throw error
        }
        return try status()
    }

    package func status() throws -> CustodyStatus {
        CustodyStatus(custodians: try store.custodians(), keyFingerprint: try store.keyFingerprint())
    }

    /// Forms the keys in memory.
    func keys() throws -> VaultKeys {
        let custodians = try store.custodians()
        guard custodians.count == CustodyStatus.shareCountNeeded else {
            throw IdentityVaultError.keyIncomplete(shareCount: custodians.count)
        }
        let keys = VaultKeys(shares: try custodians.map { try readShare(of: $0).bytes })
        guard keys.fingerprint == (try store.keyFingerprint()) else {
            throw IdentityVaultError.shareChanged(custodian: custodians[1].name)
        }
        return keys
    }

    private func readShare(of custodian: Custodian) throws -> KeyShare {
        let file = shareURL(custodian.shareFile)
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw IdentityVaultError.shareMissing(custodian: custodian.name)
        }
        let share = try KeyShare(contentsOf: file)
        guard share.fingerprint == custodian.fingerprint else {
            throw IdentityVaultError.shareChanged(custodian: custodian.name)
        }
        return share
    }

    private func shareURL(_ place: String) -> URL {
        place.hasPrefix("/") ? URL(filePath: place) : home.folder.appending(path: place)
    }

    private static func isName(_ name: String) -> Bool {
        (1...64).contains(name.count) && !name.hasPrefix(".")
            && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." || $0 == "_" }
    }
}
