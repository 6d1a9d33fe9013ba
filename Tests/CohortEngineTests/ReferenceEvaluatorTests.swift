import CohortEngine
import HealthModel
import Testing

/// The rules of Circe that are commonly got wrong, each on the smallest record that shows it.
struct ReferenceEvaluatorTests {
    private func sample(_ conditions: (concept: Int64, start: String)...) throws -> ReferenceSample {
        var sample = ReferenceSample()
        sample.person(1)
        try sample.observed(1)
        for condition in conditions { try sample.condition(1, condition.concept, condition.start) }
        return sample
    }

    @Test func membershipLastsToTheEndOfObservationWithoutAStrategy() throws {
        #expect(try sample((1, "2020-03-01")).rows(.sample()) == ["1 2020-03-01 2020-12-31"])
    }

    @Test func anEventOfOneDayEndsTheDayAfter() throws {
        let definition = CohortDefinition.sample(end: .offset(days: 0, from: .end))
        #expect(try sample((1, "2020-03-01")).rows(definition) == ["1 2020-03-01 2020-03-02"])
    }

    @Test func anEventWithoutAKnownEndIsDroppedWhenTheEndIsCounted() throws {
        let definition = CohortDefinition.sample(
            primary: Criterion(.visitOccurrence), end: .offset(days: 5, from: .end))
        var table = CDMSample.Table(
            "visit_occurrence", columns: ["person_id", "visit_occurrence_id", "visit_start_date"])
        table.append([.integer(1), .integer(1), .day(Day(daysSince1970: 10))])
        var periods = CDMSample.Table(
            "observation_period",
            columns: ["person_id", "observation_period_start_date", "observation_period_end_date"])
        periods.append([.integer(1), .day(Day(daysSince1970: 0)), .day(Day(daysSince1970: 90))])
        let evaluator = ReferenceEvaluator(try CDMSample([table, periods]))
        let figures = try evaluator.figures(definition, reading: .strict)
        #expect(figures.rowCount == 0)
        #expect(figures.attrition.eventMasks == [0: 1])
    }

