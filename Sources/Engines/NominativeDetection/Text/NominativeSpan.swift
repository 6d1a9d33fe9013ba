/// A passage of a text that tells about a person: where it is, and what; never the words themselves.
package struct NominativeSpan: Sendable, Hashable {
    /// Unicode scalars before it, as Python and the labelled files count.
    package let start: Int
    /// Unicode scalars before its end.
    package let end: Int
    /// The same in UTF-8 bytes.
    package let bytes: Range<Int>
    package let kind: NominativeKind
}
