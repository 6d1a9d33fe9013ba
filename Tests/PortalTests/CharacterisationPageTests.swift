import DisclosureControl
import Feasibility
import Foundation
import HealthModel
import Portal
import SQLBackends
import Testing

@Suite struct CharacterisationPageTests {
    /// Computed once: every test reads them only.
    private static let alone = Result { try answer(1...240) }
    private static let compared = Result { try answer(1...240, against: 241...399) }
    private static let refused = Result { try answer(1...5) }

    private static func answer(
        _ persons: ClosedRange<Int>, against peer: ClosedRange<Int>? = nil
    ) throws -> CharacterisationAnswer {
        let connection = try DuckDBDatabase(path: nil).connect()
        try connection.execute("CREATE SCHEMA omop")
        for table in OMOPVersion54.tables {
            let columns = table.columnDefinitions.replacing(" NOT NULL", with: "")
            try connection.execute("CREATE TABLE omop.\(table.name) (\(columns))")
        }
        try connection.execute(
            """
            INSERT INTO omop.person (person_id, gender_concept_id, year_of_birth)
              SELECT n, CASE n % 2 WHEN 1 THEN 8507 ELSE 8532 END, 1940 + n % 40 FROM range(1, 500) t(n);
            INSERT INTO omop.observation_period
              SELECT n, n, DATE '2020-01-01', DATE '2024-12-31', 0 FROM range(1, 500) t(n);
            INSERT INTO omop.concept (concept_id, concept_name) VALUES (316866, '<b>Hypertension</b>'), (3004410, 'HbA1c');
            INSERT INTO omop.condition_occurrence (person_id, condition_concept_id, condition_start_date)
              SELECT n, 316866, DATE '2022-12-31' FROM range(1, 104) t(n);
            INSERT INTO omop.measurement (person_id, measurement_concept_id, measurement_date, value_as_number)
              SELECT n, 3004410, DATE '2022-12-31', n % 9 + 0.5 FROM range(1, 300) t(n);
            """)
        func memberships(_ persons: ClosedRange<Int>) -> CohortMemberships {
            CohortMemberships(title: Phrase(fr: "Essai", en: "Trial"), definitionDigest: "abc") { body in
                guard let day = Day(iso: "2023-01-01") else { return }
                for person in persons { try body(Int64(person), day, day + person) }
            }
        }
        return try CharacterisationService(digest: { _ in "abc" }, record: { _, _ in })
            .characterise(
                memberships(persons), against: peer.map { .cohort(memberships($0)) } ?? .nobody, release: "r1",
                connection: connection)
    }

    private func page(_ answer: CharacterisationAnswer) -> CharacterisationPage {
        CharacterisationPage(
            title: Phrase(fr: "Essai", en: "Trial"), answer: answer, place: .questions, back: .questions,
            files: { _ in [CharacterisationPage.Choice(label: Phrase(fr: "CSV", en: "CSV"), path: "/a.csv")] })
    }

    @Test(arguments: Language.allCases) func aPageReadsWithoutScriptAndWithATableForEveryPlot(language: Language) throws
    {
        let html = page(try Self.compared.get()).layout.html(language).text
        #expect(html.components(separatedBy: "<h1>").count == 2)
        #expect(!html.contains("<script") && !html.contains(" style=\""))
        // Plots have a name, or are hidden beside their numbers.
        for svg in html.components(separatedBy: "<svg").dropFirst() {
            let tag = svg.prefix { $0 != ">" }
            #expect(tag.contains("aria-label=\"") || tag.contains("aria-hidden=\"true\""))
        }
        #expect(html.contains("<th scope=\"row\">"))
        #expect(html.contains("href=\"/a.csv\""))
    }

    @Test func namesFromTheVocabularyAreEscaped() throws {
        let html = page(try Self.alone.get()).layout.html(.english).text
        #expect(html.contains("&lt;b&gt;Hypertension&lt;/b&gt;") && !html.contains("<b>"))
    }

    @Test func figuresAreRoundedAndWrittenAsTheLanguageDoes() throws {
        let answer = try Self.compared.get()
        let english = page(answer).layout.html(.english).text
        let french = page(answer).layout.html(.french).text
        // 103 of 240, against nobody of 159.
        #expect(english.contains("105 (43.8\u{A0}%)") && french.contains("105 (43,8\u{A0}%)"))
        #expect(!english.contains(">103 ") && !english.contains(">103<") && english.contains("&lt; 11"))
        #expect(english.contains("&gt; 1."))
        #expect(french.contains("Cette version ne dit d&#39;aucune"))
    }

    @Test func aCohortAloneHasNoDifferences() throws {
        let html = page(try Self.alone.get()).layout.html(.english).text
        #expect(!html.contains("Std diff.") && !html.contains("Largest differences"))
        #expect(html.contains("class=\"men\""))
    }

    @Test func aRefusalSaysWhyAndShowsNothingElse() throws {
        let html = page(try Self.refused.get()).layout.html(.french).text
        #expect(html.contains("moins de 11 personnes"))
        #expect(!html.contains("<table") && !html.contains("<svg"))
    }

    @Test func aFileOfItsOwnHasItsStyleAndNoNavigation() throws {
        let html = page(try Self.alone.get()).document(.english).text
        #expect(html.contains("<style>:root{") && !html.contains("<link rel=\"stylesheet\""))
        #expect(!html.contains("<header>"))
    }

    @Test func aWithheldBandIsAStubOfOneLength() {
        let title = Phrase(fr: "t", en: "t")
        let chart = Chart.comparedPyramid(
            [Chart.PyramidBand(label: "60–64", men: [nil, 10], women: [20, nil])], title: title, language: .english)
        #expect(chart.text.contains("class=\"withheld\" x=\"173\" y=\"23\" width=\"5\""))
        #expect(chart.text.components(separatedBy: "class=\"outline\"").count == 2)
    }

    @Test func aBoundIsATriangleAndALargeDifferenceStaysInside() {
        let title = Phrase(fr: "t", en: "t")
        let chart = Chart.differences(
            [
                Chart.Difference(label: "a", value: -9, isBound: true),
                Chart.Difference(label: "b", value: 0.05, isBound: false),
            ], title: title, language: .french)
        #expect(chart.text.contains("M212 10"))
        #expect(chart.text.contains("&lt; \u{2212}9,00") && chart.text.contains("0,05"))
        #expect(chart.text.components(separatedBy: "<circle").count == 2)
    }
}
