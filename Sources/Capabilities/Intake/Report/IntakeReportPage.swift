package import HealthModel

/// The report as one readable page that needs nothing else: for the holder, in their language.
package struct IntakeReportPage: Sendable {
    package let report: IntakeReport

    package init(report: IntakeReport) { self.report = report }

    package func html(_ language: Language) -> HTML {
        let say = { (fr: String, en: String) in Phrase(fr: fr, en: en).words(language) }
        let title = say("Rapport de prise en charge", "Intake report")
        return """
            <!doctype html>
            <html lang="\(language.rawValue)">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title) – \(report.source) \(report.delivery)</title>
            <style>
            body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#161616}
            table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{text-align:left;padding:.35rem .6rem;
            border-bottom:1px solid #ddd;vertical-align:top}td.n{text-align:right;font-variant-numeric:tabular-nums}
            .state{display:inline-block;padding:.1rem .6rem;border-radius:.25rem;background:#eee}
            .accepted{background:#b8fec9}.refused,.quarantined{background:#ffe9e9}
            </style></head>
            <body><h1>\(title)</h1>
            <p>\(report.source) · \(report.delivery) · <span class="state \(report.state.rawValue)">\
            \(IntakeReportPage.words(for: report.state).words(language))</span></p>
            <p>\(say("Reçue le", "Received")) \(report.received), \(say("terminée le", "finished")) \(report.finished).
            \(say("Empreinte", "Digest")) <code>\(report.digest)</code></p>
            \(suspicions(language))
            \(findings(language))
            <h2>\(say("Fichiers", "Files"))</h2>
            <table><thead><tr><th>\(say("Table", "Table"))</th><th>\(say("Fichier", "File"))</th>
            <th>\(say("Lignes", "Rows"))</th><th>\(say("Lignes retenues", "Rows kept"))</th>
            <th>\(say("Octets", "Bytes"))</th><th>\(say("Codage", "Encoding"))</th></tr></thead><tbody>
            \(report.tables.map { table in
                """
                <tr><td>\(table.table)</td><td>\(table.file)</td><td class="n">\(table.rows)</td>
                <td class="n">\(table.certainRows.map(String.init) ?? "–")</td><td class="n">\(table.bytes)</td>
                <td>\(table.encoding)</td></tr>
                """ as HTML
            })
            </tbody></table>
            <h2>\(say("Rapprochement des personnes", "Matching of persons"))</h2>
            <table><thead><tr><th>\(say("Issue", "Outcome"))</th><th>\(say("Motif", "Reason"))</th>
            <th>\(say("Enregistrements", "Records"))</th></tr></thead><tbody>
            \(report.persons.map { line in
                """
                <tr><td>\(line.outcome)</td><td>\(line.reason)</td><td class="n">\(line.records)</td></tr>
                """ as HTML
            })
            </tbody></table>
            </body></html>
            """
    }

    private func suspicions(_ language: Language) -> HTML {
        guard !report.suspicions.isEmpty else { return .empty }
        let say = { (fr: String, en: String) in Phrase(fr: fr, en: en).words(language) }
        return """
            <h2>\(say("Données nominatives suspectées", "Suspected nominative data"))</h2>
            <p>\(say(
                "La livraison entière est mise à l'écart et rien n'en est conservé. Retirer ces colonnes, puis livrer de nouveau.",
                "The whole delivery is set aside and nothing of it is kept. Remove these columns, then deliver again."))</p>
            <table><thead><tr><th>\(say("Fichier", "File"))</th><th>\(say("Colonne", "Column"))</th>
            <th>\(say("Nature", "Kind"))</th><th>\(say("Confiance", "Confidence"))</th>
            <th>\(say("Exemples masqués", "Masked examples"))</th></tr></thead><tbody>
            \(report.suspicions.map { line in
                """
                <tr><td>\(line.file)</td><td>\(line.column)</td><td>\(line.kind)</td>
                <td class="n">\(Int((line.confidence * 100).rounded())) %</td>
                <td>\(line.maskedExamples.joined(separator: " · "))</td></tr>
                """ as HTML
            })
            </tbody></table>
            """
    }

    private func findings(_ language: Language) -> HTML {
        let say = { (fr: String, en: String) in Phrase(fr: fr, en: en).words(language) }
        guard !report.findings.isEmpty else {
            return "<p>\(say("Aucune anomalie relevée.", "No anomaly was found."))</p>"
        }
        let dropped: HTML =
            report.droppedFindingCount == 0
            ? .empty
            : """
            <p>\(report.droppedFindingCount) \(say("autres constats non listés.", "further findings are not listed."))</p>
            """
        return """
            <h2>\(say("Constats", "Findings"))</h2>
            <table><thead><tr><th>\(say("Gravité", "Severity"))</th><th>\(say("Où", "Where"))</th>
            <th>\(say("Quoi", "What"))</th><th>\(say("Fois", "Times"))</th></tr></thead><tbody>
            \(report.findings.map { line in
                """
                <tr><td>\(line.severity)</td><td>\(line.file)\(line.line.map { ":\($0)" } ?? "") \
                \(line.field.map { "(\($0))" } ?? "")</td>
                <td>\(language == .french ? line.fr : line.en) <small>\(line.code)</small></td>
                <td class="n">\(line.count)</td></tr>
                """ as HTML
            })
            </tbody></table>\(dropped)
            """
    }

    /// The state of a delivery in words.
    package static func words(for state: DeliveryState) -> Phrase {
        switch state {
        case .running: Phrase(fr: "en cours", en: "running")
        case .accepted: Phrase(fr: "acceptée", en: "accepted")
        case .refused: Phrase(fr: "refusée", en: "refused")
        case .quarantined: Phrase(fr: "mise à l'écart", en: "quarantined")
        case .withdrawn: Phrase(fr: "retirée", en: "withdrawn")
        case .abandoned: Phrase(fr: "interrompue", en: "cut off")
        }
    }
}
