import Crypto
import HealthModel
import TabularFiles

/// Makes the row tokens of one delivery: HMAC-SHA-256 of the local person key under a secret that is made for this
/// delivery, kept in memory only and never written.
///
/// Token = first 16 bytes of HMAC(secret, key), with the key's components prefixed by their length. The same person
/// has the same token in every table of the delivery, and another in the next delivery.
struct RowTokenMaker {
    static let secretByteCount = 32

    let tokens: PersonTokens

    init(surroundings: Surroundings) {
        let secret = SymmetricKey(data: surroundings.randomBytes(RowTokenMaker.secretByteCount))
        tokens = PersonTokens { key in
            let code = HMAC<SHA256>.authenticationCode(for: key, using: secret)
            return RowToken(bytes: code.prefix(16)).text
        }
    }

}
