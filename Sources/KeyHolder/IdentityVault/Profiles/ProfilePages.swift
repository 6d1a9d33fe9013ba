internal import Crypto
internal import Foundation
internal import GRDB
internal import HealthModel
internal import RecordLinkage

/// Traits of a record that was linked before, and the person it was linked to.
struct Profile {
    let number: Int64
    let person: PersonNumber
    let traits: IdentityTraits
}

/// Finds and opens the sealed profiles that a delivery touches.
struct ProfilePages {
    /// Blocks with more profiles are left out, and counted.
    static let blockSizeMax = 200

    private let database: Database
    private let key: SymmetricKey
    private let segments: [Int64]
    let profileCount: Int
    /// Profiles that were opened: what the work of a reception is measured by.
    private(set) var openedCount = 0
    private(set) var droppedBlockCount = 0

    init(database: Database, key: SymmetricKey) throws {
        self.database = database
        self.key = key
        segments = try Int64.fetchAll(database, sql: "SELECT DISTINCT segment FROM block_page ORDER BY segment")
        profileCount = try Int.fetchOne(database, sql: "SELECT max(first + count - 1) FROM profile_page") ?? 0
    }

    static func place(_ first: Int64) -> Data {
        var bytes: [UInt8] = []
        FixedBytes.append(UInt64(bitPattern: first), to: &bytes)
        return Data(bytes)
    }

    /// Profiles under a key, up to a number; none when the block is too large.
    mutating func profiles(under hash: Int64, upTo last: Int64 = .max) throws -> [Int64] {
        var found: [Int64] = []
        for segment in segments {
            let statement = try database.cachedStatement(
                sql: """
                    SELECT entries FROM block_page WHERE segment = ? AND first <= ? ORDER BY first DESC LIMIT 1
                    """)
            guard let entries = try Data.fetchOne(statement, arguments: [segment, hash]) else { continue }
            ProfilePages.search(entries, hash) { profile in if profile <= last { found.append(profile) } }
        }
        guard found.count <= ProfilePages.blockSizeMax else {
            droppedBlockCount += 1
            return []
        }
        return found
    }

    /// Those of some hashes that are keys. A large delivery reads the pages once, in order, instead of looking up.
    mutating func known(_ hashes: [Int64]) throws -> Set<Int64> {
        guard profileCount > 0 else { return [] }
        let pageCount = try Int.fetchOne(database, sql: "SELECT count(*) FROM block_page") ?? 0
        guard hashes.count > pageCount / 4 else {
            return Set(try hashes.filter { try !profiles(under: $0).isEmpty })
        }
        let sorted = hashes.sorted()
        var known: Set<Int64> = []
        for segment in segments {
            let pages = try Data.fetchCursor(
                database, sql: "SELECT entries FROM block_page WHERE segment = ? ORDER BY first", arguments: [segment])
            var place = 0
            while place < sorted.count, let page = try pages.next() {
                page.withUnsafeBytes { bytes in
                    for entry in 0..<bytes.count / 16 {
                        let key = Int64(bigEndian: bytes.loadUnaligned(fromByteOffset: entry * 16, as: Int64.self))
                        while place < sorted.count, sorted[place] < key { place += 1 }
                        if place < sorted.count, sorted[place] == key { known.insert(key) }
                    }
                }
            }
        }
        return known
    }

    /// Opens profiles by their numbers.
    mutating func open(_ numbers: Set<Int64>) throws -> [Profile] {
        var profiles: [Profile] = []
        profiles.reserveCapacity(numbers.count)
        let sorted = numbers.sorted()
        var place = 0
        while place < sorted.count {
            guard
                let row = try Row.fetchOne(
                    database.cachedStatement(
                        sql: """
                            SELECT first, count, sealed FROM profile_page WHERE first <= ? ORDER BY first DESC LIMIT 1
                            """), arguments: [sorted[place]])
            else { throw IdentityVaultError.registerFailed(reason: "profile_page") }
            let first: Int64 = row[0]
            let end = first + (row[1] as Int64)
            guard sorted[place] < end, let sealed = try? AES.GCM.SealedBox(combined: row[2] as Data),
                let bytes = try? AES.GCM.open(sealed, using: key, authenticating: ProfilePages.place(first))
            else { throw IdentityVaultError.registerFailed(reason: "profile_page") }
            let page = Array(bytes)
            var offset = 0
            for number in first..<end {
                guard offset + 8 <= page.count else { throw IdentityVaultError.registerFailed(reason: "profile_page") }
                let person = PersonNumber(bitPattern: FixedBytes.word(page[...], offset))
                offset += 8
                guard let traits = TraitBytes.read(page, &offset) else {
                    throw IdentityVaultError.registerFailed(reason: "profile_page")
                }
                guard place < sorted.count, sorted[place] == number else { continue }
                profiles.append(Profile(number: number, person: person, traits: traits))
                place += 1
            }
        }
        openedCount += profiles.count
        return profiles
    }

    /// Numbers of profiles spread over the register, by whole pages: they tell how frequent values are.
    func spread(_ countMax: Int) throws -> Set<Int64> {
        guard profileCount > 0 else { return [] }
        guard profileCount > countMax else { return Set(1...Int64(profileCount)) }
        let stride = Double(profileCount) / Double(countMax) * Double(ProfileWriter.pageCount)
        var numbers: Set<Int64> = []
        for page in 0..<countMax / ProfileWriter.pageCount {
            let first = 1 + Int64(Double(page) * stride)
            for number in first..<first + Int64(ProfileWriter.pageCount) where number <= Int64(profileCount) {
                numbers.insert(number)
            }
        }
        return numbers
    }

    private static func search(_ entries: Data, _ hash: Int64, _ visit: (Int64) -> Void) {
        entries.withUnsafeBytes { bytes in
            func word(_ place: Int) -> Int64 {
                Int64(bigEndian: bytes.loadUnaligned(fromByteOffset: place * 8, as: Int64.self))
            }
            var (low, high) = (0, bytes.count / 16)
            while low < high {
                let middle = (low + high) / 2
                if word(2 * middle) < hash { low = middle + 1 } else { high = middle }
            }
            while low < bytes.count / 16, word(2 * low) == hash {
                visit(word(2 * low + 1))
                low += 1
            }
        }
    }
}
