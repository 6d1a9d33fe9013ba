package import HealthModel

/// Why a synthetic country could not be made.
package enum SimulatorError: HubError, Hashable {
    case personCount(Int, maximum: Int)
    case years(Int, Int)
    /// A folder or file could not be written: its path within the output folder and the system's words.
    case output(path: String, reason: String)

    package var code: String {
        switch self {
        case .personCount: "simulator.person-count"
        case .years: "simulator.years"
        case .output: "simulator.output"
        }
    }

    package var kind: HubErrorKind {
        switch self {
        case .personCount, .years: .badInput
        case .output: .surroundings
        }
    }

    package var message: Phrase {
        switch self {
        case .personCount(let count, let maximum):
            Phrase(
                fr: "Le nombre de personnes à simuler doit aller de 1 à \(maximum) ; \(count) a été demandé.",
                en: "The number of persons to simulate must be from 1 to \(maximum); \(count) was asked for.")
        case .years(let first, let last):
            Phrase(
                fr: "Les années \(first) à \(last) ne peuvent pas être simulées : elles doivent se suivre, de "
                    + "\(SimulationPlan.yearRange.lowerBound) à \(SimulationPlan.yearRange.upperBound).",
                en: "Years \(first) to \(last) cannot be simulated: they must be in order, from "
                    + "\(SimulationPlan.yearRange.lowerBound) to \(SimulationPlan.yearRange.upperBound).")
        case .output(let path, let reason):
            Phrase(
                fr: "Le fichier \(path) n'a pas pu être écrit (\(reason)). Vérifiez la place libre et les droits.",
                en: "The file \(path) could not be written (\(reason)). Check the free space and the rights.")
        }
    }
}
