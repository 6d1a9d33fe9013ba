/// Sorts places by 64-bit keys, least significant digits first; equal keys keep their order.
///
/// Costs one pass to count and one for each digit of 11 bits in which the keys differ.
func radixSort(keys: inout [UInt64], places: inout [UInt32], usedBitCount: Int) {
    precondition(keys.count == places.count, "Each place has its key.")
    let digitCount = (usedBitCount + 10) / 11
    guard keys.count > 1, digitCount > 0 else { return }
    var otherKeys = [UInt64](repeating: 0, count: keys.count)
    var otherPlaces = [UInt32](repeating: 0, count: places.count)
    var counts = [Int](repeating: 0, count: digitCount << 11)
    keys.withUnsafeBufferPointer { keys in
        counts.withUnsafeMutableBufferPointer { counts in
            for key in keys {
                var rest = key
                for digit in 0..<digitCount {
                    counts[digit << 11 | Int(truncatingIfNeeded: rest & 2047)] &+= 1
                    rest &>>= 11
                }
            }
        }
    }
    for digit in 0..<digitCount {
        let range = (digit << 11)..<((digit + 1) << 11)
        // All keys have the same digit: nothing moves.
        if counts[range].contains(keys.count) { continue }
        var begin = 0
        for slot in range { (counts[slot], begin) = (begin, begin + counts[slot]) }
        keys.withUnsafeBufferPointer { keys in
            places.withUnsafeBufferPointer { places in
                otherKeys.withUnsafeMutableBufferPointer { otherKeys in
                    otherPlaces.withUnsafeMutableBufferPointer { otherPlaces in
                        counts.withUnsafeMutableBufferPointer { counts in
                            distribute(
                                keys, places, otherKeys, otherPlaces, begins: counts, firstBegin: digit << 11,
                                shift: UInt64(digit * 11))
                        }
                    }
                }
            }
        }
        swap(&keys, &otherKeys)
        swap(&places, &otherPlaces)
    }
}

private func distribute(
    _ keys: UnsafeBufferPointer<UInt64>, _ places: UnsafeBufferPointer<UInt32>,
    _ otherKeys: UnsafeMutableBufferPointer<UInt64>, _ otherPlaces: UnsafeMutableBufferPointer<UInt32>,
    begins: UnsafeMutableBufferPointer<Int>, firstBegin: Int, shift: UInt64
) {
    for place in 0..<keys.count {
        let key = keys[place]
        let slot = firstBegin | Int(truncatingIfNeeded: (key &>> shift) & 2047)
        let target = begins[slot]
        begins[slot] = target &+ 1
        otherKeys[target] = key
        otherPlaces[target] = places[place]
    }
}
