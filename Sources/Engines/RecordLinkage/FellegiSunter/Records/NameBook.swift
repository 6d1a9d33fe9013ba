/// The distinct names of all columns, with what is compared and blocked on, worked out once for each.
package struct NameBook: Sendable {
    /// Particles bind to what follows: they are not names by themselves.
    static let particles: Set<String> = [
        "DE", "DU", "DES", "D", "LA", "LE", "LES", "L", "EL", "AL", "DA", "DI", "DO", "DOS", "VAN", "VON", "DER", "BEN",
        "ET",
    ]
    /// Words of one name that are looked at.
    static let wordCountMax = 4

    /// Names as words separated by one blank.
    private(set) var forms = ValueDictionary()
    /// Names without blanks: what is compared.
    package private(set) var values = ValueDictionary()
    /// For each form, its value; 0 for a form that names nobody.
    private(set) var valueOfForm: [UInt32] = [0]
    /// For each form, its words as values: `words[wordStarts[form]..<wordStarts[form + 1]]`; empty for a single word.
    private(set) var words: [UInt32] = []
    private(set) var wordStarts: [UInt32] = [0, 0]
    /// For each value, the hash of its sound.
    private(set) var sounds: [UInt64] = [0]

    package init() {}

    /// The form of folded bytes; 0 when they name nobody.
    mutating func form(of folded: [UInt8]) -> UInt32 {
        let form = forms.code(of: folded)
        if Int(form) == valueOfForm.count { learn(folded) }
        return form == 0 || valueOfForm[Int(form)] == 0 ? 0 : form
    }

    func value(_ form: UInt32) -> UInt32 { valueOfForm[Int(form)] }

    func wordRange(_ form: UInt32) -> Range<Int> {
        Int(wordStarts[Int(form)])..<Int(wordStarts[Int(form) + 1])
    }

    /// The first word of a form, the whole when it has only one.
    func firstWord(_ form: UInt32) -> UInt32 {
        let range = wordRange(form)
        return range.isEmpty ? valueOfForm[Int(form)] : words[range.lowerBound]
    }

    /// Adds the names of another book; gives its forms' codes and its values' codes here.
    mutating func merge(_ other: NameBook) -> (forms: [UInt32], values: [UInt32]) {
        var formCodes = [UInt32](repeating: 0, count: other.forms.count + 1)
        for form in 1..<(other.forms.count + 1) {
            formCodes[form] = self.form(of: Array(other.forms.bytes[other.forms.range(UInt32(form))]))
        }
        let values = values.merge(other.values)
        learnSounds()
        return (formCodes, values)
    }

    /// The value of a single word, for lists of names; 0 when it names nobody.
    mutating func value(ofWord folded: [UInt8]) -> UInt32 {
        let form = form(of: folded)
        return valueOfForm[Int(form)]
    }

    private mutating func learn(_ folded: [UInt8]) {
        let parts = folded.split(separator: 0x20).map { NameBook.expanded(Array($0)) }
        let joined = Array(parts.joined())
        let isNobody = FrenchName.placeholders.contains(String(decoding: joined, as: UTF8.self))
        valueOfForm.append(isNobody ? 0 : values.code(of: joined))
        if parts.count > 1 {
            let names = parts.filter { !NameBook.particles.contains(String(decoding: $0, as: UTF8.self)) }
            for name in names.prefix(NameBook.wordCountMax) { words.append(values.code(of: name)) }
        }
        wordStarts.append(UInt32(words.count))
        learnSounds()
    }

    private mutating func learnSounds() {
        while sounds.count < values.count + 1 {
            let name = Array(values.bytes[values.range(UInt32(sounds.count))])
            let code = FrenchPhonetics.code(of: name)
            sounds.append(code.withUnsafeBufferPointer { hashOfBytes($0) })
        }
    }

    /// Saints are written short or in full.
    private static func expanded(_ word: [UInt8]) -> [UInt8] {
        switch word {
        case [0x53, 0x54]: Array("SAINT".utf8)
        case [0x53, 0x54, 0x45]: Array("SAINTE".utf8)
        default: word
        }
    }
}
