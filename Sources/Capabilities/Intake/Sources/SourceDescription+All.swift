/// The sources that this hub takes in. A new one is added here, and nowhere else.
extension SourceDescription {
    package static let all: [SourceDescription] = [nationalClaims, hospitalStays, hospitalWarehouse]

    package static func named(_ name: String) -> SourceDescription? { all.first { $0.name == name } }
}
