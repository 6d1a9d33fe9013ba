extension JournalReader {
    /// The object kind by which an outcome names the sequence number of its beginning.
    package static let receiptObject = "receipt"

    /// The beginnings (`….begin`) whose outcome no later entry tells: the effect was interrupted, or is under way.
    ///
    /// An outcome is an entry of the same subject that names the receipt, or whose objects include all those of the
    /// beginning; it closes the latest such one. Reads the whole journal.
    package func openReceipts() throws(JournalError) -> [JournalRecord] {
        var open: [Substring: [JournalRecord]] = [:]
        try forEach { record in
            let subject = record.entry.action.subject
            if record.entry.action.isBeginning {
                open[subject, default: []].append(record)
            } else if let place = open[subject]?.lastIndex(where: { JournalReader.closes(record.entry, $0) }) {
                open[subject]?.remove(at: place)
            }
        }
        return open.values.joined().sorted { $0.sequence < $1.sequence }
    }

    private static func closes(_ outcome: JournalEntry, _ beginning: JournalRecord) -> Bool {
        if let receipt = outcome.objects[receiptObject] { return receipt == String(beginning.sequence) }
        return beginning.entry.objects.allSatisfy { outcome.objects[$0] == $1 }
    }
}
