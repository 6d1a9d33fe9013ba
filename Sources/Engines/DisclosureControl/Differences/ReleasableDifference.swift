package import HealthModel

/// A standardised difference that may be shown: computed from released figures only, so that it tells nothing more.
package enum ReleasableDifference: Sendable, Hashable {
    /// To two decimals.
    case about(Double)
    /// At least this far from zero, on this side: one of the shares is withheld, and what is known of it bounds the
    /// difference.
    case beyond(Double)
    case withheld(reason: Phrase)

    /// The difference, or its bound; nil when it is withheld.
    package var number: Double? {
        switch self {
        case .about(let number), .beyond(let number): number
        case .withheld: nil
        }
    }

    /// Distance from zero, for ordering; what is withheld comes last.
    package var size: Double { number?.magnitude ?? -1 }

    /// Of two shares.
    package init(_ first: Releasable<ReleasableShare>, _ second: Releasable<ReleasableShare>) {
        let (left, right) = (first.value, second.value)
        switch (left.percent != nil, right.percent != nil) {
        case (true, true):
            self.init(StandardisedDifference.ofShares(left.knownShares.lowerBound, right.knownShares.lowerBound))
        case (false, false): self = .withheld(reason: .bothWithheld)
        default: self.init(between: left.knownShares, and: right.knownShares)
        }
    }

    /// Of two means.
    package init(_ first: Releasable<ReleasableSummary>, _ second: Releasable<ReleasableSummary>) {
        guard let left = first.value.moments, let right = second.value.moments else {
            self = .withheld(reason: .figureWithheld)
            return
        }
        self.init(StandardisedDifference.ofMeans(left, right))
    }

    private init(_ exact: Double?) {
        guard let exact, exact.isFinite else {
            self = .withheld(reason: .noSpread)
            return
        }
        let rounded = (exact * 100).rounded() / 100
        self = .about(rounded == 0 ? 0 : rounded)
    }

    /// The smallest difference that what is known allows: the ends that are nearest to each other.
    private init(between left: ClosedRange<Double>, and right: ClosedRange<Double>) {
        let nearest: Double?
        if left.lowerBound > right.upperBound {
            nearest = StandardisedDifference.ofShares(left.lowerBound, right.upperBound)
        } else if right.lowerBound > left.upperBound {
            nearest = StandardisedDifference.ofShares(left.upperBound, right.lowerBound)
        } else {
            nearest = nil
        }
        // Towards zero, so that the bound holds.
        let bound = nearest.map { ($0 * 100).rounded(.towardZero) / 100 } ?? 0
        self = bound == 0 ? .withheld(reason: .figureWithheld) : .beyond(bound)
    }
}

extension ReleasableSummary {
    fileprivate var moments: (mean: Double, standardDeviation: Double)? {
        guard let mean = mean.number, let deviation = standardDeviation.number else { return nil }
        return (mean, deviation)
    }
}

extension Phrase {
    fileprivate static let bothWithheld = Phrase(
        fr: "Non calculée : les deux effectifs sont masqués.", en: "Not computed: both counts are withheld.")
    fileprivate static let figureWithheld = Phrase(
        fr: "Non calculée : un des chiffres est masqué.", en: "Not computed: one of the figures is withheld.")
    fileprivate static let noSpread = Phrase(
        fr: "Non calculée : rien ne varie dans les deux groupes.", en: "Not computed: nothing varies in either group.")
}
