import Crypto
import Foundation
import HealthModel
import HubTestSupport
import Intake
import TabularFiles

/// A tiny claims source and a tiny FHIR source.
enum Sources {
    static let personKey = ["PSA", "RANK"]

    private static func text(_ name: String) -> TableField { TableField(name: name, kind: .string) }

    static let claims = SourceDescription(
        name: "claims", title: Phrase(fr: "Essai", en: "Trial"), holder: Phrase(fr: "Caisse", en: "Fund"),
        files: [
            SourceFile(
                table: "PEOPLE", pattern: "PEOPLE*.csv",
                schema: TableSchema(
                    name: "PEOPLE",
                    fields: [
                        text("PSA"), TableField(name: "RANK", kind: .integer), text("NAME"), text("OTHER_ID"),
                        text("TOWN"), text("BORN"),
                    ], primaryKey: personKey),
                zones: ["NAME": .nominative, "OTHER_ID": .otherPseudonym], personKey: personKey,
                shortened: ["BORN": 7]),
            SourceFile(
                table: "ACTS", pattern: "ACTS*.csv",
                schema: TableSchema(
                    name: "ACTS",
                    fields: [
                        TableField(name: "ACT", kind: .string, isRequired: true), text("PSA"),
                        TableField(name: "RANK", kind: .integer), text("NOTE"),
                    ]),
                personKey: personKey),
            SourceFile(
                table: "DRUGS", pattern: "DRUGS*.csv",
                schema: TableSchema(name: "DRUGS", fields: [text("ACT"), text("CIP")]),
                isRequired: false),
        ],
        identity: IdentityLocation(
            place: .csv(pattern: "IDENTITIES*.csv"), personKey: personKey,
            traits: [
                .nationalNumber: "NIR", .birthName: "BIRTH_NAME", .givenNames: "GIVEN", .birthDate: "BIRTH",
                .sex: "SEX",
            ]),
        mapping: OMOPMapping(tables: []))

    static let warehouse = SourceDescription(
        name: "warehouse", title: Phrase(fr: "Essai", en: "Trial"), holder: Phrase(fr: "Hôpital", en: "Hospital"),
        files: [
            resource("Patient", ["id", "gender", "birthDate", "name", "meta"], shortened: ["birthDate": 7]),
            resource(
                "Observation", ["id", "status", "code", "subject", "encounter", "effectiveDateTime", "valueQuantity"]),
        ],
        identity: IdentityLocation(place: .fhirPatient(pattern: "Patient*.ndjson")), mapping: OMOPMapping(tables: []))

    private static func resource(
        _ type: String, _ kept: [String], shortened: [String: Int] = [:]
    ) -> SourceFile {
        SourceFile(
            table: type, pattern: "\(type)*.ndjson", format: .fhir(resourceType: type, keptElements: kept),
            schema: TableSchema(name: type, fields: []), personKey: ["subject"], shortened: shortened)
    }
}

/// Fixed randomness: each delivery made with another seed has another secret.
func surroundings(seed: UInt64) -> Surroundings {
    let generator = LockedGenerator(SeededGenerator(seed: seed))
    return Surroundings(now: { Date(timeIntervalSince1970: 0) }, randomBytes: { generator.bytes($0) })
}

// Safe because every use holds the lock.
private final class LockedGenerator: @unchecked Sendable {
    private let lock = NSLock()
    private var generator: SeededGenerator
    init(_ generator: SeededGenerator) { self.generator = generator }

    func bytes(_ count: Int) -> [UInt8] {
        lock.withLock { (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) } }
    }
}

/// Raw files sealed in a temporary folder, with what came out.
struct Sealed {
    let folder: TemporaryFolder
    let summary: SealSummary
    let identities: [(token: RowToken, traits: IdentityTraits)]

    init(
        _ source: SourceDescription, _ files: [String: Data], seed: UInt64 = 1, limits: TabularLimits = TabularLimits(),
        identitiesSHA256: String? = nil
    ) throws {
        folder = try TemporaryFolder()
        for (name, bytes) in files { try folder.write("raw/\(name)", bytes) }
        let seal = HolderSeal(
            source: source, rawFolder: folder.url.appending(path: "raw"),
            outputFolder: folder.url.appending(path: "out"), surroundings: surroundings(seed: seed), limits: limits)
        var identities: [(token: RowToken, traits: IdentityTraits)] = []
        summary = try seal.run(
            deliveryID: "d1", identity: { identities.append(($0, $1)) }, finishIdentities: { identitiesSHA256 })
        self.identities = identities
    }

    init(_ source: SourceDescription, _ files: [String: String], seed: UInt64 = 1) throws {
        try self.init(source, files.mapValues { Data($0.utf8) }, seed: seed)
    }

    func text(_ name: String) throws -> String {
        try String(contentsOf: summary.folder.appending(path: name), encoding: .utf8)
    }

    /// Every byte of the output folder.
    func allBytes() throws -> Data {
        var all = Data()
        let found = FileManager.default.enumerator(
            at: folder.url.appending(path: "out"), includingPropertiesForKeys: nil)
        for case let place as URL in found ?? FileManager.DirectoryEnumerator() {
            all += Data(place.lastPathComponent.utf8)
            if let bytes = try? Data(contentsOf: place) { all += bytes }
        }
        return all
    }
}
