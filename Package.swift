// swift-tools-version: 6.2
import Foundation
import PackageDescription

// The hub's architecture, readable from the inside out. Rings: Kernel < Engines < Backends < Capabilities < Surfaces.
// A target may use targets of inner rings, and of its own ring only as written here. `./hub check` enforces it.
// libduckdb is put in .deps/duckdb/lib by scripts/setup.

let duckDBFolder = Context.packageDirectory + "/.deps/duckdb/lib"

/// Heavy engines are optimised in debug too: a test run without it would take minutes instead of seconds.
enum Weight { case light, heavy }

func settings(_ weight: Weight) -> [SwiftSetting] {
    let common: [SwiftSetting] = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .treatAllWarnings(as: .error),
    ]
    guard weight == .heavy else { return common }
    return common + [.unsafeFlags(["-O"], .when(configuration: .debug))]
}

func module(
    _ name: String,
    in ring: String,
    weight: Weight = .light,
    uses: [Target.Dependency] = [],
    resources: [Resource]? = nil
) -> Target {
    .target(
        name: name, dependencies: uses, path: "Sources/\(ring)/\(name)", resources: resources,
        swiftSettings: settings(weight))
}

func program(_ name: String, uses: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: uses, path: "Sources/Executables/\(name)", swiftSettings: settings(.light))
}

func tests(_ name: String, uses: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: uses, path: "Tests/\(name)", exclude: exclude, swiftSettings: settings(.light))
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")

