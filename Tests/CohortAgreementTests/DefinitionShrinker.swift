import CohortEngine
import Foundation

/// Takes away parts of a definition as long as evaluators still disagree on what remains.
struct DefinitionShrinker {
    let bench: AgreementBench
    let reading: CohortReading

    func shrink(_ definition: CohortDefinition) -> CohortDefinition {
        var best = definition
        guard var json = try? JSONSerialization.jsonObject(with: CirceJSON.write(definition)) else { return best }
        var isSmaller = true
        while isSmaller {
            isSmaller = false
            for candidate in smaller(json) {
                guard let data = try? JSONSerialization.data(withJSONObject: candidate),
                    let read = try? CirceJSON.read(data), read != best, bench.agreement(read, reading) == nil
                else { continue }
                best = read
                json = candidate
                isSmaller = true
                break
            }
        }
        return best
    }

    /// The value with one part less, at any depth; the largest losses first.
    private func smaller(_ value: Any) -> [Any] {
        var results: [Any] = []
        if let object = value as? [String: Any] {
            for key in object.keys.sorted() {
                var without = object
                without[key] = nil
                results.append(without)
            }
            for key in object.keys.sorted() {
                for part in smaller(object[key] ?? "") {
                    var changed = object
                    changed[key] = part
                    results.append(changed)
                }
            }
        } else if let list = value as? [Any] {
            for place in list.indices {
                var without = list
                without.remove(at: place)
                results.append(without)
            }
            for place in list.indices {
                for part in smaller(list[place]) {
                    var changed = list
                    changed[place] = part
                    results.append(changed)
                }
            }
        }
        return results
    }
}
