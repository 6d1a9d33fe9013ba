package import Foundation

/// Everything the key holder keeps, as places under one folder that only its account may open.
package struct VaultHome: Sendable, Hashable {
    package let folder: URL

    package init(folder: URL) { self.folder = folder }

    /// The private key that opens the files sealed to the key holder.
    package var exchangeKey: URL { folder.appending(path: "exchange.key") }
    /// Keyed hashes, persons, merges and deliveries (SQLite).
    package var register: URL { folder.appending(path: "register.sqlite") }
    /// Shares of the pseudonym key, unless their custodians keep them elsewhere.
    package var shares: URL { folder.appending(path: "shares") }
    /// Crosswalks as they were sealed to the hub: unreadable here, sent again when asked for again.
    package var answers: URL { folder.appending(path: "answers") }
    /// Keyed hashes of the delivery under way; emptied before and after each.
    package var work: URL { folder.appending(path: "work") }

    /// Makes the folders that are missing, for the owner alone.
    func prepare() throws {
        for place in [folder, shares, answers, work] {
            try FileManager.default.createDirectory(
                at: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path)
    }

    /// Removes what an earlier run that was stopped left behind.
    func emptyWork() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: work.path) {
            try FileManager.default.removeItem(at: work.appending(path: name))
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: answers.path) where name.hasSuffix(".partial") {
            try FileManager.default.removeItem(at: answers.appending(path: name))
        }
    }
}
