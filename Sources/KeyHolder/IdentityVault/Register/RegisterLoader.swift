internal import Foundation
internal import GRDB
internal import RecordLinkage

/// Loads the part of the register that a batch of records touches.
struct RegisterLoader {
    /// Values of one `IN` list; SQLite reads a prepared statement of this size once and keeps it.
    static let listCount = 256

    let database: Database

    /// The keys among `digests` that are known, with their persons and those they were merged into.
    func load(_ digests: [LinkDigest], nextPerson: PersonNumber) throws -> LinkageMemory {
        var memory = LinkageMemory(nextPerson: nextPerson)
        var persons: Set<PersonNumber> = []
        // In the order of the table, so that neighbours are read together.
        var sorted = digests.sorted()
        sorted.removeAdjacentDuplicates()
        memory.reserve(sorted.count)
        for start in stride(from: 0, to: sorted.count, by: RegisterLoader.listCount) {
            let part = sorted[start..<min(start + RegisterLoader.listCount, sorted.count)]
            let statement = try database.cachedStatement(sql: keySQL(part.count))
            let rows = try Row.fetchCursor(statement, arguments: StatementArguments(part.map { $0.bytes }))
            while let row = try rows.next() {
                guard let digest = LinkDigest(bytes: row[0] as Data), let kind = KnownKey.Kind(rawValue: row[1]) else {
                    throw IdentityVaultError.registerFailed(reason: "link_key")
                }
                let person: PersonNumber = row[2]
                let given: Int64? = row[4]
                memory.load(
                    digest,
                    KnownKey(
                        kind: kind, person: person, isShared: row[3] == 1,
                        givenWitness: given.map { UInt64(bitPattern: $0) }))
                if person != 0 { persons.insert(person) }
            }
        }
        try loadPersons(persons, into: &memory)
        memory.load(apart: try PersonSeparations(database: database).apart())
        return memory
    }

    /// The number that the next founded person gets.
    func nextPerson() throws -> PersonNumber {
        1 + (try PersonNumber.fetchOne(database, sql: "SELECT max(number) FROM person") ?? 0)
    }

    private func loadPersons(_ numbers: Set<PersonNumber>, into memory: inout LinkageMemory) throws {
        var wanted = numbers
        while !wanted.isEmpty {
            let sorted = wanted.sorted()
            wanted = []
            for start in stride(from: 0, to: sorted.count, by: RegisterLoader.listCount) {
                let part = sorted[start..<min(start + RegisterLoader.listCount, sorted.count)]
                let statement = try database.cachedStatement(sql: personSQL(part.count))
                let rows = try Row.fetchCursor(statement, arguments: StatementArguments(part))
                while let row = try rows.next() {
                    let own: Int64? = row[1]
                    let place: Int64? = row[2]
                    let mergedInto: PersonNumber? = row[3]
                    let mergedBy: Int? = row[4]
                    let waiting: Int64? = row[5]
                    memory.load(
                        row[0] as PersonNumber,
                        KnownPerson(
                            ownWitness: own.map { UInt64(bitPattern: $0) },
                            placeWitness: place.map { UInt64(bitPattern: $0) }, mergedInto: mergedInto,
                            mergedBy: mergedBy.flatMap(MergeCause.init),
                            waitingWitness: waiting.map { UInt64(bitPattern: $0) }))
                    if let mergedInto, memory.persons[mergedInto] == nil { wanted.insert(mergedInto) }
                }
            }
        }
    }

    private func keySQL(_ count: Int) -> String {
        "SELECT hash, kind, person, state, given FROM link_key WHERE hash IN (\(SQLList.marks(count)))"
    }

    private func personSQL(_ count: Int) -> String {
        "SELECT number, own, place, merged_into, merged_by, waiting FROM person WHERE number IN (\(SQLList.marks(count)))"
    }
}

/// Question marks for lists of bound values.
enum SQLList {
    static func marks(_ count: Int) -> String { repeated("?", count) }

    /// `(?, ?), (?, ?)` for rows of an insert.
    static func rows(_ count: Int, columns: Int) -> String { repeated("(\(marks(columns)))", count) }

    private static func repeated(_ text: String, _ count: Int) -> String {
        Array(repeating: text, count: count).joined(separator: ", ")
    }
}

extension LinkDigest {
    /// Sixteen bytes whose order is the digest's order.
    var bytes: Data {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        FixedBytes.append(self, to: &bytes)
        return Data(bytes)
    }

    init?(bytes: Data) {
        guard bytes.count == 16 else { return nil }
        self = FixedBytes.digest(Array(bytes)[...], 0)
    }
}

extension Array where Element: Equatable {
    /// Keeps the first of equal neighbours.
    mutating func removeAdjacentDuplicates() {
        var last: Element?
        removeAll { element in
            defer { last = element }
            return element == last
        }
    }
}
