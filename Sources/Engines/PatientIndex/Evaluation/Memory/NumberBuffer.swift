/// Numbers in memory of their own that grows and is reused: no array checks, no copies on write.
final class NumberBuffer<Element: BitwiseCopyable> {
    /// Valid until the next `reserve`.
    private(set) var elements: UnsafeMutablePointer<Element>
    private(set) var capacity: Int
    var count = 0

    init(capacity: Int = 0) {
        self.capacity = capacity
        elements = .allocate(capacity: capacity)
    }

    // Safe because this object alone owns the memory, and whoever reads it holds the object.
    deinit { elements.deallocate() }

    var byteCount: Int { capacity * MemoryLayout<Element>.stride }

    /// Makes room for so many elements in all; those that are there stay.
    func reserve(_ needed: Int) {
        guard needed > capacity else { return }
        let grown = max(needed, capacity + capacity / 2)
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: grown)
        larger.update(from: elements, count: min(count, capacity))
        elements.deallocate()
        elements = larger
        capacity = grown
    }

    /// Forgets what is there and takes `count` elements, not yet set.
    func restart(count: Int) {
        self.count = 0
        reserve(count)
        self.count = count
    }

    /// Gives memory back when it holds more than so many bytes.
    func shrink(byteCountMax: Int) {
        guard byteCount > byteCountMax else { return }
        elements.deallocate()
        elements = .allocate(capacity: 0)
        capacity = 0
        count = 0
    }
}
