internal import Crypto
internal import Foundation
internal import HealthModel

/// The keys in use, formed from both custodians' shares; they live in memory only.
///
/// Every key is HKDF-SHA256(share A || share B), told apart by `info`: none can be computed from another.
struct VaultKeys: Sendable {
    /// First byte of every pseudonym, and the version in `info`.
    static let version: UInt8 = 1

    /// For link keys: what persons are found by.
    let linkage: SymmetricKey
    /// For the pseudonyms that the hub knows.
    let pseudonym: SymmetricKey
    /// Seals the traits that later deliveries are compared with.
    let profile: SymmetricKey
    /// For the keys that those traits are found by.
    let block: SymmetricKey
    /// Tells whether the shares are those of the ceremony.
    let fingerprint: String

    init(shares: [[UInt8]]) {
        precondition(
            shares.count == 2 && shares.allSatisfy { $0.count == KeyShare.byteCount }, "Two shares of 32 bytes.")
        let material = SymmetricKey(data: shares[0] + shares[1])
        func derive(_ purpose: String, byteCount: Int = 32) -> SymmetricKey {
            let info = Data("health-data-hub key-holder v\(VaultKeys.version) \(purpose)".utf8)
            return HKDF<SHA256>.deriveKey(inputKeyMaterial: material, info: info, outputByteCount: byteCount)
        }
        linkage = derive("link-key")
        pseudonym = derive("hub-pseudonym")
        profile = derive("trait-profile")
        block = derive("block-key", byteCount: 16)
        fingerprint = KeyShare.grouped(derive("fingerprint", byteCount: 8).withUnsafeBytes { Array($0) })
    }
}
