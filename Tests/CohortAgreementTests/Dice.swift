import HubTestSupport

/// Seeded choices.
struct Dice {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }
    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    mutating func pick<Choice>(_ choices: [Choice]) -> Choice { choices[number(0...choices.count - 1)] }
    mutating func list<Element>(_ range: ClosedRange<Int>, _ make: (inout Dice) -> Element) -> [Element] {
        (0..<number(range)).map { _ in make(&self) }
    }
}
