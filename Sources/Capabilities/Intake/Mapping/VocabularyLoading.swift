package import Foundation
import HealthModel
import SQLBackends

extension IntakeService {
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
        let old = work.appending(path: "old")
        if FileManager.default.fileExists(atPath: home.vocabulary.path) {
            try DurableFiles.rename(home.vocabulary, to: old)
        }
        try DurableFiles.rename(copy, to: home.vocabulary)
        try record("vocabulary.end", [:], "\(concepts) concepts")
        return Int(concepts)
    }
}
