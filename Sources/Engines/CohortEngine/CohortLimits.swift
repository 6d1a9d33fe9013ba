/// Bounds of a definition that comes from outside.
package enum CohortLimits {
    /// The largest definition of the OHDSI PhenotypeLibrary has just under 1 MB.
    package static let byteCountMax = 8 << 20
    package static let depthMax = 128
    /// One bit of a 64-bit signed mask per rule, as in Circe.
    package static let ruleCountMax = 63
    package static let conceptSetCountMax = 1_000
    package static let conceptItemCountMax = 200_000
    /// Criteria of all kinds, nested ones included.
    package static let criterionCountMax = 2_000
    /// Days in windows, offsets, gaps and pads: about 270 years.
    package static let dayCountMax = 100_000
}
