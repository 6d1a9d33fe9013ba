/// Gives the token of a local person key: the same key, the same token. The last key is remembered, for rows come in
/// runs of one person.
///
/// A key is its components in order, each as four bytes of length, most significant first, then its bytes: no two
/// lists of components give the same key.
package final class PersonTokens {
    private let make: ([UInt8]) -> String
    private var lastKey: [UInt8] = []
    private var lastToken: [UInt8] = []
    private var key: [UInt8] = []

    /// - `make`: the token of a key, in ASCII.
    package init(_ make: @escaping ([UInt8]) -> String) { self.make = make }

    /// The token of a key given as texts.
    package func token(_ components: [String]) -> String {
        begin()
        for component in components {
            var component = component
            component.withUTF8 { add($0) }
        }
        return String(decoding: end(), as: UTF8.self)
    }

    /// Starts a key.
    func begin() { key.removeAll(keepingCapacity: true) }

    /// Adds a component to the key.
    func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        let count = UInt32(clamping: bytes.count)
        for shift in [24, 16, 8, 0] as [UInt32] { key.append(UInt8(truncatingIfNeeded: count >> shift)) }
        key.append(contentsOf: bytes)
    }

    /// The token of the key in hand.
    func end() -> [UInt8] {
        if key != lastKey || lastToken.isEmpty {
            lastToken = Array(make(key).utf8)
            swap(&lastKey, &key)
        }
        return lastToken
    }
}
