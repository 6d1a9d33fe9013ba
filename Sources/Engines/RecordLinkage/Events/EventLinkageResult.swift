package import Foundation
internal import HealthModel

/// What event linkage found: one link for each subject, in the order of the register, and the figures.
package struct EventLinkageResult: Sendable {
    package internal(set) var links: [EventLink] = []
    package internal(set) var report = EventLinkageReport()
    package internal(set) var weights = EventWeights.starting
    /// Of the last estimation, iteration after iteration.
    package internal(set) var logLikelihoods: [Double] = []

    /// Writes one line for each subject: `subject,person,outcome,reason,probability,margin_bits,stays,stays_found`.
    ///
    /// The person is told for certain links only. Names of subjects and persons are written as delivered, quoted.
    package func write(to file: URL, _ files: StayFiles) throws(LinkageError) {
        var text = "subject,person,outcome,reason,probability,margin_bits,stays,stays_found\n"
        for link in links {
            let person = link.outcome == .certain ? link.person.map { files.national.name($0) } ?? "" : ""
            let fields = [
                EventLinkageResult.quoted(files.register.name(link.subject)), EventLinkageResult.quoted(person),
                link.outcome.rawValue, link.reason.rawValue, EventLinkageResult.decimal(link.probability, 6),
                link.margin.map { EventLinkageResult.decimal($0, 2) } ?? "", String(link.comparedStayCount),
                String(link.foundStayCount),
            ]
            text += fields.joined(separator: ",") + "\n"
        }
        do {
            try Data(text.utf8).write(to: file, options: .atomic)
        } catch {
            throw .file(
                code: "linkage.not-written",
                reason: Phrase(
                    fr: "Le fichier \(file.lastPathComponent) n'a pas pu être écrit.",
                    en: "File \(file.lastPathComponent) could not be written."))
        }
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { ",\"\n\r;".contains($0) }) else { return text }
        return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }

    private static func decimal(_ value: Double, _ digits: Int) -> String {
        String(format: "%.\(digits)f", value)
    }
}
