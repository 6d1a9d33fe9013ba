/// The exact figures of a quantity, one value a person: not for a page before disclosure control.
package struct NumberSummary: Sendable, Hashable {
    package let persons: Int
    package let mean: Double
    /// Of the sample (n − 1).
    package let standardDeviation: Double
    package let lowerQuartile: Double
    package let median: Double
    package let upperQuartile: Double
    /// The two largest absolute values and the sum of all absolute values: whether few persons make the mean.
    package let largest: Double
    package let secondLargest: Double
    package let absoluteSum: Double

    package init(
        persons: Int, mean: Double, standardDeviation: Double, lowerQuartile: Double, median: Double,
        upperQuartile: Double, largest: Double, secondLargest: Double, absoluteSum: Double
    ) {
        self.persons = persons
        self.mean = mean
        self.standardDeviation = standardDeviation
        self.lowerQuartile = lowerQuartile
        self.median = median
        self.upperQuartile = upperQuartile
        self.largest = largest
        self.secondLargest = secondLargest
        self.absoluteSum = absoluteSum
    }
}
