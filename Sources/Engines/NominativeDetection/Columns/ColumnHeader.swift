/// What a header promises; it only raises what the values say, never decides alone.
struct ColumnHeader {
    /// The kind the words of the header speak of.
    let expected: NominativeKind?
    /// The header speaks of an event of care, or of death: its dates are not of birth.
    let isOfCare: Bool

    init(_ header: String) {
        let words = ColumnHeader.words(header)
        isOfCare = words.contains { ColumnHeader.careWords.contains($0) }
        expected = ColumnHeader.kind(of: words)
    }

    private static func kind(of words: [String]) -> NominativeKind? {
        for (kind, list) in wordsByKind where words.contains(where: { list.contains($0) }) { return kind }
        let joined = words.joined()
        for (kind, list) in fragmentsByKind where list.contains(where: { joined.contains($0) }) { return kind }
        return nil
    }

    /// Lower-case words without accents, cut at capitals and punctuation.
    private static func words(_ header: String) -> [String] {
        var words: [String] = []
        var word = ""
        var wasLower = false
        for scalar in header.decomposedStringScalars {
            let isUpper = scalar.properties.isUppercase
            if !scalar.properties.isAlphabetic && !(scalar.value >= 0x30 && scalar.value <= 0x39)
                || (isUpper && wasLower)
            {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            wasLower = scalar.properties.isLowercase
            if scalar.properties.isAlphabetic { word += scalar.properties.lowercaseMapping }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    private static let wordsByKind: [(NominativeKind, Set<String>)] = [
        (.nationalNumber, ["nir", "nss", "nia", "ins", "secu", "immatriculation", "ssn", "insee"]),
        (.birthDate, ["ddn", "dnaiss", "naissance", "naiss", "birth", "birthdate", "dob", "nais", "dtnais"]),
        (.email, ["mail", "email", "courriel", "mel", "login"]),
        (.phone, ["tel", "telephone", "phone", "portable", "mobile", "fax", "gsm", "contact"]),
        (.address, ["adresse", "adr", "rue", "voie", "address", "street", "domicile", "residence"]),
        (.iban, ["iban", "rib", "bic"]), (.networkAddress, ["ip", "ipv"]),
        (.professionalNumber, ["rpps", "adeli", "prescripteur", "praticien"]),
        (
            .name,
            [
                "nom", "noms", "prenom", "prenoms", "name", "lastname", "firstname", "surname", "patronyme", "usuel",
                "identite", "assure", "beneficiaire", "marital",
            ]
        ),
    ]

    private static let fragmentsByKind: [(NominativeKind, [String])] = [
        (.birthDate, ["datenais", "datnais", "dtenais"]), (.nationalNumber, ["numsecu", "numeross"]),
        (.name, ["nomusage", "nompatient", "nomnaiss", "prenom"]), (.phone, ["numtel", "telephone"]),
        (.email, ["mail"]), (.address, ["adresse"]),
    ]

    private static let careWords: Set<String> = [
        "soin", "soins", "entree", "sortie", "acte", "actes", "deces", "death", "visit", "visite", "debut", "fin",
        "start", "end", "execution", "prescription", "delivrance", "prelevement", "consultation", "sejour", "creation",
        "maj", "mise", "update", "hospitalisation", "diagnostic", "remboursement", "flux", "traitement",
    ]
}

extension String {
    /// Scalars with accents taken off Latin letters.
    fileprivate var decomposedStringScalars: [Unicode.Scalar] {
        let table = LetterTable.shared
        return unicodeScalars.map { scalar in
            guard scalar.value >= 0xC0, scalar.value < 0x180 else { return scalar }
            let index = Int(scalar.value) - 0xC0
            let letter = table.first[index]
            guard letter != 0x20 else { return scalar }
            return Unicode.Scalar(table.isUpper[index] ? letter & 0xDF : letter)
        }
    }
}
