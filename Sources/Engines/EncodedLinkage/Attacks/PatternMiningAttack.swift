internal import Foundation

/// Finds the bits of frequent bigrams, says which bigram each is by frequencies, and reads names from them.
///
/// After Christen, Vidanage, Ranbaduge and Schnell (2018), with correlations instead of frequent item sets, so that it
/// also works on folded and noisy filters, and with the joint frequencies of bigrams to tell them apart.
package enum PatternMiningAttack {
    static let sweepCountMax = 40
    /// Chance that the presence of a token is read wrongly.
    static let misreading = 0.1

    /// What the attack found, for reports.
    package struct Outcome: Sendable {
        package let guesses: [NameGuess]
        package let patternCount: Int
    }

    /// `oracle` names the true person of each row: the attacker is then told which bigram each pattern is. It bounds
    /// what a cleverer alignment could reach.
    package static func attack(
        _ records: EncodedRecords, names: PublishedNames, oracle: [NameGuess]? = nil
    ) -> Outcome {
        let patterns = BitPatterns(BitColumns(records)).patterns
        let expected = ExpectedTokens(names)
        guard !patterns.isEmpty else {
            let nothing = NameGuess(firstName: nil, familyName: nil)
            return Outcome(guesses: Array(repeating: nothing, count: records.count), patternCount: 0)
        }
        let meaning = oracle.map { told(patterns, expected, $0) } ?? align(patterns, expected)
        let first = read(patterns, meaning, expected, .firstName, names.firstNames, rowCount: records.count)
        let family = read(patterns, meaning, expected, .familyName, names.familyNames, rowCount: records.count)
        let guesses = zip(first, family).map { NameGuess(firstName: $0, familyName: $1) }
        return Outcome(guesses: guesses, patternCount: patterns.count)
    }

    /// For each pattern, the token whose true bearers it follows best; one that says nothing when none is followed.
    private static func told(
        _ patterns: [BitPatterns.Pattern], _ expected: ExpectedTokens, _ truth: [NameGuess]
    ) -> [Int] {
        let first = truth.map { PublishedNames.bigrams(of: $0.firstName ?? "") }
        let family = truth.map { PublishedNames.bigrams(of: $0.familyName ?? "") }
        let bearers = expected.tokens.map { token in
            switch token.field {
            case .firstName: first.map { $0.contains(token.bigram) }
            case .familyName: family.map { $0.contains(token.bigram) }
            case .oneOf: [Bool]()
            }
        }
        let silent = expected.tokens.count - 1
        return patterns.map { pattern in
            var best = (correlation: 0.2, token: silent)
            for (token, has) in bearers.enumerated() where !has.isEmpty {
                let found = correlation(pattern.isPresent, has)
                if found > best.correlation { best = (found, token) }
            }
            return best.token
        }
    }

    private static func correlation(_ first: [Bool], _ second: [Bool]) -> Double {
        let total = Double(first.count)
        let both = Double(zip(first, second).count { $0 && $1 }) / total
        let (p, q) = (Double(first.count { $0 }) / total, Double(second.count { $0 }) / total)
        return (both - p * q) / max(1e-9, p * (1 - p) * q * (1 - q)).squareRoot()
    }

    /// For each pattern, the token that fits best: frequencies and joint frequencies, improved pattern by pattern.
    private static func align(_ patterns: [BitPatterns.Pattern], _ expected: ExpectedTokens) -> [Int] {
        let count = patterns.count
        let tokenCount = expected.tokens.count
        var together = [Double](repeating: 0, count: count * count)
        for one in 0..<count {
            for two in 0..<count where one != two {
                let both = zip(patterns[one].isPresent, patterns[two].isPresent).count { $0 && $1 }
                together[one * count + two] = Double(both) / Double(patterns[one].isPresent.count)
            }
        }
        // At first, by rank of frequency.
        let byShare = patterns.indices.sorted { patterns[$0].share > patterns[$1].share }
        let tokensByShare = expected.tokens.indices.sorted { expected.tokens[$0].share > expected.tokens[$1].share }
        var meaning = [Int](repeating: 0, count: count)
        for (pattern, token) in zip(byShare, tokensByShare) { meaning[pattern] = token }
        func misfit(_ pattern: Int, _ token: Int) -> Double {
            let own = patterns[pattern].share - expected.tokens[token].share
            var sum = own * own
            for other in 0..<count where other != pattern {
                let gap = together[pattern * count + other] - expected.together[token * tokenCount + meaning[other]]
                sum += gap * gap
            }
            return sum
        }
        for _ in 0..<sweepCountMax {
            var hasChanged = false
            for pattern in 0..<count {
                var best = (misfit: misfit(pattern, meaning[pattern]), token: meaning[pattern])
                for token in 0..<tokenCount {
                    let candidate = misfit(pattern, token)
                    if candidate < best.misfit - 1e-12 { best = (candidate, token) }
                }
                if best.token != meaning[pattern] {
                    meaning[pattern] = best.token
                    hasChanged = true
                }
            }
            if !hasChanged { break }
        }
        return meaning
    }

    /// The most likely name of each row, given the tokens that seem present.
    private static func read(
        _ patterns: [BitPatterns.Pattern], _ meaning: [Int], _ expected: ExpectedTokens, _ field: ExpectedTokens.Field,
        _ names: [PublishedNames.Name], rowCount: Int
    ) -> [String?] {
        let used = patterns.indices.filter { expected.tokens[meaning[$0]].field == field }.prefix(64)
        guard !used.isEmpty, !names.isEmpty else { return Array(repeating: nil, count: rowCount) }
        // A name and a row are words of bits, one a pattern: likelihood falls with each bit that differs.
        let nameBits = names.map { name in
            let bigrams = PublishedNames.bigrams(of: name.text)
            return bits(of: used) { bigrams.contains(expected.tokens[meaning[$0]].bigram) }
        }
        let priors = names.map { Float(Double($0.bearerCount).logarithm) }
        let penalty = Float(((1 - misreading) / misreading).logarithm)
        var known: [UInt64: String] = [:]
        return (0..<rowCount)
            .map { row in
                let seen = bits(of: used) { patterns[$0].isPresent[row] }
                if let name = known[seen] { return name }
                var best = (score: -Float.infinity, place: 0)
                for place in names.indices {
                    let score = priors[place] - penalty * Float((nameBits[place] ^ seen).nonzeroBitCount)
                    if score > best.score { best = (score, place) }
                }
                known[seen] = names[best.place].text
                return names[best.place].text
            }
    }

    private static func bits(of used: some Collection<Int>, _ isSet: (Int) -> Bool) -> UInt64 {
        var bits: UInt64 = 0
        for (place, pattern) in used.enumerated() where isSet(pattern) { bits |= 1 << UInt64(place) }
        return bits
    }
}

extension Double {
    /// Natural logarithm.
    fileprivate var logarithm: Double { Foundation.log(self) }
}
