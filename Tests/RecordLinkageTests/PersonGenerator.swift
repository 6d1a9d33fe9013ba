import HealthModel
import HubTestSupport

/// Records of few persons with few names, so that everything collides.
struct PersonGenerator {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func record() -> IdentityTraits {
        let number =
            ["", "2790351215189", "2790351215190", "1550151215189", "2560151215189"]
            .randomElement(using: &generator) ?? ""
        let names = ["DUPONT", "MARTIN", ""]
        return IdentityTraits(
            nationalNumber: number, birthName: names.randomElement(using: &generator) ?? "",
            usedName: names.randomElement(using: &generator) ?? "",
            givenNames: ["Marie", "Anne", ""].randomElement(using: &generator) ?? "",
            birthDate: ["1979-03-05", "1979-03-06", "2019-05-04"].randomElement(using: &generator) ?? "",
            sex: Bool.random(using: &generator) ? .female : .male,
            birthPlace: ["", "51215", "2A004"].randomElement(using: &generator) ?? "")
    }
}
