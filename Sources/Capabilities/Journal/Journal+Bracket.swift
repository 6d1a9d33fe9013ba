import HealthModel

extension Journal {
    /// Writes `<subject>.begin`, does the work, then writes `<subject>.done` or `<subject>.failed` with the error's
    /// code. If the first entry cannot be made durable the work is not done.
    package func bracket<Result>(
        _ subject: String, actor: String, role: String, objects: [String: String],
        _ work: (JournalReceipt) throws -> Result
    ) throws -> Result {
        let receipt = try append(entry(subject + ".begin", actor, role, objects, outcome: ""))
        var closing = objects
        closing[JournalReader.receiptObject] = String(receipt.sequence)
        let result: Result
        do {
            result = try work(receipt)
        } catch {
            // Only the code: a foreign error's words might hold anything.
            let code = (error as? any HubError)?.code ?? "failed"
            try append(entry(subject + ".failed", actor, role, closing, outcome: code))
            throw error
        }
        try append(entry(subject + ".done", actor, role, closing, outcome: "done"))
        return result
    }

    private func entry(
        _ action: String, _ actor: String, _ role: String, _ objects: [String: String], outcome: String
    ) -> JournalEntry {
        JournalEntry(
            time: now(), actor: actor, role: role, action: JournalAction(rawValue: action), objects: objects,
            outcome: outcome)
    }
}
