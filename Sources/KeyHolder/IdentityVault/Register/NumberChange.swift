internal import GRDB
internal import RecordLinkage

/// The log of numbers that changed: the person stays, and keeps the pseudonym.
struct NumberChange {
    enum Kind: String {
        case waitingToFinal = "waiting-to-final"
        case otherSex = "other-sex"
        case otherNumber = "other-number"
    }

    let database: Database

    func log(
        _ persons: [PersonNumber], _ kind: Kind, _ source: String, _ delivery: String, _ moment: String
    ) throws {
        for person in persons {
            try database.cachedStatement(
                sql: "INSERT INTO number_change (person, kind, source, delivery, seen_at) VALUES (?, ?, ?, ?, ?)"
            )
            .execute(arguments: [person, kind.rawValue, source, delivery, moment])
        }
    }
}
