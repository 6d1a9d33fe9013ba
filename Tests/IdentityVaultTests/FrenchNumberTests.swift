import Foundation
import GRDB
import HealthModel
import HubTestSupport
import IdentityVault
import Testing

/// What French numbers and places do over the years, on the register.
@Suite struct FrenchNumberTests {
    private static func number(_ body: String) -> String {
        let key = NIR.key(of: body) ?? 0
        return body + (key < 10 ? "0\(key)" : String(key))
    }

    private static func log(_ bench: VaultBench) throws -> [String] {
        try DatabaseQueue(path: bench.vault.home.register.path)
            .read { try String.fetchAll($0, sql: "SELECT kind FROM number_change ORDER BY sequence") }
    }

    // MARK: - Waiting numbers

    /// NIA: the person is found by it while they wait, keeps the pseudonym when the final number comes, and is found by
    /// both afterwards.
    @Test(arguments: ["8790399352189", "4790399352189"])
    func aWaitingNumberBecomesFinal(waiting: String) throws {
        let bench = try VaultBench()
        let first = try bench.receive([.marie(number: Self.number(waiting), place: "99352")])
        let while_ = try bench.receive([.marie(number: Self.number(waiting), name: "")], source: "waits")
        #expect(while_.pseudonyms == first.pseudonyms && while_.reasons == ["nir-birth-sex"])
        #expect(try Self.log(bench).isEmpty)
        let final = Self.number("2790399352451")
        let then = try bench.receive([.marie(number: final, place: "99352")], source: "hospital")
        #expect(then.pseudonyms == first.pseudonyms)
        #expect(then.summary.finalNumberCount == 1)
        #expect(try Self.log(bench) == ["waiting-to-final"])
        let later = try bench.receive(
            [.marie(number: final, name: ""), .marie(number: Self.number(waiting), name: "")], source: "births")
        #expect(Set(later.pseudonyms) == Set(first.pseudonyms))
        #expect(later.summary.finalNumberCount == 0)
        #expect(try Self.log(bench).count == 1)
    }

    /// A number that another waits under never certifies: other names, another person.
    @Test func aWaitingNumberDoesNotDecideAgainstTheGivenName() throws {
        let bench = try VaultBench()
        let answer = try bench.receive([
            .marie(number: "8790399352189"), .marie(number: "8790399352189", name: "AUTREMENT", given: "Solange"),
        ])
        #expect(Set(answer.pseudonyms.compactMap { $0 }).count == 2)
    }

    /// Most waiting numbers are written as final ones, and become final as they are.
    @Test func aWaitingNumberOfTheFinalShapeStaysWhenItBecomesFinal() throws {
        let bench = try VaultBench()
        let number = Self.number("2790399352189")
        let first = try bench.receive([.marie(number: number, name: "DIALLO")])
        let then = try bench.receive([.marie(number: number, name: "DYALLO", given: "Maryam")], source: "hospital")
        #expect(then.pseudonyms == first.pseudonyms)
    }

    // MARK: - Change of civil sex

    private static func changed() -> IdentityTraits {
        var person = IdentityTraits.marie(number: number("1790351215189"), given: "Mathieu")
        person.sex = .male
        return person
    }

    /// No parameters are learnt here: people are asked all the same, and nobody is told of a second person meanwhile.
    @Test func aChangeOfCivilSexGoesToReview() throws {
        let bench = try VaultBench()
        let first = try bench.receive([.marie(number: IdentityTraits.ownNumber)])
        let changed = Self.changed()
        let second = try bench.receive([changed], source: "hospital")
        #expect(second.reasons == ["number-change"] && second.pseudonyms == [nil])
        // Still held while it is open, by whatever rule it is found.
        let again = try bench.receive([changed], source: "hospital", delivery: "d2")
        #expect(again.reasons == ["number-change"])
        let item = try #require(try bench.vault.review.open().first)
        #expect(item.kind == .number && item.hasConflict)
        #expect(item.levels.contains { $0.comparison == "birth date" && $0.level == "same date" })
        for reviewer in ["anne", "bruno"] { try bench.vault.review.decide(item.number, reviewer: reviewer, .same) }
        let after = try bench.receive(
            [changed, .marie(number: IdentityTraits.ownNumber)], source: "hospital", delivery: "d3")
        #expect(after.pseudonyms == [first.pseudonyms[0], first.pseudonyms[0]])
        #expect(try Self.log(bench) == ["other-sex"])
        // Both numbers lead to the person from now on.
        var bare = changed
        bare.birthName = ""
        #expect(try bench.receive([bare], source: "births").pseudonyms == first.pseudonyms)
    }

    /// Men and women are numbered apart, so such strangers exist: nobody waits for a reviewer.
    @Test func aStrangerWithTheSameNumberButForTheSexIsAPersonOfTheirOwn() throws {
        let bench = try VaultBench()
        let first = try bench.receive([.marie(number: IdentityTraits.ownNumber)])
        var stranger = Self.changed()
        stranger.birthName = "LEGOFF"
        stranger.usedName = ""
        let second = try bench.receive([stranger], source: "hospital")
        #expect(second.reasons == ["first-seen"])
        #expect(second.pseudonyms[0] != nil && second.pseudonyms != first.pseudonyms)
        #expect(try bench.vault.review.open().isEmpty)
    }

