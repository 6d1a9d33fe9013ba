/// A phonetic code of French names for blocking: the skeleton of consonants as they sound, first vowel kept as such.
///
/// In the manner of Soundex2 and Phonex (Brouard): PH is F, QU is K, soft C is S, EAU is O, mute ends vanish. It is
/// never a proof, only a way to look in the same block.
package enum FrenchPhonetics {
    static let codeLengthMax = 8

    /// The code of a name in plain capitals; the name itself when nothing is left.
    package static func code(of name: [UInt8]) -> [UInt8] {
        let letters = name.filter { $0 >= 0x41 && $0 <= 0x5A }
        guard !letters.isEmpty else { return name }
        var sounds: [UInt8] = []
        var index = 0
        while index < letters.count {
            let (sound, length) = sound(letters, index)
            if sound != 0, sounds.last != sound { sounds.append(sound) }
            index += length
        }
        return skeleton(sounds)
    }

    /// Vowels after the first sound say little: they are what is mistyped.
    private static func skeleton(_ sounds: [UInt8]) -> [UInt8] {
        var code: [UInt8] = []
        for (place, sound) in sounds.enumerated() where place == 0 || sound != vowel {
            if code.last != sound { code.append(sound) }
        }
        // Ends that are not heard: DUPONT and DUPOND, LEGRAND and LEGRANT.
        while code.count > 2, let last = code.last, last == 0x54 || last == 0x44 || last == 0x53 || last == 0x5A {
            code.removeLast()
        }
        return Array(code.prefix(codeLengthMax))
    }

    private static let vowel: UInt8 = 0x41

    /// The sound that starts at a place, 0 for none, and how many letters it takes.
    private static func sound(_ letters: [UInt8], _ index: Int) -> (UInt8, Int) {
        let letter = letters[index]
        let next = index + 1 < letters.count ? letters[index + 1] : 0
        let isSoft = next == 0x45 || next == 0x49 || next == 0x59
        switch letter {
        case 0x41, 0x45, 0x49, 0x4F, 0x55, 0x59: return (vowel, 1)
        case 0x48: return (0, 1)
        case 0x58 where next == 0: return (0, 1)
        case 0x50 where next == 0x48: return (0x46, 2)
        case 0x53 where next == 0x43 && index + 2 < letters.count && letters[index + 2] == 0x48: return (0x53, 3)
        case 0x53 where next == 0x48: return (0x53, 2)
        case 0x43 where next == 0x48: return (0x53, 2)
        case 0x43: return isSoft ? (0x53, 1) : (0x4B, 1)
        case 0x51: return (0x4B, next == 0x55 ? 2 : 1)
        case 0x47 where next == 0x4E: return (0x4E, 2)
        case 0x47: return isSoft ? (0x4A, 1) : (0x47, 1)
        case 0x5A, 0x58: return (0x53, 1)
        case 0x4D: return (0x4E, 1)
        case 0x57: return (0x56, 1)
        default: return (letter, 1)
        }
    }
}
