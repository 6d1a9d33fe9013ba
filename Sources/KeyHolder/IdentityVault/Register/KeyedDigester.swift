internal import Crypto
internal import HealthModel
internal import RecordLinkage

/// First irreversible level: link keys are HMAC-SHA-256 of canonical texts, cut in two halves of 128 bits.
struct KeyedDigester: LinkDigester {
    private let start: HMAC<SHA256>

    init(key: SymmetricKey) { start = HMAC<SHA256>(key: key) }

    func digests(of text: [UInt8]) -> (first: LinkDigest, second: LinkDigest) {
        // Copying the keyed start saves keying it again for every text.
        var code = start
        code.update(data: text)
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        for (place, byte) in code.finalize().enumerated() {
            switch place >> 3 {
            case 0: words.0 = words.0 << 8 | UInt64(byte)
            case 1: words.1 = words.1 << 8 | UInt64(byte)
            case 2: words.2 = words.2 << 8 | UInt64(byte)
            default: words.3 = words.3 << 8 | UInt64(byte)
            }
        }
        return (LinkDigest(high: words.0, low: words.1), LinkDigest(high: words.2, low: words.3))
    }
}

/// Second irreversible level: the hub's pseudonym of a person is a version byte and HMAC-SHA-256, under another key, of
/// the person's random identifier. No trait and no link key goes into it.
struct PseudonymMaker {
    private let start: HMAC<SHA256>

    init(key: SymmetricKey) { start = HMAC<SHA256>(key: key) }

    func pseudonym(of identifier: [UInt8]) -> PersonPseudonym {
        var code = start
        code.update(data: identifier)
        let bytes = [VaultKeys.version] + Array(code.finalize())
        guard let pseudonym = PersonPseudonym(hexadecimal(bytes)) else {
            preconditionFailure("A version byte and an HMAC-SHA-256 are 33 bytes.")
        }
        return pseudonym
    }
}

/// Random identifiers of persons from one seed of the surroundings: asking the system for each would be slower than
/// all the rest.
struct IdentifierSource {
    private let start: HMAC<SHA256>
    private var counter: UInt64 = 0

    init(surroundings: Surroundings) {
        start = HMAC<SHA256>(key: SymmetricKey(data: surroundings.randomBytes(32)))
    }

    mutating func next() -> [UInt8] {
        var code = start
        code.update(data: (0..<8).map { UInt8(truncatingIfNeeded: counter >> (8 * UInt64($0))) })
        counter += 1
        return Array(code.finalize().prefix(16))
    }
}
