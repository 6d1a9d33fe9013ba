extension LinkageConfiguration {
    /// The traits of the INS and what goes with them, as French files name them (and some English ones). Columns that
    /// the files lack are left out.
    package static let french = LinkageConfiguration(
        columns: frenchColumns, comparisons: frenchComparisons, blocking: frenchBlocking)

    private static let frenchColumns = [
        LinkageColumn("id", .identifier, headers: ["identifiant", "unique_id", "record_id", "rec_id"]),
        LinkageColumn(
            "nom_naissance", .name,
            headers: ["nom", "nom_de_naissance", "nom_famille", "birth_name", "surname", "last_name", "family_name"]),
        LinkageColumn("nom_utilise", .name, headers: ["nom_usage", "nom_usuel", "nom_marital", "used_name"]),
        LinkageColumn(
            "prenom", .name,
            headers: ["prenom_utilise", "prenom_usuel", "premier_prenom", "given_name", "first_name", "forename"]),
        LinkageColumn(
            "prenoms", .nameList, headers: ["prenoms_naissance", "liste_prenoms", "prenoms_acte", "given_names"]),
        LinkageColumn("sexe", .sex, headers: ["sex", "gender", "code_sexe"]),
        LinkageColumn(
            "date_naissance", .date, headers: ["date_de_naissance", "ddn", "birth_date", "date_of_birth", "dob"]),
        LinkageColumn(
            "commune_naissance", .code,
            headers: ["lieu_naissance", "code_commune_naissance", "code_lieu_naissance", "birth_place"]),
        LinkageColumn("code_postal", .code, headers: ["cp", "postal_code", "postcode", "zip"]),
        LinkageColumn("commune", .name, headers: ["ville", "commune_residence", "city", "town", "suburb"]),
        LinkageColumn("nir", .nationalNumber, headers: ["matricule_ins", "ins", "numero_ins", "national_number"]),
    ]

    private static let frenchComparisons = [
        ComparisonSpecification(
            "family name", .familyName, column: "nom_naissance",
            with: ["used": "nom_utilise", "given": "prenom", "sex": "sexe"], household: .inherited, isOptional: true),
        ComparisonSpecification(
            "given name", .givenName, column: "prenom",
            with: ["list": "prenoms", "family": "nom_naissance", "sex": "sexe", "date": "date_naissance"],
            household: .individual, isOptional: true),
        ComparisonSpecification(
            "other given names", .otherGivenNames, column: "prenoms", termFrequency: false, household: .individual,
            isOptional: true),
        ComparisonSpecification(
            "sex", .sex, column: "sexe", termFrequency: false, household: .free, isOptional: true),
        ComparisonSpecification(
            "birth date", .date, column: "date_naissance", household: .twins, isOptional: true),
        ComparisonSpecification(
            "birth place", .place, column: "commune_naissance", household: .free, isOptional: true),
        ComparisonSpecification(
            "residence", .residence, column: "code_postal", with: ["town": "commune"], household: .free,
            isOptional: true),
        ComparisonSpecification(
            "national number", .nationalNumber, column: "nir", with: ["sex": "sexe", "date": "date_naissance"],
            termFrequency: false, household: .free, isOptional: true),
    ]

    private static let family = ["nom_naissance", "nom_utilise"]

    private static let frenchBlocking = [
        BlockingRule("national number", [BlockingPart(["nir"], .whole)]),
        BlockingRule(
            "birth date, a given name",
            [BlockingPart(["date_naissance"], .whole), BlockingPart(["prenom", "prenoms"], .words)]),
        BlockingRule(
            "birth date, sound of a family name",
            [BlockingPart(["date_naissance"], .whole), BlockingPart(family, .sound)]),
        BlockingRule(
            "birth date, birth place",
            [BlockingPart(["date_naissance"], .whole), BlockingPart(["commune_naissance"], .whole)]),
        BlockingRule(
            "birth date, postal code",
            [BlockingPart(["date_naissance"], .whole), BlockingPart(["code_postal"], .whole)]),
        BlockingRule(
            "sound of names, birth year",
            [
                BlockingPart(family, .sound), BlockingPart(["prenom"], .firstSound),
                BlockingPart(["date_naissance"], .year),
            ]),
        BlockingRule(
            "sound of names, birthday",
            [
                BlockingPart(family, .sound), BlockingPart(["prenom"], .firstSound),
                BlockingPart(["date_naissance"], .monthDay),
            ]),
        BlockingRule(
            "sound of names, postal code",
            [
                BlockingPart(family, .sound), BlockingPart(["prenom"], .prefix, length: 1),
                BlockingPart(["code_postal"], .whole),
            ]),
        BlockingRule(
            "sound of names, birth place",
            [
                BlockingPart(family, .sound), BlockingPart(["prenom"], .firstSound),
                BlockingPart(["commune_naissance"], .whole),
            ]),
        BlockingRule(
            "given name, birth place, birth month",
            [
                BlockingPart(["prenom"], .firstWord), BlockingPart(["commune_naissance"], .whole),
                BlockingPart(["date_naissance"], .yearMonth),
            ]),
        BlockingRule(
            "names in any order", [BlockingPart(["nom_naissance", "prenom"], .whole, isUnordered: true)]),
        BlockingRule(
            "birth date, beginnings of both names",
            [
                BlockingPart(["date_naissance"], .whole), BlockingPart(family, .prefix, length: 2),
                BlockingPart(["prenom"], .prefix, length: 1),
            ]),
    ]
}
