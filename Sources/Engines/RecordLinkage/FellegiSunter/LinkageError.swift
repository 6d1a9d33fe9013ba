package import HealthModel

/// Why records could not be linked.
package enum LinkageError: HubError, Hashable {
    /// The configuration names a column that no source has.
    case columnMissing(comparison: String, column: String)
    /// The configuration has no comparison or no blocking rule that the files can serve.
    case nothingToCompare
    case identifierMissing(file: String)
    case tooManyFiles(count: Int, countMax: Int)
    case tooManyRecords(count: Int, countMax: Int)
    /// The estimate of pairs is beyond the limit.
    case tooManyPairs(estimate: Int, countMax: Int)
    case configurationMalformed(reason: String)
    case recordUnknown
    /// A file of person numbers is not one, from this line on.
    case personsMalformed(file: String, line: Int)
    case file(code: String, reason: Phrase)

    package var code: String {
        switch self {
        case .columnMissing: "linkage.column-missing"
        case .nothingToCompare: "linkage.nothing-to-compare"
        case .identifierMissing: "linkage.identifier-missing"
        case .tooManyFiles: "linkage.too-many-files"
        case .tooManyRecords: "linkage.too-many-records"
        case .tooManyPairs: "linkage.too-many-pairs"
        case .configurationMalformed: "linkage.configuration-malformed"
        case .recordUnknown: "linkage.record-unknown"
        case .personsMalformed: "linkage.persons-malformed"
        case .file: "linkage.file"
        }
    }

    package var kind: HubErrorKind {
        switch self {
        case .columnMissing, .nothingToCompare, .identifierMissing, .configurationMalformed, .personsMalformed, .file:
            .badInput
        case .tooManyFiles, .tooManyRecords, .tooManyPairs: .limit
        case .recordUnknown: .notFound
        }
    }

    package var message: Phrase {
        switch self {
        case .columnMissing(let comparison, let column):
            Phrase(
                fr: "La comparaison « \(comparison) » demande la colonne « \(column) », qu'aucun fichier ne contient.",
                en: "Comparison “\(comparison)” asks for column “\(column)”, which no file has.")
        case .nothingToCompare:
            Phrase(
                fr: "Aucune colonne reconnue ne permet de comparer les fichiers. Donnez une configuration.",
                en: "No recognised column allows the files to be compared. Give a configuration.")
        case .identifierMissing(let file):
            Phrase(
                fr: "Le fichier \(file) n'a pas de colonne d'identifiant (« id »).",
                en: "File \(file) has no identifier column (“id”).")
        case .tooManyFiles(let count, let countMax):
            Phrase(fr: "\(count) fichiers, \(countMax) au plus.", en: "\(count) files, \(countMax) at most.")
        case .tooManyRecords(let count, let countMax):
            Phrase(
                fr: "\(count) enregistrements, \(countMax) au plus.", en: "\(count) records, \(countMax) at most.")
        case .tooManyPairs(let estimate, let countMax):
            Phrase(
                fr: "Environ \(estimate) paires à comparer, \(countMax) au plus : resserrez les clés de blocage.",
                en: "About \(estimate) pairs to compare, \(countMax) at most: tighten the blocking rules.")
        case .configurationMalformed(let reason):
            Phrase(
                fr: "La configuration d'appariement est illisible : \(reason).",
                en: "The linkage configuration cannot be read: \(reason).")
        case .recordUnknown:
            Phrase(fr: "Un des deux identifiants est inconnu.", en: "One of the two identifiers is unknown.")
        case .personsMalformed(let file, let line):
            Phrase(
                fr: "\(file), ligne \(line) : ce n'est pas une liste de personnes (record,person).",
                en: "\(file), line \(line): this is not a list of persons (record,person).")
        case .file(_, let reason): reason
        }
    }
}
