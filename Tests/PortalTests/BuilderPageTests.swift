import CohortEngine
import Foundation
import HealthModel
import HubTestSupport
import Portal
import Testing

@Suite struct BuilderPageTests {
    private func page(seed: UInt64 = 3, errors: [FieldError] = []) -> String {
        var generator = DraftGenerator(seed: seed)
        return BuilderPage(draft: generator.draft()).layout.html(.english).text
    }

    @Test(arguments: UInt64(0)..<12) func namesAreNeverMarkup(seed: UInt64) {
        #expect(!page(seed: seed).contains("<script>"))
        #expect(!page(seed: seed).contains("alert(1)</script>"))
    }

    @Test(arguments: UInt64(0)..<12) func everyFieldHasALabelAndAnIdentifierOfItsOwn(seed: UInt64) {
        let html = page(seed: seed)
        let identifiers = html.components(separatedBy: " id=\"").dropFirst()
            .compactMap { $0.components(separatedBy: "\"").first }
        #expect(Set(identifiers).count == identifiers.count, "seed \(seed)")
        let labels = Set(
            html.components(separatedBy: "<label for=\"").dropFirst()
                .compactMap { $0.components(separatedBy: "\"").first })
        for name in PageFields(html).fields.keys where !["base"].contains(name) && !name.contains(".items.") {
            #expect(labels.contains(name), "\(name)")
        }
        #expect(html.components(separatedBy: "<h1").count == 2)
    }

    @Test func thePartsThatThePageDoesNotEditAreToldInWords() throws {
        let json = """
            {"PrimaryCriteria": {"CriteriaList": [{"ConditionOccurrence": {"ConditionStatus": [{"CONCEPT_ID": 5, "CONCEPT_NAME": "admitting"}]}}],
              "ObservationWindow": {"PriorDays": 0, "PostDays": 0}},
             "EndStrategy": {"CustomEra": {"DrugCodesetId": 3, "GapDays": 30, "Offset": 0}},
             "CensoringCriteria": [{"Death": {}}],
             "InclusionRules": [{"name": "r", "expression": {"Type": "ALL", "Groups": [{"Type": "ANY", "CriteriaList": [{
               "Criteria": {"DrugExposure": {}}, "StartWindow": {"Start": {"Coeff": -1}, "End": {"Days": 0, "Coeff": 1}},
               "Occurrence": {"Type": 2, "Count": 1}}]}]}}]}
            """
        let draft = BuilderDraft(try CirceJSON.read(Data(json.utf8)))
        let html = BuilderPage(draft: draft).layout.html(.english).text
        #expect(html.components(separatedBy: "kept as it is:").count == 4)
        for words in ["admitting", "early exit", "continuous exposure", "a drug exposure"] {
            #expect(html.contains(words), "\(words)")
        }
    }

    @Test func errorsStandAtTheirFieldAndInAListThatLeadsThere() {
        let form = BuilderForm(base: .empty, fields: ["prior": "\"><b>"])
        var page = BuilderPage(draft: form.draft)
        page.errors = form.errors
        page.typed = form.typed
        let html = page.layout.html(.french).text
        #expect(html.contains("<a href=\"#prior\">"))
        #expect(html.contains("aria-invalid=\"true\" aria-describedby=\"prior-error\""))
        #expect(html.contains("value=\"&quot;&gt;&lt;b&gt;\""))
        #expect(!html.contains("\"><b>"))
    }

    @Test func aLongSetShowsItsFirstConceptsAndKeepsTheOthers() {
        var draft = BuilderDraft.empty
        draft.sets = [
            SetDraft(
                identifier: 0, name: "long",
                items: (0..<250).map { ConceptSet.Item(concept: Concept(identifier: $0), includesDescendants: false) })
        ]
        let html = BuilderPage(draft: draft).layout.html(.english).text
        #expect(html.contains("And 150 more concepts, kept as they are."))
        let form = BuilderForm(base: draft, fields: PageFields(html).fields)
        #expect(form.draft == draft)
    }

    @Test func theScriptIsShortAndWritesNoMarkup() {
        #expect(BuilderScript.source.split(separator: "\n", omittingEmptySubsequences: false).count < 400)
        for word in ["innerHTML", "insertAdjacentHTML", "document.write", "eval("] {
            #expect(!BuilderScript.source.contains(word))
        }
    }

    @Test func theWholeDefinitionIsToldInBothLanguages() {
        for seed in UInt64(0)..<50 {
            var generator = DraftGenerator(seed: seed)
            let parts = DefinitionWords.parts(generator.draft().definition)
            #expect(parts.contains { $0.heading.fr == "Entrée" })
            #expect(parts.allSatisfy { $0.lines.allSatisfy { !$0.fr.isEmpty && !$0.en.isEmpty } })
        }
    }
}
