/// Names as they are compared: capitals without accents, hyphens, apostrophes, blanks or dots.
///
/// `d'Errico`, `D ERRICO` and `DERRICO` are one name; so are `Le Gall` and `LEGALL`. The INS has only capitals A-Z,
/// hyphen, apostrophe and blank (Référentiel INS, annexe traits), and sources disagree on the last three.
package enum FrenchName {
    /// Words that stand where a name should be: they name nobody.
    package static let placeholders: Set<String> = [
        "X", "XX", "XXX", "XXXX", "NN", "ND", "NR", "INCONNU", "INCONNUE", "SANSNOM", "SANSPRENOM", "SANS", "NOM",
        "PRENOM", "NONRENSEIGNE", "NONRENSEIGNEE", "BEBE", "ENFANT", "FILLE", "GARCON", "ANONYME", "UNKNOWN", "NULL",
    ]

    /// A family name to compare; nil when nothing is left or it is a placeholder.
    package static func family(_ text: String) -> String? { usable(folded(text.unicodeScalars)) }

    /// The first given name to compare. A hyphen binds (`Jean-Pierre Marie` gives `JEANPIERRE`), a blank or a comma ends.
    package static func firstGiven(_ text: String) -> String? {
        let words = text.unicodeScalars.split { isWordEnd($0) }
        guard let first = words.first else { return nil }
        return usable(folded(first))
    }

    private static func usable(_ name: String) -> String? {
        name.isEmpty || placeholders.contains(name) ? nil : name
    }

    private static func isWordEnd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", ",", ";", "/", "\t", "\n", "\r": true
        default: scalar.value >= 0x80 && scalar.properties.isWhitespace
        }
    }

    private static func folded(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var name: [UInt8] = []
        for scalar in scalars {
            switch scalar.value {
            case 0x41...0x5A, 0x30...0x39: name.append(UInt8(scalar.value))
            case 0x61...0x7A: name.append(UInt8(scalar.value) - 32)
            case 0..<0x80: continue
            default: name.append(contentsOf: LatinFolding.capitals(of: scalar).utf8)
            }
        }
        return String(decoding: name, as: UTF8.self)
    }
}

/// Latin letters with marks, as plain capitals.
enum LatinFolding {
    /// Empty for marks and punctuation; a letter of another script is kept, in capitals.
    static func capitals(of scalar: Unicode.Scalar) -> String {
        if let plain = table[scalar.properties.uppercaseMapping.unicodeScalars.first ?? scalar] { return plain }
        return scalar.properties.isAlphabetic ? scalar.properties.uppercaseMapping : ""
    }

    private static let table: [Unicode.Scalar: String] = {
        let groups = [
            "A": "ÀÁÂÃÄÅĀĂĄǍẠẢẤẦẨẪẬẮẰẲẴẶ", "C": "ÇĆĈĊČ", "D": "ĎĐÐ", "E": "ÈÉÊËĒĔĖĘĚẸẺẼẾỀỂỄỆ", "G": "ĜĞĠĢ", "H": "ĤĦ",
            "I": "ÌÍÎÏĨĪĬĮİǏỈỊ", "J": "Ĵ", "K": "Ķ", "L": "ĹĻĽĿŁ", "N": "ÑŃŅŇŊ", "O": "ÒÓÔÕÖØŌŎŐƠǑỌỎỐỒỔỖỘỚỜỞỠỢ",
            "R": "ŔŖŘ", "S": "ŚŜŞŠȘẞ", "T": "ŢŤŦȚ", "U": "ÙÚÛÜŨŪŬŮŰŲƯǓỤỦỨỪỬỮỰ", "W": "Ŵ", "Y": "ÝŸŶỲỴỶỸ", "Z": "ŹŻŽ",
            "AE": "Æ", "OE": "Œ", "SS": "ß", "TH": "Þ", "IJ": "Ĳ",
        ]
        var table: [Unicode.Scalar: String] = [:]
        for (plain, letters) in groups {
            for letter in letters.unicodeScalars { table[letter] = plain }
        }
        return table
    }()
}
