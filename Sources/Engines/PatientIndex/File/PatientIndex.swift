package import CohortEngine
package import Foundation
import Synchronization

/// The patient index of a release: one file, mapped, from which cohorts are counted without a database.
///
/// Opening checks the header, the directory, the place and size of every section, and the contents of those by which
/// others are reached (ranges, concepts, begins of bitmaps and texts); it costs milliseconds. The columns themselves
/// are checked against their checksums by `confirm`, once per table before it is first read, or all by `verify`.
package final class PatientIndex: Sendable {
    package let header: PatientIndexHeader
    /// In the order of their persons. What they give is valid as long as this index is.
    package let shards: [IndexShard]
    package let byteCount: Int

    let sections: SectionReader
    private let vocabulary: IndexVocabulary
    private let counts: [String: ConceptCounts]
    private let confirmed = Mutex<Set<String>>([])

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

    /// Checks the columns of a table in all shards against their checksums, the first time only.
    ///
    /// To be called before they are read: a damaged column could send a reader anywhere. `person` stands for the
    /// columns of persons, their periods and visits.
    package func confirm(table name: String) throws(PatientIndexError) {
        if confirmed.withLock({ $0.contains(name) }) { return }
        for shard in sections.directory.shards {
            if name == PatientIndex.personTable {
                for section in shard.personSections { try sections.check(section, name) }
            }
            for table in shard.tables where table.name == name {
                for section in table.sections { try sections.check(section, name) }
            }
        }
        confirmed.withLock { _ = $0.insert(name) }
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
        [concepts, offsets, bitmapOffsets, bitmapWords, person.section, start.section, order.section]
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
