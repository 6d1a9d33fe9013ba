import Foundation
import HealthModel
import HubTestSupport
import SQLBackends
import Testing

@Suite struct LakeTests {
    private let folder: TemporaryFolder
    private let lake: Lake
    private let connection: DuckDBConnection

    init() throws {
        folder = try TemporaryFolder()
        lake = Lake(folder: folder.url)
        connection = try DuckDBDatabase(settings: DuckDBSettings(threadCount: 1)).connect()
    }

    private static let persons = """
        SELECT i AS person_id, 8507 AS gender_concept_id, 1950 + i % 50 AS year_of_birth, NULL AS month_of_birth,
            NULL AS day_of_birth, NULL AS birth_datetime, 0 AS race_concept_id, 0 AS ethnicity_concept_id,
            NULL AS location_id, NULL AS provider_id, NULL AS care_site_id, 'x' AS person_source_value,
            NULL AS gender_source_value, NULL AS gender_source_concept_id, NULL AS race_source_value,
            NULL AS race_source_concept_id, NULL AS ethnicity_source_value, NULL AS ethnicity_source_concept_id,
            CASE WHEN i % 4 = 0 THEN '2025/é=1' ELSE '2025-02' END AS delivery
        FROM range(1000) t(i)
        """

    private static let deaths = """
        SELECT 1 AS person_id, DATE '2020-01-01' AS death_date, NULL AS death_datetime, 0 AS death_type_concept_id,
            NULL AS cause_concept_id, NULL AS cause_source_value, NULL AS cause_source_concept_id
        """

    private static let sources = [
        ReleaseManifest.Source(
            source: "claims",
            deliveries: [
                .init(delivery: "2025/é=1", digest: "aa"), .init(delivery: "2025-02", digest: "bb"),
            ])
    ]

    private func staged(_ name: String) throws -> ReleaseBuilder {
        let builder = try lake.stage(name, surroundings: .live)
        try builder.write(table: "person", select: LakeTests.persons, source: "claims", connection: connection)
        try builder.write(
            table: "death", select: LakeTests.deaths, source: "claims", delivery: "2025-02", connection: connection)
        return builder
    }

    @discardableResult
    private func published(_ name: String, sequence: Int = 1) throws -> Release {
        try staged(name)
            .publish(
                sequence: sequence, codeVersion: "test", sources: LakeTests.sources, surroundings: .live,
                sign: { ReleaseSignature(keyID: "k1", signature: Array($0.prefix(4))) })
    }

