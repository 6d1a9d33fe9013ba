/// Gathers the hits of one question: which tier each is in, and how many there are.
struct ConceptSift {
    private enum Tier: Int, CaseIterable { case exact, exactName, wholeWords, begunWords, begunCode }

    private let index: ConceptSearchIndex
    private let limit: Int
    private let filter: ConceptFilter
    private(set) var total = 0
    /// The best of each tier, at most `limit`: a concept with the name that matched.
    private var tiers: [[(rank: Int, name: Int)]]
    /// Concepts in the first tier, even those that the filter keeps out: they are not looked at again.
    private var exact: Set<Int> = []
    private var codes: Range<Int> = 0..<0

    init(index: ConceptSearchIndex, query: ConceptQuery) {
        self.index = index
        limit = max(0, min(query.limit, ConceptQuery.limitMax))
        filter = ConceptFilter(query, index.image)
        tiers = Tier.allCases.map { _ in [] }
    }

    /// A concept that is named by its identifier or code.
    mutating func takeExact(_ rank: Int) {
        guard exact.insert(rank).inserted, filter.holds(index.image.attributes[rank]) else { return }
        total += 1
        // Few: an identifier comes first, equal codes in the order of rank.
        tiers[Tier.exact.rawValue].append((rank, index.names(at: rank).lowerBound))
    }

    /// Codes to look at with the next words: places in the order of codes.
    mutating func addCodes(_ places: Range<Int>) { codes = places }

    /// Only the codes: the question has no word.
    mutating func takeCodes() { take(nil, nil, wordCount: 0) }

    /// Every concept that the filter lets through.
    mutating func takeEverything() {
        let attributes = index.image.attributes
        for rank in attributes.indices where filter.holds(attributes[rank]) {
            total += 1
            if tiers[Tier.begunWords.rawValue].count < limit {
                tiers[Tier.begunWords.rawValue].append((rank, index.names(at: rank).lowerBound))
            }
        }
    }

    /// The names that hold a word of each of the matches.
    mutating func take(_ matches: [WordMatches], wordCount: Int) {
        let begun = names(matches.map(\.begun))
        let whole = begun == nil ? nil : names(matches.map(\.whole))
        take(begun, whole, wordCount: wordCount)
    }

    /// Names that hold one word of every list; nil when a list is empty.
    private func names(_ lists: [[Range<Int>]]) -> NameSet? {
        guard !lists.isEmpty, lists.allSatisfy({ !$0.isEmpty }) else { return nil }
        var all: NameSet?
        for ranges in lists {
            var names = NameSet(nameCount: index.nameCount)
            for words in ranges { names.insert(index.postings(of: words)) }
            if let sofar = all { names.formIntersection(sofar) }
            all = names
        }
        return all
    }

    private mutating func take(_ begun: NameSet?, _ whole: NameSet?, wordCount: Int) {
        guard begun != nil || !codes.isEmpty else { return }
        var all = begun ?? NameSet(nameCount: index.nameCount)
        for place in codes { all.insert(index.names(at: Int(index.image.byCode[place])).lowerBound) }
        for rank in exact {
            for name in index.names(at: rank) { all.remove(name) }
        }
        let owners = index.image.owners
        let attributes = index.image.attributes
        var last = -1
        var lastHolds = false
        var best: (tier: Tier, name: Int)?
        for (place, bits) in all.bits.enumerated() where bits != 0 {
            var rest = bits
            while rest != 0 {
                let name = place << 6 + rest.trailingZeroBitCount
                rest &= rest - 1
                let rank = Int(owners[name])
                if rank != last {
                    keep(last, best)
                    best = nil
                    last = rank
                    lastHolds = filter.holds(attributes[rank])
                    if lastHolds { total += 1 }
                }
                guard lastHolds else { continue }
                let tier = tier(of: name, begun, whole, wordCount)
                if let known = best, known.tier.rawValue <= tier.rawValue { continue }
                best = (tier, name)
            }
        }
        keep(last, best)
    }

    private func tier(of name: Int, _ begun: NameSet?, _ whole: NameSet?, _ wordCount: Int) -> Tier {
        if let whole, whole.contains(name) {
            return Int(index.image.wordCounts[name]) == wordCount ? .exactName : .wholeWords
        }
        guard let begun, begun.contains(name) else { return .begunCode }
        return .begunWords
    }

    private mutating func keep(_ rank: Int, _ best: (tier: Tier, name: Int)?) {
        guard let best, tiers[best.tier.rawValue].count < limit else { return }
        tiers[best.tier.rawValue].append((rank, best.name))
    }

    func result(isForgiven: Bool) -> ConceptSearchResult {
        let hits = tiers.joined().prefix(limit)
            .map { rank, name in
                let isSynonym = name != index.names(at: rank).lowerBound
                return FoundConcept(
                    concept: index.concept(at: rank), synonym: isSynonym ? index.image.names.string(name) : nil)
            }
        return ConceptSearchResult(hits: hits, total: total, isForgiven: isForgiven && total > 0)
    }
}

/// What a question asks of a concept besides its words.
private struct ConceptFilter {
    private let domains: [Bool]?
    private let vocabularies: [Bool]?
    private let isStandardOnly: Bool
    private let isUsedOnly: Bool
    private let holdsAll: Bool

    init(_ query: ConceptQuery, _ image: ConceptIndexImage) {
        func chosen(_ names: Set<String>) -> [Bool]? {
            guard !names.isEmpty else { return nil }
            let wanted = Set(names.map { $0.lowercased() })
            return image.labels.map { wanted.contains($0.lowercased()) }
        }
        domains = chosen(query.domains)
        vocabularies = chosen(query.vocabularies)
        isStandardOnly = query.isStandardOnly
        isUsedOnly = query.isUsedOnly
        holdsAll = domains == nil && vocabularies == nil && !isStandardOnly && !isUsedOnly
    }

    func holds(_ concept: ConceptAttributes) -> Bool {
        if holdsAll { return true }
        if isStandardOnly, concept.plainStanding != ConceptStanding.standard.rawValue { return false }
        if isUsedOnly, concept.useLevel == 0 { return false }
        if let domains, !domains[Int(concept.domain)] { return false }
        if let vocabularies, !vocabularies[Int(concept.vocabulary)] { return false }
        return true
    }
}
