package import CohortEngine
package import Foundation

/// The patient index of a release: one file, mapped, from which cohorts are counted without a database.
///
/// Opening checks the header, the directory, the place and size of every section, and the contents of those by which
/// others are reached (ranges, concepts, begins of bitmaps and texts); it costs milliseconds. The columns themselves
/// are checked against their checksums as far as a question reads them, once (`confirm`), or all by `verify`.
package final class PatientIndex: Sendable {
    package let header: PatientIndexHeader
    /// In the order of their persons. What they give is valid as long as this index is.
    package let shards: [IndexShard]
    package let byteCount: Int

    let sections: SectionReader
    private let vocabulary: IndexVocabulary
    private let counts: [String: ConceptCounts]

    /// Opens a file; it stays mapped until the index is given up.
    package static func open(_ file: URL) throws(PatientIndexError) -> PatientIndex {
        try PatientIndex(SectionReader(opening: MappedFile(file)))
    }

    private init(_ sections: SectionReader) throws(PatientIndexError) {
        self.sections = sections
        byteCount = sections.file.bytes.count
        header = try sections.header()
        vocabulary = try sections.vocabulary()
        counts = try sections.counts()
        var shards: [IndexShard] = []
        for shard in sections.directory.shards { shards.append(try sections.shard(shard)) }
        self.shards = shards
    }

    /// The concepts of a set that occur in any concept column of the data, ascending; remembered by content.
    package func concepts(of set: ConceptSet) -> [Int64] { vocabulary.concepts(of: set) }

    /// How often concepts occur in a table; nil when it has no rows.
    package func conceptCounts(in table: String) -> ConceptCounts? { counts[table] }

    /// Whether the concepts of a set are none, whatever the data; nil when the index cannot tell.
    package func isVoid(_ set: ConceptSet) throws(PatientIndexError) -> Bool? {
        for concepts in [vocabulary.listed, vocabulary.parents] { try confirm(concepts, in: "vocabulary") }
        return vocabulary.isVoid(set)
    }

    /// Checks rows of a column against their checksums, the first time only.
    ///
    /// To be called before they are read: a damaged column could send a reader anywhere.
    package func confirm(_ column: PackedColumn, _ rows: Range<Int>, in table: String) throws(PatientIndexError) {
        guard sections.pieces.holds(column.bytes(of: rows)) else { throw sections.damaged(table) }
    }

    /// The same for an array.
    package func confirm<Element>(_ array: MappedArray<Element>, in table: String) throws(PatientIndexError) {
        guard sections.pieces.holds(UnsafeRawBufferPointer(array.elements)) else { throw sections.damaged(table) }
    }

    package static let personTable = "person"
}

extension IndexDirectory.Shard {
    var personSections: [Int] {
        [personIDs, periodOffsets, periodStarts, periodEnds, visitOffsets]
            + ([visitConcepts] + personColumns).flatMap(\.sections)
    }
}

extension IndexDirectory.Table {
    var sections: [Int] {
        [
            concepts, offsets, bitmapOffsets, bitmapWords, runOffsets, runs.section, person.section, start.section,
            order.section,
        ]
            + [visit?.section].compactMap { $0 } + columns.flatMap(\.sections)
    }
}

extension IndexDirectory.Column {
    var sections: [Int] {
        switch values {
        case .sequence: [codes.section]
        case .integers(let section), .decimals(let section): [codes.section, section]
        case .texts(let offsets, let bytes): [codes.section, offsets, bytes]
        }
    }
}
