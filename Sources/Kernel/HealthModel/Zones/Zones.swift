/// A value that may identify a person directly: name, NIR, address. Only readers of raw files make one, and it may
/// live in the holder's and the key holder's programs only.
package struct Nominative<Value: Sendable>: Sendable {
    /// Reading it is the act that must be justified: it is greppable on purpose.
    package let nominativeValue: Value

    package init(_ value: Value) { nominativeValue = value }
}

extension Nominative: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "(nominative)" }
    package var debugDescription: String { "(nominative)" }
}

/// A value about a person known by a pseudonym only. Only the key holder's answer makes one.
package struct Pseudonymised<Value: Sendable>: Sendable {
    package let value: Value

    package init(fromKeyHolder value: Value) { self.value = value }
}
