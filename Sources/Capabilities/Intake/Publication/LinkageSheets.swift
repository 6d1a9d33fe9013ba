package import Foundation
import HealthModel
package import QualitySheets
package import SQLBackends

/// How the records of a release were linked: the sheet of each delivery that it was made from, and what linked records
/// contradict each other on. They are documents of the release, so that they follow the rows into whatever is made of it.
package struct LinkageSheets: Sendable {
    /// The sheet of one delivery.
    package struct Sheet: Sendable {
        package let source: String
        package let delivery: String
        /// Nil when the key holder made none: a delivery of before, or data that were linked elsewhere.
        package let sheet: QualitySheet?
    }

    package let release: String
    package let sheets: [Sheet]
    /// Nil in a release of before, and in imported ones.
    package let implausible: ImplausibleLinks?
    private let documents: [ReleaseManifest.Document]
    private let origin: Release

    /// Reads the sheets of a release and checks that they are the published ones.
    package init(of release: Release) throws {
        self.release = release.name
        origin = release
        documents = (release.manifest.documents ?? []).filter { $0.path.hasPrefix(LinkageSheets.folder + "/") }
        let byPath = Dictionary(documents.map { ($0.path, $0) }) { first, _ in first }
        func bytes(_ name: String) throws -> Data? {
            try byPath["\(LinkageSheets.folder)/\(name)"].map { try release.bytes(of: $0) }
        }
        sheets = try release.manifest.sources.flatMap { source in
            try source.deliveries.map { delivery in
                let stem = LinkageSheets.stem(source.source, delivery.delivery)
                return Sheet(
                    source: source.source, delivery: delivery.delivery,
                    sheet: try bytes("\(stem).json").map { try QualitySheet(json: $0) })
            }
        }
        implausible = try bytes(LinkageSheets.implausibleName)
            .map { try JSONDecoder().decode(ImplausibleLinks.self, from: $0) }
    }

    /// The sheet of one delivery, as JSON and as a page in each language; nil without one.
    package func sheet(source: String, delivery: String) -> QualitySheet? {
        sheets.first { $0.source == source && $0.delivery == delivery }?.sheet
    }

    /// Copies every document into a folder, for what is made from the release; gives their names.
    @discardableResult
    package func copy(into folder: URL) throws -> [String] {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return try documents.map { document in
            let name = String(document.path.dropFirst(LinkageSheets.folder.count + 1))
            try DurableFiles.write(try origin.bytes(of: document), to: folder.appending(path: name))
            return name
        }
    }

    // MARK: - Writing

    private static let folder = "linkage"
    private static let implausibleName = "implausible.json"

    static func add(_ sheet: QualitySheet, source: String, delivery: String, to builder: ReleaseBuilder) throws {
        let stem = stem(source, delivery)
        try builder.add(document: try sheet.json(), folder: folder, name: "\(stem).json")
        for language in Language.allCases {
            let page = QualitySheetPage(sheet: sheet).html(language).text
            try builder.add(document: Data(page.utf8), folder: folder, name: "\(stem).\(language.rawValue).html")
        }
    }

    static func add(_ implausible: ImplausibleLinks, to builder: ReleaseBuilder) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try builder.add(document: try encoder.encode(implausible), folder: folder, name: implausibleName)
    }

    /// Names of deliveries are plain already, and of a length that leaves room.
    private static func stem(_ source: String, _ delivery: String) -> String { "\(source)-\(delivery)" }
}
