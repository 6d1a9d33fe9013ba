package import DisclosureControl
package import HealthModel

extension Releasable where Value == ReleasableCount {
    /// The count as pages write it: rounded with its thousands apart, or the sign for a withheld one.
    package func words(_ language: Language) -> String { Chart.number(value.number, language) }
}
