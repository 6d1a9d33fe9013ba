package import Foundation
package import HealthModel

extension Release {
    /// Reads every file again and compares it with the manifest: missing, extra and changed files, row counts, and the
    /// signature when `isSigned` (given the manifest's bytes) can judge it. No finding means that nothing changed.
    package func verify(
        isSigned: ((Data, ReleaseSignature?) -> Bool)? = nil, onProgress: ProgressObserver? = nil
    ) throws -> [Finding] {
        var findings = Findings()
        let bytes = try Data(contentsOf: folder.appending(path: Release.manifestName))
        if (try? manifest.canonicalBytes()) != bytes { findings.add(manifestChanged) }
        if let isSigned, !isSigned(bytes, signature) { findings.add(signatureWrong) }
        let connection = try DuckDBDatabase(settings: DuckDBSettings(threadCount: 1)).connect()
        let label = Phrase(fr: "Vérification des fichiers", en: "Verifying files")
        for (number, file) in manifest.files.enumerated() {
            onProgress?(ProgressStep(label, done: number, total: manifest.files.count))
            if let finding = check(file, connection) { findings.add(finding) }
        }
        for document in manifest.documents ?? [] {
            if let finding = check(document) { findings.add(finding) }
        }
        for path in try extraFiles() { findings.add(extra(path)) }
        return findings.sorted
    }

    private func check(_ document: ReleaseManifest.Document) -> Finding? {
        checkBytes(of: document.path, sha256: document.sha256)
    }

    private func checkBytes(of path: String, sha256: String) -> Finding? {
        let place = folder.appending(path: path)
        guard FileManager.default.fileExists(atPath: place.path) else {
            return finding(
                "lake.file-missing", path,
                Phrase(fr: "Le fichier a disparu de la version.", en: "The file is missing from the release."))
        }
        guard let digest = try? FileDigest.sha256(of: place), digest == sha256 else {
            return finding(
                "lake.file-changed", path,
                Phrase(
                    fr: "Le contenu du fichier n’est plus celui qui a été publié.",
                    en: "The file's content is not what was published."))
        }
        return nil
    }

    private func check(_ file: ReleaseManifest.File, _ connection: DuckDBConnection) -> Finding? {
        if let finding = checkBytes(of: file.path, sha256: file.sha256) { return finding }
        let place = folder.appending(path: file.path)
        guard let rows = try? Release.rowCount(of: place, connection), rows == file.rows else {
            return finding(
                "lake.rows-differ", file.path,
                Phrase(
                    fr: "Le nombre de lignes n’est pas celui du manifeste.",
                    en: "The number of rows is not the manifest's."))
        }
        return nil
    }

    /// Files under the release that the manifest does not know.
    private func extraFiles() throws -> [String] {
        let known = Set(
            manifest.files.map(\.path) + (manifest.documents ?? []).map(\.path)
                + [Release.manifestName, Release.signatureName])
        return try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .filter { path in
                var isFolder: ObjCBool = false
                _ = FileManager.default.fileExists(atPath: folder.appending(path: path).path, isDirectory: &isFolder)
                return !isFolder.boolValue && !known.contains(path)
            }
            .sorted()
    }

    private func extra(_ path: String) -> Finding {
        finding(
            "lake.file-extra", path,
            Phrase(fr: "Ce fichier n’est pas dans le manifeste.", en: "This file is not in the manifest."))
    }

    private var manifestChanged: Finding {
        finding(
            "lake.manifest-changed", Release.manifestName,
            Phrase(
                fr: "Le manifeste n’est plus celui qui a été publié.", en: "The manifest is not what was published."))
    }

    private var signatureWrong: Finding {
        finding(
            "lake.signature-wrong", Release.signatureName,
            Phrase(
                fr: "La signature du manifeste manque ou ne convient pas.",
                en: "The manifest's signature is missing or does not fit."))
    }

    private func finding(_ code: String, _ file: String, _ message: Phrase) -> Finding {
        Finding(code: code, severity: .error, file: file, message: message)
    }
}
