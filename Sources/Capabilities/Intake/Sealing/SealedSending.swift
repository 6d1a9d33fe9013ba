import Foundation
package import HealthModel
package import SealedExchange

/// What a holder sends: the delivery for the hub, and the identities sealed to the key holder.
///
/// `<output>/delivery/` and `<output>/identities.sealed`.
package struct SealedSending {
    package static let identitiesName = "identities.sealed"

    package let seal: HolderSeal
    package let keyHolder: ExchangePublicKey
    package let surroundings: Surroundings

    package init(seal: HolderSeal, keyHolder: ExchangePublicKey, surroundings: Surroundings) {
        self.seal = seal
        self.keyHolder = keyHolder
        self.surroundings = surroundings
    }

    /// Seals everything. `token` sees each row token, in the order of the identity file's rows.
    package func run(
        deliveryID: String? = nil, token: (RowToken) throws -> Void = { _ in }, progress: ProgressObserver? = nil
    ) throws -> SealSummary {
        let deliveryID = deliveryID ?? surroundings.newID()
        let writer = try IdentityFileWriter(
            url: seal.outputFolder.appending(path: SealedSending.identitiesName), to: keyHolder,
            header: SealedHeader(
                source: seal.source.name, deliveryID: deliveryID, createdAt: surroundings.timestamp()))
        return try seal.run(
            deliveryID: deliveryID,
            identity: { rowToken, traits in
                try writer.write(rowToken, Nominative(traits))
                try token(rowToken)
            },
            finishIdentities: { try writer.finish() }, progress: progress)
    }
}
