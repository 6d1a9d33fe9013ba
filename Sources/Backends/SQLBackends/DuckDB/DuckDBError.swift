package import HealthModel

/// What went wrong in DuckDB, without the words of DuckDB: those quote values of rows.
package struct DuckDBError: HubError, Equatable {
    /// The kinds that a caller may want to tell apart.
    package enum Cause: String, Sendable, CaseIterable {
        /// The SQL does not parse.
        case syntax
        /// A table, column or function does not exist, or types do not fit.
        case binding
        /// A value cannot become the type asked for.
        case conversion
        /// A value is outside the range of its type.
        case outOfRange = "out-of-range"
        /// A key, NOT NULL or CHECK does not hold.
        case constraint
        case outOfMemory = "out-of-memory"
        /// Stopped by `interrupt()`.
        case interrupted
        /// Stopped because its time was over.
        case deadline
        /// A file cannot be read or written.
        case inputOutput = "input-output"
        /// Forbidden by the settings of the database.
        case permission
        case transaction
        /// The caller asked a result for a type that its column does not have, or for a column it does not have.
        case columnType = "column-type"
        /// A limit of ours, as `DuckDBResult.rowCountMax`, was passed.
        case limit
        /// The database is unusable until it is opened again.
        case fatal
        /// Anything else.
        case other
    }

    package let cause: Cause
    /// The words that the caller gave to its statement; they never hold a value.
    package let label: String
    /// DuckDB's own words. Unsafe to show or log: they may quote a patient's value.
    package let rawDetail: Nominative<String>

    package init(_ cause: Cause, label: String, rawDetail: String = "") {
        self.cause = cause
        self.label = label
        self.rawDetail = Nominative(rawDetail)
    }

    package static func == (left: DuckDBError, right: DuckDBError) -> Bool {
        left.cause == right.cause && left.label == right.label
    }

    package var code: String { "duckdb.\(cause.rawValue)" }

    package var kind: HubErrorKind {
        switch cause {
        case .syntax, .binding, .conversion, .outOfRange, .constraint, .columnType: .badInput
        case .outOfMemory, .deadline, .limit: .limit
        case .interrupted, .transaction: .conflict
        case .permission: .refused
        case .inputOutput, .other: .surroundings
        case .fatal: .damaged
        }
    }

    package var message: Phrase {
        let (french, english) = words
        return Phrase(fr: "\(french) (\(label)).", en: "\(english) (\(label)).")
    }

    private var words: (String, String) {
        switch cause {
        case .syntax: ("La requête SQL est mal écrite", "The SQL statement is malformed")
        case .binding:
            (
                "La requête nomme une table, une colonne ou une fonction absente, ou des types qui ne conviennent pas",
                "The statement names a table, column or function that is absent, or types that do not fit"
            )
        case .conversion:
            ("Une valeur ne peut pas prendre le type demandé", "A value cannot become the type asked for")
        case .outOfRange: ("Une valeur dépasse les bornes de son type", "A value is outside the range of its type")
        case .constraint: ("Une contrainte de la table n’est pas respectée", "A constraint of the table does not hold")
        case .outOfMemory: ("La requête dépasse la mémoire permise", "The statement needs more memory than allowed")
        case .interrupted: ("La requête a été interrompue", "The statement was interrupted")
        case .deadline: ("La requête a dépassé le temps permis", "The statement took longer than allowed")
        case .inputOutput: ("Un fichier ne peut être lu ou écrit", "A file cannot be read or written")
        case .permission: ("Les réglages de la base l’interdisent", "The settings of the database forbid it")
        case .transaction: ("La transaction ne peut aboutir", "The transaction cannot be completed")
        case .columnType:
            ("Le résultat n’a pas cette colonne, ou pas ce type", "The result has no such column, or not this type")
        case .limit: ("Le résultat dépasse la limite", "The result passes the limit")
        case .fatal: ("La base doit être rouverte", "The database must be opened again")
        case .other: ("La requête a échoué", "The statement failed")
        }
    }
}

extension DuckDBError {
    /// From DuckDB's number of the error (`duckdb_error_type`), or from the first words of its text where the
    /// interface gives no number.
    init(number: UInt32, text: String, label: String) {
        let cause = DuckDBError.cause(number: number) ?? DuckDBError.cause(text: text)
        self.init(cause, label: label, rawDetail: text)
    }

    private static func cause(number: UInt32) -> Cause? {
        switch number {
        case 1: .outOfRange
        case 2, 4, 5, 6: .conversion
        // Types, expressions, catalogue, binder, parameters, sequences.
        case 3, 11, 12, 13, 15, 24, 35, 36: .binding
        case 10: .transaction
        case 14, 22: .syntax
        case 18: .constraint
        case 28: .inputOutput
        case 29: .interrupted
        case 30, 31: .fatal
        case 33: .outOfMemory
        case 34: .permission
        default: nil
        }
    }

    private static let causesByPrefix: [(String, Cause)] = [
        ("Parser Error", .syntax), ("Syntax Error", .syntax), ("Binder Error", .binding), ("Catalog Error", .binding),
        ("Conversion Error", .conversion), ("Invalid Type Error", .conversion), ("Out of Range Error", .outOfRange),
        ("Constraint Error", .constraint), ("Out of Memory Error", .outOfMemory), ("INTERRUPT Error", .interrupted),
        ("Interrupt", .interrupted), ("IO Error", .inputOutput), ("Permission Error", .permission),
        ("TransactionContext Error", .transaction), ("Transaction", .transaction), ("FATAL Error", .fatal),
        ("INTERNAL Error", .fatal), ("Invalid Input Error", .conversion),
    ]

    private static func cause(text: String) -> Cause {
        causesByPrefix.first { text.hasPrefix($0.0) }?.1 ?? .other
    }
}
