import Foundation
import HealthModel
import HubTestSupport
import Testing

@testable import RecordLinkage

@Suite struct EventFilesTests {
    private let register = """
        sujet;etablissement;date_entree;date_sortie;sexe;naissance;departement;dp
        S1;750000012;05/01/2022;2022-01-09;F;07/1961;75;c34.1
        S1;;;;;;;
        S2;10000024;20220203;;2;1950;1;

        """
    private let national = """
        num_enq,finess,exe_soi_dtd,exe_soi_dtf,ben_sex_cod,ben_nai_ann,ben_nai_moi,bdi_dep,dgn_pal
        "P;1",750000012,2022-01-05,2022-01-09T10:00:00,2,1961,07,75,C341
        P2,010000024,2022-02-03,2022-13-01,1,1950,04,01,I10
        ,010000024,2022-02-03,2022-02-04,1,1950,04,01,I10

        """

    @Test func headersDatesAndCodesAreRecognised() throws {
        let folder = try TemporaryFolder()
        let files = try StayFileReader()
            .read(register: folder.write("r.csv", register), national: folder.write("n.csv", national))
        #expect(files.register.ownerCount == 2)
        #expect(files.register.count == 3)
        #expect(files.national.count == 2)
        let (a, b) = (files.register.stay(0), files.national.stay(0))
        #expect(a == b)
        #expect(a.hospital != 0 && a.diagnosis != 0 && a.birth == 1961 * 16 + 7)
        #expect(files.register.stay(2).hospital == files.national.stay(1).hospital)
        #expect(files.register.stay(2).birth == 1950 * 16)
        #expect(!files.register.hasEvent(1))
        // The impossible date and the row without a person.
        #expect(files.unreadableValueCount == 2)
    }

    @Test func aFileWithoutItsIdentifierIsRefused() throws {
        let folder = try TemporaryFolder()
        let wrong = try folder.write("r.csv", "finess,entry\n1,2022-01-01\n")
        let right = try folder.write("n.csv", national)
        #expect(throws: LinkageError.identifierMissing(file: "r.csv")) {
            try StayFileReader().read(register: wrong, national: right)
        }
    }

    @Test func aFileWithoutEventsIsRefused() throws {
        let folder = try TemporaryFolder()
        let wrong = try folder.write("r.csv", "subj,sexe\n1,2\n")
        #expect(throws: LinkageError.nothingToCompare) {
            try StayFileReader().read(register: wrong, national: wrong)
        }
    }

    @Test func anEmptyFileIsRefused() throws {
        let folder = try TemporaryFolder()
        let wrong = try folder.write("r.csv", "")
        #expect(throws: LinkageError.identifierMissing(file: "r.csv")) {
            try StayFileReader().read(register: wrong, national: wrong)
        }
    }

    @Test func columnsThatAreAllMissingAreNoObstacle() throws {
        let folder = try TemporaryFolder()
        let header = "subj,finess,entry,exit,sex,birth_ym,dep,dx\n"
        let files = try StayFileReader()
            .read(
                register: folder.write("r.csv", header + "1,,,,,,,\n2,750000012,,,,,,\n"),
                national: folder.write("n.csv", national))
        let result = EventLinkage().run(files)
        #expect(result.links.map(\.reason) == [.noStay, .noCandidate])
    }

    @Test func onlyCertainPersonsAreWritten() throws {
        var world = EventWorld()
        for person in ["twin1", "twin2"] { world.files.append(EventWorld.rareStay(), owner: person, to: .national) }
        world.files.append(EventWorld.rareStay(), owner: "x,\"1\"", to: .register)
        let folder = try TemporaryFolder()
        let place = folder.url.appending(path: "links.csv")
        let result = EventLinkage().run(world.files)
        try result.write(to: place, world.files)
        let lines = try String(contentsOf: place, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == result.links.count + 1)
        #expect(lines.last?.hasPrefix("\"x,\"\"1\"\"\",,ambiguous,second-person-close,0.") == true)
        #expect(lines.contains { $0.hasPrefix("s100,p1000,certain,stays-agree,") })
    }

    @Test(arguments: [
        ("C34", 2), ("D50", 3), ("D48", 2), ("H59", 7), ("H60", 8), ("T98", 19), ("Y99", 21), ("Z00", 22), ("X", 0),
        ("123", 0),
    ])
    func diagnosesHaveTheirChapter(code: String, chapter: UInt8) {

        #expect(DiagnosisGroups.chapter(Array(code.utf8)) == chapter)
    }

    @Test func birthsAreComparedByYearAndMonth() {
        func birth(_ year: UInt16, _ month: UInt16) -> UInt16 { year << 4 | month }
        #expect(StayLevels.birth(birth(1950, 3), birth(1950, 3)) == 1)
        #expect(StayLevels.birth(birth(1950, 3), birth(1950, 4)) == 2)
        #expect(StayLevels.birth(birth(1950, 3), birth(1951, 3)) == 3)
        #expect(StayLevels.birth(birth(1950, 3), birth(1960, 3)) == 3)
        #expect(StayLevels.birth(birth(1950, 3), birth(1952, 3)) == 4)
        #expect(StayLevels.birth(birth(1950, 0), birth(1950, 3)) == 5)
        #expect(StayLevels.birth(0, birth(1950, 3)) == 0)
    }
}
