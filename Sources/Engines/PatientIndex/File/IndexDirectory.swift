/// Where everything stands in the file; see `IndexFileWriter` for the bytes.
struct IndexDirectory: Equatable {
    var sections: [Section] = []
    /// Of the bytes between header and directory, piece by piece; see `CheckedPieces`.
    var checksums: [UInt64] = []
    /// The header as JSON.
    var description = 0
    var vocabulary = Vocabulary()
    var counts: [Counts] = []
    var shards: [Shard] = []

    /// A run of bytes.
    struct Section: Equatable {
        var offset = 0
        var byteCount = 0
    }

    /// Sections are named by their place in `sections`.
    typealias SectionNumber = Int

    struct Vocabulary: Equatable {
        var concepts: SectionNumber = 0
        var states: SectionNumber = 0
        var ancestors: SectionNumber = 0
        var ancestorOffsets: SectionNumber = 0
        var descendants: SectionNumber = 0
        var targets: SectionNumber = 0
        var targetOffsets: SectionNumber = 0
        var sources: SectionNumber = 0
        var listed: SectionNumber = 0
        var parents: SectionNumber = 0
    }

    struct Counts: Equatable {
        var table = ""
        var concepts: SectionNumber = 0
        var rowCounts: SectionNumber = 0
        var personCounts: SectionNumber = 0
    }

    struct Shard: Equatable {
        var personCount = 0
        var periodCount = 0
        var visitCount = 0
        var personIDs: SectionNumber = 0
        var periodOffsets: SectionNumber = 0
        var periodStarts: SectionNumber = 0
        var periodEnds: SectionNumber = 0
        var visitOffsets: SectionNumber = 0
        var visitConcepts = Column()
        var personColumns: [Column] = []
        var tables: [Table] = []
    }

    struct Table: Equatable {
        var name = ""
        var rowCount = 0
        var conceptCount = 0
        var firstDay = 0
        var concepts: SectionNumber = 0
        var offsets: SectionNumber = 0
        var bitmapOffsets: SectionNumber = 0
        var bitmapWords: SectionNumber = 0
        var runOffsets: SectionNumber = 0
        var runCount = 0
        var runs = Packed()
        var person = Packed()
        var start = Packed()
        var order = Packed()
        var visit: Packed?
        var columns: [Column] = []
    }

    struct Packed: Equatable {
        var section: SectionNumber = 0
        var bitWidth = 0
    }

    struct Column: Equatable {
        var name = ""
        var codes = Packed()
        var values = Values.sequence(first: 0)
        /// How many values there are: codes go from 0 to this.
        var valueCount = 0
    }

    enum Values: Equatable {
        case sequence(first: Int)
        case integers(SectionNumber)
        case decimals(SectionNumber)
        case texts(offsets: SectionNumber, bytes: SectionNumber)
    }

    /// Names of tables and columns are of OMOP; longer ones are a sign of damage.
    static let nameByteCountMax = 200
    static let columnCountMax = 1_000
    static let tableCountMax = 1_000
    static let shardCountMax = 1 << 20
    static let sectionCountMax = 1 << 28
    static let checksumCountMax = 1 << 30
}
