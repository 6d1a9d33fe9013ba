import Foundation
import HubTestSupport

/// Changes a JSON document at random: bytes, or values, keys and order of its tree.
struct JSONMutator {
    private var generator: SeededGenerator
    /// Trees to take pieces from.
    private let donors: [Any]

    private let values: [Any] = [
        NSNull(), true, false, 0, 1, -1, 2, 63, 64, 100_000, 100_001, -100_001, 2_147_483_647, 2_147_483_648,
        Int.max, Int.min, 0.5, 1e300, -1e300, 1e-300, "", "0", "-1", "All", "LAST", "!bt", "bt", "START_DATE",
        "DOMAIN_CONCEPT", "2024-02-29", "0000-01-01", "9999-12-31", "é\u{0}%_'\"\\", [Any](), [String: Any](),
    ]

    init(seed: UInt64, donors: [Any]) {
        generator = SeededGenerator(seed: seed)
        self.donors = donors
    }

    mutating func mutated(_ data: Data) -> Data {
        guard Int.random(in: 0..<4, using: &generator) != 0,
            let tree = try? JSONSerialization.jsonObject(with: data, options: [.fragmentsAllowed])
        else { return bytesMutated(data) }
        var result = tree
        for _ in 0..<(Bool.random(using: &generator) ? 1 : Int.random(in: 1...3, using: &generator)) {
            result = mutated(result)
        }
        return (try? JSONSerialization.data(withJSONObject: result, options: [.fragmentsAllowed])) ?? bytesMutated(data)
    }

    private mutating func bytesMutated(_ data: Data) -> Data {
        var bytes = [UInt8](data)
        guard !bytes.isEmpty else { return data }
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.remove(at: place)
            case 2:
                bytes.insert(
                    contentsOf: Array("{}[],:\"-1e9nul\\u".utf8).shuffled(using: &generator).prefix(3), at: place)
            default: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...64, using: &generator)))
            }
            if bytes.isEmpty { break }
        }
        return Data(bytes)
    }

    /// Goes down at random and changes one value there.
    private mutating func mutated(_ value: Any) -> Any {
        let stops = Int.random(in: 0..<12, using: &generator) == 0
        if !stops, var object = value as? [String: Any], let key = object.keys.sorted().randomElement(using: &generator)
        {
            switch Int.random(in: 0..<16, using: &generator) {
            case 0: object[key] = nil
            case 1: object["Unknown\(Int.random(in: 0..<3, using: &generator))"] = object[key]
            case 2:
                if let donor = donors.randomElement(using: &generator) {
                    object[key] = piece(of: donor, named: key) ?? object[key]
                }
            default: object[key] = mutated(object[key] ?? NSNull())
            }
            return object
        }
        if !stops, var list = value as? [Any], !list.isEmpty {
            let place = Int.random(in: 0..<list.count, using: &generator)
            switch Int.random(in: 0..<10, using: &generator) {
            case 0: list.remove(at: place)
            case 1: list.append(list[place])
            default: list[place] = mutated(list[place])
            }
            return list
        }
        // Mostly a value of the same type, or hardly any document would still be read.
        if Int.random(in: 0..<5, using: &generator) > 0 {
            if value is String { return values.compactMap { $0 as? String }.randomElement(using: &generator) ?? value }
            if let number = value as? Int { return number &+ Int.random(in: -2...2, using: &generator) }
            if value is [Any] { return value }
        }
        return values.randomElement(using: &generator) ?? value
    }

    /// A value that another document has under the same key.
    private func piece(of tree: Any, named key: String) -> Any? {
        if let object = tree as? [String: Any] {
            if let found = object[key] { return found }
            for name in object.keys.sorted() {
                if let found = piece(of: object[name] ?? 0, named: key) { return found }
            }
        }
        if let list = tree as? [Any] {
            for element in list { if let found = piece(of: element, named: key) { return found } }
        }
        return nil
    }
}
