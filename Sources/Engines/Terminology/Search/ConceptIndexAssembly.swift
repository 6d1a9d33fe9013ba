/// Puts what a builder gathered into the order of the file.
struct ConceptIndexAssembly {
    private let builder: ConceptIndexBuilder
    /// Rank → place among the concepts as they came.
    private var order: [Int] = []
    /// Identifiers in order, with their ranks.
    private var byIdentifier: [(id: Int32, rank: UInt32)] = []

    private var names = TextColumn()
    private var owners: [UInt32] = []
    private var wordCounts: [UInt8] = []
    private var words = WordTable()
    /// Words of the names, name after name, as the table numbers them.
    private var wordsOfNames: [UInt32] = []
    private var wordEndsOfNames: [Int] = []

    init(_ builder: consuming ConceptIndexBuilder) { self.builder = builder }

    consuming func file() throws(ConceptIndexError) -> [UInt8] {
        rank()
        try sortIdentifiers()
        addNames()
        let postings = sortWords()
        for (part, count) in [
            ("names", names.bytes.count), ("codes", builder.codes.bytes.count), ("postings", postings.names.count),
        ] where count > Int(UInt32.max) {
            throw .tooLarge(part: part)
        }
        return write(postings)
    }

    // MARK: - Order

    private mutating func rank() {
        // Rank as one number: standing 2 bits, use 8, length of the name 16, identifier 31.
        var keys: [(key: UInt64, place: UInt32)] = []
        keys.reserveCapacity(builder.identifiers.count)
        for place in builder.identifiers.indices {
            let attributes = builder.attributes[place]
            let standing = attributes.isValid ? UInt64(attributes.plainStanding) : 3
            let length = UInt64(min(builder.names.length(place), 0xFFFF))
            let key =
                standing << 55 | UInt64(255 - attributes.useLevel) << 47 | length << 31
                | UInt64(builder.identifiers[place])
            keys.append((key, UInt32(place)))
        }
        keys.sort { $0.key < $1.key }
        order = keys.map { Int($0.place) }
    }

    private mutating func sortIdentifiers() throws(ConceptIndexError) {
        byIdentifier = order.enumerated().map { (builder.identifiers[$1], UInt32($0)) }
        byIdentifier.sort { $0.id < $1.id }
        for place in byIdentifier.indices.dropFirst() where byIdentifier[place].id == byIdentifier[place - 1].id {
            throw .conceptTwice(id: Int(byIdentifier[place].id))
        }
    }

