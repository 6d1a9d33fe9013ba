import CohortEngine
import CohortTestSupport
import Feasibility
import Foundation
import HealthModel
import HubTestSupport
import Portal
import Testing

@Suite struct BuilderDraftTests {
    private func definition(_ draft: BuilderDraft) throws -> CohortDefinition {
        try CirceJSON.read(CirceJSON.write(draft.definition))
    }

    @Test func whatTheBuilderExpressesSurvivesCirceJSON() throws {
        for seed in UInt64(0)..<200 {
            var generator = DraftGenerator(seed: seed)
            let draft = generator.draft()
            let read = try definition(draft)
            #expect(BuilderDraft(read) == draft, "seed \(seed)")
            #expect(read == draft.definition, "seed \(seed)")
        }
    }

    @Test(arguments: Language.allCases) func theUntouchedPageSendsBackTheDefinitionItWasMadeOf(language: Language)
        throws
    {
        for seed in UInt64(0)..<15 {
            var generator = DraftGenerator(seed: seed)
            let draft = generator.draft()
            let html = BuilderPage(draft: draft).layout.html(language).text
            let sent = PageFields(html)
            let base = try CirceJSON.read(Data((sent.fields["base"] ?? "").utf8))
            #expect(base == draft.definition, "seed \(seed)")
            let form = BuilderForm(base: BuilderDraft(base), fields: sent.fields)
            #expect(form.errors.isEmpty, "seed \(seed): \(form.errors)")
            #expect(form.draft.definition == draft.definition, "seed \(seed)")
            #expect(form.notices.isEmpty)
        }
    }

    /// The fields alone say all that the page edits: with another base of the same shape, they win.
    @Test func fieldsWinOverTheDefinitionBehindThePage() {
        let base = BuilderDraft.empty
        let form = BuilderForm(
            base: base,
            fields: [
                "title": " Diabète ", "prior": "365", "entryLimit": "All", "entry.0.kind": "Measurement",
                "entry.0.set": "", "pad": "30", "exit": "end", "exitDays": "7", "limit": "Last",
            ])
        #expect(form.draft.title == "Diabète")
        #expect(form.draft.priorDays == 365)
        #expect(form.draft.entry[0].criterion.typeName == "Measurement")
        #expect(form.draft.exit == .offset(days: 7, from: .end))
        #expect(form.draft.expressionLimit == .last)
        #expect(form.errors.isEmpty)
    }

    @Test func wrongFieldsKeepWhatWasThereAndSayWhere() {
        var base = BuilderDraft.empty
        base.priorDays = 90
        base.entry = [EventDraft(.measurement)]
        base.entry[0].value = NumberRange(.between, 7, 10)
        let form = BuilderForm(
            base: base,
            fields: [
                "prior": "many", "entry.0.kind": "Measurement", "entry.0.value.op": "bt", "entry.0.value.a": "12",
                "entry.0.value.b": "10", "entry.0.dates.op": "gte", "entry.0.dates.a": "2024-02-31",
            ])
        #expect(form.draft.priorDays == 90)
        #expect(form.draft.entry[0].value == NumberRange(.between, 7, 10))
        #expect(form.errors.map(\.field) == ["prior", "entry.0.value.b", "entry.0.dates.a"])
        #expect(form.typed["prior"] == "many")
    }

    @Test func aCommaIsADecimalPoint() {
        var base = BuilderDraft.empty
        base.entry = [EventDraft(.measurement)]
        let form = BuilderForm(
            base: base, fields: ["entry.0.kind": "Measurement", "entry.0.value.op": "gte", "entry.0.value.a": "7,5"])
        #expect(form.draft.entry[0].value == NumberRange(.greaterOrEqual, 7.5))
    }

