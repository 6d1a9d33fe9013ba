import HubTestSupport
import Terminology
import Testing

/// The index against a search that looks at every concept, written for clearness.
struct SearchReferenceTests {
    private struct Reference {
        let concepts: [SearchableConcept]

        /// Identifiers in order; nil when forgiveness would start.
        func search(_ text: String) -> [Int]? {
            let words = Array(Set(Reference.words(text)))
            guard !words.isEmpty else { return nil }
            let code = text.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
            let isOneRun = text.split(separator: " ").count == 1
            let found = concepts.compactMap { concept -> (tier: Int, concept: SearchableConcept)? in
                if Int(code) == concept.id { return (-1, concept) }
                if concept.code == code { return (0, concept) }
                let own = Set(Reference.words(concept.name))
                let all = own.union(Reference.compounds(concept.name))
                if words.allSatisfy({ all.contains($0) }) { return (own.count == words.count ? 1 : 2, concept) }
                if words.allSatisfy({ word in all.contains { $0.hasPrefix(word) } }) { return (3, concept) }
                let isCode = isOneRun && code.count >= 3 && code.contains(where: \.isNumber)
                return isCode && concept.code.hasPrefix(code) ? (4, concept) : nil
            }
            guard !found.isEmpty else { return nil }
            return found.sorted { key($0).lexicographicallyPrecedes(key($1)) }.map(\.concept.id)
        }

        private func key(_ hit: (tier: Int, concept: SearchableConcept)) -> [Int] {
            let concept = hit.concept
            return [
                hit.tier, concept.isValid ? Int(concept.standing.rawValue) : 3, -Int(concept.useLevel),
                concept.name.utf8.count, concept.id,
            ]
            .map { $0 + 1_000 }
        }

        static func words(_ text: String) -> [String] {
            var plain = text.lowercased().replacing("'s", with: "s").replacing("é", with: "e").replacing("è", with: "e")
            plain = plain.replacing("œ", with: "oe")
            var words: [String] = []
            for run in plain.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "." }) {
                words.append(run.hasSuffix(".") ? String(run.dropLast()) : String(run))
            }
            return words
        }

        static func compounds(_ text: String) -> [String] {
            text.lowercased().split(separator: " ").filter { $0.contains("-") }
                .map { String($0).replacing("-", with: "") }
        }
    }

    @Test(arguments: 0..<3 as Range<UInt64>)
    func findsWhatAFullScanFindsInTheSameOrder(_ seed: UInt64) throws {
        var vocabulary = SearchVocabulary(seed: seed, termCount: 150)
        let concepts = (0..<300).map { vocabulary.concept($0) }
        var builder = ConceptIndexBuilder(source: "", personTotal: 0)
        for concept in concepts { try builder.add(concept) }
        let index = try ConceptSearchIndex(bytes: builder.file(), name: "test")
        let reference = Reference(concepts: concepts)
        let names = concepts.map(\.name)
        var compared = 0
        for _ in 0..<100 {
            let question = vocabulary.question(names)
            let result = index.search(ConceptQuery(question, limit: ConceptQuery.limitMax))
            guard let expected = reference.search(question) else {
                #expect(result.total == 0 || result.isForgiven, "\(question)")
                continue
            }
            compared += 1
            #expect(result.hits.map(\.concept.id) == Array(expected.prefix(ConceptQuery.limitMax)), "\(question)")
            #expect(result.total == expected.count, "\(question)")
            #expect(!result.isForgiven)
        }
        #expect(compared > 30)
    }

    @Test func findsMisspeltWords() throws {
        var vocabulary = SearchVocabulary(seed: 9, termCount: 300)
        let concepts = (0..<500).map { vocabulary.concept($0) }
        var builder = ConceptIndexBuilder(source: "", personTotal: 0)
        for concept in concepts { try builder.add(concept) }
        let index = try ConceptSearchIndex(bytes: builder.file(), name: "test")
        for concept in concepts.prefix(60) {
            let misspelt = concept.name.replacing("'", with: "").split(separator: " ")
                .map {
                    $0.allSatisfy(\.isLetter) && $0.allSatisfy(\.isASCII) ? vocabulary.misspelt(String($0)) : String($0)
                }
            let question = ConceptQuery(misspelt.joined(separator: " "), limit: ConceptQuery.limitMax)
            #expect(
                index.search(question).hits.contains { $0.concept.id == concept.id },
                "\(concept.name): \(question.text)")
        }
    }
}