    private func rank(of id: Int32) -> UInt32? {
        var low = 0
        var high = byIdentifier.count
        while low < high {
            let middle = (low + high) / 2
            if byIdentifier[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < byIdentifier.count && byIdentifier[low].id == id ? byIdentifier[low].rank : nil
    }

    // MARK: - Names and words

    private mutating func addNames() {
        var synonyms: [(rank: UInt32, place: UInt32)] = []
        for (place, id) in builder.synonymOwners.enumerated() {
            if let rank = rank(of: id) { synonyms.append((rank, UInt32(place))) }
        }
        // By text, not as they came: the same vocabulary gives the same index.
        synonyms.sort { first, second in
            guard first.rank == second.rank else { return first.rank < second.rank }
            return builder.synonyms[Int(first.place)].lexicographicallyPrecedes(builder.synonyms[Int(second.place)])
        }
        names.reserve(
            count: order.count + synonyms.count, bytes: builder.names.bytes.count + builder.synonyms.bytes.count)
        var folder = WordFolder()
        var next = 0
        for (rank, place) in order.enumerated() {
            let first = owners.count
            addName(builder.names[place], rank: rank, notAgainSince: first, &folder)
            while next < synonyms.count, Int(synonyms[next].rank) == rank {
                addName(builder.synonyms[Int(synonyms[next].place)], rank: rank, notAgainSince: first, &folder)
                next += 1
            }
        }
    }

    /// A synonym of the same words as a name of the concept finds nothing more and is left out.
    private mutating func addName(
        _ name: ArraySlice<UInt8>, rank: Int, notAgainSince first: Int, _ folder: inout WordFolder
    ) {
        name.withUnsafeBufferPointer { folder.fold($0) }
        var numbers: [UInt32] = []
        folder.bytes.withUnsafeBufferPointer { bytes in
            for word in folder.words { numbers.append(words.number(of: UnsafeBufferPointer(rebasing: bytes[word]))) }
        }
        numbers = ConceptIndexAssembly.distinct(numbers)
        let wordCount = numbers.count
        folder.bytes.withUnsafeBufferPointer { bytes in
            for word in folder.compounds {
                numbers.append(words.number(of: UnsafeBufferPointer(rebasing: bytes[word])))
            }
        }
        if !folder.compounds.isEmpty { numbers = ConceptIndexAssembly.distinct(numbers) }
        if owners.count > first {
            guard !numbers.isEmpty, !(first..<owners.count).contains(where: { wordsOfName($0) == numbers[...] }) else {
                return
            }
        }
        names.append(name)
        owners.append(UInt32(rank))
        wordCounts.append(UInt8(min(wordCount, 255)))
        wordsOfNames.append(contentsOf: numbers)
        wordEndsOfNames.append(wordsOfNames.count)
    }

    private func wordsOfName(_ name: Int) -> ArraySlice<UInt32> {
        wordsOfNames[(name == 0 ? 0 : wordEndsOfNames[name - 1])..<wordEndsOfNames[name]]
    }

    private static func distinct(_ numbers: [UInt32]) -> [UInt32] {
        let sorted = numbers.sorted()
        var kept: [UInt32] = []
        for number in sorted where kept.last != number { kept.append(number) }
        return kept
    }

    private struct Postings {
        var words = TextColumn()
        var ends: [UInt32] = []
        var names: [UInt32] = []
    }

    private func sortWords() -> Postings {
        let sorted = words.sorted()
        var postings = Postings()
        postings.words.reserve(count: sorted.count, bytes: words.bytes.count)
        var places = [UInt32](repeating: 0, count: sorted.count)
        for (place, word) in sorted.enumerated() {
            postings.words.append(words.bytes[words.range(word)])
            places[word] = UInt32(place)
        }
        // Counting sort: names come in order, so each word's list is ascending.
        var starts = [Int](repeating: 0, count: sorted.count + 1)
        for word in wordsOfNames { starts[Int(places[Int(word)]) + 1] += 1 }
        for place in sorted.indices { starts[place + 1] += starts[place] }
        postings.ends = starts.dropFirst().map { UInt32(truncatingIfNeeded: $0) }
        postings.names = [UInt32](repeating: 0, count: wordsOfNames.count)
        var start = 0
        for (name, end) in wordEndsOfNames.enumerated() {
            for word in wordsOfNames[start..<end] {
                let place = Int(places[Int(word)])
                postings.names[starts[place]] = UInt32(name)
                starts[place] += 1
            }
            start = end
        }
        return postings
    }

    // MARK: - Writing

    private func write(_ postings: Postings) -> [UInt8] {
        var codes = TextColumn()
        codes.reserve(count: order.count, bytes: builder.codes.bytes.count)
        for place in order { codes.append(builder.codes[place]) }
        let labels = builder.labels.labels.flatMap { Array($0.utf8.filter { $0 != 0 }) + [0] }
        var writer = ConceptIndexWriter(
            byteCount: names.bytes.count + codes.bytes.count + postings.words.bytes.count + 4 * postings.names.count
                + 13 * owners.count + 40 * order.count)
        writer.add(.source, Array(builder.source.utf8))
        writer.add(.labels, labels)
        writer.add(.identifiers, order.map { builder.identifiers[$0] })
        writer.add(.byIdentifier, byIdentifier.map(\.rank))
        writer.add(.attributes, order.map { builder.attributes[$0] })
        writer.add(.codeEnds, codes.ends.map { UInt32($0) })
        writer.add(.codes, codes.bytes)
        writer.add(.byCode, ConceptIndexAssembly.order(of: codes))
        writer.add(.nameEnds, names.ends.map { UInt32($0) })
        writer.add(.names, names.bytes)
        writer.add(.owners, owners)
        writer.add(.wordCounts, wordCounts)
        writer.add(.wordEnds, postings.words.ends.map { UInt32($0) })
        writer.add(.words, postings.words.bytes)
        writer.add(.postingEnds, postings.ends)
        writer.add(.postings, postings.names)
        addCounts(to: &writer)
        addLinks(to: &writer)
        return writer.file(
            concepts: order.count, names: owners.count, words: postings.ends.count, persons: builder.personTotal)
    }

    private func addCounts(to writer: inout ConceptIndexWriter) {
        var ranks = [UInt32](repeating: 0, count: order.count)
        for (rank, place) in order.enumerated() { ranks[place] = UInt32(rank) }
        let counted = builder.counted.map { (rank: ranks[$0.concept], counts: $0.counts) }.sorted { $0.rank < $1.rank }
        writer.add(.counted, counted.map(\.rank))
        writer.add(
            .counts,
            counted.flatMap {
                [
                    UInt64($0.counts.records), UInt64($0.counts.persons), UInt64($0.counts.recordsWithDescendants),
                    UInt64($0.counts.personsWithDescendants),
                ]
            })
    }

    private func addLinks(to writer: inout ConceptIndexWriter) {
        var pairs: [UInt64] = []
        pairs.reserveCapacity(builder.links.count)
        for link in builder.links {
            if let parent = rank(of: link.parent), let child = rank(of: link.child) {
                pairs.append(UInt64(child) << 32 | UInt64(parent))
            }
        }
        var links: [UInt32] = []
        let parentEnds = ConceptIndexAssembly.ends(of: &pairs, from: order.count, to: &links)
        for place in pairs.indices { pairs[place] = pairs[place] << 32 | pairs[place] >> 32 }
        let childEnds = ConceptIndexAssembly.ends(of: &pairs, from: order.count, to: &links)
        writer.add(.parentEnds, parentEnds)
        writer.add(.childEnds, childEnds)
        writer.add(.links, links)
    }

    /// Sorts pairs (from, to), drops repeated ones, and adds the second of each to `links`.
    private static func ends(of pairs: inout [UInt64], from count: Int, to links: inout [UInt32]) -> [UInt32] {
        pairs.sort()
        let base = links.count
        var ends: [UInt32] = []
        ends.reserveCapacity(count)
        var last: UInt64?
        for pair in pairs where pair != last {
            last = pair
            while ends.count < Int(pair >> 32) { ends.append(UInt32(links.count - base)) }
            links.append(UInt32(truncatingIfNeeded: pair))
        }
        while ends.count < count { ends.append(UInt32(links.count - base)) }
        return ends
    }

    /// Ranks in the order of the codes' letters and digits; equal codes by rank.
    private static func order(of codes: TextColumn) -> [UInt32] {
        var squeezed = TextColumn()
        squeezed.reserve(count: codes.count, bytes: codes.bytes.count)
        var letters: [UInt8] = []
        for place in 0..<codes.count {
            WordFolder.squeezed(codes[place], into: &letters)
            squeezed.append(letters[...])
        }
        var ranks = [UInt32](0..<UInt32(codes.count))
        squeezed.bytes.withUnsafeBufferPointer { bytes in
            func code(_ rank: UInt32) -> Slice<UnsafeBufferPointer<UInt8>> {
                bytes[(rank == 0 ? 0 : squeezed.ends[Int(rank) - 1])..<squeezed.ends[Int(rank)]]
            }
            ranks.sort { first, second in
                if WordOrder.isBefore(code(first), code(second)) { return true }
                if WordOrder.isBefore(code(second), code(first)) { return false }
                return first < second
            }
        }
        return ranks
    }
}
