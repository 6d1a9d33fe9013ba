import Foundation
import HubTestSupport
import Testing

@testable import Journal

/// The key and note of the Go reference implementation (golang.org/x/mod/sumdb/note).
struct NoteTests {
    let verifierText = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    let signerText = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
    let text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    let note = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

        """

    @Test func aSignatureIsThePublishedOne() throws {
        let signer = try JournalSigner(signerText)
        #expect(try signer.sign(text) == note)
        #expect(signer.key.text == verifierText)
        #expect(signer.text == signerText)
    }

    @Test func noMangledVerifierKeyIsAccepted() throws {
        #expect(try NoteKey(verifierText).name == "PeterNeumann")
        let letters = Array(verifierText)
        for place in letters.indices {
            #expect(throws: JournalError.self) { try NoteKey(String(letters[..<place])) }
            var changed = verifierText.utf8.map { $0 }
            changed[place] += 1
            #expect(throws: JournalError.self) { try NoteKey(String(decoding: changed, as: UTF8.self)) }
        }
    }

    @Test(arguments: ["", "a b", "a+b", "a\nb", String(repeating: "n", count: 101)])
    func aBadNameIsRefused(name: String) {
        #expect(throws: JournalError.badOrigin) { try JournalSigner(creating: name, surroundings: fixedSurroundings()) }
    }

    @Test func aSignerIsMadeOnceInAFileForItsOwnerOnly() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "keys/journal.key")
        let first = try JournalSigner.open(file: file, name: "hub.example/j", surroundings: fixedSurroundings(seed: 1))
        let again = try JournalSigner.open(file: file, name: "hub.example/j", surroundings: fixedSurroundings(seed: 2))
        #expect(first.text == again.text)
        let access = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(access == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: file.deletingLastPathComponent().path).count == 1)
        #expect(throws: JournalError.badOrigin) {
            try JournalSigner.open(file: file, name: "other.example", surroundings: fixedSurroundings())
        }
    }

    @Test func aCheckpointIsReadBackAndAChangedOneIsNot() throws {
        let signer = try testSigner()
        let checkpoint = JournalCheckpoint(origin: signer.key.name, size: 42, root: .leaf([1]))
        let note = try checkpoint.signed(by: signer)
        #expect(try JournalCheckpoint(note: note, key: signer.key) == checkpoint)
        for place in note.indices {
            var changed = note
            changed[place] ^= 1 << (place % 8)
            #expect(throws: JournalError.badCheckpoint) { try JournalCheckpoint(note: changed, key: signer.key) }
        }
    }

    @Test func aWitnessMaySignBesideTheJournal() throws {
        let signer = try testSigner()
        let witness = try JournalSigner(name: "witness.example", seed: Data(repeating: 9, count: 32))
        let checkpoint = JournalCheckpoint(origin: signer.key.name, size: 3, root: .leaf([2]))
        let line = try witness.sign(checkpoint.text).split(separator: "\n", omittingEmptySubsequences: false)[4]
        let note = try checkpoint.signed(by: signer) + Array("\(line)\n".utf8)
        #expect(try JournalCheckpoint(note: note, key: signer.key) == checkpoint)
        #expect(throws: JournalError.badCheckpoint) {
            try JournalCheckpoint(note: Array(try witness.sign(checkpoint.text).utf8), key: signer.key)
        }
    }
}
