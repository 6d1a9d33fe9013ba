/// Person and day in one number that sorts by person, then by day: the person's number in the shard above, the day since
/// 1970-01-01 plus 2^31 below.
enum EventKey {
    static let dayBias = 1 << 31
    static let personMask: UInt64 = 0xFFFF_FFFF_0000_0000
    static let dayMin = -(1 << 31)
    static let dayMax = (1 << 31) - 1

    @inline(__always)
    static func make(person: UInt64, day: Int) -> UInt64 { person << 32 | UInt64(truncatingIfNeeded: day &+ dayBias) }

    @inline(__always)
    static func person(_ key: UInt64) -> Int { Int(truncatingIfNeeded: key >> 32) }

    @inline(__always)
    static func day(_ key: UInt64) -> Int { Int(truncatingIfNeeded: key & 0xFFFF_FFFF) &- dayBias }
}

/// Stands for a day that is not known.
let unknownDay = Int32.min
/// Stands for a counted value that is not known.
let unknownValue = Int64.min
