/// Looks at every value of one column and says at the end what it holds.
///
/// National numbers, telephones, e-mail addresses and IBAN are checked on every value; statistics on words keep bounded
/// counters. Memory does not grow with the column. Feed distinct values with their counts when they are known.
package struct ColumnScanner: Sendable {
    /// A longer value is free text and is read to this length.
    package static let valueBytesMax = 1 << 20

    var filled = 0
    var tallies: [NominativeKind: Tally] = [:]
    var numbers = NumberStatistics()
    var dates = DateStatistics()
    var names = NameStatistics()
    /// Rows of several words that hold a passage, and rows of several words.
    var freeTextRows = 0
    var freeTextKinds: [NominativeKind: Int] = [:]

    private var scanner = TextScanner()
    private var tokenizer = Tokenizer()

    package init() {}

    /// Looks at a value that stands in `count` rows.
    package mutating func add(_ value: Span<UInt8>, count: Int = 1) {
        let value =
            value.count > ColumnScanner.valueBytesMax ? value.extracting(first: ColumnScanner.valueBytesMax) : value
        let shape = ValueShape(value)
        guard shape.end > shape.start, count > 0 else { return }
        filled += count
        if let at = shape.at {
            if let email = NumberChecks.email(value, around: at), email.count + 2 >= shape.end - shape.start {
                tally(value, .email, count)
                return
            }
        }
        if shape.isNumeric {
            addNumber(value, shape, count)
            return
        }
        addText(value, shape, count)
    }

    /// Looks at a value that stands in `count` rows.
    package mutating func add(_ value: [UInt8], count: Int = 1) { add(value.span, count: count) }

    /// Looks at a value that stands in `count` rows.
    package mutating func add(_ value: String, count: Int = 1) { add(Array(value.utf8).span, count: count) }

    /// What the column holds; more values may still be added after.
    package func finish(header: String) -> ColumnVerdict {
        ColumnJudge(scanner: self, header: header).verdict
    }

    // MARK: - Values

    private mutating func addNumber(_ value: Span<UInt8>, _ shape: ValueShape, _ count: Int) {
        if shape.dotCount == 3, shape.digits.count <= 12, shape.separatorCount == 3,
            numbers.addQuad(value, shape, count)
        {
            tally(value, .networkAddress, count)
            return
        }
        if shape.digits.count <= 8 {
            if shape.digits.count == 8 { addDate(value, shape, count) }
            return
        }
        if let kind = numbers.add(value, shape, count) { tally(value, kind, count) }
    }

    private mutating func addDate(_ value: Span<UInt8>, _ shape: ValueShape, _ count: Int) {
        if dates.add(value, shape, count: count) { tally(value, .birthDate, count) }
    }

    private mutating func addText(_ value: Span<UInt8>, _ shape: ValueShape, _ count: Int) {
        if shape.digits.count == 10, shape.slashCount == 4, shape.letterCount == 0 {
            addNumber(value, shape, count)
            return
        }
        if shape.digits.count >= 8, shape.letterCount <= 2, dates.add(value, shape, count: count) {
            tally(value, .birthDate, count)
            return
        }
        if shape.colonCount >= 2, shape.spaceCount == 0, numbers.isSixPart(value, shape) {
            tally(value, .networkAddress, count)
            return
        }
        if shape.digits.count >= 10, shape.upperCount >= 2, shape.upperCount == shape.letterCount {
            numbers.ibanCandidates += 1
            if NumberChecks.isIBAN(value, from: shape.start, to: shape.end) {
                tally(value, .iban, count)
                return
            }
        }
        // Codes: letters and digits without a blank.
        guard shape.letterCount >= 2, shape.spaceCount > 0 || shape.digits.count == 0 || shape.at != nil else { return }
        if shape.wordCount <= 5, shape.digits.count == 0, shape.otherCount == 0, shape.at == nil {
            tokenizer.read(value)
            if names.add(tokenizer.tokens, count: count) { tally(value, .name, count) }
            if shape.wordCount < 3 { return }
        }
        guard shape.spaceCount > 0 || shape.at != nil else { return }
        addFreeText(value, shape, count)
    }

    private mutating func addFreeText(_ value: Span<UInt8>, _ shape: ValueShape, _ count: Int) {
        freeTextRows += count
        let kinds = scanner.kinds(in: value)
        // A label of a few words with a name in it ends as a name or as nothing, see NameStatistics.
        guard !kinds.isEmpty, kinds != [.name] || shape.wordCount > 4 || shape.digits.count > 0 else { return }
        for kind in kinds { freeTextKinds[kind, default: 0] += count }
        if kinds.contains(.address), shape.wordCount <= 14, kinds.isDisjoint(with: [.name, .phone, .email]) {
            tally(value, .address, count)
        }
        if kinds != [.birthDate] { tally(value, .freeText, count) }
    }

    private mutating func tally(_ value: Span<UInt8>, _ kind: NominativeKind, _ count: Int) {
        tallies[kind, default: Tally()].add(value, kind: kind, count: count)
    }
}
