/// What a researcher must know of a linkage before using linked data: counts, estimates and shares, never a value of a
/// person.
package struct QualitySheet: Sendable, Codable {
    package let made: String
    /// Counts from 1 up to this, exclusive, are withheld.
    package let countMin: Int
    /// False when the duplicates of one file were looked for.
    package let isBetweenFiles: Bool
    /// Pairs of this weight and above are links; below the second they are for review.
    package let weightMin: Double
    package let reviewWeightMin: Double
    package let files: [File]
    package let fields: [Field]
    package let blocking: [Blocking]
    package let blockingRecall: Double?
    package let missedByBlocking: Double?
    package let comparisons: [Comparison]
    package let convergence: Convergence
    package let histogram: [Bin]
    package let linkCount: SheetCount
    package let thresholds: [Threshold]
    package let calibration: [Band]
    package let calibrationPairCount: SheetCount
    package let decoys: DecoyEstimate?
    package let outcomes: [Outcome]
    /// Pairs above the threshold that lost to a better partner.
    package let outdonePairCount: SheetCount
    package let reviewPairCount: SheetCount
    /// Pairs for review with one name and one birth date, and different given names.
    package let twinShapedPairCount: SheetCount
    package let characteristics: [Characteristic]
    package let groups: [Group]

    package struct File: Sendable, Codable {
        package let name: String
        package let recordCount: SheetCount
        package let isClean: Bool
    }

    /// Share of the records that have a value, in the order of the files.
    package struct Field: Sendable, Codable {
        package let column: String
        package let completeness: [SheetShare]
    }

    package struct Blocking: Sendable, Codable {
        package let rule: String
        package let pairCount: SheetCount
        package let ownPairCount: SheetCount
        package let droppedBlockCount: Int
        package let droppedRecordCount: SheetCount
    }

    package struct Comparison: Sendable, Codable {
        package let name: String
        package let levels: [Level]
    }

    package struct Level: Sendable, Codable {
        package let name: String
        package let m: Double
        package let u: Double
        /// log2(m / u).
        package let weight: Double
    }

    /// Pairs whose weight is from one bound up to the other, exclusive.
    package struct Bin: Sendable, Codable {
        package let weightMin: Double
        package let weightMax: Double
        package let pairCount: SheetCount
    }

    package struct Threshold: Sendable, Codable {
        package let weightMin: Double
        package let linkCount: SheetCount
        package let falseLinkCount: Double
        package let missedMatchCount: Double
        package let precision: Double
        package let recall: Double
    }

    package struct Band: Sendable, Codable {
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
    }

    /// What became of the records of a file.
    package struct Outcome: Sendable, Codable {
        package let file: String
        package let linked: SheetCount
        package let forReview: SheetCount
        /// Not linked, but with a partner that may be the right one.
        package let ambiguous: SheetCount
        package let unlinked: SheetCount
    }

    package struct Characteristic: Sendable, Codable {
        package let file: String
        /// `age`, `sex`, `birthplace`, `number`.
        package let name: String
        package let categories: [Category]
    }

    package struct Category: Sendable, Codable {
        package let name: String
        package let linked: SheetCount
        package let unlinked: SheetCount
        /// Shares of the category among linked and among unlinked; nil when withheld.
        package let linkedShare: Double?
        package let unlinkedShare: Double?
        /// Difference of the shares in standard deviations; 0.1 and more is worth a look.
        package let standardisedDifference: Double?
    }

    /// Groups of records that are one person, by size.
    package struct Group: Sendable, Codable {
        package let size: Int
        /// Larger ones are counted here too.
        package let isLargest: Bool
        package let count: SheetCount
    }
}

/// What sheets are made with.
package struct QualitySheetOptions: Sendable {
    package var countMin = SheetCount.countMinDefault
    /// Ages are told at the end of this year.
    package var referenceYear: Int
    /// When the sheet was made, as text.
    package var made: String
    package var decoys: DecoyEstimate?

    package init(referenceYear: Int, made: String) {
        self.referenceYear = referenceYear
        self.made = made
    }
}
