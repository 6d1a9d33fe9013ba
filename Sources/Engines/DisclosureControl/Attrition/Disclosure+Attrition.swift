package import HealthModel

extension Disclosure {
    /// How many persons remain after each step, such that no two figures show a difference of fewer persons than the
    /// threshold: a step that loses fewer repeats the figure before it and says so, whether it loses some or none.
    ///
    /// The comparison is with the last figure told, not with the last step: small losses cannot add up unseen, nor be
    /// told apart. The first count under the threshold and all after it are withheld.
    package func attrition(
        _ steps: [(label: Phrase, persons: Int)], of universe: Int? = nil
    ) throws(DisclosureError) -> Releasable<[ReleasableStep]> {
        var released: [ReleasableStep] = []
        var told: (exact: Int, count: ReleasableCount)?
        var previous = Int.max
        for (label, persons) in steps {
            guard persons >= 0 else { throw .negativeCount }
            guard persons <= previous else { throw .growingSteps }
            previous = persons
            let count = review(persons, of: universe)
            if let told, persons >= policy.thresholdPersons, told.exact - persons < policy.thresholdPersons {
                released.append(ReleasableStep(label: label, persons: told.count, note: .sameAsBefore(policy)))
            } else {
                released.append(ReleasableStep(label: label, persons: count, note: nil))
                if count.number != nil { told = (persons, count) }
            }
        }
        return Releasable(checked: released)
    }
}

extension Phrase {
    fileprivate static func sameAsBefore(_ policy: DisclosurePolicy) -> Phrase {
        Phrase(
            fr: "Même effectif que précédemment, à moins de \(policy.thresholdPersons) personnes près (peut-être "
                + "aucune) : la différence n’est pas communiquée.",
            en: "Same figure as before, give or take fewer than \(policy.thresholdPersons) persons (perhaps none): the "
                + "difference is withheld.")
    }
}
