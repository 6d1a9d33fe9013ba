/// The persons of a shard and their observation periods, ready to be written.
package struct ShardPersons: Sendable {
    /// Ascending.
    package let identifiers: [Int64]
    /// By person, in the order of `IndexSchema.personColumns`; the smallest number is unknown.
    package let columns: [(name: String, values: [Int64])]
    package let numbers: PersonNumbers
    package private(set) var periods: [Period] = []

    /// A period with both its days.
    package struct Period: Sendable {
        package let person: UInt32
        package let start: Int32
        package let end: Int32
        package let identifier: Int64

        package init(person: UInt32, start: Int32, end: Int32, identifier: Int64) {
            self.person = person
            self.start = start
            self.end = end
            self.identifier = identifier
        }
    }

    package init(identifiers: [Int64], columns: [(name: String, values: [Int64])]) {
        precondition(identifiers.count <= IndexShard.personCountMax, "A person's number has 16 bits.")
        self.identifiers = identifiers
        self.columns = columns
        numbers = PersonNumbers(identifiers)
    }

    /// Adds the periods of these persons, in any order.
    package mutating func add(_ added: [Period]) {
        periods += added
        periods.sort {
            ($0.person, $0.start, $0.identifier, $0.end) < ($1.person, $1.start, $1.identifier, $1.end)
        }
    }
}

/// From a person's identifier to the number in the shard.
package struct PersonNumbers: Sendable {
    private let identifiers: [Int64]
    /// For identifiers close together: by identifier less the first.
    private let direct: [UInt32]

    private static let spanPerPersonMax = 8

    init(_ identifiers: [Int64]) {
        self.identifiers = identifiers
        guard let first = identifiers.first, let last = identifiers.last,
            case let (span, overflow) = last.subtractingReportingOverflow(first), !overflow,
            span < Int64(identifiers.count * PersonNumbers.spanPerPersonMax)
        else {
            direct = []
            return
        }
        var direct = [UInt32](repeating: TableRows.stranger, count: Int(span) + 1)
        for (number, identifier) in identifiers.enumerated() { direct[Int(identifier - first)] = UInt32(number) }
        self.direct = direct
    }

    /// `TableRows.stranger` for a person who is not in the shard.
    package func number(of identifier: Int64) -> UInt32 {
        guard let first = identifiers.first, let last = identifiers.last, identifier >= first, identifier <= last
        else { return TableRows.stranger }
        if !direct.isEmpty { return direct[Int(identifier - first)] }
        var (low, high) = (0, identifiers.count)
        while low < high {
            let middle = (low + high) / 2
            if identifiers[middle] < identifier { low = middle + 1 } else { high = middle }
        }
        return identifiers[low] == identifier ? UInt32(low) : TableRows.stranger
    }
}
