import Foundation
package import HealthModel
import Synchronization

/// Shows the steps of long work: one rewritten line on a terminal, one line a label elsewhere.
package final class ProgressLine: Sendable {
    private struct State {
        var label = ""
        var lastShown = ContinuousClock.now - .seconds(1)
    }

    private let isQuiet: Bool
    private let state = Mutex(State())
    private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1

    /// Says nothing when `isQuiet`.
    package init(isQuiet: Bool = false) { self.isQuiet = isQuiet }

    /// To hand to whatever reports its steps.
    package var observer: ProgressObserver { { step in self.show(step) } }

    private func show(_ step: ProgressStep) {
        guard !isQuiet else { return }
        let label = step.label.words(Terminal.language)
        state.withLock { state in
            let now = ContinuousClock.now
            let isNew = label != state.label
            guard isNew || (isTerminal && now - state.lastShown > .milliseconds(100)) else { return }
            if isNew, isTerminal, !state.label.isEmpty { write("\n") }
            state.label = label
            state.lastShown = now
            write(isTerminal ? "\r\u{1B}[K  \(label) \(amount(step))" : "  \(label)\n")
        }
    }

    /// Ends the line.
    package func end() {
        state.withLock { state in
            if isTerminal, !state.label.isEmpty { write("\n") }
            state.label = ""
        }
    }

    private func amount(_ step: ProgressStep) -> String {
        guard let total = step.total, total > 0 else { return step.done > 0 ? grouped(step.done) : "" }
        return "\(min(100, step.done * 100 / total)) %"
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

/// A whole number with its thousands apart: `1 234 567`.
package func grouped(_ number: Int) -> String {
    let digits = String(abs(number))
    var text = ""
    for (offset, digit) in digits.enumerated() {
        if offset > 0, (digits.count - offset) % 3 == 0 { text.append("\u{202F}") }
        text.append(digit)
    }
    return number < 0 ? "-" + text : text
}
