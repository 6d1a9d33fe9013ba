/// What kind of trouble an error is: one mapping gives the HTTP status, another the exit code.
package enum HubErrorKind: String, Sendable {
    /// The caller's input is wrong and can be mended by them.
    case badInput
    /// The thing asked for does not exist.
    case notFound
    /// A rule forbids it.
    case refused
    /// It contradicts the present state (already there, withdrawn…).
    case conflict
    /// A limit was reached.
    case limit
    /// Something of ours is damaged or missing.
    case damaged
    /// The surroundings failed: disk, network, memory.
    case surroundings
}

/// An error with a stable code and words in both languages. It never holds a patient's value.
package protocol HubError: Error, CustomStringConvertible, Sendable {
    /// Stable, dotted, unique: `lake.release-unknown`.
    var code: String { get }
    var kind: HubErrorKind { get }
    /// What happened, where, and what to do.
    var message: Phrase { get }
}

extension HubError {
    package var description: String { "\(code): \(message.en)" }
}
