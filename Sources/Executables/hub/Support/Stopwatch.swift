import Foundation

/// Wall and CPU seconds of this process since it was made.
struct Stopwatch {
    private let begun = ContinuousClock.now
    private let cpu = Stopwatch.processSeconds()

    func read() -> (wall: Double, cpu: Double) {
        ((ContinuousClock.now - begun).inSeconds, Stopwatch.processSeconds() - cpu)
    }

    private static func processSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
}
