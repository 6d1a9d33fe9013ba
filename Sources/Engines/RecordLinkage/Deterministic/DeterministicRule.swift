package import HealthModel

/// The rules that link for certain, strongest first. A person found by one rule and another found by a later one are
/// the same person, unless certified numbers or birth places say otherwise.
package enum DeterministicRule: CaseIterable, Sendable {
    /// National number, birth date and sex.
    case numberBirthSex
    /// Birth name, first given name, birth date and sex; a different birth place blocks.
    case exactTraits
    /// As before, the used name of one record being the birth name, or the used name, of the other.
    case usedName

    package var reason: LinkageReason {
        switch self {
        case .numberBirthSex: .numberBirthSex
        case .exactTraits: .exactTraits
        case .usedName: .usedName
        }
    }

    /// Calls with each digest to look up, in order.
    func forEachLookup(_ keys: LinkKeys, _ visit: (LinkDigest) -> Void) {
        switch self {
        case .numberBirthSex:
            if let number = keys.number { visit(number) }
        case .exactTraits:
            if let name = keys.birthName { visit(name.asBirthName) }
        case .usedName:
            if let name = keys.birthName { visit(name.asUsedName) }
            if let name = keys.usedName {
                visit(name.asBirthName)
                visit(name.asUsedName)
            }
        }
    }
}
