/// The parts of an index in memory that nobody has checked yet.
struct ConceptIndexParts {
    private let memory: UnsafeRawBufferPointer
    private let name: String
    private let table: [Range<Int>]
    let conceptCount: Int
    let nameCount: Int
    let wordCount: Int
    let personTotal: Int

    /// Checks the header, the checksum and that every part lies in the file and has its length.
    init(_ memory: UnsafeRawBufferPointer, name: String) throws(ConceptIndexError) {
        let header = ConceptIndexFormat.headerBytes
        func word(_ place: Int) -> UInt64 { memory.loadUnaligned(fromByteOffset: place, as: UInt64.self) }
        func half(_ place: Int) -> UInt32 { memory.loadUnaligned(fromByteOffset: place, as: UInt32.self) }
        guard memory.count >= header, memory.prefix(8).elementsEqual(ConceptIndexFormat.magic) else {
            throw .damaged(file: name, part: "header")
        }
        guard half(8) == ConceptIndexFormat.version else { throw .versionUnknown(file: name, found: Int(half(8))) }
        let partCount = ConceptIndexFormat.Part.allCases.count
        guard Int(half(12)) == partCount, word(16) == UInt64(memory.count), memory.count >= header + 16 * partCount
        else { throw .damaged(file: name, part: "length") }
        let checked = UnsafeRawBufferPointer(rebasing: memory[ConceptIndexFormat.checksumEnd...])
        guard Checksum64.of(checked) == word(24) else { throw .damaged(file: name, part: "checksum") }
        var table: [Range<Int>] = []
        for part in 0..<partCount {
            let start = word(header + 16 * part)
            let length = word(header + 16 * part + 8)
            guard start % 8 == 0, start <= UInt64(memory.count), length <= UInt64(memory.count) - start else {
                throw .damaged(file: name, part: "parts")
            }
            table.append(Int(start)..<Int(start + length))
        }
        self.memory = memory
        self.name = name
        self.table = table
        conceptCount = Int(half(32))
        nameCount = Int(half(36))
        wordCount = Int(half(40))
        personTotal = Int(clamping: word(48))
    }

    func bytes(_ part: ConceptIndexFormat.Part) -> UnsafeBufferPointer<UInt8> { numbers(part) }

    func numbers<Number: BitwiseCopyable>(_ part: ConceptIndexFormat.Part) -> UnsafeBufferPointer<Number> {
        UnsafeRawBufferPointer(rebasing: memory[table[part.rawValue]]).assumingMemoryBound(to: Number.self)
    }

    var labels: [String] {
        bytes(.labels).split(separator: 0, omittingEmptySubsequences: false).dropLast()
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// Checks that every number points inside the file, so that nothing needs a check while searching.
    func check() throws(ConceptIndexError) {
        try checkLengths()
        try checkEnds(.codeEnds, upTo: bytes(.codes).count)
        try checkEnds(.nameEnds, upTo: bytes(.names).count)
        try checkEnds(.wordEnds, upTo: bytes(.words).count)
        try checkEnds(.postingEnds, upTo: length(.postings) / 4)
        let links = length(.links) / 4
        let parentLinks = try checkEnds(.parentEnds, upTo: nil)
        let childLinks = try checkEnds(.childEnds, upTo: nil)
        guard parentLinks + childLinks == links else { throw damaged(.links) }
        for part in [ConceptIndexFormat.Part.byIdentifier, .byCode, .owners, .counted, .links] {
            try checkNumbers(part, below: conceptCount)
        }
        try checkNumbers(.postings, below: nameCount)
        try checkOwners()
        let labelCount = labels.count
        let attributes: UnsafeBufferPointer<ConceptAttributes> = numbers(.attributes)
        for entry in attributes {
            guard max(entry.domain, entry.vocabulary, entry.conceptClass) < labelCount, entry.plainStanding <= 2 else {
                throw damaged(.attributes)
            }
        }
    }

    private func checkLengths() throws(ConceptIndexError) {
        let widths: [(ConceptIndexFormat.Part, Int, Int)] = [
            (.identifiers, conceptCount, 4), (.byIdentifier, conceptCount, 4), (.attributes, conceptCount, 8),
            (.codeEnds, conceptCount, 4), (.byCode, conceptCount, 4), (.nameEnds, nameCount, 4),
            (.owners, nameCount, 4), (.wordCounts, nameCount, 1), (.wordEnds, wordCount, 4),
            (.postingEnds, wordCount, 4), (.counts, length(.counted) / 4, 32), (.parentEnds, conceptCount, 4),
            (.childEnds, conceptCount, 4),
        ]
        for (part, count, width) in widths where length(part) != count * width { throw damaged(part) }
        for part in [ConceptIndexFormat.Part.postings, .counted, .links] where length(part) % 4 != 0 {
            throw damaged(part)
        }
    }

    /// Ends must not shrink; the last one is the length of what they divide.
    @discardableResult
    private func checkEnds(_ part: ConceptIndexFormat.Part, upTo count: Int?) throws(ConceptIndexError) -> Int {
        let ends: UnsafeBufferPointer<UInt32> = numbers(part)
        var last: UInt32 = 0
        for end in ends {
            guard end >= last else { throw damaged(part) }
            last = end
        }
        if let count, Int(last) != count { throw damaged(part) }
        return Int(last)
    }

    private func checkNumbers(_ part: ConceptIndexFormat.Part, below limit: Int) throws(ConceptIndexError) {
        let values: UnsafeBufferPointer<UInt32> = numbers(part)
        var highest: UInt32 = 0
        for value in values { highest = max(highest, value) }
        guard values.isEmpty || Int(highest) < limit else { throw damaged(part) }
    }

    /// Every concept has a name, and names stand in the order of their concepts.
    private func checkOwners() throws(ConceptIndexError) {
        let owners: UnsafeBufferPointer<UInt32> = numbers(.owners)
        var next: UInt32 = 0
        for owner in owners {
            guard owner == next || (next > 0 && owner == next - 1) else { throw damaged(.owners) }
            if owner == next { next += 1 }
        }
        guard Int(next) == conceptCount else { throw damaged(.owners) }
    }

    private func length(_ part: ConceptIndexFormat.Part) -> Int { table[part.rawValue].count }

    private func damaged(_ part: ConceptIndexFormat.Part) -> ConceptIndexError {
        .damaged(file: name, part: "\(part)")
    }
}
