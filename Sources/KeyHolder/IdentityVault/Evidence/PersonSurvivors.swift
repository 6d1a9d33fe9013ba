internal import Foundation
internal import GRDB
internal import RecordLinkage

/// Persons after all merges, and new merges by evidence or review.
struct PersonSurvivors {
    let database: Database
    private var known: [PersonNumber: PersonNumber] = [:]
    private(set) var merges: [PersonMerge] = []
    /// Persons whose waiting number was replaced by a certified one when they were merged.
    private(set) var finalNumbers: [PersonNumber] = []

    init(database: Database) { self.database = database }

    mutating func survivor(of person: PersonNumber) throws -> PersonNumber {
        if let known = known[person] { return known }
        var survivor = person
        while let next = try PersonNumber.fetchOne(
            database.cachedStatement(sql: "SELECT merged_into FROM person WHERE number = ?"), arguments: [survivor])
        {
            survivor = next
        }
        known[person] = survivor
        return survivor
    }

    /// Whether two persons have different certified numbers.
    func haveOtherNumbers(_ left: PersonNumber, _ right: PersonNumber) throws -> Bool {
        let numbers = try Int64?
            .fetchAll(
                database.cachedStatement(sql: "SELECT own FROM person WHERE number IN (?, ?)"),
                arguments: [left, right])
        return Set(numbers.compactMap { $0 }).count > 1
    }

    /// Whether reviewers took the two apart.
    mutating func areApart(_ left: PersonNumber, _ right: PersonNumber) throws -> Bool {
        for pair in try PersonSeparations(database: database).apart() {
            let ends = Set([try survivor(of: pair.part), try survivor(of: pair.from)])
            if ends == [left, right] { return true }
        }
        return false
    }

    /// Makes one person of two: the older number survives and learns the witnesses of the younger.
    mutating func merge(_ left: PersonNumber, _ right: PersonNumber, by cause: MergeCause) throws {
        let (older, younger) = (min(left, right), max(left, right))
        let isFinal = try Bool.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT count(own) = 1 AND count(waiting) > 0 FROM person WHERE number IN (?, ?)
                    """), arguments: [older, younger])
        if isFinal == true { finalNumbers.append(older) }
        try database.cachedStatement(
            sql: """
                UPDATE person SET own = coalesce(own, (SELECT own FROM person WHERE number = :younger)),
                    place = coalesce(place, (SELECT place FROM person WHERE number = :younger)),
                    waiting = coalesce(waiting, (SELECT waiting FROM person WHERE number = :younger))
                WHERE number = :older
                """
        )
        .execute(arguments: ["younger": younger, "older": older])
        try database.cachedStatement(sql: "UPDATE person SET merged_into = ?, merged_by = ? WHERE number = ?")
            .execute(arguments: [older, cause.rawValue, younger])
        merges.append(PersonMerge(younger: younger, older: older))
        for (person, survivor) in known where survivor == younger { known[person] = older }
        known[younger] = older
    }
}
