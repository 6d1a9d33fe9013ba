/// How event linkage is run and what it accepts.
package struct EventLinkageOptions: Sendable, Hashable {
    /// Keys that find candidates.
    package var rules = StayKeyRule.standard
    /// Stays of the national file that one key may have; keys with more find nobody.
    package var staysPerKeyMax = 4_000
    /// Meetings of a subject and a stay, all keys together; above it crowded keys are closed, largest first.
    package var hitCountMax = 40_000_000
    /// Links are accepted while this share of them is expected to be right.
    package var expectedPrecisionMin = 0.9995
    /// No link is certain below this probability.
    package var probabilityMin = 0.95
    /// The weight of the best person over the second best, in bits.
    package var marginMin = 3.0
    /// Subjects whose best person is at least so probable are ambiguous rather than excluded.
    package var reviewProbabilityMin = 0.05
    /// Subjects made up to measure how many are linked by chance: as many as the register has, within these bounds.
    package var decoyCounts = 5_000...20_000
    package var estimation = EventEstimationOptions()

    package init() {}
}

/// How the weights are learnt.
package struct EventEstimationOptions: Sendable, Hashable {
    package var iterationCountMax = 100
    /// Stops when the log-likelihood of a subject rises by less on average.
    package var tolerance = 1e-7
    /// Weight of the starting probabilities, in stays: small registers lean on them.
    package var priorStayCount = 8.0

    package init() {}
}
