internal import Crypto
internal import Foundation

/// The plain beginning of a sealed file.
///
/// Format, integers big-endian:
/// ```
/// offset size
///      0    7  "HDHSEAL"
///      7    1  version, 1
///      8    1  cipher suite, 1: X25519, HKDF-SHA256, AES-256-GCM (RFC 9180)
///      9    1  purpose: 1 identities, 2 crosswalk
///     10    1  mode, as RFC 9180 numbers them: 0 any sender, 2 authenticated sender
///     11    1  zero
///     12    8  first bytes of the SHA-256 of the addressee's public key
///     20   32  the sender's public key; zeros in mode 0
///     52   32  encapsulated key
///     84    4  n, bytes of the header
///     88    n  header, JSON in UTF-8
///   88+n       frames, each:
///           4  bit 31: last frame; bits 0-30: c, bytes of the sealed text, 16...1,048,592
///           c  sealed text (up to 1 MiB of text, then 16 bytes of tag)
/// ```
/// HPKE's `info` is bytes 0..<52 followed by bytes 84..<88+n, so every byte of the beginning is authenticated by the
/// first frame. The nonce counts frames; the additional data of a frame is its first 4 bytes. There is always a last
/// frame, empty if need be: a file cut between frames is noticed.
struct SealedPrologue {
    static let magic = Array("HDHSEAL".utf8)
    static let version: UInt8 = 1
    static let suiteNumber: UInt8 = 1
    static let fixedByteCount = 88
    static let tagByteCount = 16
    static let lastFrameMark: UInt32 = 1 << 31

    static var suite: HPKE.Ciphersuite {
        HPKE.Ciphersuite(kem: .Curve25519_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .AES_GCM_256)
    }

    let purpose: SealedPurpose
    let addresseeDigest: [UInt8]
    let sender: ExchangePublicKey?
    let headerJSON: [UInt8]

    /// What HPKE binds the frames to.
    var info: Data { Data(firstPart + headerPart) }

    /// The bytes of the file before its frames.
    func bytes(encapsulatedKey: Data) -> Data { Data(firstPart) + encapsulatedKey + Data(headerPart) }

    private var firstPart: [UInt8] {
        SealedPrologue.magic
            + [SealedPrologue.version, SealedPrologue.suiteNumber, purpose.rawValue, sender == nil ? 0 : 2, 0]
            + addresseeDigest + (sender?.bytes ?? [UInt8](repeating: 0, count: 32))
    }

    private var headerPart: [UInt8] { BigEndian.bytes(UInt32(headerJSON.count)) + headerJSON }
}

/// Four bytes, most significant first.
enum BigEndian {
    static func bytes(_ number: UInt32) -> [UInt8] {
        [UInt8(number >> 24), UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255)]
    }

    static func number(_ bytes: some Collection<UInt8>) -> UInt32 {
        bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}
