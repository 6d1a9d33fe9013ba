/// Turns a raw column into codes and values, whichever form of values takes fewer bytes.
struct ColumnPacker {
    let name: String
    /// The place in the raw column of each row to be written.
    let rows: [UInt32]
    /// The different values of a column of whole numbers.
    private(set) var distinct: [Int64] = []

    /// Values this close are marked in a table instead of hashed.
    private static let spanMax: UInt64 = 1 << 18

    init(name: String, rows: [UInt32]) {
        self.name = name
        self.rows = rows
    }

    /// Nil when nothing is known of any row.
    mutating func pack(_ column: RawColumn) -> BuiltColumn? {
        switch column {
        case .small(let buffer): return pack(UnsafePointer(buffer.elements), buffer.count)
        case .large(let buffer): return pack(UnsafePointer(buffer.elements), buffer.count)
        case .decimals(let buffer): return pack(decimals: buffer)
        case .texts(let buffer, let table): return pack(texts: buffer, table)
        }
    }

    /// The same for plain numbers; the smallest one is unknown.
    mutating func pack(_ numbers: [Int64]) -> BuiltColumn? {
        numbers.withUnsafeBufferPointer { numbers in numbers.baseAddress.flatMap { pack($0, numbers.count) } }
    }

    // MARK: - Whole numbers

    @_specialize(where Number == Int32)
    @_specialize(where Number == Int64)
    private mutating func pack<Number: FixedWidthInteger>(
        _ numbers: UnsafePointer<Number>, _ count: Int
    ) -> BuiltColumn? {
        let unknown = Number.min
        var smallest = Number.max
        var largest = Number.min
        var unknownCount = 0
        for place in 0..<count {
            let number = numbers[place]
            if number == unknown {
                unknownCount &+= 1
            } else {
                smallest = min(smallest, number)
                largest = max(largest, number)
            }
        }
        guard unknownCount < count else { return nil }
        let first = Int(smallest)
        let span = UInt64(bitPattern: Int64(largest) &- Int64(smallest))
        if span == 0 {
            distinct = [Int64(first)]
            let codes =
                unknownCount == 0
                ? PackedNumbers.ones(count: count)
                : packed(bitWidth: 1) { numbers[$0] == unknown ? 0 : 1 }
            return BuiltColumn(name: name, codes: codes, values: .sequence(first: first, count: 1))
        }
        if span < ColumnPacker.spanMax { return pack(near: numbers, count, first: first, span: Int(span)) }
        return pack(far: numbers, count, first: first, span: span)
    }

    /// Values within a small span: their codes are looked up in a table.
    @inline(__always)
    private mutating func pack<Number: FixedWidthInteger>(
        near numbers: UnsafePointer<Number>, _ count: Int, first: Int, span: Int
    ) -> BuiltColumn {
        let unknown = Number.min
        var codes = [UInt32](repeating: 0, count: span + 1)
        codes.withUnsafeMutableBufferPointer { codes in
            for place in 0..<count where numbers[place] != unknown { codes[Int(numbers[place]) &- first] = 1 }
        }
        for offset in 0...span where codes[offset] != 0 {
            distinct.append(Int64(first + offset))
            codes[offset] = UInt32(distinct.count)
        }
        if isSequenceSmaller(span: UInt64(span)) { return sequence(numbers, first: first, span: UInt64(span)) }
        let built = codes.withUnsafeBufferPointer { codes in
            packed(bitWidth: PackedNumbers.bitWidth(of: UInt64(distinct.count))) { place in
                let number = numbers[place]
                return number == unknown ? 0 : UInt64(codes[Int(number) &- first])
            }
        }
        return BuiltColumn(name: name, codes: built, values: .integers(distinct))
    }

    /// Values far apart are numbered as they are met, then sorted.
    @inline(__always)
    private mutating func pack<Number: FixedWidthInteger>(
        far numbers: UnsafePointer<Number>, _ count: Int, first: Int, span: UInt64
    ) -> BuiltColumn {
        let unknown = Number.min
        var table = IntegerTable()
        // Code 0 is unknown, so what is met first gets 1.
        var met = [UInt32](repeating: 0, count: count)
        met.withUnsafeMutableBufferPointer { met in
            for place in 0..<count where numbers[place] != unknown {
                met[place] = table.code(of: Int64(numbers[place])) &+ 1
            }
        }
        let order = table.distinct.indices.sorted { table.distinct[$0] < table.distinct[$1] }
        distinct = order.map { table.distinct[$0] }
        if span < 1 << 56, isSequenceSmaller(span: span) { return sequence(numbers, first: first, span: span) }
        return BuiltColumn(name: name, codes: packed(met: met, order: order), values: .integers(distinct))
    }

