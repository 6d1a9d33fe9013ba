import Terminology
import Testing

struct SearchRankingTests {
    private static func concept(
        _ id: Int, _ name: String, code: String = "", domain: String = "Condition", vocabulary: String = "SNOMED",
        standing: ConceptStanding = .standard, isValid: Bool = true, useLevel: UInt8 = 0
    ) -> SearchableConcept {
        SearchableConcept(
            id: id, name: name, code: code, domain: domain, vocabulary: vocabulary, conceptClass: "Class",
            standing: standing, isValid: isValid,
            counts: useLevel > 0 ? ConceptCounts(personsWithDescendants: 100) : .none, useLevel: useLevel)
    }

    private static func index(
        _ concepts: [SearchableConcept], synonyms: [(String, Int)] = [], links: [(Int, Int)] = []
    ) throws -> ConceptSearchIndex {
        var builder = ConceptIndexBuilder(source: "test", personTotal: 1000)
        for concept in concepts { try builder.add(concept) }
        for (name, id) in synonyms { builder.addSynonym(name, of: id) }
        for (parent, child) in links { builder.addLink(parent: parent, child: child) }
        return try ConceptSearchIndex(bytes: builder.file(), name: "test")
    }

    private static func vocabulary() throws -> ConceptSearchIndex {
        try index(
            [
                concept(1, "Diabetes mellitus", code: "73211009", useLevel: 4),
                concept(2, "Type 2 diabetes mellitus", code: "44054006", useLevel: 3),
                concept(3, "Type 2 diabetes mellitus without complication", code: "313436004"),
                concept(4, "Diabetes mellitus type 2 in obese", code: "359642000"),
                concept(5, "Diabète de type 2", code: "E11.9", vocabulary: "ICD10", standing: .source, useLevel: 3),
                concept(6, "Metformin 500 MG Oral Tablet", code: "861007", domain: "Drug", vocabulary: "RxNorm"),
                concept(7, "Metformin", code: "6809", domain: "Drug", vocabulary: "RxNorm", useLevel: 2),
                concept(8, "Crohn's disease", code: "34000006"),
                concept(9, "COVID-19", code: "840539006", useLevel: 2),
                concept(10, "Insuffisance rénale", code: "N17", vocabulary: "ICD10", standing: .source),
                concept(11, "Diabetes (withdrawn)", code: "1", isValid: false),
                concept(12, "Betablocker", code: "C07", domain: "Drug", vocabulary: "ATC", standing: .classification),
                concept(44_054_006, "Something else", code: "x"),
            ],
            synonyms: [
                ("Adult-onset diabetes", 2), ("Sugar disease", 1), ("diabetes MELLITUS", 1), ("Nowhere", 999),
                ("Maladie de Crohn", 8),
            ],
            links: [(1, 2), (2, 3), (2, 4), (1, 2), (1, 999), (5, 5)])
    }

    private func ids(_ text: String, _ change: (inout ConceptQuery) -> Void = { _ in }) throws -> [Int] {
        var query = ConceptQuery(text)
        change(&query)
        return try SearchRankingTests.vocabulary().search(query).hits.map(\.concept.id)
    }

    @Test(arguments: [
        "diabetes mellitus type 2", "TYPE 2 DIABETES MELLITUS", "2 mellitus diabetes type", "mellitus, type-2 diabetes",
    ])
    func forgivesWordOrderAndPutsTheExactNameFirst(_ text: String) throws {
        #expect(try ids(text) == [2, 4, 3])
    }

    @Test func findsBeginningsOfWordsAsOneTypes() throws {
        #expect(try ids("ty 2 dia me") == [2, 4, 3])
        #expect(try ids("insuf ren") == [10])
        #expect(try ids("d t 2").prefix(1) == [2])
    }

    @Test func putsUsedThenShortThenSourceThenWithdrawnConcepts() throws {
        // Whole words come first: the French name only begins with `diabete`.
        #expect(try ids("diabete") == [5, 1, 2, 4, 3, 11])
        #expect(try ids("diabet") == [1, 2, 4, 3, 5, 11])
    }

    @Test func prefersWholeWordsToBeginnings() throws {
        let index = try SearchRankingTests.index([
            SearchRankingTests.concept(1, "Cold", useLevel: 0), SearchRankingTests.concept(2, "Coldness", useLevel: 5),
            SearchRankingTests.concept(3, "Common cold"),
        ])
        #expect(index.search(ConceptQuery("cold")).hits.map(\.concept.id) == [1, 3, 2])
    }

    @Test func putsTheIdentifierAndTheCodeFirst() throws {
        #expect(try ids("44054006") == [44_054_006, 2])
        #expect(try ids("e119") == [5])
        #expect(try ids("E11.9") == [5])
        #expect(try ids("e11") == [5])
        #expect(try ids("7") == [7])
        #expect(try ids("7321 1009") == [1])
        #expect(try ids("7321") == [1])
    }

