import Foundation
import HealthModel
import HubTestSupport
import SealedExchange
import Testing

@Suite struct RecordFileTests {
    let folder: TemporaryFolder
    let key: ExchangeKeyPair
    let header = SealedHeader(
        source: "births", deliveryID: "d1", createdAt: "2026-11-01T00:00:00Z", answeredDigest: "ab")

    init() throws {
        folder = try TemporaryFolder()
        key = try ExchangeKeyPair(surroundings: .live)
    }

    private func token(_ number: Int) -> RowToken {
        RowToken(bytes: (0..<16).map { UInt8(truncatingIfNeeded: number >> (8 * min($0, 7))) })
    }

    @Test func givesBackIdentitiesWithAwkwardCharacters() throws {
        let place = folder.url.appending(path: "identities.sealed")
        let awkward = IdentityTraits(
            nationalNumber: "2 79 03 51 215 189 89", birthName: "D'Ény\t\\n", usedName: "Zoë\nŸ\r",
            givenNames: "Marie-Ève  Ïs",
            birthDate: "1979-03-00", sex: .female, birthPlace: "2A004", postalCode: "")
        let writer = try IdentityFileWriter(url: place, to: key.publicKey, header: header)
        try writer.write(token(1), Nominative(awkward))
        try writer.write(token(2), Nominative(IdentityTraits()))
        let digest = try writer.finish()
        let reader = try IdentityFileReader(url: place, key: key)
        let first = try #require(try reader.next())
        let second = try #require(try reader.next())
        #expect(first.token == token(1) && first.traits.nominativeValue == awkward)
        #expect(second.token == token(2) && second.traits.nominativeValue == IdentityTraits())
        #expect(try reader.next() == nil)
        #expect(reader.digest == digest && reader.header == header && writer.recordCount == 2)
    }

    /// Lines that cross a frame's edge come back whole.
    @Test func givesBackManyRecords() throws {
        let place = folder.url.appending(path: "identities.sealed")
        let writer = try IdentityFileWriter(url: place, to: key.publicKey, header: header)
        let name = String(repeating: "N", count: 2_000)
        for number in 0..<1_200 {
            try writer.write(token(number), Nominative(IdentityTraits(birthName: name, birthDate: "\(number)")))
        }
        try writer.finish()
        let reader = try IdentityFileReader(url: place, key: key)
        var count = 0
        while let record = try reader.next() {
            #expect(record.token == token(count) && record.traits.nominativeValue.birthDate == "\(count)")
            count += 1
        }
        #expect(count == 1_200)
    }

    @Test func givesBackACrosswalk() throws {
        let place = folder.url.appending(path: "crosswalk.sealed")
        let old = try #require(PersonPseudonym(String(repeating: "a", count: 66)))
        let new = try #require(PersonPseudonym(String(repeating: "b", count: 66)))
        let entries = [
            CrosswalkEntry(
                token: token(1), outcome: .certain, reason: LinkageReason(rawValue: "exact-traits"), pseudonym: new),
            CrosswalkEntry(
                token: token(2), outcome: .ambiguous, reason: LinkageReason(rawValue: "homonyms"), pseudonym: nil),
        ]
        let writer = try CrosswalkFileWriter(
            url: place, to: key.publicKey, header: header,
            separations: [PseudonymSeparation(part: new, kept: old)],
            supersessions: [PseudonymSupersession(old: old, new: new)])
        for entry in entries { try writer.write(entry) }
        try writer.finish()
        let reader = try CrosswalkFileReader(url: place, key: key)
        #expect(reader.separations == [PseudonymSeparation(part: new, kept: old)])
        #expect(reader.supersessions == [PseudonymSupersession(old: old, new: new)])
        #expect(reader.header.answeredDigest == "ab")
        #expect(try reader.next() == entries[0])
        #expect(try reader.next() == entries[1])
        #expect(try reader.next() == nil)
    }

