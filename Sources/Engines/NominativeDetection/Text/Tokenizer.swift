/// Cuts UTF-8 text into words and numbers, folding letters to ASCII on the way; never fails on damaged text.
struct Tokenizer {
    /// Longest token kept whole; the rest of a longer one is dropped.
    static let letterCountMax = 60

    private(set) var tokens: [TextToken] = []
    private(set) var atSigns: [Int] = []
    private let table = LetterTable.shared
    private let lexicon = Lexicon.shared

    private struct Word {
        var hash = WordHash.start
        var letters = 0
        var uppers = 0
        var digits = 0
        var startsUpper = false
    }

    init() {}

    /// Fills `tokens` and `atSigns` with those of a text.
    mutating func read(_ bytes: Span<UInt8>) {
        tokens.removeAll(keepingCapacity: true)
        atSigns.removeAll(keepingCapacity: true)
        var place = 0
        var gap: TextToken.Gap = []
        while place < bytes.count {
            let byte = bytes[place]
            switch LetterTable.byteClass(byte) {
            case LetterTable.Byte.lower, LetterTable.Byte.upper, LetterTable.Byte.digit:
                place = readToken(bytes, at: place, gap: gap)
                gap = []
            case LetterTable.Byte.long:
                let (kind, length) = longCharacter(bytes, at: place)
                if case .letter = kind {
                    place = readToken(bytes, at: place, gap: gap)
                    gap = []
                } else {
                    gap = merged(gap, kind.gap)
                    place += length
                }
            default:
                if byte == 0x40 { atSigns.append(place) }
                gap = merged(gap, Tokenizer.gap(of: byte))
                place += 1
            }
        }
    }

    /// Gives a token more classes, or takes it.
    mutating func mark(_ range: Range<Int>) {
        for index in range { tokens[index].isTaken = true }
    }

    mutating func classify(_ index: Int, isEnglish: Bool) {
        tokens[index].classes = lexicon.nameClasses(
            tokens[index].hash, known: tokens[index].classes, isEnglish: isEnglish)
    }

    // MARK: - Tokens

    private mutating func readToken(_ bytes: Span<UInt8>, at start: Int, gap: TextToken.Gap) -> Int {
        var word = Word()
        var place = start
        while place < bytes.count {
            let byte = bytes[place]
            let kind = LetterTable.byteClass(byte)
            if kind == LetterTable.Byte.lower {
                if word.letters == 0, word.digits > 3 { break }
                word.hash = WordHash.adding(byte, to: word.hash)
                word.letters += 1
            } else if kind == LetterTable.Byte.upper {
                if word.letters == 0 {
                    // The A or B of a Corsican national number stays in it.
                    if word.digits > 3, word.digits != 6 || byte > 0x42 { break }
                    word.startsUpper = true
                } else if word.letters >= 4, word.uppers == 1, word.startsUpper {
                    // "AmélieLecoq": two words that lost their blank.
                    break
                }
                word.hash = WordHash.adding(byte | 0x20, to: word.hash)
                word.letters += 1
                word.uppers += 1
            } else if kind == LetterTable.Byte.digit {
                // "Dedoncker76 rue" is a name and a number, "FR76" and "C12" are codes.
                if word.digits == 0, word.letters >= 4 { break }
                word.hash = WordHash.adding(byte, to: word.hash)
                word.digits += 1
            } else if kind == LetterTable.Byte.long {
                let (character, length) = longCharacter(bytes, at: place)
                guard case .letter(let first, let second, let isUpper) = character else { break }
                if word.digits > 3, word.letters == 0 { break }
                add(first, second, isUpper, to: &word)
                place += length
                continue
            } else {
                break
            }
            place += 1
        }
        append(word, start: start, end: place, gap: gap)
        return max(place, start + 1)
    }

    private func add(_ first: UInt8, _ second: UInt8, _ isUpper: Bool, to word: inout Word) {
        // A combining accent belongs to the letter before it and changes nothing.
        guard first != 0x20 else { return }
        if word.letters == 0, isUpper { word.startsUpper = true }
        word.hash = WordHash.adding(first, to: word.hash)
        word.letters += 1
        if isUpper { word.uppers += 1 }
        if second != 0x20 {
            word.hash = WordHash.adding(second, to: word.hash)
        }
    }

