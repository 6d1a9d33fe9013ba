extension QualitySheet {
    /// How the key holder linked one delivery, step by step.
    package struct Delivery: Sendable, Hashable, Codable {
        package let source: String
        package let delivery: String
        package let recordCount: SheetCount
        /// Records of persons that earlier deliveries had made known.
        package let known: SheetCount
        /// Records that founded a person.
        package let new: SheetCount
        /// Records that may be somebody's, and have no person.
        package let ambiguous: SheetCount
        /// Records that cannot be linked, and have no person.
        package let excluded: SheetCount
        /// How many records ended by each reason, in the order in which the rules are tried.
        package let steps: [Step]
        /// Records that no rule led to a known person: compared with the register by the sum of the evidence.
        package let openRecordCount: SheetCount
        /// Sealed profiles that the register had before.
        package let registerProfileCount: SheetCount
        /// Persons that turned out to be one with an older one.
        package let mergedPersonCount: SheetCount
        /// The version of the parameters; nil when there were none yet.
        package let modelVersion: Int?
        package let modelIsCalibrated: Bool
        /// Evidence links at this probability and above.
        package let probabilityMin: Double
        /// The share of its links that a delivery may expect to be wrong.
        package let falseLinkShareMax: Double

        package init(
            source: String, delivery: String, groups: [EndCount], countMin: Int, countStep: Int,
            evidence: EvidenceCounts
        ) {
            func count(_ number: Int) -> SheetCount { SheetCount(number, countMin: countMin, step: countStep) }
            (self.source, self.delivery) = (source, delivery)
            let totals = End.allCases.map { end in
                groups.reduce(0) { $0 + ($1.end == end ? $1.count : 0) }
            }
            recordCount = count(totals.reduce(0, +))
            let cells = SheetCount.column(totals, countMin: countMin, step: countStep)
            (known, new, ambiguous, excluded) = (cells[0], cells[1], cells[2], cells[3])
            steps = zip(End.allCases, cells)
                .flatMap { end, total -> [Step] in
                    let own = groups.filter { $0.end == end }
                    // The parts of a total that is withheld for another's sake would give it away.
                    let counts =
                        total == .withheld
                        ? own.map { $0.count == 0 ? SheetCount(0, countMin: countMin) : .withheld }
                        : SheetCount.column(own.map(\.count), countMin: countMin, step: countStep)
                    return zip(own, counts).map { Step(reason: $0.reason, end: end, recordCount: $1) }
                }
            openRecordCount = count(evidence.openRecordCount)
            registerProfileCount = count(evidence.registerProfileCount)
            mergedPersonCount = count(evidence.mergedPersonCount)
            (modelVersion, modelIsCalibrated) = (evidence.modelVersion, evidence.modelIsCalibrated)
            (probabilityMin, falseLinkShareMax) = (evidence.probabilityMin, evidence.falseLinkShareMax)
        }
    }

    /// How a record of a delivery ended.
    package enum End: String, Sendable, Hashable, Codable, CaseIterable { case known, new, ambiguous, excluded }

    /// Records that ended by one reason.
    package struct Step: Sendable, Hashable, Codable {
        /// A `LinkageReason`.
        package let reason: String
        package let end: End
        package let recordCount: SheetCount
    }

    /// The same before it is protected.
    package struct EndCount: Sendable {
        package let reason: String
        package let end: End
        package let count: Int

        package init(reason: String, end: End, count: Int) {
            (self.reason, self.end, self.count) = (reason, end, count)
        }
    }

    /// What the sum of the evidence did for a delivery, before it is protected.
    package struct EvidenceCounts: Sendable {
        package var openRecordCount = 0
        package var registerProfileCount = 0
        package var mergedPersonCount = 0
        package var modelVersion: Int?
        package var modelIsCalibrated = false
        package var probabilityMin = 0.0
        package var falseLinkShareMax = 0.0

        package init() {}
    }

    /// What is true of the records of a simulated source, against what was said of them. Nobody of it exists: nothing is
    /// withheld.
    package struct Truth: Sendable, Hashable, Codable {
        /// Records with the pseudonym of their person.
        package var right = 0
        /// Records under the pseudonym of somebody else.
        package var wrong = 0
        /// Records under a second pseudonym of their person.
        package var apart = 0
        package var ambiguous = 0
        /// Of the ambiguous, records of persons that have a pseudonym: links that were missed.
        package var ambiguousMissed = 0
        package var excluded = 0
        package var excludedMissed = 0

        package init() {}
    }
}

extension QualitySheet.Characteristic {
    /// Linked and unlinked records by category, protected. `new` are records that founded a person.
    package init(
        file: String, name: String, categories: [String], linked: [Int], new: [Int]? = nil, unlinked: [Int],
        countMin: Int, step: Int = 1
    ) {
        let linkedCells = SheetCount.column(linked, countMin: countMin, step: step)
        let newCells = new.map { SheetCount.column($0, countMin: countMin, step: step) }
        let unlinkedCells = SheetCount.column(unlinked, countMin: countMin, step: step)
        let linkedTotal = SheetCount.rounded(linked.reduce(0, +) + (new?.reduce(0, +) ?? 0), step: step)
        let unlinkedTotal = SheetCount.rounded(unlinked.reduce(0, +), step: step)
        self.init(
            file: file, name: name,
            categories: categories.indices.map { place in
                let isNewShown = newCells.map { $0[place].value != nil } ?? true
                let placed = linkedCells[place].value.map { $0 + (newCells?[place].value ?? 0) }
                let left = Self.share(isNewShown ? placed : nil, linkedTotal)
                let right = Self.share(unlinkedCells[place].value, unlinkedTotal)
                return QualitySheet.Category(
                    name: categories[place], linked: linkedCells[place], new: newCells?[place],
                    unlinked: unlinkedCells[place], linkedShare: left, unlinkedShare: right,
                    standardisedDifference: Self.difference(left, right))
            })
    }

    private static func share(_ count: Int?, _ total: Int) -> Double? {
        guard let count, total > 0 else { return nil }
        return min(1, Double(count) / Double(total))
    }

    /// Difference of two shares over their pooled standard deviation.
    private static func difference(_ left: Double?, _ right: Double?) -> Double? {
        guard let left, let right else { return nil }
        let variance = (left * (1 - left) + right * (1 - right)) / 2
        return variance > 0 ? (left - right) / variance.squareRoot() : left == right ? 0 : nil
    }
}
