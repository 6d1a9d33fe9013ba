import Foundation
import Testing

@testable import Journal

struct JournalEntryTests {
    @Test func bytesAreCanonicalJSON() throws {
        let entry = JournalEntry(
            time: Date(timeIntervalSince1970: 1_795_342_272.9), actor: "claire", role: "committee",
            action: "permit.grant", objects: ["project": "é\"\\\u{1}\n", "dataset": "d2"], outcome: "granted")
        let text = String(decoding: try entry.canonicalBytes(), as: UTF8.self)
        #expect(
            text == """
                {"action":"permit.grant","actor":"claire","objects":{"dataset":"d2","project":"é\\"\\\\\\u0001\\n"},\
                "outcome":"granted","role":"committee","time":"2026-11-22T10:11:12Z"}
                """)
        #expect(JournalEntry(canonicalBytes: Array(text.utf8)) == entry)
        #expect(JournalEntry(canonicalBytes: Array((" " + text).utf8)) == nil)
    }

    @Test func anEntryOf65535BytesIsTakenAndOneMoreIsNot() throws {
        let base = try entry(1).canonicalBytes().count
        let longest = entry(1, padding: JournalEntry.byteCountMax - base)
        #expect(try longest.canonicalBytes().count == 65_535)
        #expect(throws: JournalError.entryTooLong(byteCount: 65_536)) {
            try entry(1, padding: JournalEntry.byteCountMax - base + 1).canonicalBytes()
        }
    }

    @Test func objectsAreLimitedInNumberAndName() throws {
        func withObjects(_ objects: [String: String]) -> JournalEntry {
            JournalEntry(time: .distantPast, actor: "a", role: "r", action: "x.y", objects: objects)
        }
        func many(_ count: Int) -> [String: String] {
            Dictionary(uniqueKeysWithValues: (0..<count).map { ("k\($0)", "v") })
        }
        #expect(throws: JournalError.entryMalformed(field: "time")) { try withObjects([:]).canonicalBytes() }
        for objects in [many(65), ["": "v"], ["a b": "v"], [String(repeating: "k", count: 65): "v"]] {
            #expect(throws: JournalError.entryMalformed(field: "objects")) {
                try withObjects(objects).canonicalBytes()
            }
        }
        let full = JournalEntry(
            time: Date(timeIntervalSince1970: 0), actor: "a", role: "r", action: "x", objects: many(64))
        #expect(try full.canonicalBytes().count > 64)
    }

    @Test func aNationalNumberIsRefused() {
        let entry = JournalEntry(
            time: Date(timeIntervalSince1970: 0), actor: "a", role: "r", action: "x.y",
            objects: ["person": "2 55 08 14 168 025 38"])
        #expect(throws: JournalError.entryMalformed(field: "person")) { try entry.canonicalBytes() }
    }

    @Test func anActionKnowsItsSubject() {
        #expect(JournalAction("intake.delivery.begin").subject == "intake.delivery")
        #expect(JournalAction("intake.begin").isBeginning)
        #expect(!JournalAction("intake.done").isBeginning)
        #expect(JournalAction("login").subject == "login")
    }
}
