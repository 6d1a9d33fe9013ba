import Foundation
import HealthModel

/// The operator's terminal: their language, progress on standard error, errors as words and exit codes.
enum Terminal {
    /// French if the locale is French, else English.
    static let language: Language = {
        let environment = ProcessInfo.processInfo.environment
        let locale = environment["HUB_LANGUAGE"] ?? environment["LC_ALL"] ?? environment["LANG"] ?? ""
        return locale.lowercased().hasPrefix("fr") ? .french : .english
    }()

    static func say(_ phrase: Phrase) { print(phrase.words(language)) }

    static func note(_ phrase: Phrase) {
        FileHandle.standardError.write(Data((phrase.words(language) + "\n").utf8))
    }

    /// Exit codes of sysexits.h where one fits.
    static func exitCode(for kind: HubErrorKind) -> Int32 {
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

    /// Runs a command's body and turns a HubError into words on standard error and an exit code.
    static func run(_ body: () async throws -> Void) async {
        do {
            try await body()
        } catch let error as any HubError {
            note(
                Phrase(fr: "erreur \(error.code) : \(error.message.fr)", en: "error \(error.code): \(error.message.en)")
            )
            exit(exitCode(for: error.kind))
        } catch let error as CocoaError {
            let place = (error.userInfo[NSFilePathErrorKey] as? String) ?? error.url?.path ?? "?"
            note(
                Phrase(
                    fr: "erreur fichier : \(place) (\(error.code.rawValue))",
                    en: "file error: \(place) (\(error.code.rawValue))"))
            exit(74)
        } catch {
            note(Phrase(fr: "erreur inattendue : \(type(of: error))", en: "unexpected error: \(type(of: error))"))
            exit(70)
        }
    }
}