let package = Package(
    name: "HealthDataHub",
    products: [
        .executable(name: "hub", targets: ["hub"]),
        .executable(name: "keyholder", targets: ["keyholder"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    ],
    targets: [
        // MARK: C libraries

        // DuckDB's C API: the declarations that we call, written by us.
        .target(
            name: "CDuckDB", path: "Sources/CLibraries/CDuckDB",
            linkerSettings: [
                .unsafeFlags(["-L\(duckDBFolder)", "-Xlinker", "-rpath", "-Xlinker", duckDBFolder]),
                .linkedLibrary("duckdb"),
            ]),
        // Dice comparisons of encodings, with the widest instructions that the processor has.
        .target(
            name: "CCLKKernel", path: "Sources/CLibraries/CCLKKernel",
            cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))]),
        // zlib, to read gzip deliveries.
        .systemLibrary(name: "CZlib", path: "Sources/CLibraries/CZlib"),

        // MARK: Kernel

        // The nouns everyone shares: days, identifiers, zones, OMOP tables, bilingual phrases, errors, findings.
        module("HealthModel", in: "Kernel"),
        // The terminal of both programs: language, progress, tables, errors as words and exit codes.
        module("Console", in: "Kernel", uses: ["HealthModel"]),

        // MARK: Engines: pure and synchronous

        // Delivered files as bytes: CSV, NDJSON, gzip, encodings, Table Schema; what is wrong with them, and where.
        module("TabularFiles", in: "Engines", weight: .heavy, uses: ["HealthModel", "CZlib"]),
        // Finds names, national numbers, addresses and contacts in columns and in free text.
        module("NominativeDetection", in: "Engines", weight: .heavy, uses: ["HealthModel"]),
        // What researchers must know of a linkage: counts that may leave, and their page.
        module("QualitySheets", in: "Engines", uses: ["HealthModel"]),
        // Which records belong to the same person.
        module(
            "RecordLinkage", in: "Engines", weight: .heavy, uses: ["HealthModel", "TabularFiles", "QualitySheets"]),
        // Which encoded records belong to the same person: Bloom filters under a project's key, and attacks on them.
        module(
            "EncodedLinkage", in: "Engines", weight: .heavy,
            uses: ["HealthModel", "RecordLinkage", "CCLKKernel", crypto]),
        // Files that only their addressee can open (HPKE), for identities and crosswalks.
        module("SealedExchange", in: "Engines", weight: .heavy, uses: ["HealthModel", crypto]),
        // The built-in concepts and their ancestors, for a hub without an Athena download.
        module("Terminology", in: "Engines", weight: .heavy, uses: ["HealthModel"]),
        // Who matches a Circe cohort definition: the model, its checks and its neutral queries.
        module("CohortEngine", in: "Engines", weight: .heavy, uses: ["HealthModel"]),
        // The patient index: columns, postings and person bitmaps of a release in one mapped file, and who matches.
        module("PatientIndex", in: "Engines", weight: .heavy, uses: ["HealthModel", "CohortEngine"]),
        // Decides what may leave; the only maker of Releasable values.
        module("DisclosureControl", in: "Engines", uses: ["HealthModel"]),
        // The synthetic country: persons, lives, care, and the source databases that record them, with the truth.
        module("PopulationSimulator", in: "Engines", weight: .heavy, uses: ["HealthModel", "Terminology"]),

        // MARK: Backends

        // DuckDB, the lake of releases, and cohort definitions as SQL.
        module(
            "SQLBackends", in: "Backends", weight: .heavy,
            uses: ["HealthModel", "CohortEngine", "PatientIndex", "CDuckDB", crypto]),

        // MARK: Capabilities

        // Append-only, publicly verifiable record of who did what (RFC 6962 in tlog-tiles files).
        module("Journal", in: "Capabilities", weight: .heavy, uses: ["HealthModel", crypto]),
        // From a holder's raw files to a published release: seal, check, scan, pseudonymise, map, publish, withdraw.
        module(
            "Intake", in: "Capabilities",
            uses: [
                "HealthModel", "TabularFiles", "NominativeDetection", "SealedExchange", "Terminology", "SQLBackends",
                "QualitySheets", crypto, grdb,
            ]),
        // What the hub holds, described for people: datasets, tables, variables, safe counts.
        module("Catalogue", in: "Capabilities", uses: ["HealthModel", "DisclosureControl", "SQLBackends", "Intake"]),
        // Eligibility questions: definition in, attrition and safe counts out.
        module(
            "Feasibility", in: "Capabilities",
            uses: ["HealthModel", "Terminology", "CohortEngine", "DisclosureControl", "SQLBackends"],
            resources: [.copy("Resources/questions")]),

        // MARK: Key holder: the only ring that sees identities

        // Keys, identity traits while they are matched, and the register of pseudonyms of the trusted third party.
        module(
            "IdentityVault", in: "KeyHolder", weight: .heavy,
            uses: ["HealthModel", "QualitySheets", "RecordLinkage", "SealedExchange", crypto, grdb]),

        // MARK: Surfaces

        // Pages as pure functions of their models: words in French and English, HTML, SVG.
        module(
            "Portal", in: "Surfaces",
            uses: ["HealthModel", "CohortEngine", "DisclosureControl", "QualitySheets", "Catalogue", "Feasibility"]),
        // Composition root and HTTP routes.
        module(
            "HubServer", in: "Surfaces",
            uses: [
                "HealthModel", "Terminology", "CohortEngine", "PatientIndex", "DisclosureControl", "SealedExchange",
                "QualitySheets", "SQLBackends", "Journal", "Catalogue", "Feasibility", "Intake", "Portal", crypto,
                hummingbird, httpTypes, logging, nioCore,
            ]),

        // MARK: Programs

        program(
            "hub",
            uses: [
                "HealthModel", "TabularFiles", "NominativeDetection", "SealedExchange", "PopulationSimulator",
                "Terminology", "CohortEngine", "PatientIndex", "DisclosureControl", "SQLBackends", "Journal", "Intake",
                "Catalogue", "Feasibility", "Portal", "Console", "HubServer", "QualitySheets", argumentParser,
            ]),
        program(
            "keyholder",
            uses: [
                "HealthModel", "TabularFiles", "SealedExchange", "QualitySheets", "RecordLinkage", "EncodedLinkage",
                "IdentityVault", "Console", argumentParser, yams,
            ]),

        // MARK: Tests

        // Builders, seeded generator, temporary folders and snapshots for the test targets.
        .target(
            name: "HubTestSupport", dependencies: ["HealthModel"], path: "Tests/HubTestSupport",
            swiftSettings: settings(.light)),
        // Published cohort definitions, databases and expected rows, for every evaluator's tests.
        .target(
            name: "CohortTestSupport",
            dependencies: ["HealthModel", "CohortEngine", "SQLBackends", "CZlib", "HubTestSupport"],
            path: "Tests/CohortTestSupport", swiftSettings: settings(.light)),
        tests("HealthModelTests", uses: ["HealthModel", "HubTestSupport"]),
        tests("TabularFilesTests", uses: ["HealthModel", "TabularFiles", "HubTestSupport"]),
        tests("NominativeDetectionTests", uses: ["HealthModel", "NominativeDetection", "HubTestSupport"]),
        tests(
            "RecordLinkageTests",
            uses: ["HealthModel", "QualitySheets", "RecordLinkage", "CZlib", "HubTestSupport"]),
        tests(
            "EncodedLinkageTests", uses: ["HealthModel", "EncodedLinkage", "CZlib", "HubTestSupport"],
            exclude: ["Kernel"]),
        tests("SealedExchangeTests", uses: ["HealthModel", "SealedExchange", "HubTestSupport", crypto]),
        tests("TerminologyTests", uses: ["HealthModel", "Terminology", "HubTestSupport"]),
        tests("CohortEngineTests", uses: ["HealthModel", "CohortEngine", "HubTestSupport"]),
        tests("DisclosureControlTests", uses: ["HealthModel", "DisclosureControl", "HubTestSupport"]),
        tests(
            "PopulationSimulatorTests", uses: ["HealthModel", "PopulationSimulator", "Terminology", "HubTestSupport"]),
        tests("SQLBackendsTests", uses: ["HealthModel", "SQLBackends", "HubTestSupport"]),
        tests(
            "CohortSQLTests",
            uses: ["HealthModel", "CohortEngine", "SQLBackends", "HubTestSupport", "CohortTestSupport"]),
        tests(
            "PatientIndexTests",
            uses: [
                "HealthModel", "CohortEngine", "PatientIndex", "SQLBackends", "HubTestSupport", "CohortTestSupport",
            ]),
        // One definition, three evaluators, one answer.
        tests(
            "CohortAgreementTests",
            uses: [
                "HealthModel", "CohortEngine", "PatientIndex", "SQLBackends", "HubTestSupport", "CohortTestSupport",
            ]),
        tests("JournalTests", uses: ["HealthModel", "Journal", "HubTestSupport", crypto]),
        tests(
            "SealingTests",
            uses: ["HealthModel", "TabularFiles", "SealedExchange", "Intake", "HubTestSupport", crypto]),
        tests(
            "MappingTests",
            uses: [
                "HealthModel", "TabularFiles", "Terminology", "QualitySheets", "SQLBackends", "Intake",
                "HubTestSupport",
            ]),
        tests("ExistingCDMTests", uses: ["HealthModel", "SQLBackends", "Intake", "HubTestSupport"]),
        tests(
            "FeasibilityTests",
            uses: [
                "HealthModel", "Terminology", "CohortEngine", "DisclosureControl", "SQLBackends", "Feasibility",
                "HubTestSupport",
            ]),
        tests(
            "IdentityVaultTests",
            uses: [
                "HealthModel", "QualitySheets", "RecordLinkage", "SealedExchange", "IdentityVault", "HubTestSupport",
                crypto, grdb,
            ]),
        // The key holder's program as it is run, over small files.
        tests("KeyHolderCommandTests", uses: ["HubTestSupport"]),
        tests(
            "PortalTests",
            uses: [
                "HealthModel", "CohortEngine", "DisclosureControl", "QualitySheets", "SQLBackends", "Feasibility",
                "Portal", "HubTestSupport", "CohortTestSupport",
            ]),
        tests(
            "HubServerTests",
            uses: [
                "HealthModel", "CohortEngine", "DisclosureControl", "QualitySheets", "Feasibility", "SQLBackends",
                "Intake", "Portal", "HubServer", "HubTestSupport", hummingbird, httpTypes, logging, nioCore,
                nioEmbedded,
            ]),
        // Whole stories: from raw databases to answers.
        tests(
            "Journeys",
            uses: [
                "HealthModel", "PopulationSimulator", "SealedExchange", "QualitySheets", "IdentityVault", "Intake",
                "Catalogue", "DisclosureControl", "Feasibility", "SQLBackends", "Journal", "HubServer",
                "HubTestSupport",
            ]),
    ]
)
