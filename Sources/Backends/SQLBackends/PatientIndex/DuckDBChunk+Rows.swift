import HealthModel
import PatientIndex

/// Appending the columns of a chunk to plain buffers, with a number that stands for unknown.
extension DuckDBChunk {
    func append(days column: Int, to buffer: RowBuffer<Int32>, table: String, _ name: String) throws {
        let days = try days(column)
        let target = buffer.grow(by: rowCount)
        days.values.withMemoryRebound(to: Int32.self) { values in
            for row in 0..<rowCount { target[row] = values[row] }
        }
        try mark(days.validity, target, .min, table, name)
    }

    func append(smalls column: Int, to buffer: RowBuffer<Int32>, table: String, _ name: String) throws {
        let numbers = try int32s(column)
        let target = buffer.grow(by: rowCount)
        for row in 0..<rowCount { target[row] = numbers.values[row] }
        try mark(numbers.validity, target, .min, table, name)
    }

    /// Without a column, every row is unknown.
    func append(
        _ column: Int?, to buffer: RowBuffer<Int64>, unknown: Int64, table: String, _ name: String
    ) throws {
        guard let column else { return buffer.append(repeating: unknown, count: rowCount) }
        let numbers = try int64s(column)
        let target = buffer.grow(by: rowCount)
        for row in 0..<rowCount { target[row] = numbers.values[row] }
        try mark(numbers.validity, target, unknown, table, name)
    }

    func append(decimals column: Int, to buffer: RowBuffer<Double>) throws {
        let numbers = try doubles(column)
        let target = buffer.grow(by: rowCount)
        for row in 0..<rowCount { target[row] = numbers.values[row] }
        replaceNulls(numbers.validity, target, RawColumn.unknownDecimal)
    }

    func append(texts column: Int, to buffer: RowBuffer<Int32>, _ table: TextTable) throws {
        let texts = try strings(column)
        let target = buffer.grow(by: rowCount)
        for row in 0..<rowCount {
            target[row] = texts.isNull(row) ? RawColumn.unknownText : table.code(of: texts.bytes(row))
        }
    }

    /// Puts `unknown` where there is no value; a value that is `unknown` itself is refused.
    private func mark<Number: FixedWidthInteger & BitwiseCopyable>(
        _ validity: UnsafePointer<UInt64>?, _ target: UnsafeMutablePointer<Number>, _ unknown: Number,
        _ table: String, _ name: String
    ) throws {
        var isReserved = false
        for row in 0..<rowCount where target[row] == unknown {
            isReserved = isReserved || validity == nil || validity.map { $0[row >> 6] >> UInt64(row & 63) & 1 } == 1
        }
        if isReserved { throw PatientIndexError.numberReserved(table: table, column: name) }
        replaceNulls(validity, target, unknown)
    }

    private func replaceNulls<Value: BitwiseCopyable>(
        _ validity: UnsafePointer<UInt64>?, _ target: UnsafeMutablePointer<Value>, _ unknown: Value
    ) {
        guard let validity else { return }
        for begin in stride(from: 0, to: rowCount, by: 64) where validity[begin >> 6] != .max {
            let word = validity[begin >> 6]
            for row in begin..<min(begin + 64, rowCount) where word >> UInt64(row & 63) & 1 == 0 {
                target[row] = unknown
            }
        }
    }
}
