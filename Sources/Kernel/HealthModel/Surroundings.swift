package import Foundation

/// Clock, randomness and identifiers: what a test must be able to fix, and nothing else may call.
package struct Surroundings: Sendable {
    package let now: @Sendable () -> Date
    /// Bytes fit for keys.
    package let randomBytes: @Sendable (Int) -> [UInt8]

    package init(now: @escaping @Sendable () -> Date, randomBytes: @escaping @Sendable (Int) -> [UInt8]) {
        self.now = now
        self.randomBytes = randomBytes
    }

    /// The real clock and the system's generator.
    package static let live = Surroundings(
        now: { Date() },
        randomBytes: { count in
            var generator = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
        })

    /// A new identifier of 32 hex digits.
    package func newID() -> String { hexadecimal(randomBytes(16)) }

    /// Now as `2026-11-22T10:11:12Z`.
    package func timestamp() -> String { Surroundings.timestamp(now()) }

    /// A date as `2026-11-22T10:11:12Z`.
    package static func timestamp(_ date: Date) -> String {
        let seconds = Int(date.timeIntervalSince1970.rounded(.down))
        let day = Day(daysSince1970: Int32(seconds.quotientFloor(86_400)))
        let rest = seconds - seconds.quotientFloor(86_400) * 86_400
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(day)T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }
}

extension Int {
    fileprivate func quotientFloor(_ divisor: Int) -> Int {
        self >= 0 ? self / divisor : (self - divisor + 1) / divisor
    }
}