    @Test(arguments: [
        "", "hdh-identities 2\n", "hdh-identities 1\nshort\n", "hdh-identities 1\nno newline",
        "hdh-identities 1\n\(String(repeating: "0", count: 32))\t\t\t\t\t\t9\t\t\n",
        "hdh-identities 1\n\(String(repeating: "0", count: 32))\t\\x\t\t\t\t\t1\t\t\n",
    ])
    func refusesRecordsThatDoNotFollowTheCodec(text: String) throws {
        let place = folder.url.appending(path: "bad.sealed")
        let writer = try SealedFileWriter(url: place, to: key.publicKey, purpose: .identities, header: header)
        try writer.write(Array(text.utf8))
        try writer.finish()
        #expect(throws: SealedExchangeError.self) {
            let reader = try IdentityFileReader(url: place, key: key)
            while try reader.next() != nil {}
        }
    }

    @Test func limitsTheLengthOfARecord() throws {
        let place = folder.url.appending(path: "long.sealed")
        let writer = try IdentityFileWriter(url: place, to: key.publicKey, header: header)
        try writer.write(token(1), Nominative(IdentityTraits(birthName: String(repeating: "N", count: 16_000))))
        #expect(throws: SealedExchangeError.recordTooLong(file: "long.sealed", line: 3)) {
            try writer.write(token(2), Nominative(IdentityTraits(birthName: String(repeating: "N", count: 17_000))))
        }
    }

    // MARK: - Sheets

    private func crosswalk(_ sheet: Data?, from sender: ExchangeKeyPair? = nil) throws -> URL {
        let place = folder.url.appending(path: "crosswalk.sealed")
        let old = try #require(PersonPseudonym(String(repeating: "a", count: 66)))
        let new = try #require(PersonPseudonym(String(repeating: "b", count: 66)))
        let writer = try CrosswalkFileWriter(
            url: place, to: key.publicKey, header: header,
            supersessions: [PseudonymSupersession(old: old, new: new)], sheet: sheet, from: sender)
        try writer.write(
            CrosswalkEntry(
                token: token(1), outcome: .certain, reason: LinkageReason(rawValue: "exact-traits"), pseudonym: new))
        try writer.finish()
        return place
    }

    /// Longer than a line may be, with characters of several bytes and those that lines escape.
    @Test func carriesASheetBeforeTheEntries() throws {
        let sheet = Data(String(repeating: "{\"fr\":\"\u{E9}\u{1F600}\\t\\n\"}\n", count: 5_000).utf8)
        let reader = try CrosswalkFileReader(url: crosswalk(sheet), key: key)
        #expect(reader.sheet == sheet)
        #expect(reader.supersessions.count == 1)
        #expect(try reader.next()?.token == token(1))
        #expect(try reader.next() == nil)
    }

    @Test func readsACrosswalkWithoutASheet() throws {
        let reader = try CrosswalkFileReader(url: crosswalk(nil), key: key)
        #expect(reader.sheet == nil && reader.supersessions.count == 1)
        #expect(try reader.next()?.token == token(1))
    }

    @Test func refusesASheetThatIsTooLargeOrNoText() throws {
        for sheet in [Data(count: CrosswalkFileWriter.sheetByteCountMax + 1), Data([0xFF])] {
            #expect(throws: SealedExchangeError.self) { try crosswalk(sheet) }
        }
        #expect(try CrosswalkFileReader(url: crosswalk(Data("{}".utf8)), key: key).sheet == Data("{}".utf8))
    }

    /// A crosswalk of the first kind that holds a line of the second is no crosswalk.
    @Test func takesNoSheetFromAFileThatSaysItHasNone() throws {
        let place = folder.url.appending(path: "forged.sealed")
        let writer = try SealedFileWriter(url: place, to: key.publicKey, purpose: .crosswalk, header: header)
        try writer.write(Array("hdh-crosswalk 1\nsheet\t{}\nentries\n".utf8))
        try writer.finish()
        #expect(throws: SealedExchangeError.self) { try CrosswalkFileReader(url: place, key: key) }
    }
}
