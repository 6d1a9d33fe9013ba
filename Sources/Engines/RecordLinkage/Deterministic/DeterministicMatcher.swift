package import HealthModel

/// Links two lists by the deterministic rules, with the key holder's own resolver, in memory: to evaluate the rules
/// against a known truth.
package struct DeterministicMatcher: IdentityMatcher, Sendable {
    package init() {}

    /// The rules, strongest first.
    package static var rules: [DeterministicRule] { DeterministicRule.allCases }

    package func pairs(a: [Nominative<IdentityTraits>], b: [Nominative<IdentityTraits>]) -> [LinkedPair] {
        DeterministicMatcher.pairs(a: a, b: b)
    }

    /// The pairs for certain, in the order of `b`; every list counts as one clean source.
    package static func pairs(
        a: [Nominative<IdentityTraits>], b: [Nominative<IdentityTraits>]
    ) -> [LinkedPair] {
        let run = resolve(sources: [a, b])
        var placesInA: [PersonNumber: [Int]] = [:]
        for (place, resolution) in run.resolutions[0].enumerated() {
            guard let person = resolution.person else { continue }
            placesInA[run.memory.survivor(of: person), default: []].append(place)
        }
        var pairs: [LinkedPair] = []
        for (place, resolution) in run.resolutions[1].enumerated() {
            guard let person = resolution.person else { continue }
            for other in placesInA[run.memory.survivor(of: person)] ?? [] {
                pairs.append(LinkedPair(a: other, b: place, rule: resolution.reason))
            }
        }
        return pairs
    }

    /// How each record of each source ends when the sources arrive one after the other, with what was learnt.
    package static func resolve(
        sources: [[Nominative<IdentityTraits>]]
    ) -> (resolutions: [[Resolution]], memory: LinkageMemory) {
        var maker = LinkKeyMaker(PlainDigester())
        var resolver = PersonResolver(memory: LinkageMemory(nextPerson: 1))
        let resolutions = sources.map { source in
            let keys = source.map { maker.keys(of: LinkageIdentity($0)) }
            var finder = SharedNumberFinder()
            for record in keys { finder.see(record) }
            resolver.memory.markShared(numbers: finder.shared)
            return keys.map { resolver.resolve($0) }
        }
        return (resolutions, resolver.memory)
    }
}

extension LinkageMemory {
    /// Marks insured's numbers as shared, known or not.
    package mutating func markShared(numbers: Set<LinkDigest>) {
        for number in numbers.sorted() {
            if keys[number] == nil {
                add(number, KnownKey(kind: .insuredNumber, person: 0, isShared: true))
            } else {
                markShared(number)
            }
        }
    }
}

/// FNV-1a, twice with different starts: for digests that never leave memory.
struct PlainDigester: LinkDigester {
    func digests(of text: [UInt8]) -> (first: LinkDigest, second: LinkDigest) {
        (digest(text, 0xCBF2_9CE4_8422_2325), digest(text, 0x9AE1_6A3B_2F90_404F))
    }

    private func digest(_ text: [UInt8], _ start: UInt64) -> LinkDigest {
        var high = start
        var low = start ^ 0x5851_F42D_4C95_7F2D
        for byte in text {
            high = (high ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            low = (low ^ UInt64(byte) ^ (high >> 29)) &* 0x0000_0100_0000_01B3
        }
        return LinkDigest(high: high, low: low ^ (low >> 32))
    }
}
