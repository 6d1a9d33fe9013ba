import HealthModel

/// The latest acts of the journal and how to check it without trusting the hub.
package struct JournalPage: Sendable {
    package struct Act: Sendable {
        package let sequence: Int
        package let time: String
        package let action: String
        package let outcome: String

        package init(sequence: Int, time: String, action: String, outcome: String) {
            self.sequence = sequence
            self.time = time
            self.action = action
            self.outcome = outcome
        }
    }

    package let size: Int
    package let acts: [Act]
    package let checkpoint: String

    package init(size: Int, acts: [Act], checkpoint: String) {
        self.size = size
        self.acts = acts
        self.checkpoint = checkpoint
    }

    package var layout: Layout {
        Layout(title: Phrase(fr: "Journal", en: "Journal"), place: .journal) { language in
            """
            <h1>\(Phrase(fr: "Journal", en: "Journal").words(language))</h1>
            <p class="lead">\(Phrase(
                fr: "Chaque acte est inscrit avant de prendre effet. Le registre est un arbre de Merkle (RFC 6962) signé : "
                    + "quiconque garde un point de contrôle peut prouver qu'aucune inscription n'a été changée ou retirée.",
                en: "Every act is written before it takes effect. The log is a signed Merkle tree (RFC 6962): whoever keeps "
                    + "a checkpoint can prove that no entry was changed or removed."
            ).words(language))</p>
            <p>\(Phrase(fr: "Inscriptions", en: "Entries").words(language)) : <strong>\(size)</strong></p>
            <h2>\(Phrase(fr: "Point de contrôle", en: "Checkpoint").words(language))</h2>
            <pre class="scroll"><code>\(checkpoint)</code></pre>
            <h2>\(Phrase(fr: "Derniers actes", en: "Latest acts").words(language))</h2>
            <div class="scroll"><table>
            <thead><tr><th class="n">\(Phrase(fr: "Rang", en: "Place").words(language))</th>
            <th>\(Phrase(fr: "Date", en: "Time").words(language))</th>
            <th>\(Phrase(fr: "Acte", en: "Act").words(language))</th>
            <th>\(Phrase(fr: "Issue", en: "Outcome").words(language))</th></tr></thead>
            <tbody>
            \(acts.map { act in
                """
                <tr><td class="n">\(act.sequence)</td><td>\(act.time)</td><td><code>\(act.action)</code></td>
                <td>\(act.outcome)</td></tr>
                """ as HTML
            })
            </tbody></table></div>
            """
        }
    }
}