    @Test func reviewersMaySayThatTheNumberIsAnothers() throws {
        let bench = try VaultBench()
        let first = try bench.receive([.marie(number: IdentityTraits.ownNumber)])
        let changed = Self.changed()
        _ = try bench.receive([changed], source: "hospital")
        let item = try #require(try bench.vault.review.open().first)
        for reviewer in ["anne", "bruno"] { try bench.vault.review.decide(item.number, reviewer: reviewer, .different) }
        let after = try bench.receive([changed], source: "hospital", delivery: "d2")
        #expect(after.reasons == ["nir-birth-sex"] && after.pseudonyms[0] != first.pseudonyms[0])
        #expect(try bench.vault.review.open().isEmpty)
    }

    @Test func sameTraitsUnderTwoCertifiedNumbersAreShownToPeople() throws {
        let bench = try VaultBench()
        let first = try bench.receive([.marie(number: IdentityTraits.ownNumber)])
        let second = try bench.receive([.marie(number: IdentityTraits.otherOwnNumber)], source: "hospital")
        // Namesakes have numbers of their own: a person, and a question.
        #expect(second.reasons == ["first-seen"] && second.pseudonyms != first.pseudonyms)
        #expect(try bench.vault.review.open().map(\.kind) == [.number])
    }

    // MARK: - Children

    @Test func aChildUnderAParentsNumberIsNeverTheParent() throws {
        let bench = try VaultBench()
        let mother = IdentityTraits.marie(number: IdentityTraits.ownNumber)
        let parent = try bench.receive([mother])
        // With and without a name, of the same sex, and born in the month of the mother a hundred years later.
        let children: [IdentityTraits] = ["2009-03-05", "2079-03-05", "2010-03-11"]
            .map { born in
                IdentityTraits.marie(number: IdentityTraits.ownNumber, given: "Lucie", born: born)
            }
        let nameless = children.map { child in
            var child = child
            child.birthName = ""
            child.givenNames = ""
            return child
        }
        let named = try bench.receive(children, source: "claims-children")
        let bare = try bench.receive(nameless, source: "hospital")
        for pseudonyms in [named.pseudonyms, bare.pseudonyms] {
            #expect(!pseudonyms.contains(parent.pseudonyms[0]))
        }
        #expect(Set(named.pseudonyms.compactMap { $0 }).count == 3)
        #expect(named.pseudonyms == bare.pseudonyms)
        #expect(try bench.receive([mother], source: "births").pseudonyms == parent.pseudonyms)
    }

    // MARK: - Places

    /// Corsica was 20 until 1976: numbers keep it, codes of places often do not.
    @Test(arguments: [("20004", "2A004"), ("2B033", "20033")])
    func corsicaIsOnePlaceBeforeAndAfter1976(before: String, after: String) throws {
        let bench = try VaultBench()
        let first = try bench.receive([.marie(born: "1965-03-05", place: before)])
        let second = try bench.receive([.marie(born: "1965-03-05", place: after)], source: "hospital")
        #expect(second.reasons == ["exact-traits"] && second.pseudonyms == first.pseudonyms)
    }

    @Test func aCorsicanNumberIsOneNumberInBothWritings() throws {
        let bench = try VaultBench()
        let first = try bench.receive([.marie(number: Self.number("2650320004123"), born: "1965-03-05")])
        let second = try bench.receive(
            [.marie(number: Self.number("265032A004123"), name: "", born: "1965-03-05")], source: "hospital")
        #expect(second.pseudonyms == first.pseudonyms)
        let young = try bench.receive([.marie(number: Self.number("285032B033123"), born: "1985-03-05")], source: "b")
        #expect(young.reasons == ["first-seen"])
        #expect(
            try bench.receive([.marie(number: "285032B033123", name: "", born: "1985-03-05")], source: "c").pseudonyms
                == young.pseudonyms)
    }

    /// Merged communes, Paris and its arrondissements, departments made in 1968, Algeria before 1962: other codes, one
    /// birth. Other countries and other departments: in doubt, never linked.
    @Test(arguments: [
        ("01033", "01187", "1979-03-05", true), ("75056", "75115", "1979-03-05", true),
        ("78686", "92044", "1966-03-05", true), ("92201", "99352", "1955-03-05", true),
        ("94001", "94028", "1985-03-05", true), ("99352", "99350", "1979-03-05", false),
        ("99999", "99350", "1979-03-05", true), ("92044", "78686", "1979-03-05", false),
        ("69123", "38185", "1979-03-05", false), ("97101", "97411", "1979-03-05", false),
    ])
    func codesOfBirthPlacesChange(before: String, after: String, born: String, isLinked: Bool) throws {
        let bench = try VaultBench()
        let first = try bench.receive([.marie(born: born, place: before)])
        let second = try bench.receive([.marie(born: born, place: after)], source: "hospital")
        #expect(second.reasons == [isLinked ? "exact-traits" : "birth-place-conflict"])
        #expect((second.pseudonyms == first.pseudonyms) == isLinked)
    }
}
