internal import Crypto
internal import Foundation
internal import GRDB
internal import HealthModel
internal import RecordLinkage

/// Keeps the traits of linked records for later deliveries, sealed (AES-256-GCM) under the key that only both custodians
/// form, and the keyed hashes they are found by.
struct ProfileWriter {
    /// Profiles sealed together.
    static let pageCount = 48
    /// Pairs of a block page, but for a key with more.
    static let entryCount = 256
    /// Pairs sorted in memory before they become a segment.
    static let segmentEntryCountMax = 4_000_000

    private let database: Database
    private let key: SymmetricKey
    private var first: Int64
    private var next: Int64
    private var segment: Int64
    private var page: [UInt8] = []
    private var entries: [(key: Int64, profile: Int64)] = []
    private(set) var profileCount = 0

    init(database: Database, key: SymmetricKey) throws {
        self.database = database
        self.key = key
        next = 1 + (try Int64.fetchOne(database, sql: "SELECT max(first + count - 1) FROM profile_page") ?? 0)
        first = next
        segment = 1 + (try Int64.fetchOne(database, sql: "SELECT max(segment) FROM block_page") ?? 0)
    }

    mutating func add(_ traits: IdentityTraits, person: PersonNumber, hashes: [Int64]) throws {
        FixedBytes.append(UInt64(bitPattern: person), to: &page)
        TraitBytes.append(traits, to: &page)
        for hash in hashes { entries.append((hash, next)) }
        next += 1
        profileCount += 1
        if next - first == Int64(ProfileWriter.pageCount) { try sealPage() }
        if entries.count >= ProfileWriter.segmentEntryCountMax { try writeSegment() }
    }

    /// Writes what is left.
    mutating func finish() throws {
        try sealPage()
        try writeSegment()
    }

    private mutating func sealPage() throws {
        guard next > first else { return }
        let box = try AES.GCM.seal(page, using: key, authenticating: ProfilePages.place(first))
        guard let sealed = box.combined else { throw IdentityVaultError.workDamaged }
        try database.cachedStatement(sql: "INSERT INTO profile_page VALUES (?, ?, ?)")
            .execute(arguments: [first, next - first, sealed])
        page.removeAll(keepingCapacity: true)
        first = next
    }

    private mutating func writeSegment() throws {
        guard !entries.isEmpty else { return }
        entries.sort { ($0.key, $0.profile) < ($1.key, $1.profile) }
        let statement = try database.cachedStatement(sql: "INSERT INTO block_page VALUES (?, ?, ?)")
        var start = 0
        while start < entries.count {
            var end = min(entries.count, start + ProfileWriter.entryCount)
            while end < entries.count, entries[end].key == entries[end - 1].key { end += 1 }
            var bytes: [UInt8] = []
            bytes.reserveCapacity(16 * (end - start))
            var run = 0
            for place in start..<end {
                run = place > start && entries[place].key == entries[place - 1].key ? run + 1 : 0
                // A larger block is not looked at: its excess need not be kept.
                guard run <= ProfilePages.blockSizeMax else { continue }
                FixedBytes.append(UInt64(bitPattern: entries[place].key), to: &bytes)
                FixedBytes.append(UInt64(bitPattern: entries[place].profile), to: &bytes)
            }
            try statement.execute(arguments: [segment, entries[start].key, Data(bytes)])
            start = end
        }
        entries.removeAll(keepingCapacity: true)
        segment += 1
    }
}
