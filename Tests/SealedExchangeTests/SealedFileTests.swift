import Foundation
import HealthModel
import HubTestSupport
import SealedExchange
import Testing

@Suite struct SealedFileTests {
    let folder: TemporaryFolder
    let key: ExchangeKeyPair
    let header = SealedHeader(source: "national-claims", deliveryID: "2026-10", createdAt: "2026-11-01T00:00:00Z")

    init() throws {
        folder = try TemporaryFolder()
        key = try ExchangeKeyPair(surroundings: .live)
    }

    private func seal(_ bytes: [UInt8], from sender: ExchangeKeyPair? = nil) throws -> URL {
        let place = folder.url.appending(path: "test.sealed")
        let writer = try SealedFileWriter(
            url: place, to: key.publicKey, purpose: .identities, header: header, from: sender)
        try writer.write(bytes)
        try writer.finish()
        return place
    }

    private func open(_ place: URL, purpose: SealedPurpose = .identities) throws -> [UInt8] {
        let reader = try SealedFileReader(url: place, key: key, purpose: purpose)
        var bytes: [UInt8] = []
        while let chunk = try reader.nextChunk() { bytes += chunk }
        return bytes
    }

    private func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return (error as? any HubError)?.code
        }
    }

    private static func pattern(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) } }

    @Test(arguments: [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20])
    func givesBackWhatWasSealed(byteCount: Int) throws {
        let bytes = SealedFileTests.pattern(byteCount)
        #expect(try open(seal(bytes)) == bytes)
    }

    @Test func showsTheHeaderAndTheDigest() throws {
        let place = folder.url.appending(path: "digest.sealed")
        let writer = try SealedFileWriter(url: place, to: key.publicKey, purpose: .crosswalk, header: header)
        let written = try writer.finish()
        let reader = try SealedFileReader(url: place, key: key, purpose: .crosswalk)
        while try reader.nextChunk() != nil {}
        #expect(reader.header == header)
        #expect(reader.digest == written)
        #expect(try SealedFileReader.digest(of: place) == written)
    }

    @Test func holdsNoReadableText() throws {
        let text = "DUPONT MARIE-LOUISE 2650944153726"
        let bytes = try Data(contentsOf: seal(Array(text.utf8)))
        #expect(bytes.range(of: Data("DUPONT".utf8)) == nil)
    }

    /// Beginning, keys, header, frame word, sealed text, tag: no byte can be changed.
    @Test func refusesEveryChangedByte() throws {
        let signer = try ExchangeKeyPair(surroundings: .live)
        for sender in [nil, signer] {
            let whole = [UInt8](try Data(contentsOf: seal(SealedFileTests.pattern(40), from: sender)))
            for place in whole.indices {
                var changed = whole
                changed[place] ^= 0x04
                let file = try folder.write("changed.sealed", Data(changed))
                #expect(throws: SealedExchangeError.self, "byte \(place)") { try open(file) }
            }
        }
    }

    @Test func refusesEveryCut() throws {
        let whole = try Data(contentsOf: seal(SealedFileTests.pattern(40)))
        for count in whole.indices {
            let file = try folder.write("cut.sealed", whole.prefix(count))
            #expect(throws: SealedExchangeError.self, "\(count) bytes") { try open(file) }
        }
    }

    @Test func refusesACutBetweenFramesAndFramesInAnotherOrder() throws {
        let whole = [UInt8](try Data(contentsOf: seal(SealedFileTests.pattern(3 << 20))))
        let frame = 4 + (1 << 20) + 16
        let start = whole.count - 3 * frame
        let frames = (0..<3).map { Array(whole[(start + $0 * frame)..<(start + ($0 + 1) * frame)]) }
        let beginning = Array(whole[..<start])
        let cut = try folder.write("a.sealed", Data(beginning + frames[0] + frames[1]))
        #expect(code { _ = try open(cut) } == "sealed.truncated")
        let swapped = try folder.write("b.sealed", Data(beginning + frames[1] + frames[0] + frames[2]))
        #expect(code { _ = try open(swapped) } == "sealed.tampered")
        let repeated = try folder.write("c.sealed", Data(beginning + frames[0] + frames[0] + frames[2]))
        #expect(code { _ = try open(repeated) } == "sealed.tampered")
        let longer = try folder.write("d.sealed", Data(whole + [0]))
        #expect(code { _ = try open(longer) } == "sealed.trailing-bytes")
    }

    @Test func refusesFramesOfAnotherFile() throws {
        let first = [UInt8](try Data(contentsOf: seal(SealedFileTests.pattern(64))))
        let second = [UInt8](try Data(contentsOf: seal(SealedFileTests.pattern(64))))
        let frame = 4 + 64 + 16
        let spliced = try folder.write("spliced.sealed", Data(first.dropLast(frame) + second.suffix(frame)))
        #expect(code { _ = try open(spliced) } == "sealed.tampered")
    }

    @Test func refusesAnotherPurposeAnotherKeyAndAnotherFormat() throws {
        let place = try seal([1, 2, 3])
        #expect(code { _ = try open(place, purpose: .crosswalk) } == "sealed.wrong-purpose")
        let other = try ExchangeKeyPair(surroundings: .live)
        #expect(code { _ = try SealedFileReader(url: place, key: other, purpose: .identities) } == "sealed.wrong-key")
        let plain = try folder.write("plain.csv", "token,name\n")
        #expect(code { _ = try open(plain) } == "sealed.not-sealed")
        #expect(code { _ = try open(folder.url.appending(path: "absent")) } == "sealed.file-missing")
    }

    @Test func knowsTheSender() throws {
        let signer = try ExchangeKeyPair(surroundings: .live)
        let other = try ExchangeKeyPair(surroundings: .live)
        let signed = try seal([1], from: signer)
        let reader = try SealedFileReader(url: signed, key: key, purpose: .identities, sender: signer.publicKey)
        #expect(reader.sender == signer.publicKey)
        #expect(
            code { _ = try SealedFileReader(url: signed, key: key, purpose: .identities, sender: other.publicKey) }
                == "sealed.wrong-sender")
        let anonymous = try seal([1])
        #expect(
            code { _ = try SealedFileReader(url: anonymous, key: key, purpose: .identities, sender: signer.publicKey) }
                == "sealed.wrong-sender")
    }

    @Test func leavesNothingWithoutFinish() throws {
        let place = folder.url.appending(path: "half.sealed")
        do {
            let writer = try SealedFileWriter(url: place, to: key.publicKey, purpose: .identities, header: header)
            try writer.write(SealedFileTests.pattern(3 << 20))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    }

    @Test func limitsTheHeader() throws {
        var fitting = header
        fitting.deliveryID = String(repeating: "d", count: SealedHeader.byteCountMax - 200)
        let place = folder.url.appending(path: "header.sealed")
        _ = try SealedFileWriter(url: place, to: key.publicKey, purpose: .identities, header: fitting).finish()
        var long = header
        long.deliveryID = String(repeating: "d", count: SealedHeader.byteCountMax)
        let longHeader = long
        #expect(
            code {
                _ = try SealedFileWriter(url: place, to: key.publicKey, purpose: .identities, header: longHeader)
            } == "sealed.header-too-long")
    }
}
