/// How large delivered files and their parts may be; each limit is refused with a finding or an error of its own.
package struct TabularLimits: Sendable, Hashable {
    /// Bytes of one record of a CSV, line breaks within quotes included.
    package var recordByteCountMax = 8 << 20
    /// Bytes of one line of an NDJSON.
    package var lineByteCountMax = 16 << 20
    package var columnCountMax = 4096
    package var rowCountMax = 4_000_000_000
    /// Bytes that one gzip may give.
    package var unpackedByteCountMax = 200 << 30
    /// How many times its size a gzip may give, looked at once it gave `ratioFloorByteCount`.
    package var unpackedRatioMax = 200
    package var ratioFloorByteCount = 4 << 20
    /// Levels of objects and arrays in one JSON value.
    package var jsonDepthMax = 64
    /// Values remembered to find duplicates of a key; further rows are not compared.
    package var keyCountMax = 4_000_000

    package init() {}
}
