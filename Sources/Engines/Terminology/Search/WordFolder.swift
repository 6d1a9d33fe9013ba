internal import Foundation

/// Makes comparable words of a text: small letters without accents, ligatures opened, marks dropped.
///
/// - An apostrophe ends a word and what stands before it, when it is an elided article (`l'asthme`), is dropped; the
///   English genitive is part of its word (`Crohn's` is `crohns`).
/// - A hyphen ends a word; the compound without hyphens is a further word (`COVID-19`: `covid`, `19`, and `covid19`).
/// - A point or comma between digits stays in the word, as a point (`0,5` is `0.5`).
struct WordFolder {
    /// Longer words are cut: they are names of molecules, found by their beginning.
    static let wordBytesMax = 64

    /// The folded words, one after the other; valid until the next call.
    private(set) var bytes: [UInt8] = []
    /// Where the words of the text stand in `bytes`, in order.
    private(set) var words: [Range<Int>] = []
    /// Compounds: they are found, but are not counted among the words of a name.
    private(set) var compounds: [Range<Int>] = []
    private var clean: [UInt8] = []

    private static let blank = UInt8(ascii: " ")
    private static let hyphen = UInt8(ascii: "-")
    private static let apostrophe = UInt8(ascii: "'")
    private static let point = UInt8(ascii: ".")

    /// Folds the words of a text in UTF-8.
    mutating func fold(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.removeAll(keepingCapacity: true)
        words.removeAll(keepingCapacity: true)
        compounds.removeAll(keepingCapacity: true)
        clean.removeAll(keepingCapacity: true)
        if text.allSatisfy({ $0 < 128 }) {
            clean.append(contentsOf: text)
        } else {
            WordFolder.append(String(decoding: text, as: UTF8.self), to: &clean)
        }
        splitWords()
    }

    /// Folds the words of a text.
    mutating func fold(_ text: String) {
        var text = text
        text.withUTF8 { fold($0) }
    }

    /// Letters and digits only, folded: how codes are compared (`E11.9` is `e119`).
    static func squeezed(_ text: some Collection<UInt8>, into result: inout [UInt8]) {
        result.removeAll(keepingCapacity: true)
        for byte in text {
            let folded = byte | 0x20
            if isDigit(byte) || byte >= 128 {
                result.append(byte)
            } else if folded >= UInt8(ascii: "a"), folded <= UInt8(ascii: "z") {
                result.append(folded)
            }
        }
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// Every byte becomes a letter, a digit, a blank, a hyphen, an apostrophe or a point within a number.
    private mutating func splitWords() {
        let count = clean.count
        var chunkStart: Int?
        for place in 0...count {
            let byte = place < count ? cleaned(place) : WordFolder.blank
            if place < count { clean[place] = byte }
            if byte == WordFolder.blank {
                if let start = chunkStart { addChunk(start..<place) }
                chunkStart = nil
            } else if chunkStart == nil {
                chunkStart = place
            }
        }
    }

    private func cleaned(_ place: Int) -> UInt8 {
        let byte = clean[place]
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 128...: return byte
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): return byte | 0x20
        case WordFolder.hyphen, WordFolder.apostrophe: return byte
        case WordFolder.point, UInt8(ascii: ","):
            let isInNumber =
                place > 0 && place + 1 < clean.count && WordFolder.isDigit(clean[place - 1])
                && WordFolder.isDigit(clean[place + 1])
            return isInNumber ? WordFolder.point : WordFolder.blank
        default: return WordFolder.blank
        }
    }

    /// Words of a run without blanks.
    private mutating func addChunk(_ chunk: Range<Int>) {
        let wordCount = words.count
        var partStart = chunk.lowerBound
        var hasHyphen = false
        var followsApostrophe = false
        for place in chunk.lowerBound...chunk.upperBound {
            let byte = place < chunk.upperBound ? clean[place] : WordFolder.hyphen
            guard byte == WordFolder.hyphen || byte == WordFolder.apostrophe else { continue }
            if place < chunk.upperBound, byte == WordFolder.hyphen { hasHyphen = true }
            let part = partStart..<place
            let hasMore = place + 1 < chunk.upperBound
            let isGenitive = followsApostrophe && part.count == 1 && clean[partStart] == UInt8(ascii: "s")
            if isGenitive, words.count > wordCount, let last = words.last {
                bytes.append(UInt8(ascii: "s"))
                words[words.count - 1] = last.lowerBound..<bytes.count
            } else if !part.isEmpty {
                let isElided =
                    byte == WordFolder.apostrophe && part.count <= 2 && hasMore && isLetters(part)
                    && !hasGenitive(after: place, chunk)
                if !isElided { words.append(copy(part)) }
            }
            followsApostrophe = byte == WordFolder.apostrophe
            partStart = place + 1
        }
        guard hasHyphen, words.count > wordCount + 1 else { return }
        let start = bytes.count
        for word in words[wordCount...] where bytes.count - start < WordFolder.wordBytesMax {
            bytes.append(contentsOf: Array(bytes[word]))
        }
        let end = min(bytes.count, start + WordFolder.wordBytesMax)
        compounds.append(start..<end)
    }

    private func isLetters(_ part: Range<Int>) -> Bool { !clean[part].contains(where: WordFolder.isDigit) }

    private func hasGenitive(after place: Int, _ chunk: Range<Int>) -> Bool {
        let next = place + 1
        return next < chunk.upperBound && clean[next] == UInt8(ascii: "s")
            && (next + 1 == chunk.upperBound || clean[next + 1] == WordFolder.hyphen)
    }

    private mutating func copy(_ part: Range<Int>) -> Range<Int> {
        let start = bytes.count
        bytes.append(
            contentsOf: clean[part.lowerBound..<min(part.upperBound, part.lowerBound + WordFolder.wordBytesMax)])
        return start..<bytes.count
    }

    /// Accents and ligatures become plain letters; typographic marks become those of a keyboard.
    private static func append(_ text: String, to clean: inout [UInt8]) {
        for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
            if scalar.value < 128 {
                clean.append(UInt8(scalar.value))
            } else if let letters = replacements[scalar] {
                clean.append(contentsOf: letters.utf8)
            } else if scalar.properties.generalCategory == .nonspacingMark {
                continue
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                clean.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
            } else {
                clean.append(blank)
            }
        }
    }

    private static let replacements: [Unicode.Scalar: String] = [
        "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ß": "ss", "ẞ": "ss", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d",
        "ð": "d", "Ð": "d", "ł": "l", "Ł": "l", "þ": "th", "Þ": "th", "ı": "i",
        // Units and classes of drugs are written with Greek letters or without.
        "μ": "u", "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta",
        "’": "'", "‘": "'", "ʼ": "'", "′": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-",
    ]
}