    private mutating func append(_ word: Word, start: Int, end: Int, gap: TextToken.Gap) {
        guard word.letters + word.digits > 0 else { return }
        let shape: TextToken.Shape
        if word.letters == 0 {
            shape = .digits
        } else if word.digits > 0 {
            shape = .code
        } else if word.uppers == 0 {
            shape = .lower
        } else if word.letters == 1 {
            shape = .initial
        } else if word.uppers == word.letters {
            shape = .upper
        } else if word.startsUpper {
            shape = word.uppers == 1 ? .title : .mixed
        } else {
            shape = .lower
        }
        let classes: WordClass = shape == .digits ? [] : lexicon.cues(word.hash)
        tokens.append(
            TextToken(
                start: start, end: end, hash: word.hash, classes: classes, shape: shape,
                letterCount: UInt8(min(word.letters, 255)), gap: gap))
    }

    // MARK: - Characters

    private enum Character {
        case letter(UInt8, UInt8, Bool)
        case gap(TextToken.Gap)

        var gap: TextToken.Gap {
            if case .gap(let gap) = self { return gap }
            return []
        }
    }

    @inline(__always)
    private func merged(_ gap: TextToken.Gap, _ more: TextToken.Gap) -> TextToken.Gap {
        if more == .space, gap.contains(.space) { return gap.union(.wide) }
        return gap.union(more)
    }

    private static func gap(of byte: UInt8) -> TextToken.Gap {
        switch byte {
        case 0x20: .space
        case 0x09: [.space, .wide]
        case 0x0A, 0x0D: .newline
        case 0x2D: .hyphen
        case 0x27, 0x60: .apostrophe
        case 0x2E: .period
        case 0x2C: .comma
        case 0x3A: .colon
        case 0x2F: .slash
        case 0x28, 0x29: .parenthesis
        case 0x2B: .plus
        default: .other
        }
    }

    /// A character of several bytes, and how many it takes.
    private func longCharacter(_ bytes: Span<UInt8>, at place: Int) -> (Character, Int) {
        let lead = bytes[place]
        guard lead >= 0xC2, place + 1 < bytes.count, bytes[place + 1] & 0xC0 == 0x80 else { return (.gap(.other), 1) }
        let second = bytes[place + 1]
        if lead < 0xE0 {
            let code = Int(lead & 0x1F) << 6 | Int(second & 0x3F)
            if code == 0xA0 { return (.gap(.space), 2) }
            if code == 0xB4 { return (.gap(.apostrophe), 2) }
            if code < 0xC0 || code == 0xD7 || code == 0xF7 { return (.gap(.other), 2) }
            if code < 0x180 {
                return (.letter(table.first[code - 0xC0], table.second[code - 0xC0], table.isUpper[code - 0xC0]), 2)
            }
            if code >= 0x300, code < 0x370 { return (.letter(0x20, 0x20, false), 2) }
            // Greek and Cyrillic capitals are told from small letters, the rest counts as small.
            let isUpper = (code >= 0x386 && code < 0x3AC) || (code >= 0x400 && code < 0x430)
            return (.letter(second, 0x20, isUpper), 2)
        }
        let length = lead < 0xF0 ? 3 : 4
        guard place + length <= bytes.count else { return (.gap(.other), bytes.count - place) }
        if lead == 0xE2, second == 0x80 {
            switch bytes[place + 2] {
            case 0x98, 0x99: return (.gap(.apostrophe), 3)
            case 0x90, 0x91: return (.gap(.hyphen), 3)
            case 0x80...0x8B, 0xAF: return (.gap(.space), 3)
            default: return (.gap(.other), 3)
            }
        }
        if lead == 0xE1, second >= 0xB8, second <= 0xBB { return (.letter(bytes[place + 2], 0x20, false), 3) }
        return (.gap(.other), length)
    }
}
