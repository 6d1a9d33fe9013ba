internal import Foundation
internal import GRDB
internal import RecordLinkage

/// Writes what a batch of records taught.
struct RegisterWriter {
    /// Rows of one insert.
    static let rowCount = 100

    let database: Database
    var identifiers: IdentifierSource

    mutating func write(_ memory: LinkageMemory) throws {
        try insertPersons(memory)
        try insertKeys(memory)
        for digest in memory.changedKeys.subtracting(memory.addedKeys).sorted() {
            guard let key = memory.keys[digest] else { continue }
            try database.cachedStatement(sql: "UPDATE link_key SET state = ?, given = ? WHERE hash = ?")
                .execute(arguments: [key.isShared ? 1 : 0, key.givenWitness.signed, digest.bytes])
        }
        for number in memory.changedPersons.subtracting(memory.addedPersons).sorted() {
            guard let person = memory.persons[number] else { continue }
            try database.cachedStatement(
                sql: """
                    UPDATE person SET own = ?, place = ?, merged_into = ?, merged_by = ?, waiting = ? WHERE number = ?
                    """
            )
            .execute(arguments: [
                person.ownWitness.signed, person.placeWitness.signed, person.mergedInto, person.mergedBy?.rawValue,
                person.waitingWitness.signed, number,
            ])
        }
    }

    private mutating func insertPersons(_ memory: LinkageMemory) throws {
        let table = "person (number, identifier, own, place, merged_into, merged_by, waiting)"
        try insert(memory.addedPersons, into: table, columns: 7) { number, identifiers in
            let person = memory.persons[number]
            return [
                number, Data(identifiers.next()), person?.ownWitness.signed, person?.placeWitness.signed,
                person?.mergedInto, person?.mergedBy?.rawValue, person?.waitingWitness.signed,
            ]
        }
    }

    private mutating func insertKeys(_ memory: LinkageMemory) throws {
        // In the order of the table: neighbouring pages are written together.
        try insert(memory.addedKeys.sorted(), into: "link_key (hash, kind, person, state, given)", columns: 5) {
            digest, _ in
            let key = memory.keys[digest]
            return [
                digest.bytes, key?.kind.rawValue, key.map { memory.survivor(of: $0.person) },
                key?.isShared == true ? 1 : 0,
                key?.givenWitness.signed,
            ]
        }
    }

    private mutating func insert<Element>(
        _ elements: [Element],
        into table: String,
        columns: Int,
        values: (Element, inout IdentifierSource) -> [(any DatabaseValueConvertible)?]
    ) throws {
        for start in stride(from: 0, to: elements.count, by: RegisterWriter.rowCount) {
            let part = elements[start..<min(start + RegisterWriter.rowCount, elements.count)]
            var arguments: [(any DatabaseValueConvertible)?] = []
            arguments.reserveCapacity(part.count * columns)
            for element in part { arguments += values(element, &identifiers) }
            let rows = SQLList.rows(part.count, columns: columns)
            try database.cachedStatement(sql: "INSERT INTO \(table) VALUES \(rows)")
                .execute(arguments: StatementArguments(arguments))
        }
    }
}

extension UInt64? {
    /// SQLite's integers are signed; only equality matters here.
    var signed: Int64? { map { Int64(bitPattern: $0) } }
}
