import Foundation
import HealthModel
import HubTestSupport
import Synchronization

@testable import Journal

/// Runs the long forms of the tests.
let isLongRun = ProcessInfo.processInfo.environment["HUB_TEST_LONG"] != nil

/// A clock that stands still and numbers that repeat.
func fixedSurroundings(seed: UInt64 = 1) -> Surroundings {
    let generator = Mutex(SeededGenerator(seed: seed))
    return Surroundings(
        now: { Date(timeIntervalSince1970: 1_795_000_000) },
        randomBytes: { count in
            generator.withLock { generator in (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) } }
        })
}

private let sharedSigner = Result {
    try JournalSigner(name: "hub.example/journal", seed: Data(repeating: 7, count: 32))
}

/// One signer for all: to make a key takes longer than to sign.
func testSigner() throws -> JournalSigner { try sharedSigner.get() }

func entry(_ number: Int, action: JournalAction = "permit.grant", padding: Int = 0) -> JournalEntry {
    JournalEntry(
        time: Date(timeIntervalSince1970: 1_795_000_000), actor: "a", role: "r", action: action,
        objects: ["n": "x\(number)"], outcome: String(repeating: "o", count: padding))
}

/// Hexadecimal digits to bytes.
func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = Array(hexadecimal)
    return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
}

func hash(_ hexadecimal: String) throws -> MerkleHash {
    guard let hash = MerkleHash(bytes(hexadecimal)) else { throw JournalError.badKey }
    return hash
}

/// A tree in memory: its complete subtrees by height.
struct MemoryTree {
    let rows: [[MerkleHash]]

    init(leaves: [MerkleHash]) {
        var rows = [leaves]
        while let last = rows.last, last.count > 1 {
            rows.append(stride(from: 0, to: last.count - 1, by: 2).map { .node(last[$0], last[$0 + 1]) })
        }
        self.rows = rows
    }

    init(count: Int) { self.init(leaves: (0..<count).map { .leaf([UInt8($0 & 255), UInt8($0 >> 8)]) }) }

    func tree(_ size: Int) -> MerkleTree { MerkleTree(size: size) { height, index in rows[height][index] } }
}
