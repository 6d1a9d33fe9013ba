/// Looking up words and codes.
extension ConceptSearchIndex {
    /// The numbers of the words that begin with these bytes, and whether the first of them is these bytes.
    func words(beginningWith word: UnsafeBufferPointer<UInt8>) -> (range: Range<Int>, isWhole: Bool) {
        let words = image.words
        let start = ConceptSearchIndex.firstPlace(in: image.wordCount) {
            ConceptSearchIndex.compare(words[$0], word, asBeginning: false) < 0
        }
        guard start < image.wordCount, ConceptSearchIndex.compare(words[start], word, asBeginning: true) == 0 else {
            return (start..<start, false)
        }
        let count = ConceptSearchIndex.firstPlace(in: image.wordCount - start) {
            ConceptSearchIndex.compare(words[start + $0], word, asBeginning: true) <= 0
        }
        return (start..<start + count, words[start].count == word.count)
    }

    /// The names that hold one of these words; a name may come several times.
    func postings(of words: Range<Int>) -> Slice<UnsafeBufferPointer<UInt32>> {
        guard !words.isEmpty else { return image.postings[0..<0] }
        let start = words.lowerBound == 0 ? 0 : Int(image.postingEnds[words.lowerBound - 1])
        return image.postings[start..<Int(image.postingEnds[words.upperBound - 1])]
    }

    /// Concepts whose code, letters and digits only, is these bytes or begins with them: places in the order of codes.
    func codes(_ code: [UInt8], asBeginning: Bool) -> Range<Int> {
        code.withUnsafeBufferPointer { wanted in
            var letters: [UInt8] = []
            func compare(_ place: Int) -> Int {
                WordFolder.squeezed(image.codes[Int(image.byCode[place])], into: &letters)
                return letters.withUnsafeBufferPointer {
                    ConceptSearchIndex.compare($0[...], wanted, asBeginning: asBeginning)
                }
            }
            let start = ConceptSearchIndex.firstPlace(in: image.conceptCount) { compare($0) < 0 }
            let count = ConceptSearchIndex.firstPlace(in: image.conceptCount - start) { compare(start + $0) <= 0 }
            return start..<start + count
        }
    }

    /// Below zero when `text` comes before `wanted`; as a beginning, what continues `wanted` is equal to it.
    private static func compare(
        _ text: Slice<UnsafeBufferPointer<UInt8>>, _ wanted: UnsafeBufferPointer<UInt8>, asBeginning: Bool
    ) -> Int {
        let start = text.startIndex
        let base = text.base
        let shared = min(text.count, wanted.count)
        for place in 0..<shared {
            let difference = Int(base[start + place]) - Int(wanted[place])
            if difference != 0 { return difference }
        }
        if asBeginning, text.count >= wanted.count { return 0 }
        return text.count - wanted.count
    }
}

/// The words of the index that one word of a question stands for.
struct WordMatches {
    /// Words that begin like it.
    var begun: [Range<Int>] = []
    /// Words that are it.
    var whole: [Range<Int>] = []
}

/// A set of names as bits.
struct NameSet {
    private(set) var bits: [UInt64]

    init(nameCount: Int) { bits = [UInt64](repeating: 0, count: (nameCount + 63) / 64) }

    func contains(_ name: Int) -> Bool { bits[name >> 6] >> UInt64(name & 63) & 1 != 0 }

    mutating func insert(_ name: Int) { bits[name >> 6] |= 1 << UInt64(name & 63) }

    mutating func remove(_ name: Int) { bits[name >> 6] &= ~(1 << UInt64(name & 63)) }

    mutating func insert(_ names: Slice<UnsafeBufferPointer<UInt32>>) {
        bits.withUnsafeMutableBufferPointer { bits in
            for name in names { bits[Int(name) >> 6] |= 1 << UInt64(name & 63) }
        }
    }

    mutating func formIntersection(_ other: NameSet) {
        bits.withUnsafeMutableBufferPointer { bits in
            other.bits.withUnsafeBufferPointer { other in
                for place in bits.indices { bits[place] &= other[place] }
            }
        }
    }
}
