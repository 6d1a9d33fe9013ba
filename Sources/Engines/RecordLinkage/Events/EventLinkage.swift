package import HealthModel

/// Finds the subjects of a register that has no identity trait in a national file, by their hospital stays alone.
///
/// In: a register (subjects with one or several stays) and a national file (stays with a pseudonymous person number).
/// Out: each subject once, certain, ambiguous or excluded, with its reason, probability and margin; and a report.
///
/// 1. Keys find candidates (`StayKeyRule`): the register is indexed, the national file is streamed past it.
/// 2. Each candidate person is compared with all the subject's stays (`SubjectComparison`); stays that the person lacks
///    count against it.
/// 3. u is counted on the national file (`StayShares`), m and the share of subjects who are in the file are learnt by
///    expectation-maximisation (`EventEstimation`).
/// 4. The persons of a subject and "nobody" share one certainty; so do the subjects of a person (`EventDecision`).
/// 5. Made-up subjects measure chance (`DecoySubjects`): links are accepted while both the probabilities and the decoys
///    promise the precision asked for.
///
/// The same files give the same answer, whatever the number of workers. Nothing here reads an identity trait, so it may
/// run in the hub.
package struct EventLinkage: Sendable {
    /// Subjects that one worker compares at a time.
    private static let pieceSubjectCount = 500
    /// The stays of subjects and persons are paired with the starting weights, then with those learnt.
    private static let roundCount = 2

    private let options: EventLinkageOptions
    private let workerCount: Int
    private let progress: ProgressObserver?

    package init(
        _ options: EventLinkageOptions = EventLinkageOptions(), workerCount: Int = 2, progress: ProgressObserver? = nil
    ) {
        self.options = options
        self.workerCount = workerCount
        self.progress = progress
    }

    package func run(_ files: StayFiles) -> EventLinkageResult {
        tell(Phrase(fr: "Recherche des candidats", en: "Finding candidates"), 0)
        let given = files
        let files = DecoySubjects.adding(to: given, counts: options.decoyCounts)
        let subjectCount = given.register.ownerCount
        let register = StaysByOwner(files.register)
        let national = StaysByOwner(files.national)
        let found = CandidatePersons(files, register: register, national: national, options: options)
        let shares = StayShares(files, register: register, national: national)
        // Decoys tell nothing about matches.
        let hasStay = (0..<files.register.ownerCount).map { $0 < subjectCount && !register.range($0).isEmpty }
        var weights = EventWeights.starting
        var result = EventLinkageResult()
        for round in 0..<EventLinkage.roundCount {
            tell(Phrase(fr: "Comparaison des séjours", en: "Comparing stays"), 1 + 2 * round)
            let candidates = compare(files, register, national, shares, found, weights)
            tell(Phrase(fr: "Apprentissage des poids", en: "Learning the weights"), 2 + 2 * round)
            var estimation = EventEstimation(
                candidates, isEligible: hasStay, personCount: files.national.ownerCount, weights: weights,
                options: options.estimation)
            estimation.run()
            weights = estimation.weights
            guard round == EventLinkage.roundCount - 1 else { continue }
            let outside = (1 - weights.presentShare) * Double(hasStay.count { $0 })
            let decision = EventDecision(
                candidates, odds: estimation.logOdds(), subjectCount: subjectCount, outsideCount: outside,
                options: options)
            let decided = decision.run(hasStay: hasStay, isCrowded: found.isCrowded)
            result.links = decided.links
            result.report.take(decided.links, chanceCount: decided.chanceCount)
            result.report.decoyCount = files.register.unnamedOwnerCount
            result.logLikelihoods = estimation.logLikelihoods
            result.report.hasConverged = estimation.hasConverged
            result.report.iterationCount = estimation.logLikelihoods.count
            result.report.candidateCount = candidates.count
            result.report.patternCount = candidates.patterns.count
        }
        result.weights = weights
        result.report.take(weights)
        result.report.copyCount = StaysByOwner(given.register).copyCount + national.copyCount
        describe(given, found, &result.report)
        return result
    }

    private func compare(
        _ files: StayFiles, _ register: StaysByOwner, _ national: StaysByOwner, _ shares: StayShares,
        _ found: CandidatePersons, _ weights: EventWeights
    ) -> ComparedCandidates {
        let subjectCount = files.register.ownerCount
        let size = EventLinkage.pieceSubjectCount
        let pieces = inParallel(count: (subjectCount + size - 1) / size, workerCount: workerCount) { place in
            var piece = ComparedPiece()
            var comparison = SubjectComparison(
                files, register: register, national: national, shares: shares, weights: weights)
            for subject in place * size..<min(subjectCount, place * size + size) {
                let persons = Int(found.starts[subject])..<Int(found.starts[subject + 1])
                comparison.compare(subject, with: found.persons[persons], into: &piece)
            }
            return piece
        }
        return ComparedCandidates(pieces)
    }

    private func describe(
        _ files: StayFiles, _ found: CandidatePersons, _ report: inout EventLinkageReport
    ) {
        report.subjectCount = files.register.ownerCount
        report.registerStayCount = files.register.count
        report.personCount = files.national.ownerCount
        report.nationalStayCount = files.national.count
        report.unreadableValueCount = files.unreadableValueCount
        report.keys = found.reports
    }

    private func tell(_ label: Phrase, _ done: Int) {
        progress?(ProgressStep(label, done: done, total: 1 + 2 * EventLinkage.roundCount))
    }
}
