/// Counts of the long numbers of a column, by length and by the checks they pass.
struct NumberStatistics {
    /// Fifteen digits: how many, how many with the structure of a national number, how many with its key too.
    private(set) var fifteen = 0
    private(set) var fifteenStructured = 0
    private(set) var fifteenKeyed = 0
    private(set) var thirteen = 0
    private(set) var thirteenStrict = 0
    /// Written in the groups of a national number, and right.
    private(set) var grouped = 0
    private(set) var eleven = 0
    private(set) var elevenProfessional = 0
    /// Ten digits in one block; those that may be telephones, and how many different second digits they have.
    private(set) var ten = 0
    private(set) var tenPhone = 0
    private(set) var secondDigits: Set<UInt8> = []
    /// Telephones written as such: in pairs, or with the country.
    private(set) var writtenPhone = 0
    private(set) var quads = 0
    private(set) var quadsWide = 0
    var ibanCandidates = 0

    /// Counts a number of nine digits or more; gives the kind it may be.
    mutating func add(_ bytes: Span<UInt8>, _ shape: ValueShape, _ count: Int) -> NominativeKind? {
        switch shape.digits.count {
        case 15: return addFifteen(shape, count)
        case 13:
            if isPhone(shape) {
                writtenPhone += count
                return .phone
            }
            return addThirteen(shape, count)
        case 11 where !shape.hasPlus:
            eleven += count
            guard NumberChecks.isProfessionalNumber(shape.digits) else { return nil }
            elevenProfessional += count
            return .professionalNumber
        case 10: return addTen(bytes, shape, count)
        default:
            guard isPhone(shape) else { return nil }
            writtenPhone += count
            return .phone
        }
    }

    private func isPhone(_ shape: ValueShape) -> Bool {
        NumberChecks.isFrenchPhone(shape.digits, leadingZeroes: shape.leadingZeroes, hasPlus: shape.hasPlus)
    }

    private mutating func addFifteen(_ shape: ValueShape, _ count: Int) -> NominativeKind? {
        fifteen += count
        let strength = NationalNumberCheck.structure(shape.digits)
        guard strength > .impossible else { return nil }
        fifteenStructured += count
        guard NationalNumberCheck.hasRightKey(shape.digits) else { return nil }
        fifteenKeyed += count
        if shape.separatorCount >= 5 || shape.digits.isCorsican { grouped += count }
        return .nationalNumber
    }

    private mutating func addThirteen(_ shape: ValueShape, _ count: Int) -> NominativeKind? {
        thirteen += count
        let strength = NationalNumberCheck.structure(shape.digits)
        guard strength == .strict else { return nil }
        thirteenStrict += count
        if shape.separatorCount == 5 || shape.digits.isCorsican { grouped += count }
        return .nationalNumber
    }

    private mutating func addTen(_ bytes: Span<UInt8>, _ shape: ValueShape, _ count: Int) -> NominativeKind? {
        if shape.separatorCount == 0 { ten += count }
        guard isPhone(shape) else { return nil }
        if shape.separatorCount >= 4 {
            writtenPhone += count
        } else {
            tenPhone += count
            if shape.start + 1 < bytes.count { secondDigits.insert(bytes[shape.start + 1]) }
        }
        return .phone
    }

    /// Four numbers of at most 255 between full stops.
    mutating func addQuad(_ bytes: Span<UInt8>, _ shape: ValueShape, _ count: Int) -> Bool {
        var part = 0
        var digits = 0
        var isWide = false
        for place in shape.start..<shape.end {
            let byte = bytes[place]
            if byte == 0x2E {
                guard digits > 0, part <= 255 else { return false }
                if part > 31 { isWide = true }
                part = 0
                digits = 0
            } else {
                guard byte >= 0x30, byte <= 0x39 else { return false }
                part = part * 10 + Int(byte) - 0x30
                digits += 1
                guard digits <= 3 else { return false }
            }
        }
        guard digits > 0, part <= 255 else { return false }
        quads += count
        if isWide || part > 31 { quadsWide += count }
        return true
    }

    /// An IPv6 address: groups of up to four hexadecimal digits between colons, more than a time or a MAC address.
    func isSixPart(_ bytes: Span<UInt8>, _ shape: ValueShape) -> Bool {
        guard shape.colonCount >= 3 else { return false }
        var group = 0
        var isLong = false
        var isDoubled = false
        for place in shape.start..<shape.end {
            let byte = bytes[place]
            if byte == 0x3A {
                if group == 0, place > shape.start { isDoubled = true }
                group = 0
                continue
            }
            let isHexadecimal = (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
            guard isHexadecimal else { return false }
            group += 1
            if group > 2 { isLong = true }
            guard group <= 4 else { return false }
        }
        return isDoubled ? isLong : shape.colonCount == 7
    }
}
