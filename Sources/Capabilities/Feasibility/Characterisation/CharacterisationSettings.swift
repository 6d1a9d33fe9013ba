/// How much a characterisation tells.
package struct CharacterisationSettings: Sendable, Hashable {
    /// Concepts listed at most, per table and window.
    package static let itemCountMax = 500
    /// Concepts read at most, per table: the most frequent ones.
    static let conceptCountMax = 20_000
    /// Places listed at most; the others are put together.
    static let areaCountMax = 30
    /// Seconds that one statement may take.
    static let deadlineSeconds = 300.0

    /// Concepts listed per table and window.
    package let itemCount: Int
    /// Whether concepts are also put under their ancestors, as "diabetes" over its kinds.
    package let countsGroups: Bool

    package init(itemCount: Int = 20, countsGroups: Bool = false) {
        self.itemCount = min(max(1, itemCount), CharacterisationSettings.itemCountMax)
        self.countsGroups = countsGroups
    }
}
