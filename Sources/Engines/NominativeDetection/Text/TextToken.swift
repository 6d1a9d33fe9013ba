/// A word or a number of a text, and what separates it from the one before.
struct TextToken {
    /// How a word is written.
    enum Shape: UInt8 {
        case lower
        /// Dupont.
        case title
        /// DUPONT.
        case upper
        /// McDonald.
        case mixed
        /// One capital letter.
        case initial
        case digits
        /// Letters and digits together.
        case code
    }

    /// What lies between two tokens.
    struct Gap: OptionSet {
        let rawValue: UInt16
        static let space = Gap(rawValue: 1 << 0)
        static let newline = Gap(rawValue: 1 << 1)
        static let hyphen = Gap(rawValue: 1 << 2)
        static let apostrophe = Gap(rawValue: 1 << 3)
        static let period = Gap(rawValue: 1 << 4)
        static let comma = Gap(rawValue: 1 << 5)
        static let colon = Gap(rawValue: 1 << 6)
        static let slash = Gap(rawValue: 1 << 7)
        static let parenthesis = Gap(rawValue: 1 << 8)
        static let plus = Gap(rawValue: 1 << 9)
        /// More than one blank.
        static let wide = Gap(rawValue: 1 << 10)
        static let other = Gap(rawValue: 1 << 11)
    }

    var start: Int
    var end: Int
    var hash: UInt64
    var classes: WordClass
    var shape: Shape
    var letterCount: UInt8
    var gap: Gap
    /// Already part of a span.
    var isTaken = false

    /// Written as a name is: with a capital.
    var isCapital: Bool {
        switch shape {
        case .title, .upper, .mixed: true
        default: false
        }
    }

    func isAny(_ wanted: WordClass) -> Bool { !classes.isDisjoint(with: wanted) }
}
