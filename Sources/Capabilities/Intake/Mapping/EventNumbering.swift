/// Identifiers of OMOP rows: unique over a release, the same every time the same deliveries are mapped.
///
/// `(source × 100 + part) × 10^12 + ordinal × 16 + target`: the ordinal is the place of a staged row (for rows that were
/// merged, of the first), the part a select of the source, the target one of the standard concepts of a code. Below
/// 2^53 for 90 sources, so that programs which only have floating-point numbers read them exactly.
enum EventNumbering {
    /// Numbers of the sources: never change, never reused.
    enum Source: Int, CaseIterable {
        case nationalClaims = 1
        case hospitalStays = 2
        case hospitalWarehouse = 3
    }

    /// A code maps to at most this many standard concepts; further ones are left out.
    static let targetCountMax = 16
    static let partCountMax = 100
    static let ordinalCountMax = 1_000_000_000_000 / targetCountMax

    /// SQL for the identifier of a row.
    static func expression(_ source: Source, part: Int, ordinal: String, target: String = "0") -> String {
        precondition((0..<partCountMax).contains(part), "A source has at most 100 parts.")
        let base = (source.rawValue * partCountMax + part) * 1_000_000_000_000
        return "\(base) + \(ordinal) * \(targetCountMax) + \(target)"
    }
}