    @Test func publishesAReleaseThatReadsBackTheSame() throws {
        try published("r1")
        let release = try lake.release(named: "r1")
        #expect(release.manifest.sources == LakeTests.sources)
        #expect(release.rowCount(of: "person") == 1000)
        #expect(release.tables == ["death", "person"])
        let rowsByDelivery = Dictionary(
            grouping: release.manifest.files.filter { $0.table == "person" }, by: \.delivery
        )
        .mapValues { $0.reduce(0) { $0 + $1.rows } }
        #expect(rowsByDelivery == ["2025/é=1": 250, "2025-02": 750])
        #expect(
            try release.verify(isSigned: { $1 == ReleaseSignature(keyID: "k1", signature: Array($0.prefix(4))) }) == [])
    }

    @Test func attachesEveryTableWithTheColumnsOfOMOP() throws {
        try published("r1").attach(to: connection)
        #expect(try connection.query("SELECT count(*) FROM omop.person").scalarInt64() == 1000)
        #expect(try connection.query("SELECT sum(person_id) FROM omop.person").scalarInt64() == 499_500)
        #expect(
            try connection.query("SELECT death_date FROM omop.death").rows() == [
                [.day(Day(year: 2020, month: 1, day: 1)!)]
            ])
        for table in OMOPVersion54.tables {
            let result = try connection.query("SELECT * FROM omop.\(table.name) LIMIT 0")
            #expect(result.columnNames == table.fields.map(\.name))
        }
    }

    @Test func refusesAReleaseThatExists() throws {
        let second = try staged("r1")
        try published("r1")
        #expect(throws: LakeError.releaseExists(name: "r1")) { try lake.stage("r1", surroundings: .live) }
        #expect(throws: LakeError.releaseExists(name: "r1")) {
            try second.publish(sequence: 2, codeVersion: "test", sources: [], surroundings: .live)
        }
        #expect(try lake.release(named: "r1").manifest.sequence == 1)
    }

    @Test(arguments: ["", ".hidden", "a/b", "..", "é", String(repeating: "a", count: 81)])
    func refusesANameThatIsNotPlain(name: String) throws {
        #expect(throws: LakeError.nameInvalid(name: name)) { try lake.stage(name, surroundings: .live) }
    }

    @Test(arguments: ReleaseBuilder.Step.allCases)
    func isAllOrNothingWhenStoppedAfterAnyStep(step: ReleaseBuilder.Step) throws {
        struct Killed: Error {}
        try published("r1")
        let builder = try staged("r2")
        builder.onStep = { if $0 == step { throw Killed() } }
        #expect(throws: Killed.self) {
            try builder.publish(sequence: 2, codeVersion: "test", sources: [], surroundings: .live)
        }
        let names = try lake.releases().map(\.name)
        #expect(names == (step == .renamed ? ["r1", "r2"] : ["r1"]))
        #expect(try lake.recover() == (step == .renamed ? 0 : 1))
        #expect(try lake.releases().map(\.name) == names)
        for release in try lake.releases() { #expect(try release.verify() == []) }
        if step != .renamed { try published("r2", sequence: 2) }
        #expect(try lake.releases().count == 2)
    }

    @Test func ignoresAndRemovesWhatACrashLeftBeforePublication() throws {
        _ = try staged("r1")
        #expect(try lake.releases().isEmpty)
        #expect(try lake.recover() == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "releases").path) == [])
    }

    @Test func givesTheNewestReleaseThatCounts() throws {
        try published("b", sequence: 1)
        try published("a", sequence: 2)
        #expect(try lake.releases().map(\.name) == ["b", "a"])
        #expect(try lake.latest { _ in true }?.name == "a")
        #expect(try lake.latest { $0 == "b" }?.name == "b")
        #expect(try lake.latest { _ in false } == nil)
        #expect(throws: LakeError.releaseUnknown(name: "c")) { try lake.release(named: "c") }
    }

    @Test func findsAFlippedByte() throws {
        let release = try published("r1")
        let file = try #require(release.files(of: "death").first)
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: file)
        #expect(try release.verify().map(\.code) == ["lake.file-changed"])
    }

    @Test func findsMissingAndExtraFiles() throws {
        let release = try published("r1")
        let file = try #require(release.files(of: "death").first)
        try FileManager.default.moveItem(
            at: file, to: file.deletingLastPathComponent().appending(path: "other.parquet"))
        #expect(try release.verify().map(\.code).sorted() == ["lake.file-extra", "lake.file-missing"])
    }

    @Test func findsAChangedManifest() throws {
        let release = try published("r1")
        let place = release.folder.appending(path: "manifest.json")
        let text = try String(contentsOf: place, encoding: .utf8)
        try Data(text.replacing("\"rows\":1,", with: "\"rows\":2,").utf8).write(to: place)
        let changed = try lake.release(named: "r1")
        let isSigned = { (bytes: Data, signature: ReleaseSignature?) in
            signature?.signature == Array(FileDigest.sha256(of: bytes).utf8)
        }
        #expect(
            try changed.verify(isSigned: isSigned).map(\.code).sorted() == ["lake.rows-differ", "lake.signature-wrong"])
        #expect(try release.verify().map(\.code) == ["lake.manifest-changed"])
    }

    @Test func saysThatAManifestIsDamaged() throws {
        let release = try published("r1")
        try Data("{".utf8).write(to: release.folder.appending(path: "manifest.json"))
        #expect(throws: LakeError.manifestDamaged(release: "r1")) { try lake.release(named: "r1") }
    }

    @Test func removesARelease() throws {
        let release = try published("r1")
        try published("r2", sequence: 2)
        try lake.remove(release)
        #expect(try lake.releases().map(\.name) == ["r2"])
        #expect(throws: LakeError.releaseUnknown(name: "r1")) { try lake.remove(release) }
    }

    @Test func refusesRowsWithoutDeliveryOrColumns() throws {
        let builder = try lake.stage("r1", surroundings: .live)
        #expect(throws: LakeError.deliveryMissing(table: "death")) {
            try builder.write(
                table: "death", select: "SELECT *, NULL::VARCHAR AS delivery FROM (\(LakeTests.deaths))",
                source: "claims", connection: connection)
        }
        #expect(throws: DuckDBError(.binding, label: "write death")) {
            try builder.write(
                table: "death", select: "SELECT 1 AS person_id", source: "claims", delivery: "1", connection: connection
            )
        }
        try builder.abandon()
        #expect(try lake.recover() == 0)
    }

    @Test func keepsNoFileForATableWithoutRows() throws {
        let builder = try lake.stage("r1", surroundings: .live)
        let select = "SELECT * FROM (\(LakeTests.deaths)) WHERE false"
        #expect(
            try builder.write(table: "death", select: select, source: "s", delivery: "d", connection: connection) == 0)
        #expect(
            try builder.write(
                table: "death", select: "SELECT *, 'd' AS delivery FROM (\(select))", source: "s",
                connection: connection) == 0)
        let release = try builder.publish(sequence: 1, codeVersion: "test", sources: [], surroundings: .live)
        #expect(release.manifest.files.isEmpty)
        #expect(try release.verify() == [])
    }

    // MARK: - Documents

    private func publishedWithDocument() throws -> Release {
        let builder = try staged("r1")
        try builder.add(document: Data("{}".utf8), folder: "linkage", name: "claims-1.json")
        return try builder.publish(
            sequence: 1, codeVersion: "test", sources: LakeTests.sources, surroundings: .live)
    }

    @Test func documentsGoWithTheRowsAndAreVerified() throws {
        _ = try publishedWithDocument()
        let release = try lake.release(named: "r1")
        let document = try #require(release.manifest.documents?.first)
        #expect(document.path == "linkage/claims-1.json" && document.bytes == 2)
        #expect(try release.bytes(of: document) == Data("{}".utf8))
        #expect(try release.verify().isEmpty)
    }

    @Test func aChangedOrMissingDocumentIsFound() throws {
        let release = try publishedWithDocument()
        let place = release.folder.appending(path: "linkage/claims-1.json")
        try Data("[]".utf8).write(to: place)
        #expect(try release.verify().map(\.code) == ["lake.file-changed"])
        let document = try #require(release.manifest.documents?.first)
        #expect(throws: LakeError.documentDamaged(release: "r1", path: "linkage/claims-1.json")) {
            try release.bytes(of: document)
        }
        try FileManager.default.removeItem(at: place)
        #expect(try release.verify().map(\.code) == ["lake.file-missing"])
    }

    @Test(arguments: ["../x.json", ".hidden", "a/b.json", ""])
    func refusesDocumentsThatAreNotPlainlyNamed(name: String) throws {
        let builder = try lake.stage("r1", surroundings: .live)
        #expect(throws: LakeError.nameInvalid(name: name)) {
            try builder.add(document: Data(), folder: "linkage", name: name)
        }
        #expect(throws: LakeError.nameInvalid(name: "omop")) {
            try builder.add(document: Data(), folder: "omop", name: "a.json")
        }
    }

    /// The manifest of a release of before reads, and keeps its bytes.
    @Test func manifestsWithoutDocumentsStayAsTheyWere() throws {
        let release = try published("r1")
        let text = String(decoding: try release.manifest.canonicalBytes(), as: UTF8.self)
        #expect(release.manifest.documents == nil && !text.contains("documents"))
    }
}
