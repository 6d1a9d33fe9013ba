package import Foundation

/// What a release holds, as written in its `manifest.json`: JSON with sorted keys, one line, UTF-8.
///
/// Beside it stands `manifest.signature`, when the release is signed: one line of three words, the algorithm
/// (`ed25519`), the identifier of the key and the signature in hex. It covers the bytes of `manifest.json` as they are.
package struct ReleaseManifest: Sendable, Codable, Equatable {
    static let currentFormat = 1

    /// One source and the deliveries that this release was made from.
    package struct Source: Sendable, Codable, Equatable {
        package let source: String
        package let deliveries: [Delivery]

        package init(source: String, deliveries: [Delivery]) {
            self.source = source
            self.deliveries = deliveries
        }
    }

    package struct Delivery: Sendable, Codable, Equatable {
        package let delivery: String
        /// SHA-256 of what was delivered.
        package let digest: String

        package init(delivery: String, digest: String) {
            self.delivery = delivery
            self.digest = digest
        }
    }

    package struct File: Sendable, Codable, Equatable {
        package let table: String
        package let source: String
        package let delivery: String
        /// Inside the release's folder: `omop/person/claims-2025-01-0.parquet`.
        package let path: String
        package let rows: Int
        package let bytes: Int
        package let sha256: String
    }

    /// What goes with the rows, for people: linkage sheets.
    package struct Document: Sendable, Codable, Equatable {
        /// Inside the release's folder: `linkage/national-claims-2026-01.json`.
        package let path: String
        package let bytes: Int
        package let sha256: String
    }

    package let format: Int
    package let release: String
    /// Grows by one with each release of the hub.
    package let sequence: Int
    /// `2026-11-22T10:11:12Z`.
    package let created: String
    package let codeVersion: String
    /// `v5.4`.
    package let cdmVersion: String
    package let sources: [Source]
    package let files: [File]
    /// Nil in releases that have none.
    package var documents: [Document]?

    /// The bytes of `manifest.json`.
    package func canonicalBytes() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }
}

/// The signature of a manifest.
package struct ReleaseSignature: Sendable, Equatable {
    package let algorithm: String
    package let keyID: String
    package let signature: [UInt8]

    package init(algorithm: String = "ed25519", keyID: String, signature: [UInt8]) {
        self.algorithm = algorithm
        self.keyID = keyID
        self.signature = signature
    }
}

extension ReleaseSignature {
    init?(line: String) {
        let words = line.split(whereSeparator: \.isWhitespace)
        guard words.count == 3, words[2].utf8.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        var rest = words[2][...]
        while !rest.isEmpty {
            guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        self.init(algorithm: String(words[0]), keyID: String(words[1]), signature: bytes)
    }
}
