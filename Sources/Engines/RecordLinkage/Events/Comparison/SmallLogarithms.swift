internal import Foundation

/// Natural logarithms of small counts, worked out once.
enum SmallLogarithms {
    private static let values = (0..<256).map { $0 == 0 ? 0 : log(Double($0)) }

    @inline(__always)
    static func of(_ count: Int) -> Double { count < 256 ? values[count] : log(Double(count)) }
}
