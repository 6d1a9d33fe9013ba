package import HealthModel

/// Links the records of two lists by Fellegi-Sunter: those that the deterministic rules left over, or all.
package struct FellegiSunterMatcher: IdentityMatcher, Sendable {
    /// Links are more probable than this, each and not only on the whole.
    package static let probabilityMinDefault = 0.99

    private let configuration: LinkageConfiguration
    private let probabilityMin: Double

    package init(
        configuration: LinkageConfiguration = .french, probabilityMin: Double = probabilityMinDefault
    ) {
        self.configuration = configuration
        self.probabilityMin = probabilityMin
    }

    package func pairs(a: [Nominative<IdentityTraits>], b: [Nominative<IdentityTraits>]) -> [LinkedPair] {
        var table = RecordTable.joining([table(a, source: "A"), table(b, source: "B")])
        table.certifyNumbers("nir", sex: "sexe", birthDate: "date_naissance")
        // The only errors are those of a configuration that does not fit the traits: then nothing is linked.
        guard let result = try? LinkageEngine(configuration).run(table) else { return [] }
        return LinkedFiles(result: result, configuration: configuration).links
            .filter { ScoredPairs.probability($0.weight) >= probabilityMin }
            .map { LinkedPair(a: $0.a, b: $0.b - a.count, rule: .fellegiSunter) }
            .sorted { ($0.b, $0.a) < ($1.b, $1.a) }
    }

    private func table(_ records: [Nominative<IdentityTraits>], source: String) -> RecordTable {
        let names = [
            "nom_naissance", "nom_utilise", "prenom", "prenoms", "sexe", "date_naissance", "commune_naissance",
            "code_postal", "nir",
        ]
        let columns = names.compactMap { name in LinkageConfiguration.french.columns.first { $0.name == name } }
        var builder = RecordTableBuilder(source: source, isClean: true, columns: columns)
        for (place, record) in records.enumerated() {
            let traits = record.nominativeValue
            let given = traits.givenNames
            let usual = given.split { $0 == " " || $0 == "," || $0 == ";" }.first.map(String.init) ?? ""
            builder.append(
                identifier: String(place),
                values: [
                    traits.birthName, traits.usedName, usual, given, traits.sex.rawValue, traits.birthDate,
                    traits.birthPlace, traits.postalCode, traits.nationalNumber,
                ])
        }
        return builder.build()
    }
}