    @Test func theFirstIsChosenBeforeOtherConditions() throws {
        var sample = try sample((1, "2020-03-01"), (1, "2020-06-01"))
        let criterion = Criterion(
            .conditionOccurrence, conceptSetID: 1, isFirst: true,
            attributes: [
                Criterion.Attribute(
                    "OccurrenceStartDate",
                    .days(DayRange(.greater, try #require(Day(year: 2020, month: 4, day: 1)))))
            ])
        #expect(try sample.rows(.sample(primary: criterion)) == [])
        try sample.observed(2)
        try sample.condition(2, 1, "2020-05-01")
        #expect(try sample.rows(.sample(primary: criterion)) == ["2 2020-05-01 2020-12-31"])
    }

    @Test func theLimitComesAfterTheObservationWindow() throws {
        let definition = CohortDefinition.sample(priorDays: 90, limit: .first, end: .offset(days: 0, from: .start))
        #expect(
            try sample((1, "2020-02-01"), (1, "2020-06-01"), (1, "2020-07-01")).rows(definition)
                == ["1 2020-06-01 2020-06-01"])
    }

    @Test func theQualifiedLimitIsDeadWithoutAdditionalCriteria() throws {
        let sample = try sample((1, "2020-02-01"), (1, "2020-06-01"))
        let end = EndStrategy.offset(days: 0, from: .start)
        #expect(try sample.rows(.sample(qualifiedLimit: .first, end: end)).count == 2)
        let empty = CriteriaGroup(.all)
        #expect(
            try sample.rows(.sample(additional: empty, qualifiedLimit: .last, end: end)) == ["1 2020-06-01 2020-06-01"])
    }

    @Test func theIndexEventCountsItself() throws {
        let sample = try sample((1, "2020-02-01"), (1, "2020-06-01"))
        let before = Window(start: .edgeBefore, end: .days(0, isBefore: true))
        let rule = CriteriaGroup.conditions(Occurrence(.atLeast, 2), of: 1, window: before)
        #expect(try sample.rows(.sample(rules: [rule])) == ["1 2020-06-01 2020-12-31"])
    }

    @Test func theWindowNeverLeavesTheObservationPeriodUnlessTold() throws {
        var sample = ReferenceSample()
        try sample.observed(1, "2020-01-01", "2020-02-28")
        try sample.observed(1, "2020-03-01", "2020-12-31")
        try sample.condition(1, 2, "2020-02-01")
        try sample.condition(1, 1, "2020-06-01")
        let before = Window(start: .edgeBefore, end: .days(0, isBefore: true))
        func definition(_ ignores: Bool) -> CohortDefinition {
            let windowed = WindowedCriterion(
                Criterion(.conditionOccurrence, conceptSetID: 2), startWindow: before,
                occurrence: Occurrence(.atLeast, 1),
                ignoresObservationPeriod: ignores)
            return .sample(rules: [CriteriaGroup(.all, criteria: [windowed])])
        }
        #expect(try sample.rows(definition(false)) == [])
        #expect(try sample.rows(definition(true)) == ["1 2020-06-01 2020-12-31"])
    }

    @Test func membershipsOnAdjacentDaysStayApartAndTouchingOnesDoNot() throws {
        let end = EndStrategy.offset(days: 1, from: .start)
        let touching = try sample((1, "2020-02-01"), (1, "2020-02-02"))
        #expect(try touching.rows(.sample(end: end)) == ["1 2020-02-01 2020-02-03"])
        let adjacent = try sample((1, "2020-02-01"), (1, "2020-02-03"))
        #expect(try adjacent.rows(.sample(end: end)).count == 2)
        #expect(try adjacent.rows(.sample(end: end, eraPadDays: 1)) == ["1 2020-02-01 2020-02-04"])
    }

    @Test func continuousExposureEndsWithTheLastSupply() throws {
        var sample = ReferenceSample()
        try sample.observed(1)
        try sample.drug(1, 2, "2020-03-01", supply: 30)
        try sample.drug(1, 2, "2020-04-10", supply: 30)
        try sample.drug(1, 2, "2020-09-01", supply: 30)
        let definition = CohortDefinition.sample(
            primary: Criterion(.drugExposure, conceptSetID: 2), limit: .first,
            end: .continuousExposure(ContinuousExposure(drugSetID: 2, gapDays: 15, offsetDays: 2)))
        #expect(try sample.rows(definition) == ["1 2020-03-01 2020-05-12"])
    }

    @Test func countsAttritionRuleByRule() throws {
        var sample = try sample((1, "2020-02-01"), (2, "2020-03-01"))
        try sample.observed(2)
        try sample.condition(2, 1, "2020-02-01")
        try sample.observed(3)
        let rules = [
            CriteriaGroup.conditions(Occurrence(.atLeast, 1), of: 2), .conditions(Occurrence(.exactly, 0), of: 3),
        ]
        let figures = try sample.evaluator().figures(.sample(rules: rules), reading: .strict)
        #expect(figures.personCount == 1)
        #expect(figures.attrition.personMasks == [0b11: 1, 0b10: 1])
        #expect(figures.attrition.personsAfterRules == [2, 1, 1])
    }

    @Test func refusesASampleLargerThanTheLimit() throws {
        var table = CDMSample.Table("person", columns: ["person_id"])
        table.append([.integer(1)])
        table.append([.integer(2)])
        #expect(try CDMSample([table], rowCountMax: 2).rowCount == 2)
        #expect(throws: CohortError.limit(path: "sample", name: "rows", maximum: 1)) {
            try CDMSample([table], rowCountMax: 1)
        }
    }

    @Test func patternsOfTextsAreThoseOfSQL() throws {
        func found(_ filter: TextFilter, in text: String) throws -> Bool {
            var table = CDMSample.Table(
                "observation", columns: ["person_id", "observation_id", "observation_date", "value_as_string"])
            table.append([.integer(1), .integer(1), .day(Day(daysSince1970: 10)), .text(text)])
            var periods = CDMSample.Table(
                "observation_period",
                columns: ["person_id", "observation_period_start_date", "observation_period_end_date"])
            periods.append([.integer(1), .day(Day(daysSince1970: 0)), .day(Day(daysSince1970: 90))])
            let criterion = Criterion(
                .observation, attributes: [Criterion.Attribute("ValueAsString", .text(filter))])
            return try ReferenceEvaluator(CDMSample([table, periods]))
                .figures(.sample(primary: criterion), reading: .strict).personCount == 1
        }
        #expect(try found(TextFilter(.startsWith, "b_ta"), in: "bêta 2"))
        #expect(try found(TextFilter(.contains, "a%a"), in: "gamma ray a"))
        #expect(try !found(TextFilter(.endsWith, "ta"), in: "beta 2"))
        #expect(try found(TextFilter(.endsNotWith, "ta"), in: "beta 2"))
        #expect(try !found(TextFilter(.containsNot, ""), in: ""))
    }
}
