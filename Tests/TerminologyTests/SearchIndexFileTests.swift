import Foundation
import HubTestSupport
import Testing

@testable import Terminology

struct SearchIndexFileTests {
    private static func bytes(conceptCount: Int = 40) throws -> [UInt8] {
        var vocabulary = SearchVocabulary(seed: 5, termCount: 60)
        var builder = ConceptIndexBuilder(source: "release 7", personTotal: 123)
        for number in 0..<conceptCount { try builder.add(vocabulary.concept(number)) }
        if conceptCount > 2 {
            builder.addSynonym("Étoile", of: 1003)
            builder.addLink(parent: 1000, child: 1003)
        }
        return try builder.file()
    }

    private func failure(_ bytes: [UInt8]) -> ConceptIndexError? {
        do throws(ConceptIndexError) {
            _ = try ConceptSearchIndex(bytes: bytes, name: "a.index")
            return nil
        } catch { return error }
    }

    @Test func opensFromAFileAsFromMemory() throws {
        let folder = try TemporaryFolder()
        let bytes = try SearchIndexFileTests.bytes()
        let index = try ConceptSearchIndex(opening: folder.write("a.index", Data(bytes)))
        let copy = try ConceptSearchIndex(bytes: bytes, name: "a.index")
        #expect(index.source == "release 7")
        #expect(index.personTotal == 123)
        #expect(index.conceptCount == 40)
        #expect(index.nameCount == 41)
        #expect(index.byteCount == bytes.count)
        for text in ["", "o", "tablet", "etoile", "1003"] {
            #expect(index.search(ConceptQuery(text)) == copy.search(ConceptQuery(text)))
        }
        #expect(index.search(ConceptQuery("etoile")).hits.map(\.concept.id) == [1003])
    }

    @Test func isTheSameFileForTheSameConcepts() throws {
        #expect(try SearchIndexFileTests.bytes() == SearchIndexFileTests.bytes())
    }

    @Test func holdsNothingAsWell() throws {
        let index = try ConceptSearchIndex(bytes: SearchIndexFileTests.bytes(conceptCount: 0), name: "empty")
        for text in ["", "a", "12", "diabetes"] { #expect(index.search(ConceptQuery(text)).total == 0) }
        #expect(index.concept(id: 1) == nil)
    }

    @Test func noticesEveryChangedByte() throws {
        let bytes = try SearchIndexFileTests.bytes(conceptCount: 4)
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= 0x10
            let code = failure(damaged)?.code
            #expect(code == (8..<12 ~= place ? "concepts.version-unknown" : "concepts.damaged"), "byte \(place)")
        }
    }

    @Test func noticesEveryShortenedFile() throws {
        let bytes = try SearchIndexFileTests.bytes(conceptCount: 4)
        for count in 0..<bytes.count { #expect(failure(Array(bytes.prefix(count)))?.code == "concepts.damaged") }
        #expect(failure(bytes + [0])?.code == "concepts.damaged")
    }

    /// Numbers that point outside are refused even under a right checksum: nothing is read outside the file.
    @Test func refusesNumbersThatPointOutside() throws {
        let bytes = try SearchIndexFileTests.bytes()
        let parts: [ConceptIndexFormat.Part] = [
            .byIdentifier, .attributes, .codeEnds, .byCode, .nameEnds, .owners, .wordEnds, .postingEnds, .postings,
            .counted, .parentEnds, .childEnds, .links,
        ]
        for part in parts {
            let entry = ConceptIndexFormat.headerBytes + 16 * part.rawValue
            let start = bytes.withUnsafeBytes { Int($0.loadUnaligned(fromByteOffset: entry, as: UInt64.self)) }
            var forged = bytes
            forged.replaceSubrange(start..<start + 4, with: [0xFF, 0xFF, 0xFF, 0x7F])
            #expect(failure(sealed(forged)) == .damaged(file: "a.index", part: "\(part)"))
        }
        for place in [32, 36, 40] {
            var forged = bytes
            forged[place] &+= 8
            #expect(failure(sealed(forged))?.code == "concepts.damaged")
        }
    }

    private func sealed(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        let checksum = bytes.withUnsafeBytes { Checksum64.of(UnsafeRawBufferPointer(rebasing: $0[32...])) }
        withUnsafeBytes(of: checksum.littleEndian) { bytes.replaceSubrange(24..<32, with: $0) }
        return bytes
    }

    @Test func saysThatAFileIsAbsentOrEmpty() throws {
        let folder = try TemporaryFolder()
        #expect(throws: ConceptIndexError.unreadable(file: "none.index")) {
            try ConceptSearchIndex(opening: folder.url.appending(path: "none.index"))
        }
        let empty = try folder.write("empty.index", Data())
        #expect(throws: ConceptIndexError.damaged(file: "empty.index", part: "header")) {
            try ConceptSearchIndex(opening: empty)
        }
    }

    @Test func refusesWrongConcepts() throws {
        var vocabulary = SearchVocabulary(seed: 1, termCount: 10)
        let concept = vocabulary.concept(0)
        var builder = ConceptIndexBuilder(source: "", personTotal: 0)
        try builder.add(concept)
        try builder.add(concept)
        #expect(throws: ConceptIndexError.conceptTwice(id: 1000)) { try builder.file() }
        for id in [-1, 1 << 31] {
            let wrong = SearchableConcept(
                id: id, name: "", code: "", domain: "", vocabulary: "", conceptClass: "", standing: .source)
            #expect(throws: ConceptIndexError.conceptIDInvalid) { try builder.add(wrong) }
        }
    }
}
