/// What a researcher must know of a linkage before using linked data: counts, estimates and shares, never a value of a
/// person.
///
/// One type for every run: files linked in the open (`isBetweenFiles`, or the duplicates of one file), and deliveries
/// linked by the key holder (`delivery`). Its JSON is the names of its properties; what a run cannot tell is empty.
package struct QualitySheet: Sendable, Hashable, Codable {
    package var made: String
    /// Counts from 1 up to this, exclusive, are withheld.
    package var countMin: Int
    /// Counts are rounded to multiples of this; 1 for none.
    package var countStep = 1
    /// False when the duplicates of one file were looked for.
    package var isBetweenFiles = true
    /// Pairs of this weight and above are links; below the second they are for review.
    package var weightMin = 0.0
    package var reviewWeightMin = 0.0
    package var files: [File] = []
    package var fields: [Field] = []
    package var blocking: [Blocking] = []
    package var blockingRecall: Double?
    package var missedByBlocking: Double?
    package var comparisons: [Comparison] = []
    /// Nil without a model.
    package var convergence: Estimation?
    package var histogram: [Bin] = []
    package var linkCount: SheetCount
    package var thresholds: [Threshold] = []
    package var calibration: [Band] = []
    package var calibrationPairCount: SheetCount
    package var decoys: DecoyEstimate?
    package var outcomes: [Outcome] = []
    /// Pairs above the threshold that lost to a better partner.
    package var outdonePairCount: SheetCount
    package var reviewPairCount: SheetCount
    /// Pairs for review with one name and one birth date, and different given names.
    package var twinShapedPairCount: SheetCount
    package var characteristics: [Characteristic] = []
    package var groups: [Group] = []
    /// Nil when nothing could be checked.
    package var implausible: ImplausibleLinks?
    /// What the key holder says of a delivery; nil for files linked in the open.
    package var delivery: Delivery?
    /// Only where the truth is known: a simulated country.
    package var truth: Truth?

    package init(made: String, countMin: Int, countStep: Int = 1) {
        (self.made, self.countMin, self.countStep) = (made, countMin, countStep)
        let none = SheetCount(0, countMin: countMin)
        (linkCount, calibrationPairCount) = (none, none)
        (outdonePairCount, reviewPairCount, twinShapedPairCount) = (none, none, none)
    }
}

// MARK: - Parts

extension QualitySheet {
    package struct File: Sendable, Hashable, Codable {
        package let name: String
        package let recordCount: SheetCount
        package let isClean: Bool

        package init(name: String, recordCount: SheetCount, isClean: Bool) {
            (self.name, self.recordCount, self.isClean) = (name, recordCount, isClean)
        }
    }

    /// Share of the records that have a value, in the order of the files.
    package struct Field: Sendable, Hashable, Codable {
        package let column: String
        package let completeness: [SheetShare]

        package init(column: String, completeness: [SheetShare]) {
            (self.column, self.completeness) = (column, completeness)
        }
    }

    package struct Blocking: Sendable, Hashable, Codable {
        package let rule: String
        package let pairCount: SheetCount
        /// Pairs that no other rule gives.
        package let ownPairCount: SheetCount
        package let droppedBlockCount: Int
        package let droppedRecordCount: SheetCount

        package init(
            rule: String, pairCount: SheetCount, ownPairCount: SheetCount, droppedBlockCount: Int,
            droppedRecordCount: SheetCount
        ) {
            (self.rule, self.pairCount, self.ownPairCount) = (rule, pairCount, ownPairCount)
            (self.droppedBlockCount, self.droppedRecordCount) = (droppedBlockCount, droppedRecordCount)
        }
    }

    package struct Comparison: Sendable, Hashable, Codable {
        package let name: String
        package let levels: [Level]

        package init(name: String, levels: [Level]) {
            (self.name, self.levels) = (name, levels)
        }
    }

    package struct Level: Sendable, Hashable, Codable {
        package let name: String
        package let m: Double
        package let u: Double
        /// log2(m / u).
        package let weight: Double

        package init(name: String, m: Double, u: Double, weight: Double) {
            (self.name, self.m, self.u) = (name, m, u)
            self.weight = weight
        }
    }

    /// How the estimation of a model ended.
    package struct Estimation: Sendable, Hashable, Codable {
        package let iterationCount: Int
        package let hasConverged: Bool

        package init(iterationCount: Int, hasConverged: Bool) {
            (self.iterationCount, self.hasConverged) = (iterationCount, hasConverged)
        }
    }

