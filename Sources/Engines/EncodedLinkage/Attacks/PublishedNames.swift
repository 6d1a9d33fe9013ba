/// What an attacker knows of a population: published names with their numbers of bearers.
package struct PublishedNames: Sendable {
    package struct Name: Sendable, Hashable {
        /// Capitals A-Z.
        package let text: String
        package let bearerCount: Int

        package init(text: String, bearerCount: Int) {
            self.text = text
            self.bearerCount = bearerCount
        }
    }

    /// Names of each kind that an attack tries.
    package static let nameCountMax = 3000

    package let firstNames: [Name]
    package let familyNames: [Name]

    /// The most frequent names of each list.
    package init(firstNames: [Name], familyNames: [Name]) {
        self.firstNames = PublishedNames.mostFrequent(firstNames)
        self.familyNames = PublishedNames.mostFrequent(familyNames)
    }

    private static func mostFrequent(_ names: [Name]) -> [Name] {
        Array(names.sorted { ($1.bearerCount, $0.text) < ($0.bearerCount, $1.text) }.prefix(nameCountMax))
    }

    /// The bigrams of a name, as they are encoded.
    static func bigrams(of name: String) -> Set<[UInt8]> {
        let padded = [0x20] + Array(name.utf8) + [0x20]
        return Set(zip(padded, padded.dropFirst()).map { [$0, $1] })
    }
}

/// What an attack says of one row; nil where it says nothing.
package struct NameGuess: Sendable, Hashable {
    package let firstName: String?
    package let familyName: String?

    package init(firstName: String?, familyName: String?) {
        self.firstName = firstName
        self.familyName = familyName
    }
}
