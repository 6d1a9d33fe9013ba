import Testing

@testable import Terminology

struct BuiltInTerminologyTests {
    private let concepts = BuiltInTerminology.concepts

    @Test func idsAreUniqueAndCodesAreUniqueInTheirVocabulary() {
        #expect(Set(concepts.map(\.id)).count == concepts.count)
        #expect(Set(concepts.map { "\($0.vocabulary)|\($0.code)" }).count == concepts.count)
        #expect(concepts.count > 400)
    }

    @Test func everyConceptHasNamesInBothLanguages() {
        for concept in concepts {
            #expect(!concept.name.isEmpty && !concept.frenchName.isEmpty, "\(concept.id)")
            #expect(concept.code != "?", "\(concept.id)")
        }
    }

    @Test func sourceCodesHaveIDsOfOursAndMapToStandardConcepts() throws {
        for mapping in BuiltInTerminology.mapsTo {
            let source = try #require(BuiltInTerminology.concept(mapping.source))
            let target = try #require(BuiltInTerminology.concept(mapping.standard), "\(mapping.standard)")
            #expect(source.id >= 2_000_000_000 && !source.isStandard)
            #expect(target.isStandard)
        }
        let sources: Set = ["ICD10", "CIP", "CCAM", "NABM", "PRS_NAT", "ActCode"]
        for concept in concepts where sources.contains(concept.vocabulary) {
            #expect(!BuiltInTerminology.standardConcepts(of: concept.id).isEmpty, "\(concept.code)")
        }
    }

    @Test func everyCIP13HasItsKey() {
        let presentations = concepts.filter { $0.vocabulary == "CIP" }
        #expect(presentations.count > 50)
        for presentation in presentations {
            let digits = presentation.code.utf8.map { Int($0) - 0x30 }
            let sum = digits.enumerated().reduce(0) { $0 + $1.element * ($1.offset % 2 == 0 ? 1 : 3) }
            #expect(digits.count == 13 && sum % 10 == 0, "\(presentation.code)")
            #expect(presentation.code.hasPrefix("34009"))
        }
    }

    @Test func everyConceptOfTheHierarchyIsItsOwnAncestor() {
        let own = Set(BuiltInTerminology.ancestors.filter { $0.ancestor == $0.descendant }.map(\.ancestor))
        #expect(own == Set(concepts.filter { $0.standardConcept != nil }.map(\.id)))
        for row in BuiltInTerminology.ancestors {
            #expect(row.levelsMin <= row.levelsMax)
            #expect((row.levelsMin == 0) == (row.ancestor == row.descendant))
        }
    }

    @Test func theHierarchyIsClosed() {
        let rows = Set(BuiltInTerminology.ancestors.map { [$0.ancestor, $0.descendant] })
        let above = Dictionary(grouping: BuiltInTerminology.ancestors, by: \.descendant)
        for row in BuiltInTerminology.ancestors {
            for higher in above[row.ancestor] ?? [] {
                #expect(rows.contains([higher.ancestor, row.descendant]))
            }
        }
    }

    /// What the six trial questions ask for, with a code that the sources write below it.
    @Test(arguments: [
        (201_826, "ICD10", "E119"), (201_826, "ICD10", "E112"), (1_503_297, "CIP", "3400939705903"),
        (21_600_713, "CIP", "3400935463203"), (192_359, "ICD10", "N184"), (192_359, "ICD10", "N179"),
        (21_601_783, "CIP", "3400937335652"), (316_866, "ICD10", "I10"), (316_139, "ICD10", "I500"),
        (316_139, "ICD10", "I110"), (21_601_665, "CIP", "3400935296696"), (443_392, "ICD10", "C509"),
        (21_601_387, "CIP", "3400926967505"), (21_601_387, "ATC", "L01CD01"), (9202, "PRS_NAT", "1111"),
        (9201, "ActCode", "IMP"), (3_004_410, "NABM", "1577"),
    ])
    func trialQuestionsFindTheirCodes(root: Int, vocabulary: String, code: String) throws {
        let concept = try #require(BuiltInTerminology.concept(vocabulary, code))
        let standards = BuiltInTerminology.standardConcepts(of: concept.id)
        #expect(
            BuiltInTerminology.ancestors.contains { $0.ancestor == root && standards.contains($0.descendant) },
            "\(code)")
    }

    @Test func measuresOfTheTrialQuestionsAreThere() {
        for id in [3_004_410, 3_004_249, 3_016_723, 8554, 8876, 9201, 9202, 9203] {
            #expect(BuiltInTerminology.concept(id)?.isStandard == true, "\(id)")
        }
    }

    @Test func insulinIsNotAnOralDrug() throws {
        let glargine = try #require(BuiltInTerminology.concept("RxNorm", "274783"))
        #expect(!BuiltInTerminology.ancestors.contains { $0.ancestor == 21_600_744 && $0.descendant == glargine.id })
        #expect(BuiltInTerminology.concept("RxNorm", "no such code") == nil)
    }

    @Test func levelsCountTheShortestAndTheLongestWay() throws {
        let closure = ConceptClosure(concepts: [1, 2, 3, 4], parents: [4: [1, 3], 3: [2], 2: [1]])
        let row = try #require(closure.rows.first { $0.ancestor == 1 && $0.descendant == 4 })
        #expect(row.levelsMin == 1)
        #expect(row.levelsMax == 3)
        #expect(closure.rows.count == 10)
    }
}
