/// An entry as the journal stores it, hashed.
struct EncodedEntry: Sendable {
    let bytes: [UInt8]
    let leafHash: MerkleHash

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        leafHash = .leaf(bytes)
    }
}
