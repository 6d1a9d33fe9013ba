package import HealthModel

/// A place where Circe's SQL does not do what the JSON says.
package struct ReadingDifference: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Both readings answer, and may answer differently.
        case otherAnswer
        /// Circe's SQL does not run: only the fixed reading answers.
        case refusedInStrict
        /// Both readings take the plain meaning; versions of Circe before the correction do something else.
        case olderCirce
    }

    /// Stable, dotted: `reading.drug-end`.
    package let code: String
    package let kind: Kind
    /// The place in the JSON.
    package let path: String
    /// What each reading does.
    package let explanation: Phrase
}

extension CohortDefinition {
    /// Where the readings of this definition differ, in the order of the JSON; empty when the reading does not matter.
    package var readingDifferences: [ReadingDifference] {
        let sites = DefinitionSites(self)
        return sites.criteria.flatMap(\.readingDifferences) + sites.demographics.flatMap(\.readingDifferences)
    }

    /// Why the reading gives no answer; empty when it does. The first is the one to show.
    package func refusals(_ reading: CohortReading) -> [CohortError] {
        guard reading == .strict else { return [] }
        return readingDifferences.filter { $0.kind == .refusedInStrict }
            .map { .refusedInStrict(path: $0.path, reason: $0.explanation) }
    }

    /// Throws the first refusal; evaluators call it before anything else.
    package func admit(_ reading: CohortReading) throws(CohortError) {
        if let refusal = refusals(reading).first { throw refusal }
    }
}

extension DefinitionSites.CriterionSite {
    fileprivate var readingDifferences: [ReadingDifference] {
        criterion.type.oddities.compactMap { $0.difference(criterion, path) } + countDifferences
    }

    /// Distinct counts of a column that Circe's SQL does not hand on.
    private var countDifferences: [ReadingDifference] {
        guard let column = windowed?.occurrence.distinct, let explanation = unboundColumn(column) else { return [] }
        return [
            ReadingDifference(
                code: "reading.distinct-column", kind: .refusedInStrict, path: windowPath + ".Occurrence.CountColumn",
                explanation: explanation)
        ]
    }

    private func unboundColumn(_ column: EventColumn) -> Phrase? {
        let isHandedOn = [.startDate, .endDate, .visit].contains(column)
        if let nested = criterion.nested, !nested.isEmpty, !isHandedOn {
            return Phrase(
                fr: "le SQL de Circe perd la colonne \(column.rawValue) d’un critère qui porte des critères imbriqués.",
                en: "Circe’s SQL loses the column \(column.rawValue) of a criterion that has nested criteria.")
        }
        guard column == .domainConcept, let needed = criterion.type.conceptCountNeeds else { return nil }
        if case .attribute(let key) = needed, criterion.attributes.contains(where: { $0.key == key }) { return nil }
        return Phrase(
            fr: "le SQL de Circe ne lit pas la colonne DOMAIN_CONCEPT de ce type de critère.",
            en: "Circe’s SQL does not read the column DOMAIN_CONCEPT of this kind of criterion.")
    }
}

extension DefinitionSites.DemographicSite {
    fileprivate var readingDifferences: [ReadingDifference] {
        let keys = [
            demographic.raceSet == nil ? nil : "RaceCS", demographic.ethnicitySet == nil ? nil : "EthnicityCS",
        ]
        return keys.compactMap { $0 }
            .map { key in
                ReadingDifference(
                    code: "reading.race-set", kind: .olderCirce, path: "\(path).\(key)",
                    explanation: Phrase(
                        fr: "Circe comparait cet ensemble au sexe (circe-be, n° 227, corrigé en 2025) ; ici comme dans "
                            + "le Circe corrigé, il est comparé à l’origine.",
                        en: "Circe compared this set with the sex (circe-be issue 227, corrected in 2025); here, as in "
                            + "the corrected Circe, it is compared with race or ethnicity."))
            }
    }
}
