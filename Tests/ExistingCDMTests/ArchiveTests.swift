import Foundation
import HubTestSupport
import Intake
import SQLBackends
import Testing

@Suite struct ArchiveTests {
    private let fixture: CDMFixture
    private let persons = Array(CDMFixture.persons.utf8)

    init() throws { fixture = try CDMFixture([:]) }

    private func refusal(_ archive: URL, limits: ExistingCDMLimits = ExistingCDMLimits()) -> ExistingCDMError? {
        do {
            try fixture.cdm(archive, limits: limits).withStaged { _ in }
            return nil
        } catch { return error as? ExistingCDMError }
    }

    @Test func readsTheTablesOfAnArchive() throws {
        let archive = try fixture.zip([
            ("PERSON.csv", persons), ("__MACOSX/._PERSON.csv", [1, 2]), ("notes (1).txt.md", [3]),
        ])
        let (release, report) = try fixture.released(archive)
        #expect(release?.rowCount(of: "person") == 2)
        #expect(report.ignoredFiles == ["__MACOSX/._PERSON.csv", "notes (1).txt.md"])
    }

    @Test(arguments: ["../person.csv", "/etc/person.csv", "a/../../person.csv", "a\\..\\person.csv"])
    func refusesNamesThatLeaveTheFolder(name: String) throws {
        let archive = try fixture.zip([(name, persons)])
        #expect(refusal(archive) == .archiveUnsafe(file: "input.zip", reason: .leavesFolder))
    }

    @Test func refusesLinksEncryptionNestingAndPatterns() throws {
        let link = try fixture.zip([("person.csv", persons)], attributes: 0xA1FF_0000)
        #expect(refusal(link) == .archiveUnsafe(file: "input.zip", reason: .link))
        let secret = try fixture.zip([("person.csv", persons)], flags: 1)
        #expect(refusal(secret) == .archiveUnsafe(file: "input.zip", reason: .encrypted))
        let nested = try fixture.zip([("person.csv", persons), ("more.zip", [1])])
        #expect(refusal(nested) == .archiveUnsafe(file: "input.zip", reason: .nested))
        for name in ["pers*n.csv", "-person.csv", "person[1].csv"] {
            let pattern = try fixture.zip([(name, persons)])
            #expect(refusal(pattern) == .archiveUnsafe(file: "input.zip", reason: .unusualName))
        }
    }

    @Test func refusesAnArchiveThatExpandsBeyondMeasure() throws {
        let bytes = StoredZip.bytes([("person.csv", persons)], announcedBytes: 2_000_000_000)
        let archive = try fixture.folder.write("bomb.zip", bytes)
        #expect(refusal(archive) == .archiveUnsafe(file: "bomb.zip", reason: .expands))
        var limits = ExistingCDMLimits()
        limits.byteCountMax = 1_000_000
        #expect(refusal(archive, limits: limits) == .tooLarge(file: "bomb.zip", limit: 1_000_000))
    }

    @Test func refusesAMemberLargerThanAnnounced() throws {
        let bytes = StoredZip.bytes([("person.csv", persons)], announcedBytes: 10)
        let archive = try fixture.folder.write("liar.zip", bytes)
        #expect(
            [.archiveUnsafe(file: "liar.zip", reason: .sizeUntrue), .archiveDamaged(file: "liar.zip")]
                .contains(refusal(archive)))
    }

    @Test func refusesATruncatedArchiveAndOneThatIsNone() throws {
        let whole = StoredZip.bytes([("person.csv", persons)])
        for count in [0, 10, whole.count / 2, whole.count - 1] {
            let archive = try fixture.folder.write("cut.zip", whole.prefix(count))
            #expect(refusal(archive) == .archiveDamaged(file: "cut.zip"), "\(count)")
        }
        var flipped = whole
        flipped[60] ^= 1
        let archive = try fixture.folder.write("flipped.zip", flipped)
        #expect(refusal(archive) == .archiveDamaged(file: "flipped.zip"))
    }

    @Test func limitsTheNumberOfMembers() throws {
        let archive = try fixture.zip([("person.csv", persons), ("death.csv", [])])
        var limits = ExistingCDMLimits()
        limits.fileCountMax = 1
        #expect(refusal(archive, limits: limits) == .tooManyFiles(file: "input.zip", limit: 1))
    }
}
