/// Tokens that an attacker expects in a file, and how often two of them stand in one record.
struct ExpectedTokens {
    enum Field: Hashable {
        case firstName
        case familyName
        /// One of a set of which a record has exactly one: sex, month of birth, last digit of the year or of the day.
        case oneOf(Int)
    }

    struct Token {
        let field: Field
        let bigram: [UInt8]
        let share: Double
    }

    static let tokensPerFieldMax = 120

    private(set) var tokens: [Token] = []
    /// Share of records with both, row-major.
    private(set) var together: [Double] = []

    init(_ names: PublishedNames) {
        let first = ExpectedTokens.tokens(of: names.firstNames, field: .firstName)
        let family = ExpectedTokens.tokens(of: names.familyNames, field: .familyName)
        tokens = first.tokens + family.tokens
        for (set, size) in [2, 12, 10, 10].enumerated() {
            for _ in 0..<size { tokens.append(Token(field: .oneOf(set), bigram: [], share: 1 / Double(size))) }
        }
        let size = tokens.count
        together = [Double](repeating: 0, count: size * size)
        for one in 0..<size {
            for two in 0..<size where one != two {
                together[one * size + two] = share(one, two, first.together, family.together, first.tokens.count)
            }
        }
    }

    private func share(
        _ one: Int, _ two: Int, _ first: [Double], _ family: [Double], _ firstCount: Int
    ) -> Double {
        guard tokens[one].field == tokens[two].field else { return tokens[one].share * tokens[two].share }
        switch tokens[one].field {
        case .firstName: return first[one * firstCount + two]
        case .familyName:
            let count = Int(Double(family.count).squareRoot().rounded())
            return family[(one - firstCount) * count + two - firstCount]
        case .oneOf: return 0
        }
    }

    private static func tokens(
        of names: [PublishedNames.Name], field: Field
    ) -> (tokens: [Token], together: [Double]) {
        let total = Double(max(1, names.reduce(0) { $0 + $1.bearerCount }))
        let bigrams = names.map { PublishedNames.bigrams(of: $0.text) }
        var bearers: [[UInt8]: Int] = [:]
        for (name, own) in zip(names, bigrams) {
            for bigram in own { bearers[bigram, default: 0] += name.bearerCount }
        }
        let frequent =
            bearers.sorted {
                $0.value == $1.value ? $0.key.lexicographicallyPrecedes($1.key) : $0.value > $1.value
            }
            .prefix(tokensPerFieldMax)
        let tokens = frequent.map { Token(field: field, bigram: $0.key, share: Double($0.value) / total) }
        let places = Dictionary(uniqueKeysWithValues: tokens.enumerated().map { ($1.bigram, $0) })
        var together = [Double](repeating: 0, count: tokens.count * tokens.count)
        for (name, own) in zip(names, bigrams) {
            let known = own.compactMap { places[$0] }
            for one in known {
                for two in known { together[one * tokens.count + two] += Double(name.bearerCount) / total }
            }
        }
        return (tokens, together)
    }
}
