/// Plain values of one column while a table is read, in the order of reading.
package final class RowBuffer<Element: BitwiseCopyable> {
    // Safe because the memory is this object's own from the first append to deinit, and grows in `reserve` only.
    package private(set) var elements: UnsafeMutablePointer<Element>
    package private(set) var count = 0
    private var capacity: Int

    package init(capacity: Int = 4_096) {
        self.capacity = max(capacity, 16)
        elements = .allocate(capacity: self.capacity)
    }

    deinit { elements.deallocate() }

    package func append(_ element: Element) {
        reserve(1)
        elements[count] = element
        count += 1
    }

    package func append(contentsOf other: UnsafeBufferPointer<Element>) {
        guard let start = other.baseAddress else { return }
        reserve(other.count)
        (elements + count).update(from: start, count: other.count)
        count += other.count
    }

    package func append(repeating element: Element, count added: Int) {
        reserve(added)
        (elements + count).update(repeating: element, count: added)
        count += added
    }

    /// Adds places whose values the caller sets at once.
    package func grow(by added: Int) -> UnsafeMutablePointer<Element> {
        reserve(added)
        defer { count += added }
        return elements + count
    }

    package subscript(place: Int) -> Element {
        get { elements[place] }
        set { elements[place] = newValue }
    }

    /// Keeps the elements at these ascending places.
    func keep(_ places: [UInt32]) {
        for (target, place) in places.enumerated() { elements[target] = elements[Int(place)] }
        count = places.count
    }

    private func reserve(_ added: Int) {
        guard count + added > capacity else { return }
        capacity = max(count + added, capacity * 2)
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        larger.update(from: elements, count: count)
        elements.deallocate()
        elements = larger
    }
}
