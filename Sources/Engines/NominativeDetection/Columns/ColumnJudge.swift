/// Weighs what was counted in a column against what chance and lookalikes would give.
struct ColumnJudge {
    let scanner: ColumnScanner
    let header: String
    private let expected: NominativeKind?
    private let isOfCare: Bool

    init(scanner: ColumnScanner, header: String) {
        self.scanner = scanner
        self.header = header
        let words = ColumnHeader(header)
        expected = words.expected
        isOfCare = words.isOfCare
    }

    var verdict: ColumnVerdict {
        guard scanner.filled > 0 else { return none }
        // From what is most certain and most harmful to what is least.
        let found = [nationalNumber, email, iban, phone, professionalNumber, networkAddress, birthDate, address, name]
            .compactMap { $0 }
        if let whole = found.filter({ $0.share >= 0.5 }).max(by: { $0.confidence < $1.confidence }) { return whole }
        if let text = freeText, text.share > (found.map(\.share).max() ?? 0) || found.isEmpty { return text }
        return found.max { $0.confidence < $1.confidence } ?? none
    }

    private var none: ColumnVerdict {
        ColumnVerdict(name: header, kind: .none, confidence: 0, maskedExamples: [], share: 0)
    }

    private func rows(_ kind: NominativeKind) -> Int { scanner.tallies[kind]?.rows ?? 0 }

    private func found(_ kind: NominativeKind, rows: Int, confidence: Double) -> ColumnVerdict {
        let raised = expected == kind ? confidence + (1 - confidence) / 2 : confidence
        return ColumnVerdict(
            name: header, kind: kind, confidence: min(raised, 1), maskedExamples: scanner.tallies[kind]?.examples ?? [],
            share: Double(rows) / Double(scanner.filled))
    }

    // MARK: - Numbers

    /// Chance gives one right key in 97 among the numbers of the right structure: more than six deviations above it,
    /// and it is no chance. Without a key, most of the numbers of that length must have the whole structure.
    private var nationalNumber: ColumnVerdict? {
        let numbers = scanner.numbers
        let byChance = Double(numbers.fifteenStructured) / 97
        let isKeyed = Double(numbers.fifteenKeyed) >= byChance + 6 * byChance.squareRoot() + 3
        let isUnkeyed = numbers.thirteenStrict >= 3 && numbers.thirteenStrict * 5 >= numbers.thirteen * 3
        let isPromised = expected == .nationalNumber && (numbers.fifteenKeyed > 0 || isUnkeyedHalf(numbers))
        guard isKeyed || isUnkeyed || isPromised || numbers.grouped > 0 else { return nil }
        let rows =
            (isKeyed || isPromised ? numbers.fifteenKeyed : 0) + (isUnkeyed || isPromised ? numbers.thirteenStrict : 0)
        return found(.nationalNumber, rows: max(rows, numbers.grouped), confidence: isKeyed ? 0.99 : 0.9)
    }

    private func isUnkeyedHalf(_ numbers: NumberStatistics) -> Bool {
        numbers.thirteenStrict > 0 && numbers.thirteenStrict * 4 >= numbers.thirteen
    }

    private var phone: ColumnVerdict? {
        let numbers = scanner.numbers
        let isBlock =
            numbers.tenPhone >= 3 && numbers.tenPhone * 5 >= numbers.ten * 3
            && (numbers.secondDigits.count >= 2 || !numbers.secondDigits.isDisjoint(with: [0x36, 0x37])
                || expected == .phone)
        let isWritten = numbers.writtenPhone > 0
        guard isBlock || isWritten || (expected == .phone && numbers.tenPhone > 0) else { return nil }
        let rows = numbers.writtenPhone + (isBlock || isWritten ? numbers.tenPhone : 0)
        return found(.phone, rows: max(rows, 1), confidence: isWritten ? 0.97 : 0.9)
    }

    private var professionalNumber: ColumnVerdict? {
        let numbers = scanner.numbers
        let byChance = Double(numbers.eleven) / 10
        guard numbers.elevenProfessional >= 3,
            Double(numbers.elevenProfessional) >= byChance + 6 * byChance.squareRoot() + 2
        else { return nil }
        return found(.professionalNumber, rows: numbers.elevenProfessional, confidence: 0.95)
    }

