import HealthModel
import Portal
import Testing

@Suite struct PagesTests {
    @Test func linksEncodeWhatIsNotPlain() {
        #expect(Links.dataset(release: "a/b c").path(.french) == "/fr/catalogue/a%2Fb%20c")
    }

    @Test func textIsEscapedWhateverItHolds() {
        let page = ErrorPage(statusCode: 404, message: Phrase(fr: "<b>&\"'", en: "<b>&\"'"))
        let html = page.layout.html(.english).text
        #expect(!html.contains("<b>"))
        #expect(html.contains("&lt;b&gt;&amp;&quot;&#39;"))
    }

    @Test(arguments: Language.allCases) func aPageLeadsToItselfInTheOtherLanguage(language: Language) {
        let other: Language = language == .french ? .english : .french
        let html = HomePage(summary: nil).layout.html(language).text
        #expect(html.contains("hreflang=\"\(other.rawValue)\""))
        #expect(html.contains("href=\"\(Links.home.path(other))\""))
    }

    @Test func aWithheldBarHasNoLengthThatTellsItsValue() {
        let title = Phrase(fr: "t", en: "t")
        let chart = Chart.bars(
            [Chart.Bar(label: "a", value: 100), Chart.Bar(label: "b", value: nil)], title: title, language: .english)
        #expect(chart.text.contains("class=\"withheld\" x=\"200\" y=\"26\" width=\"2\""))
        #expect(chart.text.contains("&lt; 11"))
    }

    @Test func numbersAreGroupedAsTheLanguageDoes() {
        #expect(Chart.number(1_234_567, .english) == "1,234,567")
        #expect(Chart.number(1_234_567, .french) == "1\u{202F}234\u{202F}567")
        #expect(Chart.number(nil, .french) == "< 11")
    }
}
