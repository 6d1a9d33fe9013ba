internal import Crypto
internal import Foundation

/// The secret of one linkage project, shared by its holders and by nobody else: never by the linkage unit or the hub.
///
/// Every key used is `HKDF-SHA256(master, salt: "hub-encoded-linkage", info: project | purpose | version)`, so that
/// encodings of two projects, two fields or two versions have nothing in common.
package struct EncodingKey: Sendable {
    package static let masterByteCount = 32
    package static let projectNameLengthMax = 100
    static let version = "1"

    package let project: String
    private let master: SymmetricKey

    package init(master: [UInt8], project: String) throws(EncodedLinkageError) {
        guard master.count >= EncodingKey.masterByteCount else { throw .masterKeyTooShort(byteCount: master.count) }
        guard (1...EncodingKey.projectNameLengthMax).contains(project.utf8.count) else { throw .projectNameInvalid }
        self.master = SymmetricKey(data: master)
        self.project = project
    }

    /// The key of one purpose: a field, the noise, the order of the bits, the blocking keys.
    func key(for purpose: String) -> SymmetricKey {
        HKDF<SHA256>
            .deriveKey(
                inputKeyMaterial: master, salt: Data("hub-encoded-linkage".utf8),
                info: Data("\(project)|\(purpose)|\(EncodingKey.version)".utf8), outputByteCount: 32)
    }

    /// What two files made with the same key and profile have in common; it tells neither.
    func fingerprint(of profile: EncodingProfile) -> UInt64 {
        KeyedHash(key(for: "fingerprint")).word(Array(profile.canonicalText.utf8))
    }
}

/// HMAC-SHA-256 whose key is absorbed once.
struct KeyedHash: Sendable {
    private let start: HMAC<SHA256>

    init(_ key: SymmetricKey) { start = HMAC<SHA256>(key: key) }

    /// The first 8 bytes of the code, read big-endian.
    func word(_ bytes: [UInt8]) -> UInt64 {
        var state = start
        state.update(data: bytes)
        return state.finalize().withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) }
    }

    /// Appends the 16 words of 16 bits of the code.
    func appendHalfWords(_ bytes: some DataProtocol, to words: inout [UInt16]) {
        var state = start
        state.update(data: bytes)
        state.finalize()
            .withUnsafeBytes { code in
                for place in stride(from: 0, to: code.count, by: 2) {
                    words.append(UInt16(code[place]) << 8 | UInt16(code[place + 1]))
                }
            }
    }
}

/// A stream of numbers that only the key's holders can compute: code(label, counter), code(label, counter + 1)…
struct KeyedStream: RandomNumberGenerator {
    private let hash: KeyedHash
    private var message: [UInt8]
    private var words: [UInt16] = []
    private var used = 0
    private var counter: UInt8 = 0
    private var epoch: UInt64 = 0

    init(_ hash: KeyedHash, label: [UInt8]) {
        self.hash = hash
        message = label + [UInt8](repeating: 0, count: 9)
    }

    mutating func nextHalfWord() -> UInt16 {
        if used == words.count { refill() }
        used += 1
        return words[used - 1]
    }

    mutating func next() -> UInt64 {
        var word: UInt64 = 0
        for _ in 0..<4 { word = word << 16 | UInt64(nextHalfWord()) }
        return word
    }

    private mutating func refill() {
        let end = message.count
        message[end - 1] = counter
        for byte in 0..<8 { message[end - 9 + byte] = UInt8(truncatingIfNeeded: epoch >> UInt64(56 - byte * 8)) }
        words.removeAll(keepingCapacity: true)
        hash.appendHalfWords(message, to: &words)
        used = 0
        if counter == .max { epoch += 1 }
        counter &+= 1
    }
}
