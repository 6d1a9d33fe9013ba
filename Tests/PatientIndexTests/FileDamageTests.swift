import CohortEngine
import Foundation
import HealthModel
import HubTestSupport
import Testing

@testable import PatientIndex

/// A damaged or forged file gives an error, at opening or when it is verified; it never brings the program down.
struct FileDamageTests {
    private let model: FileModel
    private let original: Data

    init() throws {
        model = try FileModel()
        try model.fill(persons: 12)
        try model.run(
            """
            INSERT INTO cdm.concept BY NAME SELECT unnest([9201, 9202, 8554, 3004410, 3004411]) AS concept_id;
            INSERT INTO cdm.concept_ancestor BY NAME SELECT 3004409 AS ancestor_concept_id,
              unnest([3004410, 3004411]) AS descendant_concept_id;
            """)
        try model.build()
        original = try model.bytes()
    }

    private func check(_ bytes: Data) -> String? {
        PatientIndexError.code {
            try bytes.write(to: model.file)
            try PatientIndex.open(model.file).verify()
        }
    }

    @Test func theOriginalIsIntact() { #expect(check(original) == nil) }

    @Test func everyFlippedBitOfHeaderAndDirectoryIsFoundAtOpening() throws {
        let begin = original.withUnsafeBytes { Int($0.loadUnaligned(fromByteOffset: 24, as: UInt64.self)) }
        var missed: [Int] = []
        for place in Array(0..<64) + Array(begin..<original.count) {
            for bit in place < 64 ? Array(0..<8) : [place % 8] {
                var bytes = original
                bytes[place] ^= 1 << UInt8(bit)
                try bytes.write(to: model.file)
                let code = PatientIndexError.code { _ = try PatientIndex.open(model.file) }
                if code?.hasPrefix("index.") != true { missed.append(place) }
            }
        }
        #expect(missed == [])
    }

    @Test func aFlippedBitAnywhereIsFoundByVerification() {
        var generator = SeededGenerator(seed: 3)
        var missed: [Int] = []
        for _ in 0..<1_000 {
            let place = Int.random(in: 0..<original.count, using: &generator)
            var bytes = original
            bytes[place] ^= 1 << UInt8(place % 8)
            if check(bytes)?.hasPrefix("index.") != true { missed.append(place) }
        }
        #expect(missed == [])
    }

    @Test func aFileCutAnywhereIsRefused() throws {
        var generator = SeededGenerator(seed: 5)
        let lengths = Array(0..<130) + (0..<100).map { _ in Int.random(in: 0..<original.count, using: &generator) }
        for length in lengths { #expect(check(original.prefix(length))?.hasPrefix("index.") == true, "\(length)") }
        #expect(check(original + Data([0]))?.hasPrefix("index.") == true)
        #expect(check(Data("HubIndex".utf8)) == "index.not-an-index")
        #expect(check(Data(repeating: 0x41, count: 4_096)) == "index.not-an-index")
    }

    @Test func anotherFormatIsNamed() {
        var bytes = original
        bytes[8] = 9
        #expect(check(bytes) == "index.format-unknown")
    }

    @Test func anAbsentFileIsNotFound() {
        #expect(
            PatientIndexError.code { _ = try PatientIndex.open(model.folder.url.appending(path: "no")) }
                == "index.unreadable")
    }

    /// Directories of random bytes with right checksums: a decoder must survive them. `HUB_FUZZ_SECONDS` goes on for as
    /// long as it says, with headers of random bytes too.
    @Test func forgedDirectoriesAreRefusedOrHarmless() throws {
        let environment = ProcessInfo.processInfo.environment
        let seconds = environment["HUB_FUZZ_SECONDS"].flatMap(Double.init)
        var generator = SeededGenerator(seed: environment["HUB_FUZZ_SEED"].flatMap(UInt64.init) ?? 11)
        let begin = original.withUnsafeBytes { Int($0.loadUnaligned(fromByteOffset: 24, as: UInt64.self)) }
        let end = seconds.map { ContinuousClock.now + .seconds($0) }
        var (count, openedCount) = (0, 0)
        while end.map({ ContinuousClock.now < $0 }) ?? (count < 600) {
            count += 1
            var bytes = original
            let changesHeader = end != nil && count.isMultiple(of: 4)
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: changesHeader ? 8..<56 : begin..<original.count, using: &generator)
                bytes[place] = UInt8.random(in: 0...255, using: &generator)
            }
            try (changesHeader ? headerSealed(bytes) : sealed(bytes)).write(to: model.file)
            // What still opens is whole enough to be read everywhere.
            if let index = try? PatientIndex.open(model.file) {
                openedCount += 1
                _ = PatientIndexError.code { try index.verify() }
                guard let table = index.shards.first?.tables["measurement"] else { continue }
                _ = PatientIndexError.code { try index.confirm(table.start, 0..<table.rowCount, in: "measurement") }
                _ = table.offsets.count
            }
        }
        if end != nil { print("\(count) forged indexes, \(openedCount) opened, none brought the program down") }
    }

    /// Contents changed with right checksums: what is reached through them is checked at opening or by verification.
    @Test func forgedContentsAreFound() throws {
        let directory = try SectionReader(opening: MappedFile(model.file)).directory
        let table = try #require(directory.shards[0].tables.first { $0.name == "measurement" })
        for section in [
            table.offsets, table.concepts, table.bitmapWords, table.person.section, directory.shards[0].periodOffsets,
            directory.shards[0].visitOffsets, directory.vocabulary.descendants,
        ] {
            var bytes = original
            let place = directory.sections[section]
            for byte in place.offset..<(place.offset + min(8, place.byteCount)) { bytes[byte] = 0xFF }
            #expect(check(try sealed(bytes, directory))?.hasPrefix("index.") == true, "section \(section)")
        }
    }

    /// A question stumbles over damage in what it reads, and over nothing else.
    @Test func aQuestionFindsTheDamageOfWhatItReads() throws {
        let model = try FileModel()
        try model.fill(persons: 24_000)
        try model.build()
        let directory = try SectionReader(opening: MappedFile(model.file)).directory
        let table = try #require(directory.shards[0].tables.first { $0.name == "measurement" })
        let section = directory.sections[table.start.section]
        #expect(section.byteCount > 2 * CheckedPieces.byteCount)
        var bytes = try model.bytes()
        bytes[section.offset + section.byteCount / 2] ^= 1
        try bytes.write(to: model.file)
        let index = try PatientIndex.open(model.file)
        let evaluator = IndexEvaluator(index: index, workerCount: 1, cacheByteCountMax: 0)
        func ask(_ type: String) -> String? {
            do {
                let json = Data(
                    """
                    {"ConceptSets": [], "PrimaryCriteria": {"CriteriaList": [{"\(type)": {}}],
                      "ObservationWindow": {"PriorDays": 0, "PostDays": 0}, "PrimaryCriteriaLimit": {"Type": "All"}},
                      "InclusionRules": []}
                    """
                    .utf8)
                _ = try evaluator.figures(CirceJSON.read(json), reading: .strict)
                return nil
            } catch {
                return (error as? any HubError)?.code ?? "another"
            }
        }
        #expect(ask("VisitOccurrence") == nil)
        #expect(ask("Measurement") == "index.damaged")
        #expect(PatientIndexError.code { try index.verify() } == "index.damaged")
    }

    @Test func checksumsAreThoseOfXXH64() {
        #expect(Checksum.of([]) == 0xEF46_DB37_51D8_E999)
        #expect(Checksum.of(Array("a".utf8)) == 0xD24E_C4F1_A98C_6E5B)
        #expect(Checksum.of(Array("abc".utf8)) == 0x44BC_2CF5_AD77_0999)
        #expect(
            Checksum.of(Array("Nobody inspects the spammish repetition".utf8)) == 0xFBCE_A83C_8A37_8BF1)
    }

    /// The same bytes with a header checksum that fits.
    private func headerSealed(_ bytes: Data) -> Data {
        var bytes = [UInt8](bytes)
        let checksum = Checksum.of(Array(bytes[0..<56]))
        for byte in 0..<8 { bytes[56 + byte] = UInt8(truncatingIfNeeded: checksum >> UInt64(8 * byte)) }
        return Data(bytes)
    }

    /// The same bytes with checksums that fit: of the pieces when a directory is given, of the directory and
    /// of the header.
    private func sealed(_ bytes: Data, _ directory: IndexDirectory? = nil) throws -> Data {
        var bytes = [UInt8](bytes)
        let begin = bytes.withUnsafeBytes { Int($0.loadUnaligned(fromByteOffset: 24, as: UInt64.self)) }
        if var directory {
            var summer = PieceSummer()
            Array(bytes[IndexFileWriter.headerByteCount..<begin]).withUnsafeBytes { summer.add($0) }
            summer.close()
            directory.checksums = summer.checksums
            bytes.replaceSubrange(begin..., with: DirectoryEncoder.bytes(of: directory))
        }
        func put(_ value: UInt64, at place: Int) {
            for byte in 0..<8 { bytes[place + byte] = UInt8(truncatingIfNeeded: value >> UInt64(8 * byte)) }
        }
        put(Checksum.of(Array(bytes[begin...])), at: 40)
        put(Checksum.of(Array(bytes[0..<56])), at: 56)
        return Data(bytes)
    }
}
