/// How often each concept of a table occurs, in the whole index: for whoever plans.
package struct ConceptCounts: Sendable {
    /// Ascending; `IndexTable.noConcept` stands for unknown.
    package let concepts: MappedArray<Int64>
    package let rowCounts: MappedArray<UInt64>
    package let personCounts: MappedArray<UInt64>

    /// Rows and different persons of a concept; zero when it does not occur.
    package func counts(of concept: Int64) -> (rows: Int, persons: Int) {
        guard let place = concepts.elements.place(of: concept) else { return (0, 0) }
        return (Int(clamping: rowCounts[place]), Int(clamping: personCounts[place]))
    }
}
