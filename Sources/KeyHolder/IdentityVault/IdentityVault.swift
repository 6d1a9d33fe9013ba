package import Foundation
package import HealthModel
internal import QualitySheets
package import SealedExchange

/// What to receive, and where to answer.
package struct ReceiveRequest: Sendable {
    package let identities: URL
    package let hubKey: ExchangePublicKey
    package let crosswalk: URL
    /// Leaves the sealed identities in place; otherwise they are deleted once answered.
    package let keepsIdentities: Bool
    /// Refuses identities that another, or nobody, signed.
    package let sender: ExchangePublicKey?
    /// The source holds every person once: evidence never links two of its records to one person.
    package let sourceIsClean: Bool

    package init(
        identities: URL,
        hubKey: ExchangePublicKey,
        crosswalk: URL,
        keepsIdentities: Bool = false,
        sender: ExchangePublicKey? = nil,
        sourceIsClean: Bool = false
    ) {
        self.identities = identities
        self.hubKey = hubKey
        self.crosswalk = crosswalk
        self.keepsIdentities = keepsIdentities
        self.sender = sender
        self.sourceIsClean = sourceIsClean
    }

    /// Where the sheet of the delivery is written for people, beside the crosswalk that holds it:
    /// `<crosswalk>.quality.json`, `.quality.fr.html`, `.quality.en.html`.
    package var sheetFile: URL { crosswalk.appendingPathExtension("quality") }
}

/// A delivery that was received and not forgotten.
package struct ReceivedDelivery: Sendable, Hashable, Codable {
    package let source: String
    package let delivery: String
    package let receivedAt: String
    package let identitiesDigest: String
}

/// The state of the key holder, in numbers.
package struct VaultStatus: Sendable, Hashable, Codable {
    package let custody: CustodyStatus
    package let counts: RegisterCounts
    package let deliveries: [ReceivedDelivery]
}

/// The trusted third party: the only place where identity traits and pseudonyms meet, and only for as long as one
/// delivery is received. It keeps keyed hashes, random identifiers, and traits sealed under the key of both custodians;
/// it never sees health data.
package struct IdentityVault: Sendable {
    package let home: VaultHome
    package let ceremony: KeyCeremony
    private let store: RegisterStore
    private let surroundings: Surroundings

    /// Opens the vault of a folder, and makes it there if there is none.
    package init(home: VaultHome, surroundings: Surroundings) throws {
        self.home = home
        self.surroundings = surroundings
        try home.prepare()
        store = try RegisterStore(file: home.register)
        ceremony = KeyCeremony(store: store, home: home, surroundings: surroundings)
    }

    /// The public key that holders seal identities to, and by which the hub knows our crosswalks.
    package func address() throws -> ExchangePublicKey { try exchangeKey().publicKey }

    /// Links a delivery and seals its crosswalk to the hub. Received again, the same delivery gives the same file.
    package func receive(
        _ request: ReceiveRequest, progress: @escaping ProgressObserver = { _ in }
    ) throws -> ReceiveSummary {
        let keys = try ceremony.keys()
        progress(ProgressStep(ReceiveWords.checking, done: 0))
        let digest = try SealedFileReader.digest(of: request.identities)
        let receiver = DeliveryReceiver(
            home: home, keys: keys, exchangeKey: try exchangeKey(), surroundings: surroundings, progress: progress,
            sourceIsClean: request.sourceIsClean)
        let summary = try store.write { database in
            try receiver.receive(
                request.identities, digest: digest, hub: request.hubKey, sender: request.sender, in: database)
        }
        try SealedFileCopy.copy(from: DeliveryReceiver.answerFile(digest, home), to: request.crosswalk)
        if let sheet = summary.sheet { try write(sheet, to: request.sheetFile) }
        if !request.keepsIdentities { try FileManager.default.removeItem(at: request.identities) }
        try home.emptyWork()
        return summary
    }

    private func write(_ sheet: QualitySheet, to place: URL) throws {
        try sheet.json().write(to: place.appendingPathExtension("json"), options: .atomic)
        for language in Language.allCases {
            let page = QualitySheetPage(sheet: sheet).html(language).text
            try Data(page.utf8)
                .write(to: place.appendingPathExtension("\(language.rawValue).html"), options: .atomic)
        }
    }

    /// The queue of pairs that people decide on.
    package var review: ReviewQueue { ReviewQueue(store: store, surroundings: surroundings) }

    /// Asks reviewers whether the person that the hub knows by a pseudonym is several; gives the pairs to decide on.
    package func doubt(_ pseudonym: PersonPseudonym, reviewer: String) throws -> [ReviewItem] {
        try ReviewQueue.check(reviewer)
        let keys = try ceremony.keys()
        let moment = surroundings.timestamp()
        return try store.write { database in
            try PersonDoubt(database: database, keys: keys, moment: moment).open(pseudonym, reviewer: reviewer)
                .map { try ReviewQueue.item($0, in: database) }
        }
    }

    /// The versions of the parameters of links by evidence, latest first.
    package func models() throws -> [LinkageModelVersion] {
        try store.read { try LinkageModelStore(database: $0).versions() }
    }

    /// Has the next delivery with enough certified numbers learn the parameters again.
    package func retireModel() throws { try store.write { try LinkageModelStore(database: $0).retire() } }

    package func status() throws -> VaultStatus {
        VaultStatus(
            custody: try ceremony.status(), counts: try store.counts(),
            deliveries: try store.deliveries()
                .map {
                    ReceivedDelivery(
                        source: $0.source, delivery: $0.name, receivedAt: $0.receivedAt, identitiesDigest: $0.digest)
                })
    }

    /// Forgets that a withdrawn delivery was received, and the answer kept for it. Persons and their pseudonyms stay:
    /// other deliveries rest on them.
    package func forget(source: String, delivery: String) throws {
        guard let record = try store.delivery(source: source, name: delivery) else {
            throw IdentityVaultError.deliveryUnknown(source: source, delivery: delivery)
        }
        let answer = DeliveryReceiver.answerFile(record.digest, home)
        if FileManager.default.fileExists(atPath: answer.path) { try FileManager.default.removeItem(at: answer) }
        _ = try store.removeDelivery(source: source, name: delivery)
    }

    private func exchangeKey() throws -> ExchangeKeyPair {
        try ExchangeKeyPair.readOrMake(at: home.exchangeKey, surroundings: surroundings)
    }
}