    private var networkAddress: ColumnVerdict? {
        let numbers = scanner.numbers
        let sixParts = rows(.networkAddress) - numbers.quads
        guard
            sixParts > 0 || (numbers.quads >= 3 && numbers.quadsWide * 2 >= numbers.quads)
                || (expected == .networkAddress && numbers.quads > 0)
        else { return nil }
        return found(.networkAddress, rows: rows(.networkAddress), confidence: 0.95)
    }

    private var email: ColumnVerdict? {
        let rows = rows(.email)
        return rows > 0 ? found(.email, rows: rows, confidence: 0.99) : nil
    }

    private var iban: ColumnVerdict? {
        let values = scanner.tallies[.iban]?.values ?? 0
        let byChance = Double(scanner.numbers.ibanCandidates) / 97 / 4
        guard values > 0, expected == .iban || Double(values) >= byChance + 4 * byChance.squareRoot() else {
            return nil
        }
        return found(.iban, rows: rows(.iban), confidence: 0.98)
    }

    // MARK: - Dates

    /// Birth dates spread over ages. Care, even over two decades, does not.
    private var birthDate: ColumnVerdict? {
        let dates = scanner.dates
        guard dates.rows * 2 >= scanner.filled, dates.rows > 0, !isOfCare || expected == .birthDate else { return nil }
        let spread = dates.spreadYears
        let isPromised = expected == .birthDate
        guard (spread >= 35 && dates.yearCount >= 12) || isPromised else { return nil }
        let confidence = spread >= 50 ? 0.9 : spread >= 35 ? 0.75 : 0.6
        return found(.birthDate, rows: dates.rows, confidence: confidence)
    }

    // MARK: - Words

    private var address: ColumnVerdict? {
        let rows = rows(.address)
        let enough = expected == .address ? 1 : 3
        guard (scanner.tallies[.address]?.values ?? 0) >= enough else { return nil }
        return found(.address, rows: rows, confidence: 0.93)
    }

    /// Names are many and different; a list of trades, towns or medicines with names among them repeats itself or
    /// holds other words.
    private var name: ColumnVerdict? {
        let names = scanner.names
        let filled = Double(scanner.filled)
        let like = Double(names.rowsLikeNames) / filled
        let sure = Double(names.rowsSurelyNames) / filled
        let isPromised = expected == .name
        let townShare = Double(names.rowsOfTowns) / Double(max(names.rowsOfWords, 1))
        if townShare > (isPromised ? 0.35 : 0.08), Double(names.rowsOfFullNames) < filled * 0.3 { return nil }
        let isVaried = names.distinctNames.count >= (isPromised ? 2 : 12)
        if isVaried, like >= (isPromised ? 0.4 : 0.75), sure >= (isPromised ? 0.15 : 0.35) {
            return found(.name, rows: names.rowsLikeNames, confidence: min(0.97, 0.5 + sure / 2))
        }
        // Whole names here and there in a column of something else.
        let fullShare = Double(names.rowsOfFullNames) / filled
        if names.distinctFullNames.count >= 8, fullShare >= 0.02, townShare < 0.05 {
            return found(.name, rows: names.rowsOfFullNames, confidence: 0.8)
        }
        // A handful of people, again and again: a list of prescribers, a small ward.
        if names.distinctFullNames.count >= 3, fullShare >= 0.5, townShare < 0.05 {
            return found(.name, rows: names.rowsOfFullNames, confidence: 0.75)
        }
        return nil
    }

    private var freeText: ColumnVerdict? {
        let kinds = scanner.freeTextKinds
        let sure = (kinds[.nationalNumber] ?? 0) + (kinds[.phone] ?? 0) + (kinds[.email] ?? 0) + (kinds[.iban] ?? 0)
        let names = (kinds[.name] ?? 0) + (kinds[.address] ?? 0)
        let values = scanner.tallies[.freeText]?.values ?? 0
        guard values > 0,
            sure > 0 || (values >= 3 && names * 50 >= scanner.freeTextRows && names * 200 >= scanner.filled)
        else { return nil }
        return found(.freeText, rows: rows(.freeText), confidence: sure > 0 ? 0.95 : 0.8)
    }
}
