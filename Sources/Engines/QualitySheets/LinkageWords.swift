package import HealthModel

/// The names of comparisons, levels, steps and blocking rules of the French configuration in both languages; others stay
/// as the configuration wrote them.
package enum LinkageWords {
    /// The words for a name.
    package static func phrase(_ name: String) -> Phrase {
        if let french = french[name] { return Phrase(fr: french, en: name) }
        for (suffix, words) in suffixes where name.hasSuffix(suffix) {
            let stem = String(name.dropLast(suffix.count))
            if let french = french[stem] { return Phrase(fr: french + words, en: name) }
        }
        let threshold = "Jaro-Winkler at least "
        if name.hasPrefix(threshold) {
            return Phrase(fr: "Jaro-Winkler d'au moins " + name.dropFirst(threshold.count), en: name)
        }
        return Phrase(fr: name, en: name)
    }

    private static let suffixes = [
        (", two women", ", deux femmes"),
        (", one sex and birth year", ", même sexe et année de naissance"),
    ]

    private static let french = [
        // Comparisons and steps.
        "family name": "nom de famille", "given name": "prénom", "other given names": "autres prénoms", "sex": "sexe",
        "birth date": "date de naissance", "birth place": "lieu de naissance", "residence": "résidence",
        "national number": "numéro national",
        "used name": "nom utilisé", "prior": "a priori", "twins and kin": "jumeaux et famille",
        "competition": "concurrence", "calibration": "calibration",
        "not found by blocking": "non trouvée par le blocage",
        // Levels.
        "missing": "manquant", "same name": "même nom", "same used name": "même nom d'usage",
        "part of a compound name": "partie d'un nom composé",
        "swapped with the given name": "inversé avec le prénom",
        "swapped with the family name": "inversé avec le nom", "close spelling": "orthographe très proche",
        "similar spelling": "orthographe proche", "same sound": "même sonorité", "different": "différent",
        "another of the given names": "un autre des prénoms", "initial": "initiale",
        "different, list of given names known": "différent, liste des prénoms connue", "all shared": "tous communs",
        "one shared": "un commun", "none shared": "aucun commun", "same sex": "même sexe", "other sex": "autre sexe",
        "same date": "même date", "same default date (1 January)": "même date par défaut (1er janvier)",
        "day and month swapped": "jour et mois inversés", "one digit differs": "un chiffre diffère",
        "same year, one is a default or partial": "même année, l'une par défaut ou partielle",
        "same day and month, other year": "mêmes jour et mois, autre année",
        "same year and month": "mêmes année et mois", "same year and day": "mêmes année et jour",
        "same year": "même année", "same commune": "même commune",
        "same commune by the history of codes": "même commune par l'historique des codes",
        "same department": "même département", "both abroad, other country": "toutes deux à l'étranger, autre pays",
        "same postal code": "même code postal", "same town, other code": "même ville, autre code",
        "one character differs": "un caractère diffère", "same beginning": "même début", "same": "identique",
        "written in the other column": "écrit dans l'autre colonne", "same certified number": "même numéro certifié",
        "same number, not certified": "même numéro, non certifié",
        "one error in the number": "une erreur dans le numéro",
        "waiting number, or number of another civil sex": "numéro d'attente, ou d'un autre sexe civil",
        "two certified numbers": "deux numéros certifiés",
        "different, not both certified": "différents, non tous deux certifiés",
        "same number, birth data differ or unknown": "même numéro, sexe ou naissance différents ou inconnus",
        "one error in the number, birth data differ or unknown":
            "une erreur dans le numéro, sexe ou naissance différents ou inconnus",
        "different, birth data differ or unknown": "différents, sexe ou naissance différents ou inconnus",
        "two certified numbers, birth data differ or unknown":
            "deux numéros certifiés, sexe ou naissance différents ou inconnus",
        // Blocking rules.
        "birth date, a given name": "date de naissance, un prénom",
        "birth date, sound of a family name": "date de naissance, sonorité d'un nom",
        "birth date, birth place": "date et lieu de naissance",
        "birth date, sound of the given name": "date de naissance, sonorité du prénom", "same traits": "mêmes traits",
        "birth date, postal code": "date de naissance, code postal",
        "sound of names, birth year": "sonorité des noms, année de naissance",
        "sound of names, birthday": "sonorité des noms, jour et mois de naissance",
        "sound of names, postal code": "sonorité des noms, code postal",
        "sound of names, birth place": "sonorité des noms, lieu de naissance",
        "given name, birth place, birth month": "prénom, lieu et mois de naissance",
        "names in any order": "noms dans un ordre quelconque",
        "birth date, beginnings of both names": "date de naissance, début des deux noms",
        // Characteristics and their categories.
        "age": "âge", "birthplace": "lieu de naissance", "number": "numéro national", "men": "hommes",
        "women": "femmes", "unknown": "inconnu", "metropolitan": "France métropolitaine", "abroad": "étranger",
        "overseas": "outre-mer", "present": "présent", "absent": "absent",
    ]
}
