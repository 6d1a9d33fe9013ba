/// Every word at one typing error from a word: a letter left out, doubled or added, another letter, two exchanged.
///
/// Some 70 for each letter: looking each up costs far less than comparing the word with all words of an index.
enum TypingErrors {
    /// Words meant to be shorter have too many neighbours.
    static let letterCountMin = 5
    static let letterCountMax = 32

    private static let alphabet: [UInt8] = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// Gives each neighbour once or more, the word itself not; for words of four letters, those that lack a letter of
    /// five; nothing for words too short, too
    /// long or not of ASCII.
    static func neighbours(of word: [UInt8], _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        guard (letterCountMin - 1...letterCountMax).contains(word.count), word.allSatisfy({ $0 < 128 }) else { return }
        if word.count >= letterCountMin { changes(of: word, body) }
        // A letter added at the end is a beginning of what begins with the word, which is found without forgiving.
        for place in word.indices {
            var longer = word
            longer.insert(0, at: place)
            for letter in alphabet {
                longer[place] = letter
                longer.withUnsafeBufferPointer(body)
            }
        }
    }

    /// Another letter, two exchanged, a letter too many.
    private static func changes(of word: [UInt8], _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        var changed = word
        for place in word.indices {
            for letter in alphabet where letter != word[place] {
                changed[place] = letter
                changed.withUnsafeBufferPointer(body)
            }
            changed[place] = word[place]
        }
        for place in word.indices.dropLast() where word[place] != word[place + 1] {
            changed.swapAt(place, place + 1)
            changed.withUnsafeBufferPointer(body)
            changed.swapAt(place, place + 1)
        }
        for place in word.indices {
            var shorter = word
            shorter.remove(at: place)
            shorter.withUnsafeBufferPointer(body)
        }
    }
}
