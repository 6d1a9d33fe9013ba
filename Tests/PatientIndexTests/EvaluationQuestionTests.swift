import CohortEngine
import Foundation
import HubTestSupport
import PatientIndex
import Synchronization
import Testing

/// Six trial questions on 10,000 synthetic persons.
@Suite(.enabled(if: SharedData.has("ohdsi/bench/bench_10k_csv.zip")), .serialized)
struct EvaluationQuestionTests {
    private static let index = Result { try EvaluationModel(zip: "ohdsi/bench/bench_10k_csv.zip").index() }
    private static let expected = ["Q1": 12, "Q2": 295, "Q3": 77, "Q4": 6, "Q5": 2, "Q6": 830]

    private func evaluator(cacheByteCountMax: Int = 0) throws -> IndexEvaluator {
        IndexEvaluator(index: try Self.index.get(), workerCount: 2, cacheByteCountMax: cacheByteCountMax)
    }

    private func question(_ name: String) throws -> CohortDefinition {
        try evaluationDefinition("ohdsi/bench/\(name).json")
    }

    @Test func togglingARuleComputesNothingElse() throws {
        let evaluator = try evaluator(cacheByteCountMax: 64 << 20)
        let whole = try question("Q1")
        let first = try evaluator.figures(whole, reading: .strict)
        let once = evaluator.evaluatedWork
        #expect(once == EvaluationWork(entryCount: 1, ruleCount: 4, criterionCount: 5))
        let fewer = try evaluator.figures(whole.keeping([0, 2, 3]), reading: .strict)
        #expect(evaluator.evaluatedWork == once)
        #expect(try self.evaluator().figures(whole.keeping([0, 2, 3]), reading: .strict) == fewer)
        #expect(try evaluator.figures(whole, reading: .strict) == first)
        #expect(evaluator.evaluatedWork == once)
        _ = try evaluator.figures(whole, reading: .fixed)
        #expect(evaluator.evaluatedWork.entryCount == 2)
    }

    @Test func addingARuleComputesThisRuleOnly() throws {
        let evaluator = try evaluator(cacheByteCountMax: 64 << 20)
        let whole = try question("Q1")
        _ = try evaluator.figures(whole.keeping([0, 1]), reading: .strict)
        let before = evaluator.evaluatedWork
        let figures = try evaluator.figures(whole.keeping([0, 1, 3]), reading: .strict)
        #expect(evaluator.evaluatedWork.entryCount == before.entryCount)
        #expect(evaluator.evaluatedWork.ruleCount == before.ruleCount + 1)
        #expect(try self.evaluator().figures(whole.keeping([0, 1, 3]), reading: .strict) == figures)
    }

    @Test func keepsNoMoreThanAllowed() throws {
        let limit = 400_000
        let evaluator = try evaluator(cacheByteCountMax: limit)
        for name in Self.expected.keys.sorted() {
            _ = try evaluator.figures(question(name), reading: .strict)
            #expect(evaluator.cachedByteCount <= limit)
        }
        #expect(evaluator.cachedByteCount > 0)
        let uncached = try self.evaluator()
        _ = try uncached.figures(question("Q1"), reading: .strict)
        #expect(uncached.cachedByteCount == 0)
    }

    @Test func answersManyClientsAtATime() throws {
        let evaluator = try evaluator(cacheByteCountMax: 1 << 20)
        let questions = try Self.expected.map { (try question($0.key), $0.value) }
        let wrong = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 16) { client in
            for round in 0..<6 {
                let (definition, subjects) = questions[(client + round) % questions.count]
                let count = try? evaluator.figures(definition, reading: .strict).personCount
                if count != subjects { wrong.withLock { $0.append("\(client) \(round)") } }
            }
        }
        #expect(wrong.withLock { $0 } == [])
    }

    @Test func stopsWhenCancelledOrLate() throws {
        let evaluator = try evaluator()
        let definition = try question("Q6")
        #expect(throws: CohortEvaluationError.cancelled) {
            try evaluator.figures(definition, reading: .strict, control: EvaluationControl(isCancelled: { true }))
        }
        #expect(throws: CohortEvaluationError.deadlinePassed) {
            try evaluator.figures(definition, reading: .strict, control: .seconds(-1))
        }
        let checks = Mutex(0)
        let control = EvaluationControl(isCancelled: {
            checks.withLock {
                $0 += 1
                return $0 > 3
            }
        })
        #expect(throws: CohortEvaluationError.cancelled) {
            try evaluator.figures(definition, reading: .strict, control: control)
        }
        #expect(try evaluator.figures(definition, reading: .strict, control: .seconds(60)).personCount == 830)
    }

    @Test func plansTheRarestCriteriaFirst() throws {
        let steps = try evaluator().plan(question("Q5"), reading: .strict)
        #expect(steps.first?.part == .primary)
        let counts = steps.filter { $0.part == .rule(2) }.map(\.rowCount)
        #expect(counts.count == 4)
        #expect(counts == counts.sorted())
        #expect(steps.allSatisfy { $0.rowCount > 0 && $0.personCountMax > 0 && $0.personCountMax <= 10_000 })
    }

    @Test func knowsHowManyPersonsThereAre() throws {
        #expect(try evaluator().personCount() == 10_000)
    }
}

extension CohortDefinition {
    /// The same question with some of its rules.
    fileprivate func keeping(_ places: [Int]) -> CohortDefinition {
        CohortDefinition(
            conceptSets: conceptSets, primary: primary, additional: additional, qualifiedLimit: qualifiedLimit,
            rules: places.map { rules[$0] }, expressionLimit: expressionLimit, endStrategy: endStrategy,
            censoring: censoring, eraPadDays: eraPadDays, censorWindow: censorWindow)
    }
}
