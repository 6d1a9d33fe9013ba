import HubTestSupport
import RecordLinkage

/// Tables of the French columns, made of a few values each.
enum FrenchRecords {
    static let columns = LinkageConfiguration.french.columns.filter { $0.kind != .identifier }

    static func table(_ sources: [[String: String]]..., isClean: Bool = true) -> RecordTable {
        var tables: [RecordTable] = []
        for (place, source) in sources.enumerated() {
            let name = ["A", "B", "C", "D"][place]
            var builder = RecordTableBuilder(source: name, isClean: isClean, columns: columns)
            for (row, record) in source.enumerated() {
                builder.append(identifier: "\(name)\(row)", values: columns.map { record[$0.name] ?? "" })
            }
            tables.append(builder.build())
        }
        var table = RecordTable.joining(tables)
        table.certifyNumbers("nir", sex: "sexe", birthDate: "date_naissance")
        return table
    }

    /// Quick settings for small tables.
    static var configuration: LinkageConfiguration {
        var configuration = LinkageConfiguration.french
        configuration.samplePairCount = 50_000
        return configuration
    }

    /// Persons with distinct traits.
    static func people(_ count: Int, seed: UInt64 = 1) -> [[String: String]] {
        var generator = SeededGenerator(seed: seed)
        let letters = Array("ABCDEFGHIJKLMNOPRSTUV").map(String.init)
        func word(_ count: Int) -> String {
            (0..<count).map { _ in letters.randomElement(using: &generator) ?? "A" }.joined()
        }
        func two(_ range: ClosedRange<Int>) -> String {
            let number = Int.random(in: range, using: &generator)
            return number < 10 ? "0\(number)" : "\(number)"
        }
        return (0..<count)
            .map { _ in
                [
                    "nom_naissance": word(7), "prenom": word(5), "sexe": Bool.random(using: &generator) ? "1" : "2",
                    "date_naissance": "19\(two(30...99))-\(two(1...12))-\(two(1...28))",
                    "commune_naissance": "\(two(10...89))\(two(10...99))1",
                    "code_postal": "\(two(10...89))\(two(10...99))0",
                ]
            }
    }
}
