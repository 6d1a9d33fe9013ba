/// Formats that are refused by name, recognised by their first bytes.
enum ForeignFormat {
    private static let signatures: [(name: String, bytes: [UInt8])] = [
        ("ZIP, XLSX, DOCX", [0x50, 0x4B, 0x03, 0x04]),
        ("ZIP (empty)", [0x50, 0x4B, 0x05, 0x06]),
        ("Parquet", Array("PAR1".utf8)),
        ("PDF", Array("%PDF-".utf8)),
        ("ELF program", [0x7F, 0x45, 0x4C, 0x46]),
        ("Windows program", [0x4D, 0x5A, 0x90, 0x00]),
        ("XLS, DOC", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        ("SQLite", Array("SQLite format 3\0".utf8)),
        ("7-Zip", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
        ("RAR", Array("Rar!\u{1A}\u{07}".utf8)),
        ("bzip2", Array("BZh".utf8)),
        ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
        ("Zstandard", [0x28, 0xB5, 0x2F, 0xFD]),
        ("PNG", [0x89, 0x50, 0x4E, 0x47]),
        ("JPEG", [0xFF, 0xD8, 0xFF]),
        ("GIF", Array("GIF8".utf8)),
        ("Arrow", Array("ARROW1".utf8)),
        ("Avro", [0x4F, 0x62, 0x6A, 0x01]),
        ("SAS data set", [UInt8](repeating: 0, count: 12) + [0xC2, 0xEA, 0x81, 0x60]),
        ("XML", Array("<?xml".utf8)),
        ("HTML", Array("<!DOCTYPE".utf8)),
        ("HTML", Array("<html".utf8)),
    ]

    static func recognise(_ head: [UInt8]) -> String? {
        if let match = signatures.first(where: { head.starts(with: $0.bytes) }) { return match.name }
        if head.count >= 12, head[8..<12].elementsEqual("DUCK".utf8) { return "DuckDB" }
        if head.count >= 262, head[257..<262].elementsEqual("ustar".utf8) { return "tar" }
        return nil
    }
}
