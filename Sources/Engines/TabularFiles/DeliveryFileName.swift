package import HealthModel

/// Whether a delivered file's name is only a name, safe to show and to write.
package enum DeliveryFileName {
    package static let byteCountMax = 255

    /// What is wrong with the name; empty when it is good. The findings show the name with odd characters replaced.
    package static func check(_ name: String) -> [Finding] {
        var findings: [Finding] = []
        let shown = display(name)
        func add(_ code: String, _ fr: String, _ en: String) {
            findings.append(
                Finding(code: code, severity: .error, file: shown, message: Phrase(fr: fr, en: en)))
        }
        if name.isEmpty { add("file-name.empty", "Nom de fichier vide.", "Empty file name.") }
        if name.utf8.count > byteCountMax {
            add(
                "file-name.too-long", "Nom de plus de \(byteCountMax) octets.",
                "Name of more than \(byteCountMax) bytes.")
        }
        if name.hasPrefix("/") || name.hasPrefix("~") || name.dropFirst().hasPrefix(":") {
            add("file-name.absolute", "Chemin absolu : donnez un nom seul.", "Absolute path: give a name only.")
        } else if name.contains("/") || name.contains("\\") || name == ".." || name == "." {
            add("file-name.path", "Chemin : donnez un nom seul.", "Path: give a name only.")
        }
        if name.hasPrefix("."), name != ".", name != "..", !name.contains("/") {
            add("file-name.hidden", "Nom de fichier caché.", "Hidden file name.")
        }
        if name.unicodeScalars.contains(where: isControl) {
            add("file-name.control-character", "Caractère de contrôle dans le nom.", "Control character in the name.")
        }
        if name.unicodeScalars.contains(where: isDirectional) {
            add(
                "file-name.direction", "Caractère qui change le sens d'écriture dans le nom.",
                "Character that changes the writing direction in the name.")
        }
        if name.hasSuffix(" ") || name.hasSuffix(".") || name.hasPrefix(" ") {
            add("file-name.edge", "Blanc ou point au bord du nom.", "Blank or dot at the edge of the name.")
        }
        if isReserved(name) {
            add("file-name.reserved", "Nom réservé par Windows.", "Name reserved by Windows.")
        }
        return findings
    }

    /// Only plain letters, digits, dot, dash and underscore, not starting with a dot: a name that any system keeps.
    package static func isPlain(_ name: String) -> Bool {
        guard !name.isEmpty, name.utf8.count <= byteCountMax, !name.hasPrefix(".") else { return false }
        return name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == 0x2E || byte == 0x2D || byte == 0x5F
        }
    }

    /// A name as it may be shown: short, odd characters replaced.
    package static func display(_ name: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in name.unicodeScalars.prefix(80) {
            shown.append(isControl(scalar) || isDirectional(scalar) ? "?" : scalar)
        }
        return String(shown)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control || scalar.value == 0x2028 || scalar.value == 0x2029
    }

    /// Marks, embeddings, overrides and isolates of bidirectional text, and zero-width characters.
    private static func isDirectional(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x061C, 0x200B...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    private static func isReserved(_ name: String) -> Bool {
        let stem = name.prefix { $0 != "." }.uppercased()
        if ["CON", "PRN", "AUX", "NUL"].contains(stem) { return true }
        return stem.count == 4 && (stem.hasPrefix("COM") || stem.hasPrefix("LPT")) && stem.last?.isNumber == true
    }
}
