import Testing

@testable import Terminology

struct SearchFoldingTests {
    private func words(_ text: String) -> [String] {
        var folder = WordFolder()
        folder.fold(text)
        return folder.words.map { String(decoding: folder.bytes[$0], as: UTF8.self) }
    }

    @Test(arguments: [
        ("Insuffisance RÉNALE aiguë", ["insuffisance", "renale", "aigue"]),
        ("Œdème, cœur & nævus", ["oedeme", "coeur", "naevus"]),
        ("Straße Łódź ﬁèvre", ["strasse", "lodz", "fievre"]),
        ("l'asthme d’Yves", ["asthme", "yves"]),
        ("Crohn's disease", ["crohns", "disease"]),
        ("Crohn’s", ["crohns"]),
        ("COVID-19", ["covid", "19"]),
        ("0.5 MG / 1,5 ML.", ["0.5", "mg", "1.5", "ml"]),
        ("β-blocker 10 µg", ["beta", "blocker", "10", "ug"]),
        ("[Mass/volume] (serum)", ["mass", "volume", "serum"]),
        ("5'-nucleotidase", ["5", "nucleotidase"]),
        ("aujourd'hui", ["aujourd", "hui"]),
        ("e\u{301}le\u{300}ve", ["eleve"]),
        ("Диабет", ["диабет"]),
        ("糖尿病", ["糖尿病"]),
        (" - ' . , ", []),
        ("", []),
    ])
    func foldsWords(_ text: String, _ expected: [String]) { #expect(words(text) == expected) }

    @Test func keepsCompoundsBesideTheirParts() {
        var folder = WordFolder()
        folder.fold("COVID-19 anti-TNF-alpha plain")
        let compounds = folder.compounds.map { String(decoding: folder.bytes[$0], as: UTF8.self) }
        #expect(compounds == ["covid19", "antitnfalpha"])
    }

    @Test func cutsWordsAtTheLimit() {
        #expect(
            words(String(repeating: "a", count: WordFolder.wordBytesMax)).first?.utf8.count == WordFolder.wordBytesMax)
        #expect(words(String(repeating: "a", count: 500)).first?.utf8.count == WordFolder.wordBytesMax)
        var folder = WordFolder()
        folder.fold((0..<100).map { "part\($0)" }.joined(separator: "-"))
        #expect(folder.compounds.allSatisfy { $0.count <= WordFolder.wordBytesMax })
    }

    @Test func survivesTextThatIsNotUTF8() {
        var folder = WordFolder()
        let bytes: [UInt8] = [0x41, 0xFF, 0xC3, 0x28, 0x00, 0x62]
        bytes.withUnsafeBufferPointer { folder.fold($0) }
        #expect(folder.words.count >= 2)
    }

    @Test func squeezesCodes() {
        var code: [UInt8] = []
        WordFolder.squeezed("E11.9/a-Z".utf8.map { $0 }, into: &code)
        #expect(String(decoding: code, as: UTF8.self) == "e119az")
    }

    @Test func givesEveryWordAtOneTypingError() {
        let word = "abcde"
        var found: Set<String> = []
        TypingErrors.neighbours(of: Array(word.utf8)) { found.insert(String(decoding: $0, as: UTF8.self)) }
        for expected in ["abde", "bcde", "abcd", "bacde", "abced", "xbcde", "abcdk", "xabcde", "abcxde", "abccde"] {
            #expect(found.contains(expected))
        }
        #expect(!found.contains(word))
        #expect(!found.contains("abdce1"))
        var longer: Set<String> = []
        TypingErrors.neighbours(of: Array("acue".utf8)) { longer.insert(String(decoding: $0, as: UTF8.self)) }
        #expect(longer.contains("acute") && longer.allSatisfy { $0.count == 5 })
        #expect(found.allSatisfy { abs($0.count - word.count) <= 1 })
    }

    @Test(arguments: ["abc", String(repeating: "a", count: TypingErrors.letterCountMax + 1), "диабет"])
    func forgivesNothingInOtherWords(_ word: String) {
        var count = 0
        TypingErrors.neighbours(of: Array(word.utf8)) { _ in count += 1 }
        #expect(count == 0)
    }

    /// Values of the reference implementation of XXH64.
    @Test(
        arguments: [
            ("", 0xEF46_DB37_51D8_E999), ("a", 0xD24E_C4F1_A98C_6E5B), ("abc", 0x44BC_2CF5_AD77_0999),
        ] as [(String, UInt64)])
    func checksumIsXXH64(_ text: String, _ expected: UInt64) {
        #expect(Array(text.utf8).withUnsafeBytes { Checksum64.of($0) } == expected)
    }
}
