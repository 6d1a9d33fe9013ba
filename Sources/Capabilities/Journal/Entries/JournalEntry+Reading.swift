import Foundation
import HealthModel

extension JournalEntry {
    private struct Form: Decodable {
        let action: String
        let actor: String
        let objects: [String: String]
        let outcome: String
        let privateDetailCommitment: String?
        let role: String
        let time: String
    }

    /// Reads canonical bytes; nil when they are anything else.
    init?(canonicalBytes bytes: [UInt8]) {
        guard let form = try? JSONDecoder().decode(Form.self, from: Data(bytes)),
            let time = JournalEntry.readTime(form.time)
        else { return nil }
        self.init(
            time: time, actor: form.actor, role: form.role, action: JournalAction(rawValue: form.action),
            objects: form.objects, outcome: form.outcome, privateDetailCommitment: form.privateDetailCommitment)
        guard let canonical = try? canonicalBytes(), canonical == bytes else { return nil }
    }

    /// Reads `2026-11-22T10:11:12Z`.
    private static func readTime(_ text: String) -> Date? {
        guard text.utf8.count == 20, text.hasSuffix("Z"), let day = Day(iso: text.prefix(10)) else { return nil }
        let parts = text.dropFirst(11).dropLast().split(separator: ":").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        let seconds = Int(day.daysSince1970) * 86_400 + parts[0] * 3600 + parts[1] * 60 + parts[2]
        return Date(timeIntervalSince1970: Double(seconds))
    }
}
