import Foundation
import HealthModel
import HubTestSupport
import Testing

@testable import RecordLinkage

@Suite struct EventLinkageTests {
    @Test(arguments: [UInt64(1), 2, 3])
    func findsSubjectsByTheirStaysAlone(seed: UInt64) {
        let world = EventWorld(seed: seed)
        let result = EventLinkage().run(world.files)
        let score = world.score(result)
        #expect(score.right >= world.truth.count * 95 / 100)
        #expect(score.certain - score.right <= 1)
    }

    @Test func learnsTheErrorRatesFromTheFiles() {
        for errors in [0.01, 0.08] {
            let world = EventWorld(seed: 7, personCount: 12_000, subjectCount: 1_200, errors: errors, outside: 240)
            let result = EventLinkage().run(world.files)
            #expect(abs(result.weights.m(.entry, 1) - errors) < 0.02)
            #expect(abs(result.weights.m(.exit, 1) - errors) < 0.03)
            #expect(abs(result.weights.presentShare - 0.8) < 0.03)
        }
    }

    @Test func probabilitiesAreThoseObserved() {
        var (expected, right) = (0.0, 0)
        for seed in UInt64(10)..<14 {
            let world = EventWorld(seed: seed, errors: 0.12, outside: 150)
            for link in EventLinkage().run(world.files).links {
                guard let person = link.person else { continue }
                expected += link.probability
                if world.truth[world.files.register.name(link.subject)] == world.files.national.name(person) {
                    right += 1
                }
            }
        }
        #expect(abs(expected - Double(right)) < 0.03 * Double(right))
    }

    @Test func theLikelihoodNeverFalls() {
        let world = EventWorld(seed: 4, errors: 0.15)
        var options = EventLinkageOptions()
        options.estimation.tolerance = 0
        options.estimation.iterationCountMax = 40
        let values = EventLinkage(options).run(world.files).logLikelihoods
        #expect(values.count > 3)
        for (before, after) in zip(values, values.dropFirst()) { #expect(after >= before - 1e-7 * abs(before)) }
    }

    @Test func theSameFilesGiveTheSameAnswer() {
        let world = EventWorld(seed: 5)
        let first = EventLinkage(workerCount: 1).run(world.files)
        let second = EventLinkage(workerCount: 2).run(world.files)
        #expect(first.links == second.links)
        #expect(first.report == second.report)
    }

    @Test func expectedErrorsAreNearTheTrueOnes() {
        let world = EventWorld(seed: 6, personCount: 12_000, subjectCount: 1_200, errors: 0.1, outside: 200)
        let report = EventLinkage().run(world.files).report
        let score = world.score(EventLinkage().run(world.files))
        #expect(abs(report.expectedFalseLinkCount - Double(score.certain - score.right)) < 5)
        let missed = Double(world.truth.count - score.right)
        #expect(abs(report.expectedMissedLinkCount - missed) < max(15, missed * 0.3))
    }

    // MARK: - Single subjects

    @Test func aSecondPersonWithTheSameStaysMakesItAmbiguous() {
        var world = EventWorld()
        for person in ["twin1", "twin2"] { world.files.append(EventWorld.rareStay(), owner: person, to: .national) }
        world.files.append(EventWorld.rareStay(), owner: "x", to: .register)
        let link = world.link("x", EventLinkage().run(world.files))
        #expect(link?.outcome == .ambiguous)
        #expect(link?.reason == .secondPersonClose)
        #expect((link?.probability ?? 1) < 0.51)
    }

    @Test func aStayThatThePersonLacksIsEvidenceAgainst() {
        var world = EventWorld()
        let (first, second) = (EventWorld.rareStay(), EventWorld.rareStay(entry: 19_200))
        world.files.append(first, owner: "both", to: .national)
        world.files.append(second, owner: "both", to: .national)
        world.files.append(first, owner: "one", to: .national)
        world.files.append(first, owner: "x", to: .register)
        world.files.append(second, owner: "x", to: .register)
        let link = world.link("x", EventLinkage().run(world.files))
        #expect(link?.outcome == .certain)
        #expect(link?.person.map { world.files.national.name($0) } == "both")
        #expect(link?.absentStayCount == 0)
        #expect((link?.margin ?? 0) > 5)
    }

    @Test func twoSubjectsCannotBeOnePerson() {
        var world = EventWorld()
        world.files.append(EventWorld.rareStay(), owner: "person", to: .national)
        for subject in ["x", "y"] { world.files.append(EventWorld.rareStay(), owner: subject, to: .register) }
        let result = EventLinkage().run(world.files)
        for subject in ["x", "y"] {
            #expect(world.link(subject, result)?.outcome == .ambiguous)
            #expect(world.link(subject, result)?.reason == .personClaimedTwice)
        }
        let persons = result.links.filter { $0.outcome == .certain }.compactMap(\.person)
        #expect(Set(persons).count == persons.count)
    }

    @Test func aSubjectWhoIsNotInTheFileIsExcluded() {
        var world = EventWorld()
        world.files.append(EventWorld.rareStay(), owner: "x", to: .register)
        let link = world.link("x", EventLinkage().run(world.files))
        #expect(link?.outcome == .excluded)
    }

    @Test func aSubjectWithoutStaysIsExcludedAndSaysSo() {
        var world = EventWorld()
        world.files.append(Stay(), owner: "x", to: .register)
        world.files.append(Stay(sex: .male, birthYear: 1950), owner: "y", to: .register)
        let result = EventLinkage().run(world.files)
        for subject in ["x", "y"] {
            #expect(world.link(subject, result)?.outcome == .excluded)
            #expect(world.link(subject, result)?.reason == .noStay)
        }
    }

    @Test func everySubjectEndsOnceWithAKnownReason() {
        let world = EventWorld(seed: 8, errors: 0.2)
        let result = EventLinkage().run(world.files)
        #expect(result.links.map(\.subject) == Array(0..<world.files.register.ownerCount))
        let known = Set(LinkageReason.eventReasons.map(\.reason))
        #expect(result.links.allSatisfy { known.contains($0.reason) })
        #expect(result.report.outcomes.reduce(0) { $0 + $1.subjectCount } == result.links.count)
    }

    @Test func monthsOfBirthMayBeUnknown() {
        var world = EventWorld()
        var stay = EventWorld.rareStay()
        world.files.append(stay, owner: "person", to: .national)
        stay.birthMonth = nil
        world.files.append(stay, owner: "x", to: .register)
        let link = world.link("x", EventLinkage().run(world.files))
        #expect(link?.person.map { world.files.national.name($0) } == "person")
        #expect((link?.probability ?? 0) > 0.9)
    }
}