    /// Pairs whose weight is from one bound up to the other, exclusive.
    package struct Bin: Sendable, Hashable, Codable {
        package let weightMin: Double
        package let weightMax: Double
        package let pairCount: SheetCount

        package init(weightMin: Double, weightMax: Double, pairCount: SheetCount) {
            (self.weightMin, self.weightMax, self.pairCount) = (weightMin, weightMax, pairCount)
        }
    }

    package struct Threshold: Sendable, Hashable, Codable {
        package let weightMin: Double
        package let linkCount: SheetCount
        package let falseLinkCount: Double
        package let missedMatchCount: Double
        package let precision: Double
        package let recall: Double

        package init(
            weightMin: Double, linkCount: SheetCount, falseLinkCount: Double, missedMatchCount: Double,
            precision: Double, recall: Double
        ) {
            (self.weightMin, self.linkCount, self.falseLinkCount) = (weightMin, linkCount, falseLinkCount)
            (self.missedMatchCount, self.precision, self.recall) = (missedMatchCount, precision, recall)
        }
    }

    package struct Band: Sendable, Hashable, Codable {
        /// Nil without bound.
        package let weightMin: Double?
        package let weightMax: Double?
        package let pairCount: SheetCount
        package let predicted: Double
        package let observed: SheetShare
        /// 95 %; nil where the observed share is only bounded.
        package let low: Double?
        package let high: Double?
        /// Whether the prediction lies in the 95 % interval of what is true.
        package let isInside: Bool
        /// Whether the prediction is one point off at most.
        package let isWithinOnePoint: Bool

        package init(
            weightMin: Double? = nil, weightMax: Double? = nil, pairCount: SheetCount, predicted: Double,
            observed: SheetShare, low: Double? = nil, high: Double? = nil, isInside: Bool, isWithinOnePoint: Bool
        ) {
            (self.weightMin, self.weightMax, self.pairCount) = (weightMin, weightMax, pairCount)
            (self.predicted, self.observed, self.low) = (predicted, observed, low)
            (self.high, self.isInside, self.isWithinOnePoint) = (high, isInside, isWithinOnePoint)
        }
    }

    /// What became of the records of a file.
    package struct Outcome: Sendable, Hashable, Codable {
        package let file: String
        package let linked: SheetCount
        package let forReview: SheetCount
        /// Not linked, but with a partner that may be the right one.
        package let ambiguous: SheetCount
        package let unlinked: SheetCount

        package init(
            file: String, linked: SheetCount, forReview: SheetCount, ambiguous: SheetCount, unlinked: SheetCount
        ) {
            (self.file, self.linked, self.forReview) = (file, linked, forReview)
            (self.ambiguous, self.unlinked) = (ambiguous, unlinked)
        }
    }

    package struct Characteristic: Sendable, Hashable, Codable {
        package let file: String
        /// `age`, `sex`, `birthplace`, `number`.
        package let name: String
        package let categories: [Category]

        package init(file: String, name: String, categories: [Category]) {
            (self.file, self.name, self.categories) = (file, name, categories)
        }
    }

    package struct Category: Sendable, Hashable, Codable {
        package let name: String
        package let linked: SheetCount
        /// Of a delivery: records that founded a person; nil elsewhere.
        package let new: SheetCount?
        package let unlinked: SheetCount
        /// Shares of the category among linked (and new) and among unlinked; nil when withheld.
        package let linkedShare: Double?
        package let unlinkedShare: Double?
        /// Difference of the shares in standard deviations; 0.1 and more is worth a look.
        package let standardisedDifference: Double?

        package init(
            name: String, linked: SheetCount, new: SheetCount? = nil, unlinked: SheetCount,
            linkedShare: Double? = nil, unlinkedShare: Double? = nil, standardisedDifference: Double? = nil
        ) {
            (self.name, self.linked, self.new) = (name, linked, new)
            (self.unlinked, self.linkedShare, self.unlinkedShare) = (unlinked, linkedShare, unlinkedShare)
            self.standardisedDifference = standardisedDifference
        }
    }

    /// Groups of records that are one person, by size.
    package struct Group: Sendable, Hashable, Codable {
        package let size: Int
        /// Larger ones are counted here too.
        package let isLargest: Bool
        package let count: SheetCount

        package init(size: Int, isLargest: Bool, count: SheetCount) {
            (self.size, self.isLargest, self.count) = (size, isLargest, count)
        }
    }
}
