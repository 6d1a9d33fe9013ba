/// Folds names to words of plain capitals separated by one blank: `d'Errico-Müller` gives `D ERRICO MULLER`.
struct NameFolding {
    private(set) var bytes: [UInt8] = []
    private let latin = LatinFoldingTable.shared

    /// Folds UTF-8; the result is in `bytes` until the next call. Digits are kept: some registers number names.
    mutating func fold(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.removeAll(keepingCapacity: true)
        var isPending = false
        var index = 0
        while index < text.count {
            let byte = text[index]
            index += 1
            switch byte {
            case 0x41...0x5A, 0x30...0x39:
                append(byte, &isPending)
            case 0x61...0x7A:
                append(byte - 32, &isPending)
            case 0..<0x80:
                isPending = true
            default:
                index = foldWide(text, from: index - 1, &isPending)
            }
        }
    }

    private mutating func append(_ byte: UInt8, _ isPending: inout Bool) {
        if isPending, !bytes.isEmpty { bytes.append(0x20) }
        isPending = false
        bytes.append(byte)
    }

    /// A character of several bytes; gives the place after it.
    private mutating func foldWide(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int, _ isPending: inout Bool
    ) -> Int {
        let lead = text[start]
        let length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        let end = min(text.count, start + length)
        if length == 2, end - start == 2 {
            let value = (UInt32(lead & 0x1F) << 6) | UInt32(text[start + 1] & 0x3F)
            if let plain = latin.plain(value) {
                if plain.isEmpty {
                    // Combining marks vanish; other signs (no-break space) part words.
                    if value < 0x300 || value > 0x36F { isPending = true }
                }
                for byte in plain { append(byte, &isPending) }
                return end
            }
        }
        let scalars = String(decoding: text[start..<end], as: UTF8.self).unicodeScalars
        for scalar in scalars {
            let plain = LatinFolding.capitals(of: scalar)
            if plain.isEmpty, !(0x300...0x36F).contains(scalar.value) { isPending = true }
            for byte in plain.utf8 { append(byte, &isPending) }
        }
        return end
    }
}

/// The characters U+0080...U+07FF folded beforehand.
struct LatinFoldingTable: Sendable {
    static let shared = LatinFoldingTable()
    private let plain: [[UInt8]]

    private init() {
        plain = (0x80..<0x800)
            .map { value in
                guard let scalar = Unicode.Scalar(UInt32(value)) else { return [] }
                return Array(LatinFolding.capitals(of: scalar).utf8)
            }
    }

    func plain(_ value: UInt32) -> [UInt8]? {
        guard value >= 0x80, value < 0x800 else { return nil }
        return plain[Int(value) - 0x80]
    }
}
