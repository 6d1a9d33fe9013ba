import Foundation
import HealthModel
import HubTestSupport
import IdentityVault
import QualitySheets
import SealedExchange
import Testing

/// The sheet that leaves the key holder with a crosswalk.
@Suite struct DeliverySheetTests {
    private let bench: EvidenceBench
    private let answer: VaultBench.Answer
    private let entries: [CrosswalkEntry]
    private let sheet: QualitySheet

    /// 600 certain records of the second source, 60 whose number is lost, 40 that nobody can link.
    init() throws {
        bench = try EvidenceBench()
        let open = bench.persons[600..<660]
            .map { person in
                var record = person
                record.nationalNumber = ""
                record.birthName = "X" + person.birthName.dropFirst()
                return record
            }
        let unusable = (0..<40).map { IdentityTraits(birthDate: "19\($0 + 40)-01-01", sex: .male) }
        let received = try bench.receive(open + unusable)
        answer = received.answer
        entries = answer.entries
        sheet = try #require(answer.summary.sheet)
    }

    private var crosswalk: URL { bench.bench.folder.url.appending(path: "crosswalk.sealed") }

    @Test func countsEachStepAsTheCrosswalkDoes() throws {
        let delivery = try #require(sheet.delivery)
        #expect(delivery.source == "hospital" && delivery.delivery == "d1")
        let reasons = Dictionary(grouping: entries, by: \.reason.rawValue).mapValues(\.count)
        for step in delivery.steps {
            let count = reasons[step.reason] ?? 0
            guard let shown = step.recordCount.value else {
                #expect(count > 0)
                continue
            }
            #expect(abs(shown - count) <= 4 && shown.isMultiple(of: 5), "\(step.reason)")
            #expect(count == 0 || count >= 11)
        }
        #expect(delivery.recordCount.value == 700)
        #expect(Set(delivery.steps.map(\.reason)).isSuperset(of: reasons.keys))
        #expect(delivery.modelIsCalibrated && delivery.modelVersion == 1)
    }

    @Test func tellsCompletenessKeysModelWeightsAndErrors() throws {
        let filled = Dictionary(uniqueKeysWithValues: sheet.fields.map { ($0.column, $0.completeness[0]) })
        // 600 of 700 have a number, all a sex and a birth date.
        #expect(filled["national number"]?.value == 600.0 / 700)
        #expect(filled["sex"]?.value == 1 && filled["birth date"]?.value == 1)
        #expect(sheet.blocking.contains { $0.rule == "birth date, sound of the given name" && $0.pairCount.value != 0 })
        #expect(sheet.comparisons.contains { $0.name == "birth date" && $0.levels.count > 2 })
        #expect(sheet.histogram.compactMap(\.pairCount.value).reduce(0, +) > 0)
        let decided = try #require(sheet.thresholds.first)
        #expect(decided.precision >= 0.999 && decided.recall > 0.5)
        let decoys = try #require(sheet.decoys)
        #expect(decoys.decoyCount == 1000)
        // Of a thousand strangers hardly any is linked, and the interval says what a thousand can tell.
        #expect(try #require(decoys.rows.first).linkedDecoyCount <= 3)
        #expect(decoys.rows.allSatisfy { $0.high > 0 })
    }

    @Test func tellsWhoIsMissing() throws {
        let sex = try #require(sheet.characteristics.first { $0.name == "sex" })
        let men = try #require(sex.categories.first { $0.name == "men" })
        let women = try #require(sex.categories.first { $0.name == "women" })
        // The forty unusable records are of men.
        #expect((men.unlinked.value ?? 0) >= 40)
        #expect((women.unlinked.value ?? 0) <= 20)
        #expect(try #require(men.standardisedDifference) < -0.1)
        let ages = try #require(sheet.characteristics.first { $0.name == "age" })
        #expect(ages.categories.map(\.name) == ["0-17", "18-39", "40-59", "60-79", "80+", "unknown"])
        let places = try #require(sheet.characteristics.first { $0.name == "birthplace" })
        #expect(places.categories.contains { $0.name == "2A" } && places.categories.contains { $0.name == "974" })
        #expect(try #require(places.categories.first { $0.name == "unknown" }).unlinked.value == 40)
    }

