package import Foundation
package import HealthModel

/// What a holder's seal wrote.
package struct SealSummary: Sendable {
    /// One table of the delivery.
    package struct Table: Sendable, Equatable {
        package let name: String
        package var fileCount = 0
        package var rowCount = 0
        /// Rows left out because they name no person.
        package var keylessRowCount = 0
        package var byteCount = 0
    }

    package let deliveryID: String
    /// The folder to send.
    package let folder: URL
    /// Identity records given to the sink.
    package let personCount: Int
    package let tables: [Table]
    /// Raw bytes read.
    package let rawByteCount: Int
    /// Warnings: files and columns that were left behind, rows without a person.
    package let findings: Findings
}
