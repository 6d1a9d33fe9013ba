internal import HealthModel
internal import RecordLinkage

/// A record of the delivery under way, without its traits.
///
/// Fixed size, integers big-endian:
/// ```
/// offset size
///      0   32  row token, hexadecimal digits
///     32    1  what is present: 1 number, 2 own number, 4 birth name, 8 used name, 16 given name, 32 birth place,
///              64 waiting number, 128 own number of the other sex
///     33    1  0, or 1 + the place of the exclusion in LinkageReason.all
///     34   16  number
///     50   32  birth name, as a birth name then as a used name
///     82   32  used name, likewise
///    114    8  given name
///    122    8  birth place
///    130   16  own number of the other sex
/// ```
struct StagedRecord {
    static let byteCount = 146

    let token: RowToken
    let keys: LinkKeys

    init(token: RowToken, keys: LinkKeys) {
        self.token = token
        self.keys = keys
    }

    // MARK: - Bytes

    func append(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: token.text.utf8)
        var present: UInt8 = 0
        if keys.number != nil { present |= 1 }
        if keys.numberIsOwn { present |= 2 }
        if keys.birthName != nil { present |= 4 }
        if keys.usedName != nil { present |= 8 }
        if keys.givenWitness != nil { present |= 16 }
        if keys.placeWitness != nil { present |= 32 }
        if keys.numberIsWaiting { present |= 64 }
        if keys.numberOfOtherSex != nil { present |= 128 }
        bytes.append(present)
        bytes.append(ReasonCode.optional(keys.exclusion))
        FixedBytes.append(keys.number, to: &bytes)
        for name in [keys.birthName, keys.usedName] {
            FixedBytes.append(name?.asBirthName, to: &bytes)
            FixedBytes.append(name?.asUsedName, to: &bytes)
        }
        FixedBytes.append(keys.givenWitness ?? 0, to: &bytes)
        FixedBytes.append(keys.placeWitness ?? 0, to: &bytes)
        FixedBytes.append(keys.numberOfOtherSex, to: &bytes)
    }

    /// The row token in the bytes of a staged record; nil when they are none.
    static func token(_ bytes: ArraySlice<UInt8>) -> RowToken? {
        guard bytes.count == byteCount else { return nil }
        return RowToken(String(decoding: bytes.prefix(32), as: UTF8.self))
    }

    /// The link keys in the bytes of a staged record; nil when they are none.
    static func keys(_ bytes: ArraySlice<UInt8>) -> LinkKeys? {
        let start = bytes.startIndex
        guard bytes.count == byteCount, bytes[start + 33] <= LinkageReason.all.count else { return nil }
        let present = bytes[start + 32]
        func name(_ offset: Int) -> LinkKeys.NameKey {
            LinkKeys.NameKey(
                asBirthName: FixedBytes.digest(bytes, start + offset),
                asUsedName: FixedBytes.digest(bytes, start + offset + 16))
        }
        return LinkKeys(
            number: present & 1 != 0 ? FixedBytes.digest(bytes, start + 34) : nil,
            numberIsOwn: present & 2 != 0,
            numberIsWaiting: present & 64 != 0,
            numberOfOtherSex: present & 128 != 0 ? FixedBytes.digest(bytes, start + 130) : nil,
            birthName: present & 4 != 0 ? name(50) : nil,
            usedName: present & 8 != 0 ? name(82) : nil,
            givenWitness: present & 16 != 0 ? FixedBytes.word(bytes, start + 114) : nil,
            placeWitness: present & 32 != 0 ? FixedBytes.word(bytes, start + 122) : nil,
            exclusion: ReasonCode.reason(optional: bytes[start + 33]))
    }
}

/// How a staged record ended: the person (0 for none) in 8 bytes, the place of the reason in `LinkageReason.all` in 1.
struct StagedAnswer {
    static let byteCount = 9

    let person: PersonNumber
    let reason: LinkageReason

    init(_ resolution: Resolution) {
        person = resolution.person ?? 0
        reason = resolution.reason
    }

    func append(to bytes: inout [UInt8]) {
        FixedBytes.append(UInt64(bitPattern: person), to: &bytes)
        bytes.append(ReasonCode.optional(reason))
    }

    init?(_ bytes: ArraySlice<UInt8>) {
        guard bytes.count == StagedAnswer.byteCount, let code = bytes.last,
            let reason = ReasonCode.reason(optional: code)
        else { return nil }
        person = Int64(bitPattern: FixedBytes.word(bytes, bytes.startIndex))
        self.reason = reason
    }
}

/// Reasons as one byte: their place in `LinkageReason.all`, from 1; 0 for none.
enum ReasonCode {
    private static let codes: [LinkageReason: UInt8] = Dictionary(
        uniqueKeysWithValues: LinkageReason.all.enumerated().map { ($1, UInt8($0 + 1)) })

    static func optional(_ reason: LinkageReason?) -> UInt8 { reason.flatMap { codes[$0] } ?? 0 }

    static func reason(optional code: UInt8) -> LinkageReason? {
        (1...LinkageReason.all.count).contains(Int(code)) ? LinkageReason.all[Int(code) - 1] : nil
    }
}

/// Words of 8 bytes, most significant first.
enum FixedBytes {
    static func append(_ word: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: word >> shift))
        }
    }

    static func append(_ digest: LinkDigest?, to bytes: inout [UInt8]) {
        append(digest?.high ?? 0, to: &bytes)
        append(digest?.low ?? 0, to: &bytes)
    }

    static func word(_ bytes: ArraySlice<UInt8>, _ start: Int) -> UInt64 {
        var word: UInt64 = 0
        for place in start..<start + 8 { word = word << 8 | UInt64(bytes[place]) }
        return word
    }

    static func digest(_ bytes: ArraySlice<UInt8>, _ start: Int) -> LinkDigest {
        LinkDigest(high: word(bytes, start), low: word(bytes, start + 8))
    }
}
