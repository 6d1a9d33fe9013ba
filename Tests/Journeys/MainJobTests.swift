import Catalogue
import DisclosureControl
import Feasibility
import Foundation
import HealthModel
import HubServer
import HubTestSupport
import Intake
import Journal
import SQLBackends
import Testing

/// From raw databases full of names to a catalogue and safe counts.
@Suite(.serialized) struct MainJobTests {
    private let country: SmallCountry

    init() throws { country = try SmallCountry.shared.get() }

    @Test func everyDeliveryIsAccepted() {
        for report in country.reports {
            #expect(report.state == .accepted, "\(report.source): \(report.findings.prefix(5)) \(report.suspicions)")
        }
    }

    @Test func everyRecordEndsCertainAmbiguousOrExcludedWithAReason() throws {
        for report in country.reports {
            let counted = LinkageOutcome.allCases.reduce(0) { $0 + report.records($1) }
            #expect(counted > 0)
            #expect(report.persons.allSatisfy { !$0.reason.isEmpty })
            #expect(report.records(.certain) > counted / 2)
        }
    }

    @Test func theReleaseHasTheTablesOfOMOPWithTheirPersons() throws {
        let release = try country.hub.release()
        for table in [
            "person", "observation_period", "visit_occurrence", "condition_occurrence", "drug_exposure",
            "procedure_occurrence", "measurement", "cdm_source", "concept", "concept_ancestor",
        ] {
            #expect(release.rowCount(of: table) > 0, "\(table) is empty")
        }
        let connection = try country.hub.opening.connection(to: release)
        for table in ["visit_occurrence", "condition_occurrence", "drug_exposure", "measurement", "death"] {
            let orphans = try connection.query(
                "SELECT count(*) FROM omop.\(table) e ANTI JOIN omop.person p ON p.person_id = e.person_id")
            #expect(try orphans.scalarInt64() == 0, "\(table) has rows without a person")
        }
    }

    @Test func identifiersAreUniqueOverTheSources() throws {
        let connection = try country.hub.opening.connection(to: try country.hub.release())
        for (table, key) in [
            ("visit_occurrence", "visit_occurrence_id"), ("condition_occurrence", "condition_occurrence_id"),
            ("drug_exposure", "drug_exposure_id"), ("measurement", "measurement_id"), ("person", "person_id"),
        ] {
            let doubles = try connection.query("SELECT count(*) - count(DISTINCT \(key)) FROM omop.\(table)")
            #expect(try doubles.scalarInt64() == 0, "\(table)")
        }
    }

    @Test func everyFileOfTheReleaseSaysWhereItsRowsComeFrom() throws {
        let release = try country.hub.release()
        #expect(release.manifest.sources.count == 3)
        #expect(release.manifest.files.allSatisfy { !$0.source.isEmpty && !$0.delivery.isEmpty })
        #expect(try release.verify().isEmpty)
    }

    @Test func rulesSayHowManyRowsTheyRemoved() {
        let removed = Dictionary(country.publication.rules.map { ("\($0.source) \($0.rule)", $0.removedRows) }) {
            $0 + $1
        }
        #expect(removed.values.contains { $0 > 0 })
        #expect(removed.keys.contains { $0.contains("regularisation") })
    }

    @Test func aDeliveryIsTakenInOnce() throws {
        let sent = country.folder.url.appending(path: "sent/national-claims")
        let before = try country.hub.store.deliveries()
        let again = try country.hub.takeIn(
            delivery: sent.appending(path: "delivery"), crosswalk: sent.appending(path: "crosswalk.sealed"))
        #expect(again == country.reports[0])
        #expect(try country.hub.store.deliveries() == before)
    }

    @Test func theCatalogueListsItAndEveryQuestionHasAnAnswer() throws {
        let dataset = try #require(try country.hub.catalogue.datasets().first)
        #expect(dataset.sources.count == 3)
        let persons = try #require(dataset.persons.value.number)
        #expect(persons.isMultiple(of: 5))
        for question in try country.hub.questions.questions() {
            let answer = try country.hub.answers.answer(question)
            #expect(answer.release == dataset.release)
            #expect(!answer.steps.value.isEmpty)
        }
    }

    @Test func theJournalTellsEveryActAndIsIntact() throws {
        let journal = country.hub.journal
        let actions = try journal.reader.latest(1000).map(\.entry.action.rawValue)
        for action in ["intake.begin", "intake.end", "publication.begin", "publication.end"] {
            #expect(actions.contains(action))
        }
        #expect(try journal.reader.openReceipts().isEmpty)
        #expect(try JournalVerification.verify(folder: country.hub.home.journal, key: journal.key).isEmpty)
    }

    /// The promise of the whole hub: nothing nominative is anywhere in it.
    @Test func noNameNumberOrAddressIsAnywhereInTheHub() throws {
        let nominative = try NominativeValues(truth: country.folder.url.appending(path: "country/truth/persons.csv"))
        #expect(nominative.values.count > SmallCountry.persons)
        let found = try HomeSearch(values: nominative.values).places(in: country.hub.home.folder)
        #expect(found.isEmpty, "found in \(found)")
        // The search itself must find something where names are: the raw register.
        let raw = try HomeSearch(values: nominative.values)
            .places(
                in: country.folder.url.appending(path: "country/national-claims"))
        #expect(!raw.isEmpty)
    }
}
