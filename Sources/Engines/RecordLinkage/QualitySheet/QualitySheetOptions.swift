package import QualitySheets

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
