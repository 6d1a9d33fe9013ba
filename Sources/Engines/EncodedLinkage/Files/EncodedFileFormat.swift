/// The layout of a file of encodings, which travels sealed (HPKE) like every file between parties.
///
/// All numbers little-endian:
/// ```
/// offset  bytes
///      0      8  "HUBCLK01" (the last two characters are the version)
///      8      8  fingerprint of key and profile: equal in two files that can be compared
///     16      4  bits of a filter: 1024
///     20      4  blocking hashes of a row: 9
///     24      8  rows
///     32    216  a row: token 16, filter 128, blocking hashes 9 × 8 (0: none)
///      …         further rows, in ascending order of their tokens
///    end     32  SHA-256 of all bytes before
/// ```
/// Nothing in it tells a trait, a holder, or the order of the holder's file.
enum EncodedFileFormat {
    static let magic = Array("HUBCLK".utf8)
    static let version = 1
    static let headerByteCount = 32
    static let digestByteCount = 32
    static let rowByteCount = 16 + EncodedRecords.wordCount * 8 + EncodedRecords.ruleCount * 8
    /// Rows read or written at once.
    static let rowsPerPiece = 4096

    static func byteCount(rows: Int) -> Int { headerByteCount + rows * rowByteCount + digestByteCount }
}
