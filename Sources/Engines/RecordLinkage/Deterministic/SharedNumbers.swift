/// Finds the insured's numbers that twins share within one source: the same number, birth date and sex with different
/// first given names. A person's own number is never shared, whatever the spelling of the name.
package struct SharedNumberFinder: Sendable {
    private var givenNames: [LinkDigest: UInt64] = [:]
    package private(set) var shared: Set<LinkDigest> = []

    package init() {}

    package mutating func see(_ keys: LinkKeys) {
        guard let number = keys.number, !keys.numberIsOwn, let given = keys.givenWitness else { return }
        if let known = givenNames[number] {
            if known != given { shared.insert(number) }
        } else {
            givenNames[number] = given
        }
    }
}
