import Foundation
import HubTestSupport

/// A folder with small files of invented identities whose truth is known: A150 and B150 are one person.
struct CommandBench {
    static let header = "id,nom_naissance,prenom,sexe,date_naissance,commune_naissance,code_postal\n"

    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        var makers = SeededGenerator(seed: 5)
        let persons = (0..<400).map { _ in Person(using: &makers) }
        try write("a.csv", persons.prefix(300).enumerated().map { ("A\($0)", $1) })
        try write("b.csv", persons.enumerated().dropFirst(100).map { ("B\($0)", $1.misspelt($0)) })
        try folder.write("empty.csv", "")
        try folder.write("header.csv", Self.header)
        try write("one.csv", [("A150", persons[150])])
        try write("same.csv", (0..<10_000).map { ("A\($0)", persons[150]) })
        try write("nothing.csv", (0..<200).map { ("A\($0)", Person()) })
        try write(
            "nameless.csv",
            persons.prefix(200).enumerated()
                .map { place, person in
                    var person = person
                    person.name = ""
                    return ("A\(place)", person)
                })
    }

    func write(_ name: String, _ rows: [(String, Person)]) throws {
        try folder.write(name, Self.header + rows.map { $0 + "," + $1.line + "\n" }.joined())
    }

    @discardableResult
    func keyholder(_ arguments: String...) throws -> Program.End {
        try Program.keyholder.run(arguments, in: folder.url)
    }

    func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.url.appending(path: name).path) }

    /// The lines of a file, header left out, split at commas.
    func rows(_ name: String) throws -> [[String]] {
        try String(contentsOf: folder.url.appending(path: name), encoding: .utf8)
            .split(separator: "\n").dropFirst()
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    /// Every file but those named, and those that the bench made: what a run left behind.
    func left(but expected: String...) throws -> [String] {
        let made = ["a", "b", "empty", "header", "one", "same", "nothing", "nameless"].map { $0 + ".csv" }
        return try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
            .filter { !made.contains($0) && !expected.contains($0) }.sorted()
    }

    /// An invented person.
    struct Person {
        var name = ""
        var given = ""
        var sex = ""
        var born = ""
        var place = ""
        var postcode = ""

        init() {}

        init(using generator: inout SeededGenerator) {
            let letters = Array("ABCDEFGHIJLMNOPRSTUV").map(String.init)
            func word(_ count: Int) -> String {
                (0..<count).compactMap { _ in letters.randomElement(using: &generator) }.joined()
            }
            func number(_ range: ClosedRange<Int>) -> String {
                let number = Int.random(in: range, using: &generator)
                return number < 10 ? "0\(number)" : String(number)
            }
            (name, given, sex) = (word(7), word(5), Bool.random(using: &generator) ? "1" : "2")
            born = "19\(number(30...99))-\(number(1...12))-\(number(1...28))"
            (place, postcode) = (number(10...89) + number(100...999), number(10...89) + number(100...999))
        }

        var line: String { [name, given, sex, born, place, postcode].joined(separator: ",") }

        /// One in three as another source writes them.
        func misspelt(_ place: Int) -> Person {
            var copy = self
            switch place % 9 {
            case 0: copy.name.removeLast()
            case 3: copy.given += "E"
            case 6: copy.postcode = "75001"
            default: break
            }
            return copy
        }
    }
}
