import ArgumentParser
import Foundation
import HealthModel

/// The operator's terminal: their language, results on standard output, the rest on standard error.
enum Terminal {
    /// French if the locale is French, else English.
    static let language: Language = {
        let environment = ProcessInfo.processInfo.environment
        let locale = environment["HUB_LANGUAGE"] ?? environment["LC_ALL"] ?? environment["LANG"] ?? ""
        return locale.lowercased().hasPrefix("fr") ? .french : .english
    }()

    static func words(fr: String, en: String) -> String { Phrase(fr: fr, en: en).words(language) }

    static func say(fr: String, en: String) { print(words(fr: fr, en: en)) }

    static func note(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    /// Exit codes of sysexits.h where one fits; the same as the hub's.
    static func exitCode(for kind: HubErrorKind) -> ExitCode {
        switch kind {
        case .badInput: ExitCode(65)
        case .notFound: ExitCode(66)
        case .refused: ExitCode(77)
        case .conflict: ExitCode(73)
        case .limit: ExitCode(75)
        case .damaged: ExitCode(70)
        case .surroundings: ExitCode(74)
        }
    }

    /// Runs a command's body; an error becomes words on standard error and an exit code.
    static func run(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as any HubError {
            note(
                words(
                    fr: "erreur \(error.code) : \(error.message.fr)", en: "error \(error.code): \(error.message.en)"))
            throw exitCode(for: error.kind)
        } catch let error as CocoaError {
            let place = (error.userInfo[NSFilePathErrorKey] as? String) ?? error.url?.path ?? "?"
            note(words(fr: "erreur de fichier : \(place)", en: "file error: \(place)"))
            throw exitCode(for: .surroundings)
        }
    }
}
