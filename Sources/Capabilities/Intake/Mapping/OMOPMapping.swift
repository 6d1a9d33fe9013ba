package import HealthModel

/// How the staged tables of one source become OMOP rows.
///
/// The SQL runs on DuckDB where each table of the source is a view of its own name in the schema `staged`, with typed
/// columns (string → VARCHAR, integer → BIGINT, number → DOUBLE, date → DATE, boolean → BOOLEAN), the row token
/// replaced by `person_id` (BIGINT, never null: rows of ambiguous and excluded persons are already counted and gone)
/// and a column `delivery` (VARCHAR). A declared column that the files lack is there and null. Every select must give
/// `delivery` beside the columns of its OMOP table.
///
/// The order: `VocabularyTables`, then on one connection (temporary tables belong to it) the preparation, `person` and its
/// like, the counts of the rules, the selects. Only the preparation and the selects of `person`, `observation_period`
/// and `death` read `staged`; the rest reads what the preparation made, so that another source may be staged in between.
/// `person`, `observation_period` and `death` give one source's view; `PersonAssembly` makes
/// the release's rows of them, and the selects of events are filtered by it.
package struct OMOPMapping: Sendable {
    /// Statements that make temporary tables and views for the rest, in order.
    package let preparation: [String]
    /// Rules that remove or change rows: named, explained, counted.
    package let rules: [MappingRule]
    /// OMOP table → select.
    package let tables: [MappedTable]

    package init(preparation: [String] = [], rules: [MappingRule] = [], tables: [MappedTable]) {
        self.preparation = preparation
        self.rules = rules
        self.tables = tables
    }
}

/// A quirk of a source that would break counting, as a named rule.
package struct MappingRule: Sendable {
    /// Stable: `regularisation`, `dpn-qlf-71`.
    package let name: String
    package let explanation: Phrase
    /// A query of one row and one column: how many source rows the rule removed; for a note, how many it concerns.
    package let removedCountQuery: String
    /// True when the rule removes nothing: it changes values, or warns the reader.
    package let isNote: Bool

    package init(name: String, explanation: Phrase, removedCountQuery: String, isNote: Bool = false) {
        self.name = name
        self.explanation = explanation
        self.removedCountQuery = removedCountQuery
        self.isNote = isNote
    }
}

/// One select that gives rows of an OMOP table.
package struct MappedTable: Sendable {
    /// OMOP table name, lower case: `condition_occurrence`.
    package let table: String
    package let select: String

    package init(table: String, select: String) {
        self.table = table
        self.select = select
    }
}
