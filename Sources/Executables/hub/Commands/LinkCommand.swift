import ArgumentParser
import Console
import Foundation
import HealthModel

/// Hands plain files to the key holder's program beside this one: the hub has none of its code, and reads no identity.
struct LinkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Links plain files, or finds the duplicates of one, in the key holder's program.",
        discussion: """
            The same as `keyholder link`, which it becomes: its options and its help are that program's.

            EXAMPLES
              hub link a.csv b.csv --out pairs.csv --sheet sheet.html
              hub link registry.csv --out duplicates.csv --clusters persons.csv
              hub link --options
            """)

    @Flag(help: "The options of the key holder's program.")
    var options = false

    @Argument(parsing: .allUnrecognized, help: "What `keyholder link` takes.")
    var arguments: [String] = []

    func run() throws {
        Terminal.run {
            let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            let program = URL(filePath: own).deletingLastPathComponent().appending(path: "keyholder").path
            let words = [program, "link"] + (options ? ["--help"] : arguments)
            var pointers = words.map { strdup($0) } + [nil]
            defer { for pointer in pointers { free(pointer) } }
            // Replaces this process: it returns only when it failed.
            execv(program, &pointers)
            throw LinkCommandError.keyHolderMissing
        }
    }
}

/// Why the files could not be handed on.
enum LinkCommandError: HubError {
    case keyHolderMissing

    var code: String { "link.keyholder-missing" }
    var kind: HubErrorKind { .notFound }
    var message: Phrase {
        Phrase(
            fr: "Le programme keyholder n'est pas à côté de hub : construisez les deux (./hub setup).",
            en: "The program keyholder is not beside hub: build both (./hub setup).")
    }
}