    @Test func anotherKindOfEventKeepsAgeAndDateAndTellsWhatItDrops() {
        var base = BuilderDraft.empty
        base.entry = [EventDraft(.measurement, setID: 4)]
        base.entry[0].value = NumberRange(.greater, 7)
        base.entry[0].age = NumberRange(.greaterOrEqual, 18)
        let form = BuilderForm(base: base, fields: ["entry.0.kind": "DrugEra", "entry.0.set": "4"])
        #expect(form.draft.entry[0].age == NumberRange(.greaterOrEqual, 18))
        #expect(form.draft.entry[0].setID == 4)
        #expect(form.notices.count == 1)
        #expect(form.notices[0].en.contains("ValueAsNumber"))
        #expect(!form.notices[0].en.contains("Age"))
    }

    @Test func buttonsChangeTheDraftAndSayWhereToGo() throws {
        var draft = BuilderDraft.empty
        #expect(draft.perform(.addSet) == "sets.0.name")
        #expect(draft.perform(.addRule) == "rules.0.name")
        #expect(draft.perform(.addRule) == "rules.1.name")
        draft.rules[0].name = "first"
        #expect(draft.perform(.moveRule(0, by: 1)) == "rule.down:1")
        #expect(draft.rules[1].name == "first")
        #expect(draft.perform(.addPerson(rule: 1)) == "rules.1.persons.0.age.op")
        #expect(draft.perform(.removeRule(0)) == "rule.add")
        #expect(draft.rules.map(\.name) == ["first"])
        #expect(draft.perform(.removeEntry(0)) == nil, "one entry event stays")
        #expect(draft.perform(.removeCriterion(rule: 7, row: 0)) == nil)
    }

    @Test(arguments: ["rule.up", "rule.up:x", "rule.up:-1", "concept.add:1", "delete", "rule.up:1:2"])
    func wordsThatNoButtonHasAreNoAction(text: String) {
        #expect(BuilderAction(text) == nil)
    }

    @Test func everyButtonOfAPageIsAnAction() {
        var generator = DraftGenerator(seed: 5)
        var page = BuilderPage(draft: generator.draft())
        page.past = ["{}"]
        let actions = PageFields(page.layout.html(.english).text).actions
        #expect(actions.count > 5)
        for action in actions { #expect(BuilderAction(action) != nil, "\(action)") }
    }

    @Test func aNewSetTakesANumberThatNothingUses() {
        var draft = BuilderDraft.empty
        draft.entry[0].setID = 7
        _ = draft.perform(.addSet)
        #expect(draft.sets[0].identifier == 8)
    }

    @Test(.enabled(if: SharedData.has("ohdsi/phenotype_library_dev.zip")))
    func definitionsOfThePhenotypeLibraryAreKeptWhole() throws {
        let archive = try ZipArchive(SharedData.url("ohdsi/phenotype_library_dev.zip"))
        let names = archive.names.filter { $0.hasSuffix(".json") && $0.contains("cohorts/") }.sorted()
        var readCount = 0
        for (place, name) in names.enumerated() {
            guard let definition = try? CirceJSON.read(archive.data(name)) else { continue }
            readCount += 1
            let draft = BuilderDraft(definition)
            #expect(draft.definition == definition, "\(name)")
            // The page is slow to make and to read in debug: every sixtieth goes through it.
            guard place % 60 == 0 else { continue }
            let sent = PageFields(BuilderPage(draft: draft).layout.html(.english).text).fields
            let form = BuilderForm(base: draft, fields: sent)
            #expect(form.errors.isEmpty, "\(name): \(form.errors)")
            #expect(form.draft.definition == definition, "\(name)")
        }
        #expect(readCount > 500)
    }

    @Test func readyMadeQuestionsAreKeptWholeByThePage() throws {
        for question in try QuestionFolder.builtIn.questions() {
            let draft = BuilderDraft(question.definition)
            let sent = PageFields(BuilderPage(draft: draft).layout.html(.french).text).fields
            let form = BuilderForm(base: draft, fields: sent)
            #expect(form.draft.definition == question.definition, "\(question.name)")
            #expect(form.errors.isEmpty)
        }
    }
}