    private func isSequenceSmaller(span: UInt64) -> Bool {
        let sequenceBits = rows.count * PackedNumbers.bitWidth(of: span + 1)
        let listBits = rows.count * PackedNumbers.bitWidth(of: UInt64(distinct.count)) + distinct.count * 64
        return sequenceBits <= listBits
    }

    @inline(__always)
    private func sequence<Number: FixedWidthInteger>(
        _ numbers: UnsafePointer<Number>, first: Int, span: UInt64
    ) -> BuiltColumn {
        let unknown = Number.min
        let codes = packed(bitWidth: PackedNumbers.bitWidth(of: span + 1)) { place in
            let number = numbers[place]
            return number == unknown ? 0 : UInt64(truncatingIfNeeded: Int(number) &- first &+ 1)
        }
        return BuiltColumn(name: name, codes: codes, values: .sequence(first: first, count: Int(span) + 1))
    }

    // MARK: - Decimals and texts

    private mutating func pack(decimals buffer: RowBuffer<Double>) -> BuiltColumn? {
        let unknown = RawColumn.unknownDecimal.bitPattern
        var isWhole = true
        for place in 0..<buffer.count {
            let value = buffer[place]
            if value.bitPattern == unknown { continue }
            // Also false for NaN and infinities.
            if !(value.magnitude < 9_007_199_254_740_992 && value == value.rounded(.towardZero)) {
                isWhole = false
                break
            }
        }
        if isWhole {
            let whole = RowBuffer<Int64>(capacity: buffer.count)
            for place in 0..<buffer.count {
                whole.append(buffer[place].bitPattern == unknown ? .min : Int64(buffer[place]))
            }
            return pack(UnsafePointer(whole.elements), whole.count)
        }
        var table = IntegerTable()
        var met = [UInt32](repeating: 0, count: buffer.count)
        for place in 0..<buffer.count where buffer[place].bitPattern != unknown {
            // Adding 0 makes -0 and 0 one value; all NaN are one, which comes last, as in DuckDB.
            let value = buffer[place] + 0
            met[place] = table.code(of: Int64(bitPattern: (value.isNaN ? Double.nan : value).bitPattern)) + 1
        }
        let values = table.distinct.map { Double(bitPattern: UInt64(bitPattern: $0)) }
        let order = values.indices.sorted { values[$0] < values[$1] || (!values[$0].isNaN && values[$1].isNaN) }
        return BuiltColumn(
            name: name, codes: packed(met: met, order: order), values: .decimals(order.map { values[$0] }))
    }

    private func pack(texts buffer: RowBuffer<Int32>, _ table: TextTable) -> BuiltColumn? {
        var isUsed = [Bool](repeating: false, count: table.count)
        for place in 0..<buffer.count where buffer[place] != RawColumn.unknownText { isUsed[Int(buffer[place])] = true }
        let order = table.sorted(isUsed.indices.filter { isUsed[$0] })
        guard !order.isEmpty else { return nil }
        var bytes: [UInt8] = []
        var offsets: [UInt32] = [0]
        for code in order {
            bytes += table.text(code)
            // A column of more than 4 GB of different texts in one shard would be cut here: `TextTable` refuses before.
            offsets.append(UInt32(bytes.count))
        }
        let met = (0..<buffer.count).map { UInt32(bitPattern: buffer[$0] &+ 1) }
        return BuiltColumn(
            name: name, codes: packed(met: met, order: order), values: .texts(offsets: offsets, bytes: bytes))
    }

    // MARK: - Codes

    /// Packs codes given in the order of meeting: `order` has, for each final code, the one met.
    private func packed(met: [UInt32], order: [Int]) -> PackedNumbers {
        var final = [UInt32](repeating: 0, count: (order.max() ?? 0) + 2)
        for (place, code) in order.enumerated() { final[code + 1] = UInt32(place + 1) }
        return met.withUnsafeBufferPointer { met in
            final.withUnsafeBufferPointer { final in
                packed(bitWidth: PackedNumbers.bitWidth(of: UInt64(order.count))) { UInt64(final[Int(met[$0])]) }
            }
        }
    }

    @inline(__always)
    private func packed(bitWidth: Int, _ code: (Int) -> UInt64) -> PackedNumbers {
        var packer = BitPacker(count: rows.count, bitWidth: bitWidth)
        rows.withUnsafeBufferPointer { rows in
            for row in rows { packer.append(code(Int(row))) }
        }
        return packer.finish()
    }
}