    /// What leaves the key holder holds no small count, and none that is exact.
    @Test func showsNoSmallAndNoExactCount() throws {
        let text = String(decoding: try sheet.json(), as: UTF8.self)
        let names = "[a-zA-Z]*(?:Count|known|new|ambiguous|excluded|linked|unlinked)"
        let counts = try NSRegularExpression(pattern: "\"\(names)\":([0-9]+)[,}]")
        let whole = NSRange(text.startIndex..., in: text)
        var seen = 0
        for match in counts.matches(in: text, range: whole) {
            let range = try #require(Range(match.range(at: 1), in: text))
            let pair = try #require(Range(match.range, in: text))
            // These are no counts of records of the delivery.
            let isOther = ["iterationCount", "decoyCount", "linkedDecoyCount", "droppedBlockCount"]
                .contains { text[pair].contains("\"\($0)\"") }
            if isOther || text[pair].contains("falseLinkCount") || text[pair].contains("missedMatchCount") { continue }
            let number = try #require(Int(text[range]))
            #expect(number == 0 || number >= 15 && number.isMultiple(of: 5), "\(text[pair])")
            seen += 1
        }
        #expect(seen > 100)
    }

    @Test func isSealedInTheCrosswalkAndWrittenBesideItForPeople() throws {
        let reader = try CrosswalkFileReader(url: crosswalk, key: bench.bench.hub, sender: bench.bench.vault.address())
        #expect(reader.sheet == (try sheet.json()))
        let beside = try Data(contentsOf: crosswalk.appendingPathExtension("quality.json"))
        #expect(beside == reader.sheet)
        for language in Language.allCases {
            let page = try String(
                contentsOf: crosswalk.appendingPathExtension("quality.\(language.rawValue).html"), encoding: .utf8)
            #expect(page.contains("<html lang=\"\(language.rawValue)\">"))
            #expect(page.contains(language == .french ? "étape par étape" : "step by step"))
            #expect(!page.contains("nan") && !page.contains("inf%"))
            #expect(page.components(separatedBy: "<table").count == page.components(separatedBy: "</table>").count)
        }
    }

    @Test func holdsNoTraitTokenOrPseudonym() throws {
        var texts = [String(decoding: try sheet.json(), as: UTF8.self)]
        for language in Language.allCases { texts.append(QualitySheetPage(sheet: sheet).html(language).text) }
        var values: Set<String> = []
        for person in bench.persons {
            values.formUnion([
                person.nationalNumber, person.birthName, person.usedName, person.givenNames, person.birthDate,
            ])
        }
        for entry in entries { values.formUnion([entry.token.text, entry.pseudonym?.text ?? ""]) }
        // A name of two syllables may be a word of the page by chance; it must not be one in capitals.
        values = values.filter { $0.count >= 4 }
        #expect(values.count > 3000)
        for text in texts {
            for value in values { #expect(!text.contains(value)) }
        }
    }

    @Test func isTheSameWhenTheDeliveryIsReceivedAgain() throws {
        let certified = bench.persons.prefix(20).map { $0 }
        let sealed = try bench.bench.seal(certified, source: "again")
        let first = try bench.bench.receive(sealed, keeps: true)
        let page = try Data(contentsOf: crosswalk.appendingPathExtension("quality.fr.html"))
        let second = try bench.bench.receive(sealed, keeps: true)
        #expect(second.summary.isRepeated && second.summary.sheet == first.summary.sheet)
        #expect(try Data(contentsOf: crosswalk.appendingPathExtension("quality.fr.html")) == page)
    }

    /// Nothing to compare with: no model, no error to expect, and a page that says so.
    @Test func describesAFirstDelivery() throws {
        let sheet = try #require(bench.first.summary.sheet)
        let delivery = try #require(sheet.delivery)
        #expect(delivery.new.value == 900 && delivery.known.value == 0)
        #expect(sheet.thresholds.isEmpty && sheet.convergence == nil && sheet.decoys == nil)
        let page = QualitySheetPage(sheet: sheet).html(.english).text
        #expect(page.contains("No model") && !page.contains("nan"))
    }
}
