import Foundation
import HealthModel
import HubTestSupport
import SealedExchange
import Testing

@Suite struct ExchangeKeyTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func readsBackBothHalves() throws {
        let pair = try ExchangeKeyPair(surroundings: .live)
        let secret = folder.url.appending(path: "hub.key")
        let address = folder.url.appending(path: "hub.public")
        try pair.write(to: secret)
        try pair.publicKey.write(to: address)
        #expect(try ExchangeKeyPair(contentsOf: secret).publicKey == pair.publicKey)
        #expect(try ExchangePublicKey(contentsOf: address) == pair.publicKey)
        #expect(ExchangePublicKey(text: hexadecimal(pair.publicKey.bytes)) == pair.publicKey)
    }

    @Test func keepsThePrivateFileForItsOwner() throws {
        let file = folder.url.appending(path: "hub.key")
        try ExchangeKeyPair(surroundings: .live).write(to: file)
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
        #expect(throws: SealedExchangeError.keyFileOpenToOthers(file: "hub.key")) {
            try ExchangeKeyPair(contentsOf: file)
        }
    }

    @Test func neverReplacesAPrivateKey() throws {
        let file = folder.url.appending(path: "hub.key")
        let first = try ExchangeKeyPair.readOrMake(at: file, surroundings: .live)
        #expect(throws: SealedExchangeError.keyFileExists(file: "hub.key")) {
            try ExchangeKeyPair(surroundings: .live).write(to: file)
        }
        #expect(try ExchangeKeyPair.readOrMake(at: file, surroundings: .live).publicKey == first.publicKey)
    }

    @Test(arguments: [
        "", "hdh-exchange-public-v1", "hdh-exchange-public-v2 00", "zz", String(repeating: "0", count: 62),
    ])
    func refusesWhatIsNoPublicKey(text: String) {
        #expect(ExchangePublicKey(text: text) == nil)
    }

    @Test func showsAFingerprintToCompare() throws {
        let key = try #require(ExchangePublicKey(bytes: (0..<32).map { UInt8($0) }))
        #expect(key.fingerprint == "630d-cd29-66c4-3366")
    }
}
