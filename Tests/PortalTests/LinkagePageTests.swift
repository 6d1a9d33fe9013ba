import Foundation
import HealthModel
import Portal
import QualitySheets
import Testing

/// What a researcher reads of the linkage of a release.
@Suite struct LinkagePageTests {
    /// 500 known, 90 new, 200 ambiguous of which most are children, 7 excluded.
    private static var sheet: QualitySheet {
        var sheet = QualitySheet(made: "2026-11-22", countMin: 11, countStep: 5)
        sheet.delivery = QualitySheet.Delivery(
            source: "hospital-stays", delivery: "d<1>",
            groups: [
                .init(reason: "nir-birth-sex", end: .known, count: 400),
                .init(reason: "fellegi-sunter", end: .known, count: 100),
                .init(reason: "first-seen", end: .new, count: 90),
                .init(reason: "shared-number", end: .ambiguous, count: 200),
                .init(reason: "missing-sex", end: .excluded, count: 7),
            ], countMin: 11, countStep: 5, evidence: .init())
        sheet.thresholds = [
            .init(
                weightMin: 3.2, linkCount: SheetCount(500, countMin: 11), falseLinkCount: 0.4, missedMatchCount: 2,
                precision: 0.9992, recall: 0.996)
        ]
        sheet.characteristics = [
            .init(
                file: "s", name: "age", categories: ["0-17", "80+", "unknown"], linked: [50, 450, 0],
                new: [20, 70, 0], unlinked: [150, 57, 0], countMin: 11, step: 5),
            .init(
                file: "s", name: "birthplace", categories: ["abroad", "75"], linked: [250, 250], new: [45, 45],
                unlinked: [104, 103], countMin: 11, step: 5),
        ]
        return sheet
    }

    private static let implausible = ImplausibleLinks(
        countMin: 11, countStep: 5,
        pairs: [
            .init(
                a: "claims", b: "stays", personCount: 480,
                findings: [(.otherSex, 4), (.careAfterDeath, 22), (.otherBirthYear, 0)], countMin: 11, countStep: 5)
        ])

    private static let page = LinkagePage(
        release: "r1",
        deliveries: [
            .init(
                source: "hospital-stays", title: Phrase(fr: "Séjours", en: "Stays"), delivery: "d<1>", sheet: sheet),
            .init(source: "old", title: Phrase(fr: "Ancienne", en: "Old"), delivery: "d0", sheet: nil),
        ], implausible: implausible)

    private static let pages: [@Sendable (Language) -> String] = [
        { page.layout.html($0).text },
        {
            LinkageSheetPage(
                release: "r1", title: Phrase(fr: "Séjours", en: "Stays"), source: "hospital-stays", delivery: "d<1>",
                sheet: sheet
            )
            .layout.html($0).text
        },
    ]

    @Test(arguments: Language.allCases) func everyPageIsWholeAndEscapes(language: Language) {
        for page in LinkagePageTests.pages {
            let html = page(language)
            #expect(html.contains("<html lang=\"\(language.rawValue)\">"))
            #expect(html.components(separatedBy: "<h1").count == 2)
            #expect(!html.contains("d<1>") && html.contains("d&lt;1&gt;"))
            for tag in ["table", "div", "svg", "details", "ul", "tr"] {
                let opened = ["<\(tag)>", "<\(tag) "].map { html.components(separatedBy: $0).count - 1 }
                #expect(opened.reduce(1, +) == html.components(separatedBy: "</\(tag)>").count, "\(tag)")
            }
            #expect(!html.contains("nan") && !html.contains("style="))
        }
    }

    @Test func tellsWhatWasMatchedAndWhatWasNot() {
        let html = LinkagePageTests.page.layout.html(.english).text
        for count in [">795<", ">500<", ">90<", ">200<", "&lt; 11", "99.92%", "99.60%"] {
            #expect(html.contains(count))
        }
        #expect(html.contains("No sheet: the key holder made none."))
        #expect(html.contains("/en/catalogue/r1/linkage/hospital-stays/d%3C1%3E"))
    }

    /// Children are most of those who are missing; birth places are as among the others.
    @Test func namesTheGroupsThatAreMissing() throws {
        let html = LinkagePageTests.page.layout.html(.french).text
        #expect(html.contains("0–17 ans : 73,2\u{202F}% de ceux qui manquent, 11,9\u{202F}% des autres"))
        #expect(!html.contains("département 75") && !html.contains("étranger"))
    }

    @Test func explainsContradictionsAndWithholdsFew() throws {
        let html = LinkagePageTests.page.layout.html(.english).text
        #expect(html.contains("Persons that both know") && html.contains(">480<"))
        #expect(html.contains("Different sexes") && html.contains("one source says man, the other woman"))
        #expect(html.contains("Care after death") && html.contains(">20<br>"))
        #expect(!html.contains(">4<") && !html.contains(">22<"))
    }

    @Test(arguments: Language.allCases) func theSheetTellsEachStepInWords(language: Language) {
        let html = LinkagePageTests.pages[1](language)
        let title = LinkageReason(rawValue: "shared-number").title.words(language)
        #expect(html.contains(HTML.escape(title)))
        #expect(html.contains("/linkage/r1/hospital-stays/d%3C1%3E.json"))
        // Its style is the portal's: pages may hold none.
        #expect(!html.contains("<style") && Style.sheet.contains(".sheet .facts"))
    }

    @Test func theTruthIsToldOfSimulatedPersonsOnly() {
        var sheet = LinkagePageTests.sheet
        #expect(!QualitySheetPage(sheet: sheet).html(.english).text.contains("truth</h2>"))
        var truth = QualitySheet.Truth()
        (truth.right, truth.wrong, truth.ambiguous, truth.ambiguousMissed) = (497, 3, 200, 12)
        sheet.truth = truth
        let html = QualitySheetPage(sheet: sheet).html(.english).text
        #expect(html.contains("Compared with the truth") && html.contains(">497<") && html.contains(">12<"))
    }
}
