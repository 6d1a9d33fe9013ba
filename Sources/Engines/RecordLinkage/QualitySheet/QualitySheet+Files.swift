package import Foundation
package import HealthModel
package import QualitySheets

extension QualitySheet {
    /// Writes the sheet: JSON when the file is called so, else a page in one language.
    package func write(to file: URL, language: Language) throws(LinkageError) {
        do {
            if file.pathExtension.lowercased() == "json" {
                try JSONText.write(self, to: file)
            } else {
                try Data(QualitySheetPage(sheet: self).html(language).text.utf8).write(to: file, options: .atomic)
            }
        } catch {
            throw JSONText.unwritable(file)
        }
    }
}

extension LinkageReport {
    /// Writes the report as JSON with sorted keys.
    package func write(to file: URL) throws(LinkageError) {
        do { try JSONText.write(self, to: file) } catch { throw JSONText.unwritable(file) }
    }
}

private enum JSONText {
    static func write(_ value: some Encodable, to file: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(value).write(to: file, options: .atomic)
    }

    static func unwritable(_ file: URL) -> LinkageError {
        let name = file.lastPathComponent
        return .file(
            code: "linkage.unwritable",
            reason: Phrase(fr: "Le fichier \(name) ne peut être écrit.", en: "File \(name) cannot be written."))
    }
}
