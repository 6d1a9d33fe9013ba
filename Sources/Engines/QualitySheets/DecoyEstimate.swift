/// How often records that cannot match are linked, and what it says of the real links (after Robach, Hof and van de
/// Wiel, 2025).
///
/// Decoys imitate strangers, not twins or children with one number: the estimate is of false links between strangers.
package struct DecoyEstimate: Sendable, Hashable, Codable {
    package let decoyCount: Int
    package let rows: [Row]

    /// What is linked at one threshold.
    package struct Row: Sendable, Hashable, Codable {
        package let weightMin: Double
        package let linkedDecoyCount: Int
        /// Links expected to be false among the real ones: the rate of decoys times the records without a match.
        package let falseLinkCount: Double
        /// The same as a share of the links, with its 95 % interval.
        package let falseLinkRate: Double
        package let low: Double
        package let high: Double

        package init(
            weightMin: Double, linkedDecoyCount: Int, falseLinkCount: Double, falseLinkRate: Double, low: Double,
            high: Double
        ) {
            (self.weightMin, self.linkedDecoyCount, self.falseLinkCount) = (weightMin, linkedDecoyCount, falseLinkCount)
            (self.falseLinkRate, self.low, self.high) = (falseLinkRate, low, high)
        }
    }

    package init(decoyCount: Int, rows: [Row]) { (self.decoyCount, self.rows) = (decoyCount, rows) }
}