    @Test func findsSynonymsAndSaysWhich() throws {
        let index = try SearchRankingTests.vocabulary()
        let found = index.search(ConceptQuery("sugar")).hits
        #expect(found.map(\.concept.id) == [1])
        #expect(found.first?.synonym == "Sugar disease")
        #expect(index.search(ConceptQuery("mellitus")).hits.first?.synonym == nil)
        #expect(index.search(ConceptQuery("crohn")).total == 1)
        // A synonym of the same words is not kept.
        #expect(index.names(of: 1) == ["Diabetes mellitus", "Sugar disease"])
    }

    @Test func doesNotMixTheWordsOfTwoNames() throws { #expect(try ids("sugar mellitus") == []) }

    @Test(arguments: [
        ("crohns", [8]), ("crohn's", [8]), ("Crohn’s disease", [8]), ("covid19", [9]), ("covid-19", [9]),
        ("covid 19", [9]),
        ("l'insuffisance", [10]), ("insuffisance renale", [10]), ("beta blocker", [12]), ("beta-blocker", [12]),
        ("diabète mellitus", [1, 2, 4, 3]),
    ])
    func forgivesApostrophesHyphensAndAccents(_ text: String, _ expected: [Int]) throws {
        #expect(try ids(text) == expected)
    }

    @Test(arguments: ["metfromin", "metfrmin", "metformmin", "netformin", "metphormin 500"])
    func forgivesOneTypingErrorOnly(_ text: String) throws {
        let isTwo = text.contains("ph")
        let result = try SearchRankingTests.vocabulary().search(ConceptQuery(text))
        #expect(result.hits.map(\.concept.id) == (isTwo ? [] : [7, 6]))
        #expect(result.isForgiven == !isTwo)
    }

    @Test func forgivesNothingWhenSomethingIsFound() throws {
        let index = try SearchRankingTests.index([
            SearchRankingTests.concept(1, "Causes"), SearchRankingTests.concept(2, "Pauses"),
        ])
        let result = index.search(ConceptQuery("causes"))
        #expect(result.hits.map(\.concept.id) == [1])
        #expect(!result.isForgiven)
        #expect(index.search(ConceptQuery("xauses")).total == 2)
        // Four letters are too few.
        #expect(index.search(ConceptQuery("xaus")).total == 0)
    }

    @Test func keepsToTheFilters() throws {
        #expect(try ids("diabet") { $0.isStandardOnly = true } == [1, 2, 4, 3, 11])
        #expect(try ids("diabet") { $0.isUsedOnly = true } == [1, 2, 5])
        #expect(try ids("diabet") { $0.vocabularies = ["icd10"] } == [5])
        #expect(try ids("met") { $0.domains = ["drug"] } == [7, 6])
        #expect(try ids("met") { $0.domains = ["Device"] } == [])
        #expect(try ids("44054006") { $0.isUsedOnly = true } == [2])
    }

    @Test func countsEveryHitBeyondTheLimit() throws {
        let index = try SearchRankingTests.vocabulary()
        for limit in [0, 1, 3, 6, 1000] {
            let result = index.search(ConceptQuery("diabet", limit: limit))
            #expect(result.total == 6)
            #expect(result.hits.count == min(limit, 6))
        }
        var vocabulary = SearchVocabulary(seed: 3, termCount: 50)
        let many = try SearchRankingTests.index((0..<1000).map { vocabulary.concept($0) })
        let everything = many.search(ConceptQuery("", limit: 100_000))
        #expect(everything.hits.count == ConceptQuery.limitMax)
        #expect(everything.total == 1000)
    }

    @Test func readsNoMoreThanTheLimitsOfAQuestion() throws {
        let index = try SearchRankingTests.vocabulary()
        let words = Array(repeating: "diabetes", count: ConceptQuery.wordCountMax) + ["zzz"]
        #expect(index.search(ConceptQuery(words.joined(separator: " "))).total > 0)
        let long = "diabetes" + String(repeating: " ", count: ConceptQuery.textBytesMax) + "zzz"
        #expect(index.search(ConceptQuery(long)).total > 0)
    }

    @Test(arguments: ["...", "'", "-", "\u{0}", "\u{301}"])
    func findsNothingForMarks(_ text: String) throws { #expect(try ids(text) == []) }

    @Test func walksTheHierarchy() throws {
        let index = try SearchRankingTests.vocabulary()
        #expect(index.children(of: 1).map(\.id) == [2])
        #expect(index.children(of: 2).map(\.id) == [4, 3])
        #expect(index.parents(of: 3).map(\.id) == [2])
        #expect(index.parents(of: 1).isEmpty)
        #expect(index.children(of: 5).isEmpty)
        #expect(index.children(of: 12345).isEmpty)
    }

    @Test func tellsItsContents() throws {
        let index = try SearchRankingTests.vocabulary()
        #expect(index.domains == ["Condition", "Drug"])
        #expect(index.vocabularies == ["ATC", "ICD10", "RxNorm", "SNOMED"])
        #expect(index.concept(id: 7)?.code == "6809")
        #expect(index.concept(id: 7)?.counts.personsWithDescendants == 100)
        #expect(index.concept(id: 6)?.counts == ConceptCounts.none)
        #expect(index.concept(id: 12)?.standing == .classification)
        #expect(index.concept(id: 11)?.isValid == false)
        #expect(index.concept(id: -1) == nil)
    }
}
