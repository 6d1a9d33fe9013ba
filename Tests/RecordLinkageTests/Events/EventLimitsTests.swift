import Foundation
import HealthModel
import HubTestSupport
import Testing

@testable import RecordLinkage

@Suite struct EventLimitsTests {
    @Test func emptyFilesGiveNothing() {
        let result = EventLinkage().run(StayFiles())
        #expect(result.links.isEmpty)
        #expect(result.report.expectedPrecision == 1)
    }

    @Test func anEmptyNationalFileExcludesEverySubject() {
        var files = StayFiles()
        files.append(EventWorld.rareStay(), owner: "x", to: .register)
        let result = EventLinkage().run(files)
        #expect(result.links.map(\.reason) == [.noCandidate])
    }

    @Test func anEmptyRegisterGivesNothing() {
        var files = StayFiles()
        files.append(EventWorld.rareStay(), owner: "p", to: .national)
        #expect(EventLinkage().run(files).links.isEmpty)
    }

    @Test func oneStayOnEachSideTellsThePersonButNotForCertain() {
        var files = StayFiles()
        files.append(EventWorld.rareStay(), owner: "x", to: .register)
        files.append(EventWorld.rareStay(), owner: "p", to: .national)
        let link = EventLinkage().run(files).links[0]
        #expect(link.person == 0)
        #expect(link.probability > 0 && link.probability <= 1)
    }

    @Test func anEmptyNameIsRefused() {
        var files = StayFiles()
        let isTaken = files.append(EventWorld.rareStay(), owner: "", to: .national)
        #expect(!isTaken)
        #expect(files.national.count == 0)
    }

    @Test func tenThousandCopiesOfAStayCountOnce() {
        var world = EventWorld()
        for _ in 0..<10_000 {
            world.files.append(EventWorld.rareStay(), owner: "person", to: .national)
            world.files.append(EventWorld.rareStay(), owner: "x", to: .register)
        }
        let result = EventLinkage().run(world.files)
        #expect(result.report.copyCount >= 2 * 9_999)
        let link = world.link("x", result)
        #expect(link?.outcome == .certain)
        #expect(link?.comparedStayCount == 1)
    }

    @Test func tenThousandAlikeOnBothSidesAreNotCompared() {
        var world = EventWorld()
        for place in 0..<10_000 {
            world.files.append(EventWorld.rareStay(), owner: "same\(place)", to: .national)
            world.files.append(EventWorld.rareStay(), owner: "alike\(place)", to: .register)
        }
        let result = EventLinkage().run(world.files)
        #expect(result.report.candidateCount < 100_000)
        #expect(world.link("alike7", result)?.outcome == .ambiguous)
        #expect(world.link("alike7", result)?.reason == .crowdedKeys)
        #expect(result.report.keys.contains { $0.crowdedKeyCount > 0 })
        #expect(world.score(result).right > 300)
    }

    @Test func theLimitOfHitsHolds() {
        var world = EventWorld()
        for place in 0..<300 {
            world.files.append(EventWorld.rareStay(), owner: "same\(place)", to: .national)
            world.files.append(EventWorld.rareStay(), owner: "alike\(place)", to: .register)
        }
        var options = EventLinkageOptions()
        let open = EventLinkage(options).run(world.files)
        #expect(open.report.candidateCount >= 90_000)
        options.hitCountMax = 20_000
        #expect(EventLinkage(options).run(world.files).report.candidateCount <= 20_000)
    }

    @Test func aPersonWithThousandsOfStaysIsComparedAroundTheSubjectsStay() {
        var world = EventWorld()
        for day in 0..<3_000 {
            var stay = EventWorld.rareStay(entry: 17_000 + Int32(day))
            stay.exit = stay.entry
            stay.diagnosis = "Z49"
            world.files.append(stay, owner: "dialysis", to: .national)
        }
        var stay = EventWorld.rareStay(entry: 19_500)
        stay.exit = stay.entry
        stay.diagnosis = "Z49"
        world.files.append(stay, owner: "x", to: .register)
        let link = world.link("x", EventLinkage().run(world.files))
        #expect(link?.person.map { world.files.national.name($0) } == "dialysis")
        #expect(link?.foundStayCount == 1)
    }

    @Test func stricterPrecisionLinksFewer() {
        let world = EventWorld(seed: 9, personCount: 16_000, errors: 0.4)
        var options = EventLinkageOptions()
        options.expectedPrecisionMin = 0.95
        options.probabilityMin = 0.5
        options.marginMin = 0
        let loose = EventLinkage(options).run(world.files).report
        options.expectedPrecisionMin = 0.9999
        let strict = EventLinkage(options).run(world.files).report
        #expect(strict.certainCount < loose.certainCount)
        #expect(strict.expectedPrecision >= 0.9999)
        #expect(loose.expectedPrecision >= 0.95)
    }
}
