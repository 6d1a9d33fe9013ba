import Foundation
import HealthModel

/// Progress on standard error: one line that moves on a terminal, one line a step elsewhere.
enum ProgressLine {
    static func observer(isQuiet: Bool) -> ProgressObserver {
        guard !isQuiet else { return { _ in } }
        guard isatty(STDERR_FILENO) == 1 else { return { step in if step.done == 0 { Terminal.note(text(step)) } } }
        return { step in
            FileHandle.standardError.write(Data("\r\u{1B}[K\(text(step))".utf8))
            if step.done == step.total { FileHandle.standardError.write(Data("\n".utf8)) }
        }
    }

    private static func text(_ step: ProgressStep) -> String {
        let label = step.label.words(Terminal.language)
        guard step.done > 0 else { return label }
        return step.total.map { "\(label) \(step.done) / \($0)" } ?? "\(label) \(step.done)"
    }
}
