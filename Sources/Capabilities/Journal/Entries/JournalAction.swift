/// What was done, as a dotted word such as `intake.begin`.
///
/// A pair of actions brackets an effect: `<subject>.begin` is durable before the effect starts, any other action with
/// the same subject and the same objects (`intake.done`, `intake.refused`) closes it.
package struct JournalAction: RawRepresentable, Sendable, Hashable, ExpressibleByStringLiteral {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { rawValue = value }

    /// Announces an effect that has not happened yet.
    package var isBeginning: Bool { rawValue.hasSuffix(".begin") }

    /// The action without its last word: `intake` for `intake.begin`.
    package var subject: Substring {
        guard let dot = rawValue.lastIndex(of: ".") else { return rawValue[...] }
        return rawValue[..<dot]
    }
}
