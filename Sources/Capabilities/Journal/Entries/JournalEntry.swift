package import Foundation
import HealthModel

/// Who did what to which objects, and how it ended. Never health data, never a person's identity or pseudonym.
///
/// Its bytes are canonical JSON (RFC 8785: keys sorted, no blank, shortest escapes), so that any tool can rebuild the
/// leaf: `{"action":"intake.begin","actor":"…","objects":{…},"outcome":"…","role":"…","time":"2026-11-22T10:11:12Z"}`.
package struct JournalEntry: Sendable, Hashable {
    /// What the uint16 length prefix of an entry bundle can hold.
    package static let byteCountMax = 65_535
    package static let objectCountMax = 64
    package static let wordByteCountMax = 64

    /// When, to the second; the order of entries is that of their sequence numbers, never of their times.
    package let time: Date
    /// The account or program that acted.
    package let actor: String
    /// The role in which it acted.
    package let role: String
    package let action: JournalAction
    /// What it acted on: kind to identifier, such as `delivery` to `2026-11-a`.
    package let objects: [String: String]
    /// How it ended, or what was decided.
    package let outcome: String
    /// HMAC-SHA-256 of a private detail kept apart, as 64 hex digits.
    package let privateDetailCommitment: String?

    package init(
        time: Date, actor: String, role: String, action: JournalAction, objects: [String: String] = [:],
        outcome: String = "", privateDetailCommitment: String? = nil
    ) {
        self.time = Date(timeIntervalSince1970: time.timeIntervalSince1970.rounded(.down))
        self.actor = actor
        self.role = role
        self.action = action
        self.objects = objects
        self.outcome = outcome
        self.privateDetailCommitment = privateDetailCommitment
    }

    /// The same entry with the commitment to a private detail.
    func committing(to commitment: String) -> JournalEntry {
        JournalEntry(
            time: time, actor: actor, role: role, action: action, objects: objects, outcome: outcome,
            privateDetailCommitment: commitment)
    }

    /// The bytes that the leaf hash covers.
    package func canonicalBytes() throws(JournalError) -> [UInt8] {
        try check()
        var json = CanonicalJSON()
        json.begin()
        json.add("action", action.rawValue)
        json.add("actor", actor)
        json.key("objects")
        json.begin()
        for (kind, identifier) in objects.sorted(by: { $0.key < $1.key }) { json.add(kind, identifier) }
        json.end()
        json.add("outcome", outcome)
        if let privateDetailCommitment { json.add("privateDetailCommitment", privateDetailCommitment) }
        json.add("role", role)
        json.add("time", Surroundings.timestamp(time))
        json.end()
        guard json.bytes.count <= JournalEntry.byteCountMax else { throw .entryTooLong(byteCount: json.bytes.count) }
        return json.bytes
    }

    private func check() throws(JournalError) {
        guard JournalEntry.isWord(action.rawValue) else { throw .entryMalformed(field: "action") }
        guard !actor.isEmpty else { throw .entryMalformed(field: "actor") }
        guard objects.count <= JournalEntry.objectCountMax, objects.keys.allSatisfy(JournalEntry.isWord) else {
            throw .entryMalformed(field: "objects")
        }
        // It names a file: nothing else may be made of it.
        guard privateDetailCommitment.map(PrivateDetails.isCommitment) ?? true else {
            throw .entryMalformed(field: "privateDetailCommitment")
        }
        // The year must keep four digits for the text of the time to be read back.
        guard (0..<253_402_300_800).contains(time.timeIntervalSince1970) else { throw .entryMalformed(field: "time") }
        // A journal is for ever: a national number that slips in as an identifier could not be taken out again.
        for (kind, text) in [("actor", actor), ("outcome", outcome)] + objects.map({ ($0.key, $0.value) })
        where text.utf8.count < 32 {
            if case .success = NIR.parse(text) { throw .entryMalformed(field: kind) }
        }
    }

    /// ASCII letters, digits, dot, dash and underscore: sorted the same in every language.
    private static func isWord(_ text: String) -> Bool {
        (1...wordByteCountMax).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
                default: false
                }
            }
    }
}
