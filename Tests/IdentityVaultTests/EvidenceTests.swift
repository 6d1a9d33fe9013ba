import Foundation
import HealthModel
import HubTestSupport
import IdentityVault
import SealedExchange
import Testing

/// Links by evidence, on what the rules leave open.
@Suite struct EvidenceTests {
    /// A record whose number is lost, and what is wrong with it besides.
    private static func changed(_ person: IdentityTraits, _ change: (inout IdentityTraits) -> Void) -> IdentityTraits {
        var record = person
        record.nationalNumber = ""
        change(&record)
        return record
    }

    @Test func linksWhatTheRulesLeaveOpenAndSaysHowCertain() throws {
        let bench = try EvidenceBench()
        let married = try #require((700..<850).first { bench.persons[$0].sex == .female })
        let records = [
            // A letter is wrong in the name.
            EvidenceTests.changed(bench.persons[701]) { $0.birthName = "X" + $0.birthName.dropFirst() },
            // Day and month are swapped.
            EvidenceTests.changed(bench.persons[702]) { $0.birthDate = "1960-03-04" },
            // The birth date is lost: the rules exclude it.
            EvidenceTests.changed(bench.persons[703]) { $0.birthDate = "" },
            // A married name alone.
            EvidenceTests.changed(bench.persons[married]) { $0.birthName = "TOUTAUTRE" },
            // The key of the number is wrong, and there is no name.
            IdentityTraits(
                nationalNumber: EvidenceTests.wrongKey(bench.persons[704].nationalNumber),
                birthDate: bench.persons[704].birthDate, sex: bench.persons[704].sex,
                postalCode: bench.persons[704].postalCode),
        ]
        let (answer, ends) = try bench.receive(records)
        let quality = try #require(answer.summary.quality)
        #expect(quality.modelIsCalibrated && quality.modelVersion == 1)
        #expect(ends[0].reason.rawValue == "fellegi-sunter" && ends[0].pseudonym == bench.pseudonym(701))
        // Without names it is at least in doubt, no new person.
        #expect(ends[4].reason.rawValue != "first-seen" && ends[4].outcome != .excluded)
        for (end, person) in zip(ends, [701, 702, 703, married, 704]) where end.reason.rawValue == "fellegi-sunter" {
            #expect(end.pseudonym == bench.pseudonym(person))
        }
        #expect(quality.evidenceLinkCount >= 2)
        #expect(quality.expectedPrecision >= 0.999)
        #expect(quality.outcomes.values.reduce(0, +) == quality.recordCount)
        #expect(quality.reasons.values.reduce(0, +) == quality.recordCount)
        #expect(answer.supersessions.isEmpty)
    }

    @Test func writesTheQualityBesideTheCrosswalkWithoutATrait() throws {
        let bench = try EvidenceBench()
        _ = try bench.receive([EvidenceTests.changed(bench.persons[701]) { $0.birthName += "E" }])
        let text = try String(
            contentsOf: bench.bench.folder.url.appending(path: "crosswalk.sealed.quality.json"), encoding: .utf8)
        #expect(text.contains("\"precision\""))
        for trait in [bench.persons[701].birthName, bench.persons[701].birthDate, bench.persons[701].nationalNumber] {
            #expect(!text.contains(trait))
        }
    }

    /// The promise of the key holder's disk: traits are there, but nobody reads them without both shares.
    @Test func keepsTraitsSealed() throws {
        let bench = try EvidenceBench()
        _ = try bench.receive([EvidenceTests.changed(bench.persons[701]) { $0.birthDate = "" }])
        for (name, bytes) in try bench.bench.everyByte() {
            for person in bench.persons[[701, 3]] {
                for trait in [person.birthName, person.nationalNumber, person.birthDate] {
                    #expect(bytes.range(of: Data(trait.utf8)) == nil, "in \(name)")
                }
            }
        }
    }

    @Test func doesNothingWithoutEnoughCertifiedNumbers() throws {
        let bench = try EvidenceBench()
        let (answer, ends) = try bench.receive(
            [EvidenceTests.changed(bench.persons[701]) { $0.birthName += "E" }], certified: 50)
        #expect(ends[0].reason.rawValue == "first-seen")
        #expect(answer.summary.quality?.modelVersion == nil)
        #expect(answer.summary.quality?.evidenceLinkCount == 0)
    }

    // MARK: - Twins and families

