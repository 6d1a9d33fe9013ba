import HealthModel
import HubTestSupport
import SQLBackends
import Testing

@Suite struct DuckDBResultTests {
    private let connection: DuckDBConnection

    init() throws { connection = try DuckDBDatabase().connect() }

    @Test func readsEveryTypeAsItWasBound() throws {
        let day = try #require(Day(year: 1950, month: 2, day: 28))
        let values: [DuckDBValue] = [
            true, 42, -1.5, "Zoé l'été", .day(day), .timestamp(microseconds: 1_700_000_000_123_456),
            .blob([0, 255, 39]), nil,
        ]
        let result = try connection.query("SELECT ?, ?, ?, ?, ?, ?, ?::BLOB, ?::INTEGER", values)
        #expect(try result.rows() == [values])
    }

    @Test func widensEveryIntegerType() throws {
        let types = [
            "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT",
        ]
        for type in types {
            let result = try connection.query(
                "SELECT CASE WHEN i = 0 THEN 7::\(type) END FROM range(2) t(i) ORDER BY i")
            try result.forEachChunk { chunk in
                let numbers = try chunk.int64s(0)
                #expect((0..<chunk.rowCount).compactMap { numbers[$0] } == [7], "\(type)")
                #expect((0..<chunk.rowCount).filter { numbers.isNull($0) }.count == 1, "\(type)")
            }
        }
        let negative = try connection.query("SELECT sum(n) FROM (VALUES (-3::BIGINT), (-4)) numbers(n)")
        #expect(try negative.scalarInt64() == -7)
    }

    @Test func refusesAHugeNumberAsInt64() throws {
        let result = try connection.query("SELECT 170141183460469231731687303715884105727::HUGEINT AS n")
        #expect(throws: DuckDBError(.outOfRange, label: "statement, column 0")) {
            try result.forEachChunk { _ = try $0.int64s(0) }
        }
    }

    @Test func readsDecimalsOfEveryWidthAsDoubles() throws {
        let result = try connection.query(
            "SELECT -1.25::DECIMAL(4,2), 12.5::DECIMAL(9,1), -123456.789::DECIMAL(18,3), 0.5::DECIMAL(38,10)")
        #expect(try result.rows() == [[-1.25, 12.5, -123456.789, 0.5]])
        #expect(result.columnTypes.first == .decimal(width: 4, scale: 2))
    }

    @Test func readsChunksBeyondTheFirst() throws {
        let result = try connection.query(
            "SELECT i, CASE WHEN i % 3 = 0 THEN NULL ELSE i::INTEGER END FROM range(10000) t(i)")
        var sum: Int64 = 0
        var nulls = 0
        var chunks = 0
        try result.forEachChunk { chunk in
            chunks += 1
            let whole = try chunk.int64s(0)
            let sparse = try chunk.int32s(1)
            for row in 0..<chunk.rowCount {
                sum += whole.values[row]
                if sparse.isNull(row) { nulls += 1 } else { #expect(Int64(sparse.values[row]) == whole.values[row]) }
            }
        }
        #expect(sum == 49_995_000)
        #expect(nulls == 3334)
        #expect(chunks > 1)
    }

    @Test func readsDaysInPlace() throws {
        #expect(MemoryLayout<Day>.size == 4)
        let result = try connection.query("SELECT DATE '1969-12-31' AS d UNION ALL SELECT DATE '2026-11-22' ORDER BY d")
        try result.forEachChunk { chunk in
            let days = try chunk.days(0)
            #expect(days.values.map(\.description) == ["1969-12-31", "2026-11-22"])
        }
    }

    @Test(arguments: [0, 1, 4, 11, 12, 13, 100, 5000])
    func readsTextsOfEveryLength(length: Int) throws {
        let text = String(repeating: "é", count: length / 2) + (length % 2 == 1 ? "x" : "")
        let result = try connection.query("SELECT ?", [.text(text)])
        try result.forEachChunk { chunk in
            let bytes = try chunk.withString(0, 0) { $0.map { Array($0) } }
            #expect(bytes == Array(text.utf8))
        }
    }

    @Test func readsConstantsAndDictionariesAsPlainTexts() throws {
        try connection.execute(
            "CREATE TABLE words AS SELECT 'category number ' || (i % 3) AS word FROM range(5000) t(i)")
        let result = try connection.query("SELECT word, 'constant text of some length' FROM words ORDER BY rowid")
        var row = 0
        try result.forEachChunk { chunk in
            let words = try chunk.strings(0)
            let constants = try chunk.strings(1)
            for place in 0..<chunk.rowCount {
                #expect(words.string(place) == "category number \(row % 3)")
                #expect(constants.string(place) == "constant text of some length")
                row += 1
            }
        }
        #expect(row == 5000)
    }

    @Test func streamsWithoutHoldingTheResult() throws {
        var count = 0
        try connection.stream("SELECT i FROM range(100000) t(i) WHERE i >= ?", [500]) { count += $0.rowCount }
        #expect(count == 99_500)
        #expect(try connection.query("SELECT 1").scalarInt64() == 1)
    }

    @Test func boundsSmallResults() throws {
        let result = try connection.query("SELECT * FROM range(11)")
        #expect(throws: DuckDBError(.limit, label: "statement, more than 10 rows")) { try result.rows(max: 10) }
        #expect(try connection.query("SELECT * FROM range(10)").rows(max: 10).count == 10)
    }

    @Test func namesItsColumnsAndRefusesAnotherType() throws {
        let result = try connection.query("SELECT 1 AS one, 'a' AS two, [1, 2] AS three")
        #expect(result.columnNames == ["one", "two", "three"])
        #expect(try result.column("two") == 1)
        #expect(throws: DuckDBError.self) { try result.column("four") }
        try result.forEachChunk { chunk in
            #expect(throws: DuckDBError.self) { try chunk.int64s(1) }
            #expect(throws: DuckDBError.self) { try chunk.strings(0) }
            #expect(throws: DuckDBError.self) { try chunk.value(2, 0) }
        }
    }
}
