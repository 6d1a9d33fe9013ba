import HealthModel

/// The findings of an import, by code.
enum CDMFindings {
    static func tableUnknown(_ file: String, rows: Int) -> Finding {
        Finding(
            code: "cdm.table-unknown", severity: .warning, file: file, count: max(1, rows),
            message: Phrase(
                fr: "OMOP 5.4 n’a pas cette table : ses lignes ne sont pas reprises.",
                en: "OMOP 5.4 has no such table: its rows are left out."))
    }

    static func fileIgnored(_ file: String) -> Finding {
        Finding(
            code: "cdm.file-ignored", severity: .note, file: file,
            message: Phrase(fr: "Ce fichier n’est pas une table.", en: "This file is not a table."))
    }

    static func extraColumn(_ file: String, _ name: String) -> Finding {
        Finding(
            code: "cdm.column-extra", severity: .note, file: file, field: name,
            message: Phrase(fr: "Colonne hors d’OMOP 5.4, laissée.", en: "Not a column of OMOP 5.4, left out."))
    }

    static func headerAbsent(_ file: String) -> Finding {
        Finding(
            code: "cdm.header-absent", severity: .error, file: file, line: 1,
            message: Phrase(
                fr: "La première ligne ne nomme aucune colonne d’OMOP : l’en-tête manque.",
                en: "The first line names no column of OMOP: the header is missing."))
    }

    static func repeatedColumn(_ file: String, _ name: String) -> Finding {
        Finding(
            code: "cdm.column-repeated", severity: .warning, file: file, field: name,
            message: Phrase(
                fr: "Colonne en double : seule la première est reprise.",
                en: "The column is there twice: only the first is taken."))
    }

    static func missingColumn(_ file: String, _ field: OMOPField, isEssential: Bool) -> Finding {
        let severity: Finding.Severity = isEssential ? .error : field.isRequired ? .warning : .note
        return Finding(
            code: field.isRequired ? "cdm.column-required" : "cdm.column-missing", severity: severity, file: file,
            field: field.name,
            message: field.standsForZero
                ? Phrase(
                    fr: "Colonne obligatoire absente : concept 0 partout.",
                    en: "A required column is missing: concept 0 throughout.")
                : Phrase(fr: "Colonne absente : vide partout.", en: "The column is missing: empty throughout."))
    }

    static func rows(_ code: String, _ file: String, count: Int) -> Finding {
        let message: Phrase
        var severity = Finding.Severity.warning
        switch code {
        case "cdm.header-row":
            severity = .note
            message = Phrase(
                fr: "Ligne qui répète les noms des colonnes, laissée.",
                en: "A row that repeats the names of the columns, left out.")
        case "cdm.row-shifted":
            message = Phrase(
                fr: "Lignes de plus de valeurs que de colonnes, laissées : on ne sait quelle valeur va où.",
                en: "Rows with more values than columns, left out: which value belongs where cannot be known.")
        case "cdm.row-short":
            message = Phrase(
                fr: "Lignes de moins de valeurs que de colonnes, complétées de vides.",
                en: "Rows with fewer values than columns, filled with empty ones.")
        case "cdm.row-padded":
            severity = .note
            message = Phrase(
                fr: "Lignes avec des valeurs vides de trop, coupées.", en: "Rows with empty values too many, cut.")
        default:
            message = Phrase(
                fr: "Lignes aux guillemets ou caractères douteux, lues au mieux.",
                en: "Rows with doubtful quotes or characters, read as well as can be.")
        }
        return Finding(code: code, severity: severity, file: file, count: count, message: message)
    }

    static func unusable(_ file: String, _ field: String, count: Int) -> Finding {
        Finding(
            code: "cdm.row-unusable", severity: .warning, file: file, field: field, count: count,
            message: Phrase(
                fr: "Lignes sans valeur lisible dans une colonne indispensable, laissées.",
                en: "Rows without a readable value in an essential column, left out."))
    }

    static func unreadable(_ file: String, _ field: String, count: Int) -> Finding {
        Finding(
            code: "cdm.value-unreadable", severity: .warning, file: file, field: field, count: count,
            message: Phrase(
                fr: "Valeurs illisibles dans le type de la colonne, vidées.",
                en: "Values that cannot be read in the column's type, emptied."))
    }

    static func filled(_ file: String, _ field: String, count: Int) -> Finding {
        Finding(
            code: "cdm.concept-filled", severity: .note, file: file, field: field, count: count,
            message: Phrase(
                fr: "Concept obligatoire absent : concept 0.", en: "A required concept is absent: concept 0."))
    }
}
