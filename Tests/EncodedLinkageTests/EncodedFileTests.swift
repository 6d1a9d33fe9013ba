import EncodedLinkage
import Foundation
import HealthModel
import HubTestSupport
import Testing

struct EncodedFileTests {
    private func records(_ count: Int = 50) throws -> EncodedRecords {
        var people = People(seed: 1)
        return try EncodedFileMaker.encode(People.rows(people.persons(count)), key: try testKey())
    }

    @Test func whatIsWrittenIsRead() throws {
        let folder = try TemporaryFolder()
        let place = folder.url.appending(path: "a.clk")
        let written = try records()
        try EncodedFileWriter.write(written, to: place)
        let read = try EncodedFileReader.read(place)
        #expect(read.count == 50)
        #expect(read.fingerprint == written.fingerprint)
        for row in 0..<50 {
            #expect(read.token(at: row) == written.token(at: row))
            #expect(read.filter(at: row) == written.filter(at: row))
        }
    }

    @Test func anEmptyFileIsAFile() throws {
        let folder = try TemporaryFolder()
        let place = folder.url.appending(path: "a.clk")
        try EncodedFileWriter.write(try records(0), to: place)
        #expect(try EncodedFileReader.read(place).count == 0)
    }

    @Test func theOrderOfTheRowsDoesNotShow() throws {
        var people = People(seed: 1)
        let rows = People.rows(people.persons(30))
        let folder = try TemporaryFolder()
        let places = ["a", "b"].map { folder.url.appending(path: $0) }
        try EncodedFileWriter.write(try EncodedFileMaker.encode(rows, key: try testKey()), to: places[0])
        try EncodedFileWriter.write(try EncodedFileMaker.encode(rows.reversed(), key: try testKey()), to: places[1])
        #expect(try Data(contentsOf: places[0]) == Data(contentsOf: places[1]))
    }

    @Test func noTraitStandsInTheFile() throws {
        let folder = try TemporaryFolder()
        let place = folder.url.appending(path: "a.clk")
        var people = People(seed: 1)
        let persons = people.persons(200)
        try EncodedFileWriter.write(try EncodedFileMaker.encode(People.rows(persons), key: try testKey()), to: place)
        let bytes = try Data(contentsOf: place)
        for person in persons {
            for trait in [person.birthName, person.givenNames, person.birthDate, person.birthPlace]
            where trait.count > 3 {
                #expect(bytes.range(of: Data(trait.utf8)) == nil)
            }
        }
    }

    @Test func everyDamageIsFound() throws {
        let folder = try TemporaryFolder()
        let place = folder.url.appending(path: "a.clk")
        try EncodedFileWriter.write(try records(3), to: place)
        let whole = try Data(contentsOf: place)
        for offset in stride(from: 0, to: whole.count, by: 7) {
            var damaged = whole
            damaged[offset] ^= 1
            try damaged.write(to: place)
            #expect(throws: EncodedLinkageError.self) { try EncodedFileReader.read(place) }
        }
        for length in [0, 10, 31, 32, whole.count - 1] {
            try whole.prefix(length).write(to: place)
            #expect(throws: EncodedLinkageError.self) { try EncodedFileReader.read(place) }
        }
        try (whole + [0]).write(to: place)
        #expect(throws: EncodedLinkageError.self) { try EncodedFileReader.read(place) }
    }

    @Test func aPromiseOfTooManyRowsTakesNoMemory() throws {
        let folder = try TemporaryFolder()
        let place = folder.url.appending(path: "a.clk")
        try EncodedFileWriter.write(try records(1), to: place)
        var bytes = try Data(contentsOf: place)
        bytes.replaceSubrange(24..<32, with: [UInt8](repeating: 0xFF, count: 8))
        try bytes.write(to: place)
        #expect(throws: EncodedLinkageError.tooManyRows(count: .max, countMax: EncodedRecords.rowCountMax)) {
            try EncodedFileReader.read(place)
        }
    }

    @Test func aLaterVersionIsNamed() throws {
        let folder = try TemporaryFolder()
        let place = try folder.write("a.clk", "HUBCLK02" + String(repeating: "x", count: 100))
        #expect(throws: EncodedLinkageError.fileVersionUnknown(version: 2)) { try EncodedFileReader.read(place) }
        let other = try folder.write("b.clk", "name,first name\n" + String(repeating: "x", count: 100))
        #expect(throws: EncodedLinkageError.fileNotEncodings) { try EncodedFileReader.read(other) }
        #expect(throws: EncodedLinkageError.fileUnreadable(operation: "open")) {
            try EncodedFileReader.read(folder.url.appending(path: "none"))
        }
    }

    @Test func aTokenTwiceIsRefused() throws {
        var people = People(seed: 1)
        let row = People.row(1, people.person())
        #expect(throws: EncodedLinkageError.rowTwice) { try EncodedFileMaker.encode([row, row], key: try testKey()) }
    }
}
