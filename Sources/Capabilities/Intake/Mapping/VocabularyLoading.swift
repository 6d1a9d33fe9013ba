package import Foundation
import HealthModel
import SQLBackends

extension IntakeService {
    static let currentVocabulary = "current"

    /// Folder of the loaded Athena files; nil when releases use the built-in concepts.
    func loadedVocabulary() -> URL? {
        let pointer = home.vocabulary.appending(path: IntakeService.currentVocabulary)
        return (try? String(contentsOf: pointer, encoding: .utf8)).map { home.vocabulary.appending(path: $0) }
    }

    /// Checks an Athena download, tries it, and keeps it for later releases; gives how many concepts it has.
    package func loadVocabulary(from folder: URL) throws -> Int {
        let lock = try HubLock(home: home)
        defer { withExtendedLifetime(lock) {} }
        try recover()
        let missing = AthenaLoader(folder: folder).missingFiles
        guard missing.isEmpty else { throw IntakeError.fileMissing(file: missing.joined(separator: ", ")) }
        try record("vocabulary.begin", [:], "begin")
        let work = try makeWorkFolder()
        defer { try? FileManager.default.removeItem(at: work) }
        let copy = work.appending(path: "vocabulary")
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        for file in AthenaLoader.files {
            try FileManager.default.copyItem(at: folder.appending(path: file.file), to: copy.appending(path: file.file))
        }
        let connection = try workDatabase(work).connect()
        do {
            for statement in VocabularyTables.statements(athenaFolder: copy) {
                try connection.execute(statement, label: "vocabulary", deadlineSeconds: settings.statementSecondsMax)
            }
        } catch let error {
            throw IntakeError.stagingFailed(file: folder.lastPathComponent, detail: error.code)
        }
        let concepts = try connection.query("SELECT count(*) FROM vocabulary.concept", label: "concepts").scalarInt64()
        try DurableFiles.syncTree(copy)
        // The new one stands beside the old until one file, replaced at once, names it.
        let name = surroundings.newID()
        try FileManager.default.createDirectory(at: home.vocabulary, withIntermediateDirectories: true)
        try DurableFiles.rename(copy, to: home.vocabulary.appending(path: name))
        try DurableFiles.syncFolder(home.folder)
        try DurableFiles.write(name.utf8, to: home.vocabulary.appending(path: IntakeService.currentVocabulary))
        for other in try FileManager.default.contentsOfDirectory(atPath: home.vocabulary.path)
        where other != name && other != IntakeService.currentVocabulary {
            try FileManager.default.removeItem(at: home.vocabulary.appending(path: other))
        }
        try record("vocabulary.end", [:], "\(concepts) concepts")
        return Int(concepts)
    }
}
