/// How a definition is read where Circe's own SQL does something else than the JSON says.
package enum CohortReading: String, Sendable, Hashable, CaseIterable {
    /// Circe's answer, its oddities included; what Circe itself cannot run is a named error.
    case strict
    /// The plain meaning of the JSON.
    case fixed
}
