import Crypto
package import Foundation
import HealthModel
import SQLBackends

/// What a sealed delivery says of itself: `delivery.json`, written last by the holder.
package struct DeliveryManifest: Sendable, Codable, Equatable {
    package struct File: Sendable, Codable, Equatable {
        package let name: String
        package let bytes: Int
        package let sha256: String

        package init(name: String, bytes: Int, sha256: String) {
            self.name = name
            self.bytes = bytes
            self.sha256 = sha256
        }
    }

    package let source: String
    package let delivery: String
    package let files: [File]
    /// SHA-256 of the sealed identities that go with it, so that a crosswalk can be held against it.
    package let identitiesSHA256: String?

    package static let fileName = "delivery.json"
    package static let fileCountMax = 10_000
    package static let fileBytesMax = 200_000_000_000

    package init(source: String, delivery: String, files: [File], identitiesSHA256: String? = nil) {
        self.source = source
        self.delivery = delivery
        self.files = files
        self.identitiesSHA256 = identitiesSHA256
    }

    /// One digest for the whole delivery: of its source, identifier and the digest of every file.
    package var digest: String {
        var hash = SHA256()
        func add(_ text: String) {
            hash.update(data: Data("\(text.utf8.count):".utf8))
            hash.update(data: Data(text.utf8))
        }
        add(source)
        add(delivery)
        for file in files.sorted(by: { $0.name < $1.name }) {
            add(file.name)
            add(file.sha256)
        }
        return hexadecimal(hash.finalize())
    }

    /// Reads `delivery.json` of a folder and refuses what no honest holder writes.
    package static func read(from folder: URL) throws(IntakeError) -> DeliveryManifest {
        let place = folder.appending(path: fileName)
        guard let bytes = try? Data(contentsOf: place) else {
            throw .deliveryUnreadable(path: folder.lastPathComponent, reason: "no \(fileName)")
        }
        guard let manifest = try? JSONDecoder().decode(DeliveryManifest.self, from: bytes) else {
            throw .deliveryUnreadable(path: folder.lastPathComponent, reason: "\(fileName) is not as described")
        }
        guard manifest.files.count <= fileCountMax else { throw .tooManyFiles(limit: fileCountMax) }
        try checkName(manifest.source)
        try checkName(manifest.delivery)
        for file in manifest.files {
            guard isPlainName(file.name), file.bytes >= 0 else {
                throw .deliveryUnreadable(path: fileName, reason: "a file name in it is not a plain name")
            }
            guard file.bytes <= fileBytesMax else { throw .tooLarge(file: file.name, limitBytes: fileBytesMax) }
        }
        guard Set(manifest.files.map(\.name)).count == manifest.files.count else {
            throw .deliveryUnreadable(path: fileName, reason: "a file is listed twice")
        }
        return manifest
    }

    /// Checks that each announced file is there, is a regular file and has the announced size and digest.
    package func verify(in folder: URL) throws(IntakeError) {
        for file in files {
            let attributes = try? FileManager.default.attributesOfItem(atPath: folder.appending(path: file.name).path)
            guard attributes?[.type] as? FileAttributeType == .typeRegular else {
                throw .fileMissing(file: file.name)
            }
            guard attributes?[.size] as? Int == file.bytes else { throw .fileChanged(file: file.name) }
        }
        let bySize = files.sorted { $0.bytes > $1.bytes }
        let digests = try? inParallel(bySize) { _, file in
            try? FileDigest.sha256(of: folder.appending(path: file.name))
        }
        for (file, digest) in zip(bySize, digests ?? []) where digest != file.sha256 {
            throw .fileChanged(file: file.name)
        }
    }

    /// Names become folder names and SQL text: letters, digits, dot, dash and underscore, not starting with a dot.
    package static func checkName(_ name: String) throws(IntakeError) {
        guard isPlainName(name), name.utf8.count <= 64 else { throw .nameInvalid(name: String(name.prefix(64))) }
    }

    private static func isPlainName(_ name: String) -> Bool {
        guard !name.isEmpty, name.utf8.count <= 255, !name.hasPrefix(".") else { return false }
        return name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == 0x2E || byte == 0x2D || byte == 0x5F
        }
    }
}
