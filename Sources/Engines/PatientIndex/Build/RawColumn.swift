/// A column as it was read, in the order of reading.
///
/// Unknown is the smallest number of the type, `RawColumn.unknownDecimal`, or code -1 of a text.
package enum RawColumn {
    case small(RowBuffer<Int32>)
    case large(RowBuffer<Int64>)
    case decimals(RowBuffer<Double>)
    case texts(RowBuffer<Int32>, TextTable)

    package static let unknownText = Int32(-1)
    /// A NaN that no computation gives.
    package static let unknownDecimal = Double(bitPattern: 0x7FF8_4855_4249_4458)

    /// Keeps the rows at these ascending places.
    func keep(_ places: [UInt32]) {
        switch self {
        case .small(let buffer): buffer.keep(places)
        case .large(let buffer): buffer.keep(places)
        case .decimals(let buffer): buffer.keep(places)
        case .texts(let buffer, _): buffer.keep(places)
        }
    }

    /// Whether a row's value is the same as another's (0), comes before it (negative) or after it.
    func order(_ row: Int, _ other: Int) -> Int {
        switch self {
        case .small(let buffer): return sign(buffer[row], buffer[other])
        case .large(let buffer): return sign(buffer[row], buffer[other])
        case .decimals(let buffer): return sign(buffer[row].bitPattern, buffer[other].bitPattern)
        case .texts(let buffer, let table):
            let (code, otherCode) = (Int(buffer[row]), Int(buffer[other]))
            if code == otherCode { return 0 }
            if code < 0 || otherCode < 0 { return code < 0 ? -1 : 1 }
            return table.text(code).lexicographicallyPrecedes(table.text(otherCode)) ? -1 : 1
        }
    }

    private func sign<Value: Comparable>(_ value: Value, _ other: Value) -> Int {
        value == other ? 0 : value < other ? -1 : 1
    }
}
