import CohortEngine
import Foundation
import HealthModel
import Testing

struct EventQueryTests {
    private func query(_ primary: String) throws -> EventQuery {
        try CirceJSON.read(Definitions.json(primary: primary)).primary.criteria[0].eventQuery(.strict)
    }

    @Test func aDrugWithoutEndLastsItsDaysOfSupplyThenOneDay() throws {
        let end = try query(#"{"DrugExposure": {}}"#).end
        #expect(
            end
                == .firstKnown([
                    .column("drug_exposure_end_date"),
                    .addingColumn(.column("drug_exposure_start_date"), column: "days_supply"),
                    .adding(.column("drug_exposure_start_date"), days: 1),
                ]))
    }

    @Test func theSourceConceptNarrowsRowsBeforeTheFirstIsChosen() throws {
        let query = try query(#"{"ConditionOccurrence": {"CodesetId": 0, "ConditionSourceConcept": 4, "First": true}}"#)
        #expect(query.membership.map(\.column) == ["condition_concept_id", "condition_source_concept_id"])
        #expect(query.isFirst)
        #expect(query.predicates.isEmpty)
    }

    @Test func aGivenPeriodMustBeContainedAndIsThenTold() throws {
        let query = try query(#"{"ObservationPeriod": {"UserDefinedPeriod": {"StartDate": "2020-01-01"}}}"#)
        #expect(query.predicates.flatMap(\.alternatives).map(\.operand) == [.startDay, .endDay])
        #expect(query.told.start?.description == "2020-01-01")
        #expect(query.told.end == nil)
    }

    @Test func movesBothDaysAndThenWantsThemInOrder() throws {
        let query = try query(#"{"Measurement": {"DateAdjustment": {"StartWith": "END_DATE", "StartOffset": 2}}}"#)
        #expect(query.start == .adding(.adding(.column("measurement_date"), days: 1), days: 2))
        #expect(query.keepsOrder)
        #expect(query.orderedBy == .column("measurement_date"))
    }

    @Test func anEmptyNestedGroupIsNone() throws {
        #expect(try query(#"{"Death": {"CorrelatedCriteria": {"Type": "ALL"}}}"#).nested == nil)
    }

    @Test func knowsEveryUsedConceptSet() throws {
        let data = Definitions.json(
            primary: #"{"Death": {"CodesetId": 3, "GenderCS": {"CodesetId": 5}}}"#,
            rest: #", "EndStrategy": {"CustomEra": {"DrugCodesetId": 9}}"#,
            rule: Definitions.group(criterion: #"{"PayerPlanPeriod": {"PayerConcept": 7}}"#))
        let definition = try CirceJSON.read(data)
        #expect(definition.usedConceptSetIDs == [3, 5, 7, 9])
        #expect(definition.eventTables == ["death", "drug_exposure", "payer_plan_period"])
    }

    @Test func everyKindHasItsOwnNameAndWords() {
        #expect(Set(CriterionType.all.map(\.name)).count == CriterionType.all.count)
        for type in CriterionType.all {
            #expect(type.title.fr != type.title.en)
            #expect(Set(type.attributes.map(\.key)).count == type.attributes.count, "\(type.name)")
            #expect(CriterionType.named(type.name)?.source == type.source)
        }
    }

    @Test func saysACriterionInBothLanguages() throws {
        let data = Definitions.json(
            primary:
                #"{"Measurement": {"CodesetId": 0, "ValueAsNumber": {"Value": 7, "Extent": 10, "Op": "bt"}, "Age": {"Value": 40, "Op": "gte"}}}"#,
            rule: Definitions.group(occurrence: #"{"Type": 0, "Count": 0}"#))
        let definition = try CirceJSON.read(data)
        let words = definition.primary.criteria[0].words(in: definition)
        #expect(words.fr == "une mesure « Diabetes » (valeur 7 à 10, âge ≥ 40)")
        #expect(words.en == "a measurement “Diabetes” (value 7 to 10, age ≥ 40)")
        let rule = definition.rules[0].group.words(in: definition)
        #expect(rule.fr == "jamais un médicament « Diabetes », de 30 jours avant à fin d’observation")
        #expect(rule.en == "never a drug exposure “Diabetes”, from 30 days before to the end of observation")
    }
}
