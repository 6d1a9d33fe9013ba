/// Proof for the caller that an entry is on disk: nothing may take effect before it is held.
package struct JournalReceipt: Sendable, Hashable {
    /// The entry's place in the journal, from 0; never given twice.
    package let sequence: Int
    package let leafHash: MerkleHash
}

/// An entry read back, with its place.
package struct JournalRecord: Sendable, Hashable {
    package let sequence: Int
    package let entry: JournalEntry
    package let leafHash: MerkleHash
}

/// Which entries are wanted; what is nil does not count.
package struct JournalFilter: Sendable {
    /// Whole action or its beginning up to a dot: `intake` finds `intake.begin`.
    package var action: String?
    package var actor: String?
    /// An object's kind: entries that name one.
    package var objectKind: String?
    /// An object's identifier, under `objectKind` or under any kind.
    package var objectID: String?

    package init(action: String? = nil, actor: String? = nil, objectKind: String? = nil, objectID: String? = nil) {
        self.action = action
        self.actor = actor
        self.objectKind = objectKind
        self.objectID = objectID
    }

    func accepts(_ entry: JournalEntry) -> Bool {
        if let action, entry.action.rawValue != action, !entry.action.rawValue.hasPrefix(action + ".") { return false }
        if let actor, entry.actor != actor { return false }
        if objectKind == nil, objectID == nil { return true }
        return entry.objects.contains { kind, identifier in
            (objectKind ?? kind) == kind && (objectID ?? identifier) == identifier
        }
    }
}
