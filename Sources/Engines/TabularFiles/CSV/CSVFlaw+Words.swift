internal import HealthModel

extension CSVFlaw {
    /// What is wrong and what to do, without the value.
    var message: Phrase {
        switch self {
        case .nulByte:
            Phrase(fr: "Octet nul : le fichier n'est pas du texte.", en: "NUL byte: the file is not text.")
        case .controlCharacter:
            Phrase(fr: "Caractère de contrôle dans une valeur.", en: "Control character in a value.")
        case .invalidUTF8:
            Phrase(
                fr: "Octets qui ne sont pas de l'UTF-8 : le fichier mélange des encodages.",
                en: "Bytes that are not UTF-8: the file mixes encodings.")
        case .overlongUTF8:
            Phrase(fr: "UTF-8 trop long ou demi-codet : refusé.", en: "Overlong UTF-8 or a surrogate: refused.")
        case .undefinedByte:
            Phrase(
                fr: "Octet sans caractère en windows-1252, remplacé.", en: "Byte without a character, replaced.")
        case .unpairedSurrogate: Phrase(fr: "Demi-codet UTF-16 isolé.", en: "Unpaired UTF-16 surrogate.")
        case .byteOrderMark:
            Phrase(fr: "Marque d'ordre des octets en tête de fichier.", en: "Byte order mark at the start of the file.")
        case .otherEncoding:
            Phrase(
                fr: "Le fichier n'est pas en UTF-8 ; il a été converti.",
                en: "The file is not UTF-8; it was converted.")
        case .mixedNewlines:
            Phrase(fr: "Plusieurs sortes de fins de ligne.", en: "More than one kind of line end.")
        case .oldNewlines: Phrase(fr: "Fins de ligne CR seules.", en: "Line ends are a lone CR.")
        case .unclosedQuote, .quoteGarbage, .strayQuote, .columnCount, .blankLine, .emptyFile, .noRow: recordWords
        case .headerAbsent, .headerEmpty, .headerDuplicate, .headerUnknown, .headerMissing, .headerSpelling,
            .headerOrder:
            headerWords
        case .integer, .integerRange, .number, .decimalComma, .boolean, .dateFormat, .dateImpossible,
            .dateImplausible, .dateSentinel, .padded:
            typeWords
        default: constraintWords
        }
    }

    private var recordWords: Phrase {
        switch self {
        case .unclosedQuote:
            Phrase(
                fr: "Un guillemet est ouvert sur cette ligne et n'est pas fermé.",
                en: "A quote opens on this line and nothing closes it.")
        case .quoteGarbage:
            Phrase(
                fr: "Du texte suit un guillemet fermant ; doublez les guillemets d'une valeur.",
                en: "Text follows a closing quote; double the quotes of a value.")
        case .strayQuote:
            Phrase(fr: "Guillemet dans une valeur sans guillemets.", en: "Quote inside a value without quotes.")
        case .columnCount:
            Phrase(
                fr: "La ligne n'a pas autant de colonnes que l'en-tête.",
                en: "The line does not have as many columns as the header.")
        case .blankLine: Phrase(fr: "Ligne vide, ignorée.", en: "Blank line, passed over.")
        case .emptyFile: Phrase(fr: "Le fichier est vide.", en: "The file is empty.")
        default: Phrase(fr: "Le fichier n'a que son en-tête.", en: "The file has only its header.")
        }
    }

    private var headerWords: Phrase {
        switch self {
        case .headerAbsent:
            Phrase(
                fr: "La première ligne ne contient aucun nom de colonne attendu : en-tête absent, ou autre table.",
                en: "The first line holds no expected column name: the header is absent, or this is another table.")
        case .headerEmpty: Phrase(fr: "Nom de colonne vide.", en: "Empty column name.")
        case .headerDuplicate: Phrase(fr: "Colonne présente deux fois.", en: "The column is there twice.")
        case .headerUnknown:
            Phrase(
                fr: "Colonne que le schéma ne déclare pas : retirez-la ou déclarez-la.",
                en: "Column that the schema does not declare: remove it or declare it.")
        case .headerMissing: Phrase(fr: "Colonne attendue absente.", en: "An expected column is missing.")
        case .headerSpelling:
            Phrase(
                fr: "Nom de colonne reconnu malgré sa casse ou ses blancs.",
                en: "Column name understood in spite of its case or blanks.")
        default:
            Phrase(
                fr: "Les colonnes ne sont pas dans l'ordre du schéma.",
                en: "The columns are not in the order of the schema.")
        }
    }

    private var typeWords: Phrase {
        switch self {
        case .integer: Phrase(fr: "Nombre entier attendu.", en: "A whole number is expected.")
        case .integerRange: Phrase(fr: "Entier de plus de 64 bits.", en: "Integer of more than 64 bits.")
        case .number: Phrase(fr: "Nombre attendu.", en: "A number is expected.")
        case .decimalComma: Phrase(fr: "Virgule décimale.", en: "Decimal comma.")
        case .boolean: Phrase(fr: "Valeur vrai ou faux attendue.", en: "A true or false value is expected.")
        case .dateFormat:
            Phrase(fr: "La date n'est pas au format déclaré.", en: "The date is not in the declared format.")
        case .dateImpossible: Phrase(fr: "Cette date n'existe pas.", en: "This date does not exist.")
        case .dateImplausible:
            Phrase(fr: "Année hors de 1850 à 2100.", en: "The year is outside 1850 to 2100.")
        case .dateSentinel:
            Phrase(
                fr: "Date conventionnelle (1600-01-01 ou 9999-12-31) qui veut dire « absente » ou « sans fin ».",
                en: "Conventional date (1600-01-01 or 9999-12-31) that means “none” or “no end”.")
        default: Phrase(fr: "Blancs autour d'une valeur, retirés.", en: "Blanks around a value, removed.")
        }
    }

    private var constraintWords: Phrase {
        switch self {
        case .tooLong: Phrase(fr: "Valeur plus longue que déclaré.", en: "The value is longer than declared.")
        case .tooShort: Phrase(fr: "Valeur plus courte que déclaré.", en: "The value is shorter than declared.")
        case .notAllowed:
            Phrase(fr: "Valeur hors de la liste fermée du schéma.", en: "The value is not in the schema's closed list.")
        case .unknownCode:
            Phrase(fr: "Code absent de la nomenclature.", en: "The code is not in its reference table.")
        case .required: Phrase(fr: "Valeur obligatoire absente.", en: "A required value is missing.")
        case .minimum: Phrase(fr: "Valeur sous le minimum déclaré.", en: "The value is below the declared minimum.")
        case .maximum:
            Phrase(fr: "Valeur au-dessus du maximum déclaré.", en: "The value is above the declared maximum.")
        case .formula:
            Phrase(
                fr: "La valeur serait une formule dans un tableur.",
                en: "A spreadsheet would run the value as a formula.")
        case .duplicateValue:
            Phrase(
                fr: "Valeur déjà présente, alors qu'elle doit être unique.", en: "Value that should be unique, again.")
        case .duplicateKey:
            Phrase(fr: "Clé primaire déjà présente.", en: "The primary key was already there.")
        default:
            Phrase(
                fr: "Trop de lignes pour comparer toutes les clés.", en: "Too many rows to compare every key.")
        }
    }
}
