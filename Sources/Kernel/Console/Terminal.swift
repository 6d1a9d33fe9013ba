import Foundation
package import HealthModel

/// The operator's terminal: their language, results on standard output, everything else on standard error.
package enum Terminal {
    /// French if the locale is French, else English; HUB_LANGUAGE decides first.
    package static let language: Language = {
        let environment = ProcessInfo.processInfo.environment
        let locale = environment["HUB_LANGUAGE"] ?? environment["LC_ALL"] ?? environment["LANG"] ?? ""
        return locale.lowercased().hasPrefix("fr") ? .french : .english
    }()

    package static func words(fr: String, en: String) -> String { Phrase(fr: fr, en: en).words(language) }

    /// A line of result; whoever reads a pipe wants it now, not when the program ends.
    package static func say(_ phrase: Phrase) {
        print(phrase.words(language))
        fflush(nil)
    }

    package static func say(fr: String, en: String) { say(Phrase(fr: fr, en: en)) }

    package static func note(_ phrase: Phrase) { note(phrase.words(language)) }

    package static func note(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    /// Exit codes of sysexits.h where one fits.
    package static func exitCode(for kind: HubErrorKind) -> Int32 {
        switch kind {
        case .badInput: 65
        case .notFound: 66
        case .refused: 77
        case .conflict: 73
        case .limit: 75
        case .damaged: 70
        case .surroundings: 74
        }
    }

    /// Runs a command's body; an error becomes words on standard error and an exit code.
    package static func run(_ body: () throws -> Void) {
        do { try body() } catch { end(with: error) }
    }

    /// The same for a body that waits.
    package static func run(_ body: () async throws -> Void) async {
        do { try await body() } catch { end(with: error) }
    }

    private static func end(with error: any Error) -> Never {
        switch error {
        case let error as any HubError:
            note(
                words(fr: "erreur \(error.code) : \(error.message.fr)", en: "error \(error.code): \(error.message.en)"))
            exit(exitCode(for: error.kind))
        case let error as CocoaError:
            let place = (error.userInfo[NSFilePathErrorKey] as? String) ?? error.url?.path ?? "?"
            note(words(fr: "erreur de fichier : \(place)", en: "file error: \(place)"))
            exit(exitCode(for: .surroundings))
        default:
            note(words(fr: "erreur inattendue : \(type(of: error))", en: "unexpected error: \(type(of: error))"))
            exit(exitCode(for: .damaged))
        }
    }
}