    @Test func neverLinksATwinToTheOther() throws {
        let bench = try EvidenceBench()
        // Twins under their father's number, in the register; the hospital has one of them without any name.
        func twin(_ given: String) -> IdentityTraits {
            IdentityTraits(
                nationalNumber: bench.persons[10].nationalNumber, birthName: bench.persons[10].birthName,
                givenNames: given, birthDate: "2019-05-04", sex: .female, postalCode: "75019")
        }
        let twins = try bench.bench.receive([twin("LEA"), twin("ZOE")], source: "register", delivery: "d2")
        #expect(Set(twins.pseudonyms).count == 2)
        let (_, ends) = try bench.receive([
            IdentityTraits(birthDate: "2019-05-04", sex: .female, postalCode: "75019")
        ])
        #expect(ends[0].pseudonym == nil)
        #expect(try bench.bench.vault.review.open().allSatisfy { $0.source == "hospital" })
    }

    @Test func asksPeopleWhenCertifiedNumbersDisagree() throws {
        let bench = try EvidenceBench()
        // Change of civil sex: the number changes its first digit, all the rest is the same.
        var record = bench.persons[720]
        let isWoman = record.sex == .female
        record.sex = isWoman ? .male : .female
        let body = (isWoman ? "1" : "2") + record.nationalNumber.dropFirst().prefix(12)
        let key = try #require(NIR.key(of: body))
        record.nationalNumber = body + (key < 10 ? "0\(key)" : String(key))
        let (_, ends) = try bench.receive([record])
        #expect(ends[0].reason.rawValue != "fellegi-sunter")
        let queued = try bench.bench.vault.review.open()
        #expect(queued.contains { $0.hasConflict })
    }

    @Test func linksACleanSourceOncePerPerson() throws {
        let bench = try EvidenceBench()
        let one = EvidenceTests.changed(bench.persons[701]) { $0.birthName += "E" }
        let two = EvidenceTests.changed(bench.persons[701]) { $0.birthName += "S" }
        let sealed = try bench.bench.seal(Array(bench.persons.prefix(600)) + [one, two], source: "clean")
        let out = bench.bench.folder.url.appending(path: "clean.crosswalk")
        let summary = try bench.bench.vault.receive(
            ReceiveRequest(
                identities: sealed, hubKey: bench.bench.hub.publicKey, crosswalk: out, sourceIsClean: true))
        #expect((summary.quality?.evidenceLinkCount ?? 9) <= 1)
    }

    // MARK: - Odd deliveries

    @Test func takesEmptyAndTinyDeliveries() throws {
        let bench = try EvidenceBench()
        #expect(try bench.bench.receive([], source: "empty").entries.isEmpty)
        #expect(try bench.bench.receive([IdentityTraits()], source: "one").reasons == ["nothing-usable"])
        let many = [IdentityTraits](repeating: IdentityTraits(), count: 300)
        #expect(try bench.receive(many).ends.allSatisfy { $0.reason.rawValue == "nothing-usable" })
    }

    @Test func comparesTenThousandCopiesOnce() throws {
        let bench = try EvidenceBench()
        let copy = IdentityTraits(
            birthDate: bench.persons[704].birthDate, sex: bench.persons[704].sex,
            postalCode: bench.persons[704].postalCode)
        let (answer, ends) = try bench.receive([IdentityTraits](repeating: copy, count: 10_000))
        #expect(Set(ends.map(\.reason.rawValue)).count == 1)
        #expect((answer.summary.quality?.comparedPairCount ?? .max) < 10)
    }

    // MARK: - Adding a delivery

    @Test func aNewDeliveryLeavesUntouchedPersonsAlone() throws {
        let bench = try EvidenceBench()
        _ = try bench.receive([])
        let before = try bench.bench.vault.status().counts.persons
        let changed = EvidenceTests.changed(bench.persons[701]) { $0.birthName += "E" }
        let (added, ends) = try bench.receive([changed], delivery: "d2")
        #expect(ends.map(\.reason.rawValue) == ["fellegi-sunter"])
        #expect(try bench.bench.vault.status().counts.persons == before)
        // The work is that of one record: its candidates, not the register.
        #expect((added.summary.quality?.comparedPairCount ?? .max) < 20)
        let again = try bench.bench.receive(bench.persons, source: "register", delivery: "d2")
        #expect(again.pseudonyms == bench.first.pseudonyms && again.supersessions.isEmpty)
        #expect(again.summary.quality?.addedProfileCount == 0)
    }

    @Test func keepsItsParametersUntilToldOtherwise() throws {
        let bench = try EvidenceBench()
        _ = try bench.receive([])
        _ = try bench.receive([], delivery: "d2")
        #expect(try bench.bench.vault.models().map(\.version) == [1])
        try bench.bench.vault.retireModel()
        _ = try bench.receive([], delivery: "d3")
        #expect(try bench.bench.vault.models().map(\.version) == [2, 1])
    }

    private static func wrongKey(_ number: String) -> String {
        number.prefix(14)
            + String((number.last?.wholeNumberValue ?? 0) == 9 ? 0 : (number.last?.wholeNumberValue ?? 0) + 1)
    }
}

extension Array {
    fileprivate subscript(_ places: [Int]) -> [Element] { places.map { self[$0] } }
}
