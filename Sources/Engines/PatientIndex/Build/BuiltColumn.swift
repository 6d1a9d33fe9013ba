/// A column ready to be written.
struct BuiltColumn: Sendable {
    let name: String
    let codes: PackedNumbers
    let values: Values

    enum Values: Sendable {
        case sequence(first: Int, count: Int)
        case integers([Int64])
        case decimals([Double])
        case texts(offsets: [UInt32], bytes: [UInt8])
    }
}

extension IndexFileWriter {
    func append(_ column: BuiltColumn) throws(PatientIndexError) -> IndexDirectory.Column {
        // Values first: reading goes from them to the codes.
        let values: IndexDirectory.Values
        let count: Int
        switch column.values {
        case .sequence(let first, let sequenceCount):
            values = .sequence(first: first)
            count = sequenceCount
        case .integers(let numbers):
            values = .integers(try append(numbers))
            count = numbers.count
        case .decimals(let numbers):
            values = .decimals(try append(numbers))
            count = numbers.count
        case .texts(let offsets, let bytes):
            values = .texts(offsets: try append(offsets), bytes: try append(bytes))
            count = offsets.count - 1
        }
        return IndexDirectory.Column(
            name: column.name, codes: try append(column.codes), values: values, valueCount: count)
    }
}
