package import Foundation
package import HealthModel
package import TabularFiles

/// The holder's act of sealing: raw files in, an anonymous-looking delivery and a stream of identities out.
///
/// It writes `<output>/delivery/`: each table with its person key replaced by a row token and only its health
/// columns, values unchanged; and `delivery.json`, written last. The folder appears under its name only when it is
/// complete. Memory does not grow with the files. The secret behind the tokens is never written.
package struct HolderSeal {
    package static let folderName = "delivery"

    let source: SourceDescription
    let rawFolder: URL
    let outputFolder: URL
    let surroundings: Surroundings
    let limits: TabularLimits

    package init(
        source: SourceDescription, rawFolder: URL, outputFolder: URL, surroundings: Surroundings,
        limits: TabularLimits = TabularLimits()
    ) {
        self.source = source
        self.rawFolder = rawFolder
        self.outputFolder = outputFolder
        self.surroundings = surroundings
        self.limits = limits
    }

    /// Seals everything.
    ///
    /// - `deliveryID`: letters, digits, dot, dash, underscore; a new one when nil.
    /// - `identity`: gets each person record once for each row of the identity file, before any table is written; the
    ///   caller encrypts it for the key holder.
    /// - `finishIdentities`: called after the last record; gives the SHA-256 of the sealed identities, which the
    ///   manifest carries so that the key holder's answer can be held against it.
    package func run(
        deliveryID: String? = nil, identity: (RowToken, IdentityTraits) throws -> Void,
        finishIdentities: () throws -> String? = { nil }, progress: ProgressObserver? = nil
    ) throws -> SealSummary {
        let deliveryID = deliveryID ?? surroundings.newID()
        try DeliveryManifest.checkName(deliveryID)
        let raw = try RawFolder(rawFolder, source: source)
        let target = outputFolder.appending(path: HolderSeal.folderName)
        guard !FileManager.default.fileExists(atPath: target.path) else {
            throw SealError.deliveryExists(name: outputFolder.lastPathComponent)
        }
        let work = outputFolder.appending(path: ".\(HolderSeal.folderName)-\(surroundings.newID())")
        try makeFolder(work)
        do {
            var pass = SealPass(seal: self, raw: raw, work: work, progress: progress)
            try pass.readIdentities(identity)
            let identitiesSHA256 = try finishIdentities()
            try pass.writeTables()
            try pass.writeManifest(deliveryID: deliveryID, identitiesSHA256: identitiesSHA256)
            try FileManager.default.moveItem(at: work, to: target)
            return pass.summary(deliveryID: deliveryID, folder: target)
        } catch {
            try? FileManager.default.removeItem(at: work)
            throw error
        }
    }

    private func makeFolder(_ folder: URL) throws(SealError) {
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .outputUnwritable(name: outputFolder.lastPathComponent)
        }
    }
}
