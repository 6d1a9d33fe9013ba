package import Foundation
package import HealthModel

/// What happened to one delivery, for the holder and the operator; it never holds a patient's value.
package struct IntakeReport: Sendable, Codable, Equatable {
    package struct Table: Sendable, Codable, Equatable {
        package let table: String
        package let file: String
        package let rows: Int
        package let bytes: Int
        package let encoding: String
        /// Rows whose person is certain; nil for tables that name no person.
        package let certainRows: Int?
    }

    package struct FindingLine: Sendable, Codable, Equatable {
        package let code: String
        package let severity: String
        package let file: String
        package let line: Int?
        package let column: Int?
        package let field: String?
        package let count: Int
        package let fr: String
        package let en: String
    }

    package struct Suspicion: Sendable, Codable, Equatable {
        package let file: String
        package let column: String
        package let kind: String
        package let confidence: Double
        /// Masked on purpose: never more than one significant character.
        package let maskedExamples: [String]
    }

    package struct Outcome: Sendable, Codable, Equatable {
        package let outcome: String
        package let reason: String
        package let records: Int
    }

    package var source: String
    package var delivery: String
    package var digest: String
    package var state: DeliveryState
    package var received: String
    package var finished: String
    package var tables: [Table] = []
    package var persons: [Outcome] = []
    package var findings: [FindingLine] = []
    package var droppedFindingCount = 0
    package var suspicions: [Suspicion] = []

    package init(
        source: String,
        delivery: String,
        digest: String,
        state: DeliveryState,
        received: String,
        finished: String = ""
    ) {
        self.source = source
        self.delivery = delivery
        self.digest = digest
        self.state = state
        self.received = received
        self.finished = finished
    }

    package mutating func take(_ found: Findings) {
        findings = found.sorted.map {
            FindingLine(
                code: $0.code, severity: $0.severity.rawValue, file: $0.file, line: $0.line, column: $0.column,
                field: $0.field, count: $0.count, fr: $0.message.fr, en: $0.message.en)
        }
        droppedFindingCount = found.droppedCount
    }

    package var rowCount: Int { tables.reduce(0) { $0 + $1.rows } }
    package func records(_ outcome: LinkageOutcome) -> Int {
        persons.filter { $0.outcome == outcome.rawValue }.reduce(0) { $0 + $1.records }
    }

    /// Pretty JSON with sorted keys: the same report gives the same bytes.
    package func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}
