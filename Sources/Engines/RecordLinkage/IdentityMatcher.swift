package import HealthModel

/// Two records, by their places in two lists, that are one person.
package struct LinkedPair: Sendable, Hashable {
    package let a: Int
    package let b: Int
    package let rule: LinkageReason

    package init(a: Int, b: Int, rule: LinkageReason) {
        self.a = a
        self.b = b
        self.rule = rule
    }
}

/// Finds the records of two lists that are one person.
///
/// The seam for a probabilistic matcher (Fellegi-Sunter): it receives the records that `DeterministicMatcher` left
/// without a partner, in the key holder, while both lists are open; the key holder then registers the keys of both
/// records of a pair under one person. The register itself keeps no trait, so such a matcher cannot run against it.
package protocol IdentityMatcher {
    func pairs(a: [Nominative<IdentityTraits>], b: [Nominative<IdentityTraits>]) -> [LinkedPair]
}
