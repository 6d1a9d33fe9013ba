import Crypto
import Foundation
import HealthModel
import HubTestSupport
import Intake
import TabularFiles
import Testing

@Suite struct ClaimsSealTests {
    static let identities = """
        PSA;RANK;NIR;BIRTH_NAME;GIVEN;BIRTH;SEX
        PSEUDOPERSON00001;1;285094415372654;DUPONT;MARIE ANNE;21/09/1985;2
        PSEUDOPERSON00002;01;170045298765432;MARTIN;PIERRE;1970-04-05;M

        """
    static let people = """
        PSA,RANK,NAME,OTHER_ID,TOWN,BORN
        PSEUDOPERSON00001,1,DUPONT,OTHERPSEUDO1,"PARIS, 1er",1985-09-21
        PSEUDOPERSON00002,1,MARTIN,OTHERPSEUDO2,L'HAŸ,1970-04-05

        """
    static let acts = #"""
        ACT;PSA;RANK;NOTE
        a1;PSEUDOPERSON00002;1;12,5
        a2;PSEUDOPERSON00001;1;"x;""y"""
        a3; PSEUDOPERSON00002 ;01;
        a4;;1;orphan
        a5;PSEUDOPERSON00001;2;twin

        """#
    static let files = ["IDENTITIES.csv": identities, "PEOPLE.csv": people, "ACTS_2020.csv": acts]

    @Test func keyColumnsBecomeOneTokenAndOthersAreKeptAsTheyAre() throws {
        let sealed = try Sealed(Sources.claims, Self.files)
        let first = sealed.identities[0].token.text
        let second = sealed.identities[1].token.text
        #expect(
            try sealed.text("PEOPLE.csv")
                == "ROW_TOKEN,TOWN,BORN\n\(first),\"PARIS, 1er\",1985-09\n\(second),L'HAŸ,1970-04\n")
        let acts = try sealed.text("ACTS_2020.csv").split(separator: "\n").map(String.init)
        #expect(acts[0] == "ROW_TOKEN;ACT;NOTE")
        #expect(acts[1] == "\(second);a1;12,5")
        #expect(acts[2] == "\(first);a2;\"x;\"\"y\"\"\"")
        #expect(acts[3] == "\(second);a3;")
        #expect(acts[4].hasSuffix(";a5;twin") && !acts[4].hasPrefix(first) && !acts[4].hasPrefix(second))
        #expect(acts.count == 5)
    }

    @Test func nothingNominativeIsInTheDelivery() throws {
        let bytes = try Sealed(Sources.claims, Self.files).allBytes()
        for secret in [
            "DUPONT", "MARTIN", "MARIE", "PIERRE", "285094415372654", "PSEUDOPERSON", "OTHERPSEUDO", "1985-09-21",
            "orphan",
        ] {
            #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret)")
        }
    }

    @Test func givesTheTraitsOfEachPerson() throws {
        let sealed = try Sealed(Sources.claims, Self.files)
        #expect(sealed.summary.personCount == 2)
        let first = sealed.identities[0].traits
        #expect(first.nationalNumber == "285094415372654" && first.birthName == "DUPONT")
        #expect(first.givenNames == "MARIE ANNE" && first.birthDate == "1985-09-21" && first.sex == .female)
        #expect(sealed.identities[1].traits.sex == .male)
    }

    @Test func countsRowsAndTellsThoseWithoutAPerson() throws {
        let sealed = try Sealed(Sources.claims, Self.files)
        let acts = try #require(sealed.summary.tables.first { $0.name == "ACTS" })
        #expect(acts.rowCount == 4 && acts.keylessRowCount == 1 && acts.fileCount == 1)
        #expect(sealed.summary.findings.sorted.map(\.code) == ["seal.person-missing"])
    }

    @Test func theManifestHoldsTheDigestOfEveryFile() throws {
        let sealed = try Sealed(
            Sources.claims, Self.files.mapValues { Data($0.utf8) }, identitiesSHA256: String(repeating: "a", count: 64))
        let manifest = try DeliveryManifest.read(from: sealed.summary.folder)
        #expect(manifest.source == "claims" && manifest.delivery == "d1")
        #expect(manifest.identitiesSHA256 == String(repeating: "a", count: 64))
        #expect(manifest.files.map(\.name) == ["PEOPLE.csv", "ACTS_2020.csv"])
        try manifest.verify(in: sealed.summary.folder)
        let present = try FileManager.default.contentsOfDirectory(atPath: sealed.summary.folder.path)
        #expect(Set(present) == ["PEOPLE.csv", "ACTS_2020.csv", "delivery.json"])
    }

    @Test func anotherDeliveryHasOtherTokens() throws {
        let one = try Sealed(Sources.claims, Self.files, seed: 1)
        let again = try Sealed(Sources.claims, Self.files, seed: 1)
        let other = try Sealed(Sources.claims, Self.files, seed: 2)
        #expect(one.identities.map(\.token) == again.identities.map(\.token))
        #expect(Set(one.identities.map(\.token)).isDisjoint(with: other.identities.map(\.token)))
    }

    /// ("ab", "c") and ("a", "bc") are two persons.
    @Test func componentsOfAKeyDoNotRunTogether() throws {
        var files = Self.files
        files["ACTS_2020.csv"] = "ACT;PSA;RANK;NOTE\na;X1;1;\nb;X;11;\nc;X1;1;\n"
        let rows = try Sealed(Sources.claims, files).text("ACTS_2020.csv").split(separator: "\n").dropFirst()
        let tokens = rows.map { $0.prefix(32) }
        #expect(tokens[0] == tokens[2] && tokens[0] != tokens[1])
    }

    @Test func readsWindows1252AndGzip() throws {
        var files = Self.files.mapValues { Data($0.utf8) }
        files["ACTS_2020.csv"] = nil
        let text = "ACT;PSA;RANK;NOTE\na1;PSEUDOPERSON00001;1;H\u{E9}l\u{E8}ne "
        let bytes = Data(text.unicodeScalars.map { UInt8($0.value) }) + Data([0x80, 0x0A])
        files["ACTS_2020.csv.gz"] = try gzip(bytes)
        let sealed = try Sealed(Sources.claims, files)
        #expect(try sealed.text("ACTS_2020.csv").hasSuffix(";a1;Hélène €\n"))
    }

    @Test func unknownFilesAndColumnsStayWithTheHolder() throws {
        var files = Self.files
        files["NOTES.txt"] = "SECRETNOTE"
        files["ACTS_2020.csv"] = "ACT;PSA;RANK;NOTE;COMMENT\na;P;1;n;SECRETCOMMENT\n"
        let sealed = try Sealed(Sources.claims, files)
        #expect(sealed.summary.findings.sorted.map(\.code) == ["seal.column-unknown", "seal.file-unknown"])
        #expect(sealed.summary.findings.sorted.first?.field == "COMMENT")
        let bytes = try sealed.allBytes()
        #expect(bytes.range(of: Data("SECRET".utf8)) == nil)
        #expect(bytes.range(of: Data("COMMENT".utf8)) == nil)
    }

    @Test func keptKeyColumnsStayBesideTheToken() throws {
        let stays = SourceDescription(
            name: "stays", title: Phrase(fr: "", en: ""), holder: Phrase(fr: "", en: ""),
            files: [
                SourceFile(
                    table: "C", pattern: "C.csv",
                    schema: TableSchema(
                        name: "C",
                        fields: [TableField(name: "STAY", kind: .string), TableField(name: "ANO", kind: .string)]),
                    zones: ["ANO": .otherPseudonym], personKey: ["STAY"], keepsPersonKey: true)
            ],
            identity: IdentityLocation(place: .csv(pattern: "ID.csv"), personKey: ["STAY"], traits: [.sex: "SEX"]),
            mapping: OMOPMapping(tables: []))
        let sealed = try Sealed(stays, ["ID.csv": "STAY,SEX\ns1,1\n", "C.csv": "STAY,ANO\ns1,zzz\n"])
        #expect(try sealed.text("C.csv") == "ROW_TOKEN,STAY\n\(sealed.identities[0].token.text),s1\n")
    }

    /// A raw folder that must be refused: what is changed, and the code.
    static let refusals: [(name: String, change: [String: String?], code: String)] = [
        ("no identities", ["IDENTITIES.csv": nil], "seal.identities-missing"),
        ("required table", ["ACTS_2020.csv": nil], "seal.table-missing"),
        ("key column", ["ACTS_2020.csv": "ACT;PSA;NOTE\n"], "seal.column-missing"),
        ("required column", ["ACTS_2020.csv": "PSA;RANK;NOTE\n"], "seal.column-missing"),
        ("trait column", ["IDENTITIES.csv": "PSA;RANK;NIR\n"], "seal.column-missing"),
        ("key column twice", ["ACTS_2020.csv": "ACT;PSA;RANK;NOTE;PSA\n"], "seal.column-twice"),
        ("short line", ["ACTS_2020.csv": "ACT;PSA;RANK;NOTE\na;P;1\n"], "csv.column-count"),
        ("open quote", ["ACTS_2020.csv": "ACT;PSA;RANK;NOTE\na;P;1;\"x\n"], "csv.broken-record"),
        ("open quote in identities", ["IDENTITIES.csv": identities + "\"P;1;;;;;\n"], "csv.broken-record"),
        ("empty file", ["PEOPLE.csv": ""], "csv.header-absent"),
        ("not text", ["PEOPLE.csv": "PAR1"], "file.foreign-format"),
        ("two forms of one file", ["PEOPLE.csv.gz": "x"], "seal.file-twice"),
        ("odd name", ["PEOPLE été.csv": people], "seal.name-invalid"),
    ]

    @Test(arguments: refusals.indices)
    func refusesWhatItCannotSealAndLeavesNothing(_ index: Int) throws {
        let refusal = Self.refusals[index]
        var files: [String: String] = Self.files
        for (name, text) in refusal.change { files[name] = text }
        let folder = try TemporaryFolder()
        for (name, text) in files { try folder.write("raw/\(name)", text) }
        let seal = HolderSeal(
            source: Sources.claims, rawFolder: folder.url.appending(path: "raw"), outputFolder: folder.url,
            surroundings: surroundings(seed: 1))
        let error = #expect(throws: (any Error).self) { try seal.run(identity: { _, _ in }) }
        let hubError = try #require(error as? any HubError)
        #expect(hubError.code == refusal.code, "\(refusal.name)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["raw"])
    }

    @Test func refusesAnExistingDeliveryAndAFailingSink() throws {
        let sealed = try Sealed(Sources.claims, Self.files)
        let raw = sealed.folder.url.appending(path: "raw")
        let out = sealed.folder.url.appending(path: "out")
        let seal = HolderSeal(
            source: Sources.claims, rawFolder: raw, outputFolder: out, surroundings: surroundings(seed: 3))
        #expect(throws: SealError.deliveryExists(name: "out")) { try seal.run(identity: { _, _ in }) }
        struct Full: Error {}
        let elsewhere = sealed.folder.url.appending(path: "other")
        let second = HolderSeal(
            source: Sources.claims, rawFolder: raw, outputFolder: elsewhere, surroundings: surroundings(seed: 3))
        #expect(throws: Full.self) { try second.run(identity: { _, _ in throw Full() }) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.path).isEmpty)
    }

    @Test func theSecretIsNotWritten() throws {
        let sealed = try Sealed(Sources.claims, Self.files, seed: 9)
        // The work folder's name takes 16 bytes of the generator before the secret does.
        let random = surroundings(seed: 9)
        _ = random.randomBytes(16)
        let secret = random.randomBytes(32)
        let bytes = try sealed.allBytes()
        #expect(bytes.range(of: Data(secret)) == nil)
        #expect(bytes.range(of: Data(hexadecimal(secret).utf8)) == nil)
        var key = Data()
        for part in ["PSEUDOPERSON00001", "1"] { key += [0, 0, 0, UInt8(part.utf8.count)] + Data(part.utf8) }
        let code = HMAC<SHA256>.authenticationCode(for: key, using: SymmetricKey(data: secret))
        #expect(sealed.identities[0].token == RowToken(bytes: code.prefix(16)))
    }
}

/// Packs with the system's gzip.
func gzip(_ data: Data) throws -> Data {
    let folder = try TemporaryFolder()
    let file = try folder.write("plain", data)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-n", file.path]
    try process.run()
    process.waitUntilExit()
    return try Data(contentsOf: file.appendingPathExtension("gz"))
}
