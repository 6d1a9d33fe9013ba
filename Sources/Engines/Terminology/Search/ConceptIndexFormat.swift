// The file of an index of concepts. All numbers are little-endian; every part starts at a multiple of 8, with zeros between.
//
//  byte  size  header
//     0     8  "HUBCONC\n"
//     8     4  version of the format: 1
//    12     4  how many parts follow: 21
//    16     8  bytes of the whole file
//    24     8  XXH64 (seed 0) of all bytes from 32 to the end
//    32     4  concepts (C)
//    36     4  names (N): each concept's own name and its synonyms
//    40     4  words (W): distinct folded words of all names
//    44     4  0
//    48     8  persons of the release
//    56     8  0
//    64  16×P  for each part, in the order below: its first byte (8) and its length in bytes (8)
//
// Concepts are numbered by rank, best first: standard, classification, source, then withdrawn ones; much used before
// little used; short names before long ones; small identifiers before large ones. "u32×C" is one number per concept in
// that order. "Ends" are where each text ends in the part that follows; the first starts at 0.
//
//  part
//     0  source: UTF-8, which release this is the index of
//     1  labels: UTF-8, the names of domains, vocabularies and classes, each followed by a byte 0
//     2  identifiers: i32×C
//     3  by identifier: u32×C, concepts in the order of their identifiers
//     4  attributes: 8 bytes×C: label of the domain u16, of the vocabulary u16, of the class u16,
//        standing u8 (0 standard, 1 classification, 2 source; plus 128 when valid), use level u8
//     5  ends of codes: u32×C
//     6  codes: UTF-8
//     7  by code: u32×C, concepts in the order of their codes' letters and digits
//     8  ends of names: u32×N
//     9  names: UTF-8; the names of a concept stand together, its own first
//    10  owners: u32×N, the concept of each name
//    11  word counts: u8×N, distinct words of each name, 255 for more
//    12  ends of words: u32×W
//    13  words: UTF-8, folded, sorted by bytes
//    14  ends of postings: u32×W
//    15  postings: u32 each; for each word, the names that hold it, ascending
//    16  counted: u32 each, the concepts with counts, ascending
//    17  counts: 32 bytes for each of these: records, persons, and both with descendants, u64 each
//    18  ends of parents: u32×C
//    19  ends of children: u32×C
//    20  links: u32 each: the parents of all concepts, then the children of all concepts
#if _endian(big)
#error("The index of concepts is read in place: it needs a little-endian machine.")
#endif

/// The fixed facts of the file of an index.
enum ConceptIndexFormat {
    static let magic: [UInt8] = Array("HUBCONC\n".utf8)
    static let version: UInt32 = 1
    static let headerBytes = 64
    /// The checksum covers what follows it.
    static let checksumEnd = 32
    static let labelCountMax = 65_536

    /// The parts, in the order of the file.
    enum Part: Int, CaseIterable {
        case source, labels, identifiers, byIdentifier, attributes, codeEnds, codes, byCode, nameEnds, names, owners
        case wordCounts, wordEnds, words, postingEnds, postings, counted, counts, parentEnds, childEnds, links
    }

    static let validMark: UInt8 = 128
}

/// Puts the parts of an index one after the other.
struct ConceptIndexWriter {
    private var bytes: [UInt8]
    private var table: [UInt64] = []

    init(byteCount: Int) {
        bytes = []
        bytes.reserveCapacity(byteCount + 4096)
        bytes.append(contentsOf: repeatElement(0, count: ConceptIndexWriter.bodyStart))
    }

    private static let bodyStart =
        ConceptIndexFormat.headerBytes + 16 * ConceptIndexFormat.Part.allCases.count

    /// The next part; parts are given in the order of the file.
    mutating func add<Number: BitwiseCopyable>(_ part: ConceptIndexFormat.Part, _ numbers: [Number]) {
        precondition(table.count == part.rawValue * 2, "Parts are written in the order of the file.")
        table.append(UInt64(bytes.count))
        numbers.withUnsafeBytes { bytes.append(contentsOf: $0) }
        table.append(UInt64(numbers.count * MemoryLayout<Number>.stride))
        bytes.append(contentsOf: repeatElement(0, count: (8 - bytes.count % 8) % 8))
    }

    /// The whole file.
    consuming func file(concepts: Int, names: Int, words: Int, persons: Int) -> [UInt8] {
        precondition(table.count == ConceptIndexFormat.Part.allCases.count * 2, "Every part is written.")
        var header = ConceptIndexFormat.magic
        func add(_ number: some FixedWidthInteger) {
            withUnsafeBytes(of: number.littleEndian) { header.append(contentsOf: $0) }
        }
        add(ConceptIndexFormat.version)
        add(UInt32(ConceptIndexFormat.Part.allCases.count))
        add(UInt64(bytes.count))
        add(UInt64(0))
        add(UInt32(concepts))
        add(UInt32(names))
        add(UInt32(words))
        add(UInt32(0))
        add(UInt64(persons))
        add(UInt64(0))
        for number in table { add(number) }
        bytes.replaceSubrange(0..<header.count, with: header)
        let checksum = bytes.withUnsafeBytes {
            Checksum64.of(UnsafeRawBufferPointer(rebasing: $0[ConceptIndexFormat.checksumEnd...]))
        }
        withUnsafeBytes(of: checksum.littleEndian) { bytes.replaceSubrange(24..<32, with: $0) }
        return bytes
    }
}
