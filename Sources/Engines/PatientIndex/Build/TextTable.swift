/// Numbers the different texts in the order in which they are first met, from 0.
package final class TextTable {
    private var bytes: [UInt8] = []
    private var begins: [Int] = [0]
    private var slots = Array(repeating: TextTable.empty, count: 1 << 10)

    private static let empty = Int32(-1)

    package init() {}

    package var count: Int { begins.count - 1 }

    func text(_ code: Int) -> ArraySlice<UInt8> { bytes[begins[code]..<begins[code + 1]] }

    package func code(of text: UnsafeBufferPointer<UInt8>) -> Int32 {
        var slot = TextTable.hash(UnsafeRawBufferPointer(text)) & (slots.count - 1)
        while slots[slot] != TextTable.empty {
            if self.text(Int(slots[slot])).elementsEqual(text) { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        let code = Int32(count)
        bytes.append(contentsOf: text)
        begins.append(bytes.count)
        slots[slot] = code
        if count * 2 > slots.count { grow() }
        return code
    }

    /// Codes by ascending bytes.
    func sorted(_ codes: [Int]) -> [Int] {
        codes.sorted { text($0).lexicographicallyPrecedes(text($1)) }
    }

    private func grow() {
        slots = Array(repeating: TextTable.empty, count: slots.count * 4)
        for code in 0..<count {
            var slot = text(code).withUnsafeBytes { TextTable.hash($0) } & (slots.count - 1)
            while slots[slot] != TextTable.empty { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(code)
        }
    }

    private static func hash(_ text: UnsafeRawBufferPointer) -> Int {
        Int(truncatingIfNeeded: Checksum.of(text) >> 1)
    }
}
