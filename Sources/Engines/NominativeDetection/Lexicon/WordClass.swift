/// What the lexicon knows about a word; a word may be several things at once.
struct WordClass: OptionSet, Sendable {
    let rawValue: UInt32

    static let frequentFirstName = WordClass(rawValue: 1 << 0)
    static let rarerFirstName = WordClass(rawValue: 1 << 1)
    static let rareFirstName = WordClass(rawValue: 1 << 2)
    static let surname = WordClass(rawValue: 1 << 3)
    /// An ordinary word of the document's language.
    static let ordinary = WordClass(rawValue: 1 << 4)
    static let medicine = WordClass(rawValue: 1 << 5)
    static let town = WordClass(rawValue: 1 << 6)
    /// M., Mme, Dr…
    static let title = WordClass(rawValue: 1 << 7)
    /// de, le, van… inside a surname.
    static let particle = WordClass(rawValue: 1 << 8)
    /// maladie, signe, loi, hôpital…: the name that follows is not a person of the document.
    static let eponymHead = WordClass(rawValue: 1 << 9)
    /// Crohn, Parkinson…
    static let eponym = WordClass(rawValue: 1 << 10)
    static let street = WordClass(rawValue: 1 << 11)
    /// cours, place…: a street only after a number.
    static let weakStreet = WordClass(rawValue: 1 << 12)
    /// Never part of a name: abbreviations, headings, months.
    static let stop = WordClass(rawValue: 1 << 13)
    /// née, épouse, fils…
    static let kinCue = WordClass(rawValue: 1 << 14)
    /// nom, prénom, patient…, before a colon.
    static let nameLabel = WordClass(rawValue: 1 << 15)
    static let birthCue = WordClass(rawValue: 1 << 16)
    static let phoneCue = WordClass(rawValue: 1 << 17)
    static let nationalNumberCue = WordClass(rawValue: 1 << 18)
    static let professionalNumberCue = WordClass(rawValue: 1 << 19)
    /// IPP, NDA, dossier…: the number that follows is a file's, not a person's.
    static let fileNumberCue = WordClass(rawValue: 1 << 20)
    static let month = WordClass(rawValue: 1 << 21)
    /// un, deux, vingt, mille…
    static let numeral = WordClass(rawValue: 1 << 22)
    static let frenchStop = WordClass(rawValue: 1 << 23)
    static let englishStop = WordClass(rawValue: 1 << 24)
    /// Inc, SARL, University…
    static let organisation = WordClass(rawValue: 1 << 25)
    /// A first name that is one even alone.
    static let loneFirstName = WordClass(rawValue: 1 << 26)
    /// Words of a place name: sur, lès, bains, forêt…
    static let townPart = WordClass(rawValue: 1 << 27)
    /// Saint, Sainte, St: opens place names.
    static let saint = WordClass(rawValue: 1 << 28)
    /// Introduces a name in English: named, called, by…
    static let englishNameCue = WordClass(rawValue: 1 << 29)

    /// sur, sous, lès: tie the two halves of a place name.
    static let townLink = WordClass(rawValue: 1 << 30)

    static let anyFirstName: WordClass = [.frequentFirstName, .rarerFirstName, .rareFirstName]
}
